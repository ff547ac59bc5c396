//===- NodeFuzzer.cpp - Random nodes through the compiler -----------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles graphs of RandomGraph.h one by one in a process that is forked for
// it, and again after each that crashes, hangs or takes all memory: such a
// graph is a line and not the end. With --stage=run, what compiles is run, and
// compared with the reference pipeline. The exit status says whether all went
// well.
//
//===----------------------------------------------------------------------===//

#include "RandomGraph.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/Timing.h"
#include "nn/Execution/Executable.h"
#include "nn/InitAllDialects.h"
#include "nn/InitAllPasses.h"
#include "nn/Support/Locations.h"
#include "nn/Target/TensorFlow/Import.h"
#include "nn/Tools/Check.h"
#include "nn/Tools/Model.h"
#include "nn/Tools/Runner.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/TargetSelect.h"
#include <random>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;
using namespace mlir::nn;
namespace cl = llvm::cl;

namespace {
enum class Last { Import, Compile, Run };

struct Task {
  std::string op;
  unsigned seed;
};

/// What the process that works shares with the one that watches.
struct Progress {
  unsigned next;
  unsigned imported, compiled, compared;
  /// Graphs that are treated wrongly: not by one error, or with other results.
  unsigned wrong;
};
} // namespace

static cl::opt<unsigned> firstSeed("first", cl::init(0),
                                   cl::desc("The first seed"));
static cl::opt<unsigned> numSeeds("count", cl::init(10),
                                  cl::desc("The number of seeds"));
static cl::list<std::string> onlyOps("op", cl::desc("Only these ops"));
static cl::opt<bool> printGraphs("print", cl::desc("Print the graphs too"));
static cl::opt<bool> verbose("verbose", cl::desc("Print what each graph does"));
static cl::opt<bool>
    inProcess("in-process", cl::desc("Crash with the first graph that does"));
static cl::opt<unsigned> timeout("timeout", cl::init(20),
                                 cl::desc("Seconds that a graph may take"));
static cl::opt<unsigned>
    memory("memory", cl::init(4096),
           cl::desc("Megabytes that the process may take"));
static cl::opt<Last>
    stage("stage", cl::init(Last::Import), cl::desc("How far graphs go"),
          cl::values(clEnumValN(Last::Import, "import", "nn ops"),
                     clEnumValN(Last::Compile, "compile", "the LLVM dialect"),
                     clEnumValN(Last::Run, "run",
                                "results, compared with the reference's")));

/// Small multiples of 1/8, whose sums are exact; integers are 0 or 1.
static llvm::Expected<SmallVector<Array>> makeInputs(ModuleOp module,
                                                     unsigned seed) {
  FailureOr<Signature> signature = getSignature(module);
  if (failed(signature))
    return llvm::createStringError("");
  std::mt19937 random(seed);
  SmallVector<Array> arrays;
  for (const TensorDesc &input : signature->inputs) {
    SmallVector<int64_t> shape(input.shape);
    for (int64_t &size : shape)
      if (ShapedType::isDynamic(size))
        size = 1 + seed % 3;
    std::optional<int64_t> count = getNumElements(shape);
    if (!count || *count > 1 << 16)
      return llvm::createStringError("too large to run");
    llvm::Expected<Array> array = Array::allocate(input.dtype, shape);
    if (!array)
      return array.takeError();
    bool isFloat = llvm::is_contained(
        {DType::F16, DType::BF16, DType::F32, DType::F64}, input.dtype);
    for (int64_t i = 0; i < *count; ++i)
      array->setFromDouble(i, isFloat ? (int(random() % 33) - 16) / 8.0
                                      : double(random() % 2));
    arrays.push_back(std::move(*array));
  }
  return arrays;
}

static llvm::Expected<SmallVector<Array>> runOnce(ModuleOp module,
                                                  ArrayRef<Array> inputs) {
  ExecutableOptions options;
  options.compile.target = NativeTarget::getHost();
  options.guard = true;
  auto executable = Executable::create(module, options);
  if (failed(executable))
    return llvm::createStringError("");
  RunnerOptions runnerOptions;
  runnerOptions.threads = 1;
  runnerOptions.guard = true;
  auto runner = Runner::create(**executable, inputs, runnerOptions);
  if (!runner)
    return runner.takeError();
  if (llvm::Error error = (*runner)->run())
    return std::move(error);
  return SmallVector<Array>((*runner)->getOutputs());
}

/// Returns what is wrong with what becomes of a graph, or nothing.
static std::string runTask(const Task &task, const DialectRegistry &registry,
                           Progress &progress) {
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  unsigned errors = 0;
  std::string messages, message;
  bool isOfNode = true;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() != DiagnosticSeverity::Error)
      return success();
    ++errors;
    message = diagnostic.str();
    std::string where = describeLocation(diagnostic.getLocation());
    isOfNode &=
        StringRef(where).contains("'") ||
        diagnostic.str() == "the graph computes nothing; name its outputs";
    messages += (messages.empty() ? "" : " | ") + where + ": " + message;
    return success();
  });
  auto judge = [&](bool isGood, StringRef what) -> std::string {
    if (verbose && !messages.empty())
      llvm::outs() << task.op << " " << task.seed << ": " << what << ": "
                   << messages << "\n";
    if (errors == (isGood ? 0 : 1) && isOfNode &&
        !StringRef(messages).contains('\n'))
      return "";
    return (what + ": " + Twine(errors) + " errors: " + messages).str();
  };

  // What is not accepted is drawn again, more as it should be.
  InputHints hints;
  OwningOpRef<ModuleOp> module;
  std::string wrong;
  for (;;) {
    errors = 0;
    messages.clear();
    std::string text = drawGraph(task.op, task.seed, hints);
    if (printGraphs)
      llvm::outs() << "# " << task.op << " " << task.seed << "\n" << text;
    llvm::outs().flush();
    module = importGraphDefFromBytes(text, "graph", {}, &context);
    wrong = judge(bool(module), "import");
    if (module || !wrong.empty() || !hints.learn(message))
      break;
  }
  if (!module || !wrong.empty())
    return wrong;
  if (failed(verify(*module)))
    return "is not valid: " + messages;
  ++progress.imported;
  if (verbose)
    llvm::outs() << task.op << " " << task.seed << ": imported\n";
  if (stage == Last::Import)
    return "";

  LoweringOptions lowering;
  lowering.target = NativeTarget::getHost();
  OwningOpRef<ModuleOp> copy = module->clone();
  LogicalResult compiled = lowerModule(*copy, Stage::LLVM, lowering);
  wrong = judge(succeeded(compiled), "compile");
  if (failed(compiled) || !wrong.empty())
    return wrong;
  ++progress.compiled;
  if (stage == Last::Compile)
    return "";

  auto inputs = makeInputs(*module, task.seed);
  if (!inputs) {
    llvm::consumeError(inputs.takeError());
    return "";
  }
  std::string log;
  llvm::raw_string_ostream os(log);
  llvm::Error error =
      checkAgainstReference(*module, *inputs, lowering, runOnce, os);
  if (!error && errors == 0) {
    ++progress.compared;
    if (verbose)
      llvm::outs() << task.op << " " << task.seed << ": same\n";
    return "";
  }
  message = toString(std::move(error));
  if (verbose)
    llvm::outs() << task.op << " " << task.seed << ": " << message << "\n"
                 << log;
  // What ends a run is an error of the input.
  if (StringRef(message).starts_with("node '") && errors == 0)
    return "";
  size_t departed = log.find("DEPARTS");
  return "run: " + message + " " + messages +
         StringRef(log)
             .substr(departed == std::string::npos ? 0 : departed)
             .split('\n')
             .first.str();
}

/// Works from where `progress` stands until all is done or the process dies.
static void work(ArrayRef<Task> tasks, Progress &progress) {
  DialectRegistry registry;
  registerAllDialects(registry);
  registerModelDialects(registry);
  for (; progress.next < tasks.size(); ++progress.next) {
    const Task &task = tasks[progress.next];
    alarm(timeout);
    std::string wrong = runTask(task, registry, progress);
    if (!wrong.empty()) {
      ++progress.wrong;
      llvm::outs() << task.op << " " << task.seed << ": "
                   << StringRef(wrong).substr(0, 600) << "\n";
    }
    llvm::outs().flush();
  }
}

/// The line about an assertion or the like, and the frames of ours below it.
static std::string describeCrash(StringRef log) {
  std::string text;
  SmallVector<StringRef> lines;
  log.split(lines, '\n');
  unsigned frames = 0;
  for (StringRef line : lines) {
    if (line.contains("Assertion") || line.contains("LLVM ERROR") ||
        line.contains("bad_alloc") || line.contains("UNREACHABLE") ||
        line.contains("terminate") || line.contains("ERROR: AddressSan") ||
        line.contains("runtime error:"))
      text += line.substr(0, 300).str();
    if (line.contains("/nn-fuzz-nodes") || !line.contains("libNNMLIR") ||
        frames >= 4)
      continue;
    size_t begin = line.find(' ', line.find("0x"));
    ++frames;
    text += "\n      " + line.substr(begin + 1, 160).str();
  }
  return text;
}

int main(int argc, char **argv) {
  registerPassManagerCLOptions();
  registerDefaultTimingManagerCLOptions();
  cl::ParseCommandLineOptions(argc, argv, "Compiles random nodes\n");
  registerAllPasses();
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  std::vector<std::string> ops = onlyOps;
  if (ops.empty())
    ops = getDrawableOps();
  std::vector<Task> tasks;
  for (unsigned seed = firstSeed; seed < firstSeed + numSeeds; ++seed)
    for (const std::string &op : ops)
      tasks.push_back({op, seed});
  auto &progress = *static_cast<Progress *>(
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  progress = Progress{};
  if (inProcess)
    work(tasks, progress);
  unsigned crashes = 0;
  while (progress.next < tasks.size()) {
    llvm::outs().flush();
    FILE *log = tmpfile();
    pid_t child = fork();
    if (child == 0) {
      dup2(fileno(log), 2);
      llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
      rlim_t bytes = rlim_t(memory) << 20;
      rlimit limit{bytes, bytes};
      setrlimit(RLIMIT_DATA, &limit);
      work(tasks, progress);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (progress.next < tasks.size()) {
      ++crashes;
      std::string text(
          std::min<off_t>(lseek(fileno(log), 0, SEEK_END), 1 << 20), '\0');
      text.resize(std::max<ssize_t>(
          pread(fileno(log), text.data(), text.size(), 0), 0));
      const Task &task = tasks[progress.next++];
      llvm::outs() << task.op << " " << task.seed << ": "
                   << (WIFSIGNALED(status) ? strsignal(WTERMSIG(status))
                                           : "exit")
                   << ": " << describeCrash(text) << "\n";
    }
    fclose(log);
  }
  llvm::outs() << tasks.size() << " graphs, " << progress.imported
               << " imported, " << progress.compiled << " compiled, "
               << progress.compared << " compared, " << progress.wrong
               << " wrong, " << crashes << " crashes\n";
  return crashes != 0 || progress.wrong != 0;
}
