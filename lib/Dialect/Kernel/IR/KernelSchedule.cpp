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
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::nn;

int64_t ScheduleLoop::getSize() const {
  int64_t sum = 0;
  for (int64_t size : sizes)
    sum += size;
  return sum;
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
  LogicalResult parseSizes(ScheduleLoop &loop) {
    auto parseSize = [&] {
      int64_t size;
      if (failed(parseInteger(size)))
        return failure();
      if (size == 0)
        return LogicalResult(emitError() << "the size of loop '" << loop.dim
                                         << "' is 0, expected at least 1");
      loop.sizes.push_back(size);
      return success();
    };
    if (consume("[")) {
      loop.scalable = true;
      return failure(failed(parseSize()) || failed(expect("]")));
    }
    if (!consume("("))
      return parseSize();
    do {
      if (failed(parseSize()))
        return failure();
    } while (consume("+"));
    return expect(")");
  }
  LogicalResult parseLoop(ScheduleLoop &loop, bool inGrid) {
    if (inGrid)
      loop.kind = ScheduleLoop::Kind::Grid;
    else if (consumeKeyword("thread"))
      loop.kind = ScheduleLoop::Kind::Thread;
    else if (consumeKeyword("vec"))
      loop.kind = ScheduleLoop::Kind::Vec;
    else if (consumeKeyword("unroll"))
      loop.kind = ScheduleLoop::Kind::Unroll;
    else if (!consumeKeyword("for"))
      return error("expected 'thread', 'for', 'vec' or 'unroll'");
    if (failed(parseName(loop.dim)))
      return failure();
    if (consumeKeyword("by")) {
      if (failed(parseSizes(loop)))
        return failure();
    } else if (loop.kind == ScheduleLoop::Kind::For ||
               loop.kind == ScheduleLoop::Kind::Thread || inGrid) {
      loop.sizes.push_back(1);
    }
    if (!consumeKeyword("tail"))
      return success();
    std::optional<ScheduleLoop::Tail> tail =
        llvm::StringSwitch<std::optional<ScheduleLoop::Tail>>(peek())
            .Case("divides", ScheduleLoop::Tail::Divides)
            .Case("peel", ScheduleLoop::Tail::Peel)
            .Case("mask", ScheduleLoop::Tail::Mask)
            .Case("overlap", ScheduleLoop::Tail::Overlap)
            .Case("pad", ScheduleLoop::Tail::Pad)
            .Default(std::nullopt);
    if (!tail)
      return error("expected 'divides', 'peel', 'mask', 'overlap' or 'pad'");
    loop.tail = *tail;
    advance(peek());
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
    if (consumeKeyword("packed") && failed(parsePacked(operand.packed)))
      return failure();
    if (consumeKeyword("border")) {
      if (failed(expect("[")))
        return failure();
      do {
        if (failed(parseInteger(operand.border.emplace_back())))
          return failure();
      } while (consume(","));
      if (failed(expect("]")))
        return failure();
    }
    if (failed(expect("at")))
      return failure();
    return parseName(operand.at);
  }
  LogicalResult parseStage(ScheduleStage &stage) {
    if (failed(parseName(stage.name)) || failed(expect(":")))
      return failure();
    if (!llvm::is_contained({"direct", "contract", "rows", "map", "loops"},
                            peek()))
      return error("expected 'direct', 'contract', 'rows', 'map' or 'loops'");
    if (failed(parseName(stage.algorithm)) ||
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

void printLoop(raw_ostream &os, const ScheduleLoop &loop) {
  switch (loop.kind) {
  case ScheduleLoop::Kind::Grid:
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
  bool impliedOne = (loop.kind == ScheduleLoop::Kind::For ||
                     loop.kind == ScheduleLoop::Kind::Thread ||
                     loop.kind == ScheduleLoop::Kind::Grid) &&
                    loop.sizes.size() == 1 && loop.sizes[0] == 1;
  if (!loop.sizes.empty() && !impliedOne) {
    os << " by ";
    if (loop.scalable)
      os << "[" << loop.sizes[0] << "]";
    else if (loop.sizes.size() == 1)
      os << loop.sizes[0];
    else {
      os << "(";
      llvm::interleave(loop.sizes, os, "+");
      os << ")";
    }
  }
  switch (loop.tail) {
  case ScheduleLoop::Tail::Default:
    break;
  case ScheduleLoop::Tail::Divides:
    os << " tail divides";
    break;
  case ScheduleLoop::Tail::Peel:
    os << " tail peel";
    break;
  case ScheduleLoop::Tail::Mask:
    os << " tail mask";
    break;
  case ScheduleLoop::Tail::Overlap:
    os << " tail overlap";
    break;
  case ScheduleLoop::Tail::Pad:
    os << " tail pad";
    break;
  }
}

void printLoops(raw_ostream &os, ArrayRef<ScheduleLoop> loops) {
  os << "[";
  llvm::interleaveComma(loops, os,
                        [&](const ScheduleLoop &loop) { printLoop(os, loop); });
  os << "]";
}

void printOperand(raw_ostream &os, const ScheduleOperand &operand) {
  os << operand.name;
  if (!operand.packed.empty()) {
    os << " packed [";
    llvm::interleaveComma(operand.packed, os,
                          [&](const SchedulePackedDim &dim) {
                            os << dim.dim;
                            if (!dim.dim.empty() && dim.tile)
                              os << "/";
                            if (dim.scalable)
                              os << "[" << dim.tile << "]";
                            else if (dim.tile)
                              os << dim.tile;
                          });
    os << "]";
  }
  if (!operand.border.empty()) {
    os << " border [";
    llvm::interleaveComma(operand.border, os);
    os << "]";
  }
  os << " at " << operand.at;
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
    os << " " << stage.name << ": " << stage.algorithm << " ";
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
