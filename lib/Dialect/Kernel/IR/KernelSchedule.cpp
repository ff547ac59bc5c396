//===- KernelSchedule.cpp -------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parsing and printing of schedules.
//
//===----------------------------------------------------------------------===//

#include "nn/Dialect/Kernel/IR/KernelSchedule.h"
#include "nn/Dialect/Kernel/IR/KernelAttributes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::nn;

StringRef mlir::nn::getName(ScheduleStage::Algorithm algorithm) {
  switch (algorithm) {
  case ScheduleStage::Algorithm::Direct:
    return "direct";
  case ScheduleStage::Algorithm::Contract:
    return "contract";
  case ScheduleStage::Algorithm::Rows:
    return "rows";
  case ScheduleStage::Algorithm::Map:
    return "map";
  case ScheduleStage::Algorithm::TF32:
    return "tf32";
  case ScheduleStage::Algorithm::F16:
    return "f16";
  case ScheduleStage::Algorithm::Loops:
    return "loops";
  }
  llvm_unreachable("unknown algorithm");
}

StringRef mlir::nn::getName(ScheduleOperand::Place place) {
  switch (place) {
  case ScheduleOperand::Place::Init:
    return "init";
  case ScheduleOperand::Place::Load:
    return "load";
  case ScheduleOperand::Place::Call:
    return "call";
  case ScheduleOperand::Place::Shared:
    return "shared";
  }
  llvm_unreachable("unknown place");
}

std::optional<unsigned> ScheduleOperand::getInputNumber() const {
  if (name == "lhs" || name == "x")
    return 0;
  if (name == "rhs" || name == "w")
    return 1;
  unsigned number;
  StringRef rest = name;
  if (rest.consume_front("in") && !rest.getAsInteger(10, number))
    return number;
  return std::nullopt;
}

/// True for loops that step by 1 if the text says no size; the others are the
/// whole dimension.
static bool hasImpliedStep(const ScheduleLoop &loop) {
  return loop.kind != ScheduleLoop::Kind::Vec &&
         loop.kind != ScheduleLoop::Kind::Unroll;
}

namespace {

/// A recursive-descent parser of the schedule text. Every method consumes what
/// it recognizes; the first error wins.
class Parser {
public:
  Parser(StringRef text, function_ref<InFlightDiagnostic()> emitError)
      : text(text), rest(text), emitError(emitError) {}

  FailureOr<Schedule> parseSchedule() {
    Schedule schedule;
    if (!consumeKeyword("grid"))
      return error("expected 'grid'");
    if (failed(parseLoops(schedule.grid, /*inGrid=*/true)))
      return failure();
    while (!peek().empty()) {
      if (failed(parseStage(schedule.stages.emplace_back())))
        return failure();
    }
    if (schedule.stages.empty())
      return error("expected a stage");
    return schedule;
  }

private:
  /// The next token: a name, a number or a punctuation character.
  StringRef peek() {
    rest = rest.ltrim();
    if (rest.empty())
      return {};
    auto isName = [](char c) {
      return llvm::isAlnum(c) || c == '_' || c == '.';
    };
    if (!isName(rest.front()))
      return rest.take_front(1);
    return rest.take_while(isName);
  }
  void advance(StringRef token) { rest = rest.drop_front(token.size()); }
  bool consume(StringRef token) {
    if (peek() != token)
      return false;
    advance(token);
    return true;
  }
  bool consumeKeyword(StringRef word) { return consume(word); }

  LogicalResult error(const Twine &message) {
    StringRef token = peek();
    return emitError() << message << " at "
                       << (token.empty()
                               ? std::string("the end of the schedule")
                               : ("'" + token + "'").str());
  }
  LogicalResult expect(StringRef token) {
    if (consume(token))
      return success();
    return error("expected '" + token + "'");
  }
  LogicalResult parseName(std::string &name) {
    StringRef token = peek();
    if (token.empty() ||
        !(llvm::isAlpha(token.front()) || token.front() == '_'))
      return error("expected a name");
    advance(token);
    name = token.str();
    return success();
  }
  LogicalResult parseInteger(int64_t &value) {
    StringRef token = peek();
    if (token.empty() || token.getAsInteger(10, value) || value < 0)
      return error("expected a number");
    advance(token);
    return success();
  }
  LogicalResult parseSize(ScheduleLoop &loop) {
    loop.scalable = consume("[");
    if (failed(parseInteger(loop.size)))
      return failure();
    if (loop.size == 0)
      return emitError() << "the size of loop '" << loop.dim
                         << "' is 0, expected at least 1";
    return loop.scalable ? expect("]") : success();
  }
  LogicalResult parseLoop(ScheduleLoop &loop, bool inGrid) {
    if (inGrid)
      loop.kind = ScheduleLoop::Kind::Grid;
    else if (consumeKeyword("warp"))
      loop.kind = ScheduleLoop::Kind::Warp;
    else if (consumeKeyword("thread"))
      loop.kind = ScheduleLoop::Kind::Thread;
    else if (consumeKeyword("vec"))
      loop.kind = ScheduleLoop::Kind::Vec;
    else if (consumeKeyword("unroll"))
      loop.kind = ScheduleLoop::Kind::Unroll;
    else if (!consumeKeyword("for"))
      return error("expected 'warp', 'thread', 'for', 'vec' or 'unroll'");
    if (failed(parseName(loop.dim)))
      return failure();
    if (consumeKeyword("by"))
      return parseSize(loop);
    if (hasImpliedStep(loop))
      loop.size = 1;
    return success();
  }
  LogicalResult parseLoops(SmallVectorImpl<ScheduleLoop> &loops, bool inGrid) {
    if (failed(expect("[")))
      return failure();
    if (consume("]"))
      return success();
    do {
      if (failed(parseLoop(loops.emplace_back(), inGrid)))
        return failure();
    } while (consume(","));
    return expect("]");
  }
  LogicalResult parseTile(SchedulePackedDim &dim) {
    dim.scalable = consume("[");
    return failure(failed(parseInteger(dim.tile)) ||
                   (dim.scalable && failed(expect("]"))));
  }
  LogicalResult parsePacked(SmallVectorImpl<SchedulePackedDim> &packed) {
    if (failed(expect("[")))
      return failure();
    do {
      SchedulePackedDim &dim = packed.emplace_back();
      StringRef token = peek();
      bool isTile =
          !token.empty() && (llvm::isDigit(token.front()) || token == "[");
      if (!isTile && failed(parseName(dim.dim)))
        return failure();
      if ((isTile || consume("/")) && failed(parseTile(dim)))
        return failure();
    } while (consume(","));
    return expect("]");
  }
  LogicalResult parseOperand(ScheduleOperand &operand) {
    if (failed(parseName(operand.name)))
      return failure();
    if (consumeKeyword("at")) {
      operand.at = ScheduleOperand::Place::Shared;
      return expect("shared");
    }
    if (failed(expect("packed")) || failed(parsePacked(operand.packed)) ||
        failed(expect("at")))
      return failure();
    if (consumeKeyword("init"))
      operand.at = ScheduleOperand::Place::Init;
    else if (consumeKeyword("load"))
      operand.at = ScheduleOperand::Place::Load;
    else if (consumeKeyword("call"))
      operand.at = ScheduleOperand::Place::Call;
    else
      return error("expected 'init', 'load' or 'call'");
    return success();
  }
  LogicalResult parseAlgorithm(ScheduleStage::Algorithm &algorithm) {
    using Algorithm = ScheduleStage::Algorithm;
    for (Algorithm known :
         {Algorithm::Direct, Algorithm::Contract, Algorithm::Rows,
          Algorithm::Map, Algorithm::TF32, Algorithm::F16, Algorithm::Loops})
      if (consumeKeyword(getName(known))) {
        algorithm = known;
        return success();
      }
    return error("expected 'direct', 'contract', 'rows', 'map', 'tf32', 'f16' "
                 "or 'loops'");
  }
  LogicalResult parseStage(ScheduleStage &stage) {
    if (failed(parseName(stage.name)) || failed(expect(":")))
      return failure();
    if (failed(parseAlgorithm(stage.algorithm)) ||
        failed(parseLoops(stage.loops, /*inGrid=*/false)))
      return failure();
    // An operand starts with a name that no colon follows.
    while (!peek().empty()) {
      StringRef before = rest;
      StringRef token = peek();
      advance(token);
      bool isStage = peek() == ":";
      rest = before;
      if (isStage)
        return success();
      if (failed(parseOperand(stage.operands.emplace_back())))
        return failure();
    }
    return success();
  }

  StringRef text;
  StringRef rest;
  function_ref<InFlightDiagnostic()> emitError;
};

void printSize(raw_ostream &os, int64_t size, bool scalable) {
  if (scalable)
    os << "[" << size << "]";
  else
    os << size;
}

void printLoop(raw_ostream &os, const ScheduleLoop &loop) {
  switch (loop.kind) {
  case ScheduleLoop::Kind::Grid:
    break;
  case ScheduleLoop::Kind::Warp:
    os << "warp ";
    break;
  case ScheduleLoop::Kind::Thread:
    os << "thread ";
    break;
  case ScheduleLoop::Kind::For:
    os << "for ";
    break;
  case ScheduleLoop::Kind::Vec:
    os << "vec ";
    break;
  case ScheduleLoop::Kind::Unroll:
    os << "unroll ";
    break;
  }
  os << loop.dim;
  if (loop.size == 0 ||
      (loop.size == 1 && !loop.scalable && hasImpliedStep(loop)))
    return;
  os << " by ";
  printSize(os, loop.size, loop.scalable);
}

void printLoops(raw_ostream &os, ArrayRef<ScheduleLoop> loops) {
  os << "[";
  llvm::interleaveComma(loops, os,
                        [&](const ScheduleLoop &loop) { printLoop(os, loop); });
  os << "]";
}

void printOperand(raw_ostream &os, const ScheduleOperand &operand) {
  if (operand.at == ScheduleOperand::Place::Shared) {
    os << operand.name << " at shared";
    return;
  }
  os << operand.name << " packed [";
  llvm::interleaveComma(operand.packed, os, [&](const SchedulePackedDim &dim) {
    os << dim.dim;
    if (dim.tile == 0)
      return;
    if (!dim.dim.empty())
      os << "/";
    printSize(os, dim.tile, dim.scalable);
  });
  os << "] at " << getName(operand.at);
}

} // namespace

FailureOr<Schedule>
Schedule::parse(StringRef text, function_ref<InFlightDiagnostic()> emitError) {
  return Parser(text, emitError).parseSchedule();
}

std::string Schedule::str() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "grid ";
  printLoops(os, grid);
  for (const ScheduleStage &stage : stages) {
    os << " " << stage.name << ": " << getName(stage.algorithm) << " ";
    printLoops(os, stage.loops);
    for (const ScheduleOperand &operand : stage.operands) {
      os << " ";
      printOperand(os, operand);
    }
  }
  return text;
}

LogicalResult ScheduleAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   StringRef text) {
  return Schedule::parse(text, emitError);
}

Schedule ScheduleAttr::getSchedule() const {
  // The verifier has parsed the text once, so there is nothing to report.
  return *Schedule::parse(
      getText(), [&] { return emitError(UnknownLoc::get(getContext())); });
}

ScheduleAttr ScheduleAttr::get(MLIRContext *context, const Schedule &schedule) {
  return get(context, schedule.str());
}
