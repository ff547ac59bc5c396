//===- Functions.h ------------------------------------------- -*- C++ -*--===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What instructions of PTX compute of their operands, as its manual says.
// Integers wrap around: compile with -fwrapv.
//
//===----------------------------------------------------------------------===//

#ifndef NN_TEST_LIB_CUDAEMULATOR_FUNCTIONS_H
#define NN_TEST_LIB_CUDAEMULATOR_FUNCTIONS_H

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace ptx::functions {

using f16 = _Float16;
using u8 = uint8_t;
using u16 = uint16_t;
using u32 = uint32_t;
using u64 = uint64_t;
using s8 = int8_t;
using s16 = int16_t;
using s32 = int32_t;
using s64 = int64_t;

template <typename T>
T get(u64 bits) {
  T value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

template <typename T>
u64 put(T value) {
  u64 bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  return bits;
}

struct Add {
  template <typename T>
  T operator()(T a, T b) {
    return a + b;
  }
};
struct Sub {
  template <typename T>
  T operator()(T a, T b) {
    return a - b;
  }
};
struct Mul {
  template <typename T>
  T operator()(T a, T b) {
    return a * b;
  }
};
struct MulU16 {
  u16 operator()(u16 a, u16 b) { return u32(a) * b; }
};
/// Twice the bits.
template <typename W>
struct Wide {
  template <typename T>
  W operator()(T a, T b) {
    return W(a) * W(b);
  }
  template <typename T>
  W operator()(T a, T b, W c) {
    return W(a) * W(b) + c;
  }
};
template <typename W>
struct High {
  template <typename T>
  T operator()(T a, T b) {
    return T((W(a) * W(b)) >> (8 * sizeof(T)));
  }
};
struct MulAdd {
  template <typename T>
  T operator()(T a, T b, T c) {
    return a * b + c;
  }
};
struct MulAddU16 {
  u16 operator()(u16 a, u16 b, u16 c) { return u32(a) * b + c; }
};
struct Div {
  template <typename T>
  T operator()(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      if (b == 0)
        return T(-1);
      if constexpr (std::is_signed_v<T>)
        if (b == -1)
          return -a;
    }
    return a / b;
  }
};
struct Rem {
  template <typename T>
  T operator()(T a, T b) {
    if (b == 0)
      return a;
    if constexpr (std::is_signed_v<T>)
      if (b == -1)
        return 0;
    return a % b;
  }
};
struct Fma {
  template <typename T>
  T operator()(T a, T b, T c) {
    // The sum of f16 is exact in f64.
    if constexpr (std::is_same_v<T, f16>)
      return f16(double(a) * double(b) + double(c));
    else
      return std::fma(a, b, c);
  }
};
struct Neg {
  template <typename T>
  T operator()(T a) {
    return -a;
  }
};
struct Abs {
  template <typename T>
  T operator()(T a) {
    if constexpr (std::is_integral_v<T>)
      return a < 0 ? -a : a;
    else if constexpr (std::is_same_v<T, f16>)
      return f16(std::fabs(float(a)));
    else
      return std::fabs(a);
  }
};
/// The other one, where one is NaN; zeros have an order.
struct Min {
  template <typename T>
  T operator()(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
      if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) ? b : a;
      if (a == b)
        return std::signbit(a) ? a : b;
    }
    return a < b ? a : b;
  }
};
struct Max {
  template <typename T>
  T operator()(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
      if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) ? b : a;
      if (a == b)
        return std::signbit(a) ? b : a;
    }
    return a > b ? a : b;
  }
};
struct MinNaN {
  template <typename T>
  T operator()(T a, T b) {
    return std::isnan(a) || std::isnan(b) ? a + b : Min()(a, b);
  }
};
struct MaxNaN {
  template <typename T>
  T operator()(T a, T b) {
    return std::isnan(a) || std::isnan(b) ? a + b : Max()(a, b);
  }
};
struct And {
  u64 operator()(u64 a, u64 b) { return a & b; }
};
struct Or {
  u64 operator()(u64 a, u64 b) { return a | b; }
};
struct Xor {
  u64 operator()(u64 a, u64 b) { return a ^ b; }
};
struct Not {
  template <typename T>
  T operator()(T a) {
    return ~a;
  }
};
struct NotPredicate {
  u64 operator()(u64 a) { return !(a & 1); }
};
/// Amounts end at the number of bits.
struct Shl {
  template <typename T>
  T operator()(T a, u32 b) {
    return b >= 8 * sizeof(T) ? T(0) : T(a << b);
  }
};
struct Shr {
  template <typename T>
  T operator()(T a, u32 b) {
    if (b >= 8 * sizeof(T))
      return a < 0 ? T(-1) : T(0);
    return a >> b;
  }
};
struct Sqrt {
  template <typename T>
  T operator()(T a) {
    return std::sqrt(a);
  }
};
struct Rcp {
  template <typename T>
  T operator()(T a) {
    return 1 / a;
  }
};
struct CopySign {
  // The sign is the first one's.
  template <typename T>
  T operator()(T a, T b) {
    return std::copysign(b, a);
  }
};
struct Select {
  u64 operator()(u64 a, u64 b, u64 p) { return p & 1 ? a : b; }
};
struct Move {
  u64 operator()(u64 a) { return a; }
};
struct Clz {
  template <typename T>
  u32 operator()(T a) {
    return a ? __builtin_clzll(a) - (64 - 8 * sizeof(T)) : 8 * sizeof(T);
  }
};
struct Popc {
  template <typename T>
  u32 operator()(T a) {
    return __builtin_popcountll(a);
  }
};
struct Brev {
  template <typename T>
  T operator()(T a) {
    T result = 0;
    for (unsigned i = 0; i < 8 * sizeof(T); ++i)
      result |= ((a >> i) & 1) << (8 * sizeof(T) - 1 - i);
    return result;
  }
};
/// The high half of two numbers one behind the other, moved; amounts wrap.
struct FunnelLeft {
  u32 operator()(u32 low, u32 high, u32 amount) {
    u64 both = u64(high) << 32 | low;
    return (both << (amount & 31)) >> 32;
  }
};
struct FunnelRight {
  u32 operator()(u32 low, u32 high, u32 amount) {
    u64 both = u64(high) << 32 | low;
    return both >> (amount & 31);
  }
};
/// Picks bytes of two numbers.
struct Permute {
  u32 operator()(u32 a, u32 b, u32 selector) {
    u64 both = u64(b) << 32 | a;
    u32 result = 0;
    for (unsigned i = 0; i < 4; ++i) {
      unsigned pick = (selector >> (4 * i)) & 0xf;
      u8 byte = both >> (8 * (pick & 7));
      if (pick & 8)
        byte = byte & 0x80 ? 0xff : 0;
      result |= u32(byte) << (8 * i);
    }
    return result;
  }
};
struct ExtractField {
  template <typename T>
  T operator()(T a, u32 position, u32 length) {
    constexpr unsigned bits = 8 * sizeof(T);
    position &= 0xff;
    length &= 0xff;
    if (length == 0)
      return 0;
    unsigned last = std::min(position + length - 1, bits - 1);
    T sign = std::is_signed_v<T> && ((a >> last) & 1) ? T(-1) : T(0);
    T result = 0;
    for (unsigned i = 0; i < bits; ++i) {
      T bit = i < length && position + i < bits ? (a >> (position + i)) & 1
                                                : sign & 1;
      result |= T(std::make_unsigned_t<T>(bit) << i);
    }
    return result;
  }
};

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

enum class Order { Eq, Ne, Lt, Le, Gt, Ge, Num, NaN };

template <Order order, bool isUnordered>
struct Compare {
  template <typename T>
  u64 operator()(T a, T b) {
    if constexpr (std::is_floating_point_v<T> || std::is_same_v<T, f16>)
      if (a != a || b != b)
        return order == Order::NaN || isUnordered;
    switch (order) {
    case Order::Eq:
      return a == b;
    case Order::Ne:
      return a != b;
    case Order::Lt:
      return a < b;
    case Order::Le:
      return a <= b;
    case Order::Gt:
      return a > b;
    case Order::Ge:
      return a >= b;
    case Order::Num:
      return true;
    case Order::NaN:
      return false;
    }
  }
};

struct IsInfinite {
  template <typename T>
  u64 operator()(T a) {
    return std::isinf(a);
  }
};

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

enum class Round { Nearest, Zero, Down, Up };

template <typename T>
T roundTo(T value, Round round) {
  switch (round) {
  case Round::Nearest:
    return std::nearbyint(value);
  case Round::Zero:
    return std::trunc(value);
  case Round::Down:
    return std::floor(value);
  case Round::Up:
    return std::ceil(value);
  }
}

/// Integers hold the nearest value that they have, and 0 for NaN.
template <typename R, Round round>
struct ToInteger {
  template <typename T>
  R operator()(T a) {
    double value = roundTo(double(a), round);
    if (value != value)
      return 0;
    // The bounds as f64, the upper one exclusive.
    double low = double(std::numeric_limits<R>::min());
    double high = std::ldexp(1.0, std::numeric_limits<R>::digits);
    if (value < low)
      return std::numeric_limits<R>::min();
    if (value >= high)
      return std::numeric_limits<R>::max();
    return R(value);
  }
};
template <Round round>
struct ToWhole {
  template <typename T>
  T operator()(T a) {
    // C++ has no functions of f16.
    using Wide = std::conditional_t<std::is_same_v<T, f16>, float, T>;
    return T(roundTo(Wide(a), round));
  }
};
template <typename R>
struct Convert {
  template <typename T>
  R operator()(T a) {
    return R(a);
  }
};
struct ToBF16 {
  u16 operator()(float a) {
    u32 bits = put(a);
    if (a != a)
      return 0x7fff;
    return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
  }
};

} // namespace ptx::functions

#endif // NN_TEST_LIB_CUDAEMULATOR_FUNCTIONS_H
