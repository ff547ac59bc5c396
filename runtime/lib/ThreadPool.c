//===- ThreadPool.c -------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The default context: a pool of threads that share a launch's grid, one
// contiguous part each.
//
// A small network launches a hundred kernels in a few milliseconds, so between
// two launches a worker spins; only after a while without work does it sleep.
// A part whose worker has not begun it, being asleep or off its core, is done
// by the caller once its own is: nobody waits for a worker to wake.
//
//===----------------------------------------------------------------------===//

#define _GNU_SOURCE

#include "nn_runtime.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
  MAX_THREADS = 1024,
  // A ticket is the number of a launch, then how many threads take part in it.
  // Together in one word, a thread that is left out never reads the launch's
  // other fields, which the next launch may already be writing. Nor does one
  // whose part is taken.
  TICKET_BITS = 16,
  TICKET_MASK = (1 << TICKET_BITS) - 1,
  // How often a thread looks before it yields, and before it sleeps.
  SPINS_BEFORE_YIELD = 2000,
  SPINS_BEFORE_SLEEP = 20000
};

typedef struct worker worker;

typedef struct pool {
  // First, so that a context is its pool.
  nn_context context;

  // The launch in flight.
  nn_kernel kernel;
  const void *args;
  int64_t count;
  char *scratch;
  int64_t scratch_stride;
  uint64_t float_mode;

  _Atomic uint64_t ticket;
  // Apart from the ticket, which everybody reads while this is counted down.
  _Alignas(128) _Atomic uint32_t pending;
  _Alignas(128) _Atomic uint32_t sleepers;
  _Atomic uint32_t caller_sleeps;
  _Atomic uint32_t stop;

  pthread_mutex_t mutex;
  pthread_cond_t wake;
  pthread_cond_t done;
  uint32_t num_workers;
  worker *workers;
} pool;

struct worker {
  pool *pool;
  pthread_t thread;
  uint32_t index;
  // The ticket of the launch in which the worker's part waits to be taken.
  _Alignas(128) _Atomic uint64_t part;
};

/// Takes the worker's part of a launch; fails if somebody else has.
static int take_part(worker *w, uint64_t ticket) {
  return atomic_compare_exchange_strong(&w->part, &ticket, 0);
}

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
  __asm__ volatile("yield");
#endif
}

/// How the thread rounds and whether it flushes denormals: a network computes
/// in its caller's mode, whichever thread does a part.
static inline uint64_t get_float_mode(void) {
#if defined(__x86_64__)
  // Without the flags of what has happened.
  return __builtin_ia32_stmxcsr() & 0xffc0;
#elif defined(__aarch64__)
  uint64_t mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  return mode;
#else
  return 0;
#endif
}

static inline void set_float_mode(uint64_t mode) {
  if (mode == get_float_mode())
    return;
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((uint32_t)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#endif
}

/// Looks once more; returns false when it is time to sleep.
static int spin(uint32_t *spins) {
  if (++*spins >= SPINS_BEFORE_SLEEP)
    return 0;
  // With fewer cores than threads, what is waited for needs this core.
  if (*spins % SPINS_BEFORE_YIELD == 0)
    sched_yield();
  else
    relax();
  return 1;
}

/// Where thread `index` of `threads` starts in a grid of `count` points.
static int64_t partition(int64_t count, uint32_t index, uint32_t threads) {
  int64_t quotient = count / threads, remainder = count % threads;
  return quotient * index + (index < remainder ? index : remainder);
}

/// Runs part `index` of `threads` on the scratch of the thread `runner`.
static void run_part(pool *p, uint32_t index, uint32_t threads,
                     uint32_t runner) {
  p->kernel(p->args, partition(p->count, index, threads),
            partition(p->count, index + 1, threads),
            p->scratch + (int64_t)runner * p->scratch_stride);
}

/// Waits for a ticket other than `seen`.
static uint64_t await_ticket(pool *p, uint64_t seen) {
  uint32_t spins = 0;
  uint64_t ticket;
  while ((ticket = atomic_load_explicit(&p->ticket, memory_order_acquire)) ==
         seen)
    if (!spin(&spins)) {
      pthread_mutex_lock(&p->mutex);
      // Sequentially consistent with launch(): it sees this count, or we see
      // its ticket.
      atomic_fetch_add(&p->sleepers, 1);
      while ((ticket = atomic_load(&p->ticket)) == seen)
        pthread_cond_wait(&p->wake, &p->mutex);
      atomic_fetch_sub(&p->sleepers, 1);
      pthread_mutex_unlock(&p->mutex);
      break;
    }
  return ticket;
}

static void *work(void *argument) {
  worker *self = argument;
  pool *p = self->pool;
  uint64_t seen = 0;
  for (;;) {
    seen = await_ticket(p, seen);
    uint32_t threads = seen & TICKET_MASK;
    if (self->index >= threads)
      continue;
    if (atomic_load_explicit(&p->stop, memory_order_relaxed))
      return NULL;
    if (!take_part(self, seen))
      continue;
    set_float_mode(p->float_mode);
    run_part(p, self->index, threads, self->index);
    if (atomic_fetch_sub(&p->pending, 1) == 1 &&
        atomic_load(&p->caller_sleeps)) {
      pthread_mutex_lock(&p->mutex);
      pthread_cond_signal(&p->done);
      pthread_mutex_unlock(&p->mutex);
    }
  }
}

/// Publishes the launch in the pool's fields to the first `threads` threads,
/// and returns its ticket.
static uint64_t launch(pool *p, uint32_t threads) {
  uint64_t last = atomic_load_explicit(&p->ticket, memory_order_relaxed);
  uint64_t ticket = ((last >> TICKET_BITS) + 1) << TICKET_BITS | threads;
  atomic_store_explicit(&p->pending, threads - 1, memory_order_relaxed);
  for (uint32_t i = 0; i < threads - 1; ++i)
    atomic_store_explicit(&p->workers[i].part, ticket, memory_order_relaxed);
  atomic_store(&p->ticket, ticket);
  if (atomic_load(&p->sleepers)) {
    pthread_mutex_lock(&p->mutex);
    pthread_cond_broadcast(&p->wake);
    pthread_mutex_unlock(&p->mutex);
  }
  return ticket;
}

static void await_workers(pool *p) {
  uint32_t spins = 0;
  while (atomic_load_explicit(&p->pending, memory_order_acquire))
    if (!spin(&spins)) {
      pthread_mutex_lock(&p->mutex);
      atomic_store(&p->caller_sleeps, 1);
      while (atomic_load(&p->pending))
        pthread_cond_wait(&p->done, &p->mutex);
      atomic_store(&p->caller_sleeps, 0);
      pthread_mutex_unlock(&p->mutex);
    }
}

static void pool_parallel_for(nn_context *context, nn_kernel kernel,
                              const void *args, int64_t count, char *scratch,
                              int64_t scratch_stride) {
  pool *p = (pool *)context;
  uint32_t threads = p->num_workers + 1;
  if (count < threads)
    threads = count > 0 ? (uint32_t)count : 1;
  if (threads == 1) {
    kernel(args, 0, count, scratch);
    return;
  }
  p->kernel = kernel;
  p->args = args;
  p->count = count;
  p->scratch = scratch;
  p->scratch_stride = scratch_stride;
  p->float_mode = get_float_mode();
  uint64_t ticket = launch(p, threads);
  run_part(p, 0, threads, 0);
  for (uint32_t i = 0; i < threads - 1; ++i)
    if (take_part(&p->workers[i], ticket)) {
      run_part(p, i + 1, threads, 0);
      atomic_fetch_sub(&p->pending, 1);
    }
  await_workers(p);
}

static void *pool_allocate(nn_context *context, int64_t bytes,
                           int64_t alignment) {
  (void)context;
  return nn_allocate(bytes, alignment);
}

static void pool_deallocate(nn_context *context, void *memory) {
  (void)context;
  nn_deallocate(memory);
}

uint32_t nn_available_threads(void) {
#ifdef __linux__
  cpu_set_t set;
  if (!sched_getaffinity(0, sizeof(set), &set) && CPU_COUNT(&set) > 0)
    return (uint32_t)CPU_COUNT(&set);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (uint32_t)online : 1;
}

nn_context *nn_context_create(uint32_t threads) {
  if (!threads)
    threads = nn_available_threads();
  if (threads > MAX_THREADS)
    threads = MAX_THREADS;

  pool *p = nn_allocate(sizeof(pool), _Alignof(pool));
  if (!p)
    return NULL;
  nn_context_init(&p->context);
  p->context.allocate = pool_allocate;
  p->context.deallocate = pool_deallocate;
  p->context.threads = threads;
  atomic_init(&p->ticket, 0);
  atomic_init(&p->pending, 0);
  atomic_init(&p->sleepers, 0);
  atomic_init(&p->caller_sleeps, 0);
  atomic_init(&p->stop, 0);
  pthread_mutex_init(&p->mutex, NULL);
  pthread_cond_init(&p->wake, NULL);
  pthread_cond_init(&p->done, NULL);
  p->num_workers = 0;
  p->workers = NULL;
  if (threads == 1)
    return &p->context;

  p->context.parallel_for = pool_parallel_for;
  p->workers =
      nn_allocate((threads - 1) * (int64_t)sizeof(worker), _Alignof(worker));
  if (!p->workers) {
    nn_context_destroy(&p->context);
    return NULL;
  }
  for (uint32_t i = 0; i < threads - 1; ++i) {
    worker *w = &p->workers[i];
    w->pool = p;
    w->index = i + 1;
    atomic_init(&w->part, 0);
    if (pthread_create(&w->thread, NULL, work, w)) {
      nn_context_destroy(&p->context);
      return NULL;
    }
    ++p->num_workers;
  }
  return &p->context;
}

void nn_context_destroy(nn_context *context) {
  pool *p = (pool *)context;
  if (!p)
    return;
  if (p->num_workers) {
    atomic_store_explicit(&p->stop, 1, memory_order_relaxed);
    launch(p, p->num_workers + 1);
    for (uint32_t i = 0; i < p->num_workers; ++i)
      pthread_join(p->workers[i].thread, NULL);
  }
  nn_deallocate(p->workers);
  pthread_cond_destroy(&p->done);
  pthread_cond_destroy(&p->wake);
  pthread_mutex_destroy(&p->mutex);
  nn_deallocate(p);
}
