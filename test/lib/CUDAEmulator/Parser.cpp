//===- Parser.cpp ---------------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads PTX as LLVM writes it.
//
//===----------------------------------------------------------------------===//

#include "Program.h"
#include <cctype>
#include <cstdlib>

using namespace ptx;

namespace {

class Parser {
public:
  explicit Parser(const std::string &text);
  Program parse();

private:
  [[noreturn]] void fail(const std::string &what) const {
    throw Error(what + " in '" + statement + "'");
  }
  bool nextStatement();
  void parseEntry();
  void parseRegister();
  void parseShared();
  void parseInstruction();
  unsigned getRow(const std::string &operand);
  unsigned getLiteral(uint64_t value);
  void parseAddress(const std::string &text, Instruction &instruction);
  void finishBranches();

  std::string text, statement;
  size_t at = 0;
  Program program;
  std::map<std::string, unsigned> registers, labels;
  std::map<std::string, uint64_t> shared, parameters;
  std::map<uint64_t, unsigned> literals;
  std::map<unsigned, std::string> branches;
};

} // namespace

static std::string trim(const std::string &s) {
  size_t begin = s.find_first_not_of(" \t\n");
  if (begin == std::string::npos)
    return "";
  return s.substr(begin, s.find_last_not_of(" \t\n") - begin + 1);
}

/// Splits at commas outside of braces and brackets.
static std::vector<std::string> split(const std::string &s) {
  std::vector<std::string> parts;
  int depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i <= s.size(); ++i) {
    char c = i < s.size() ? s[i] : ',';
    depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    if (c != ',' || (depth && i < s.size()))
      continue;
    if (std::string part = trim(s.substr(begin, i - begin)); !part.empty())
      parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

Parser::Parser(const std::string &source) {
  // Comments go.
  for (size_t i = 0; i < source.size(); ++i) {
    if (source.compare(i, 2, "//") == 0)
      i = source.find('\n', i);
    if (i == std::string::npos)
      break;
    text += source[i];
  }
}

/// Takes what ends in a semicolon, a colon, a brace or, outside of functions, a
/// line.
bool Parser::nextStatement() {
  statement.clear();
  int depth = 0;
  while (at < text.size()) {
    char c = text[at++];
    // Braces of operands follow something.
    if ((c == '{' || c == '}') && trim(statement).empty()) {
      statement = c;
      return true;
    }
    if (c == '{' && statement.find(".entry") != std::string::npos) {
      --at;
      statement = trim(statement);
      return true;
    }
    depth += (c == '{') - (c == '}');
    if (c == ';' || (c == ':' && !depth)) {
      statement = trim(statement) + (c == ':' ? ":" : "");
      return true;
    }
    statement += c;
    std::string line = trim(statement);
    if (c == '\n' &&
        (line.rfind(".version", 0) == 0 || line.rfind(".target", 0) == 0 ||
         line.rfind(".address_size", 0) == 0)) {
      statement = line;
      return true;
    }
  }
  if (!trim(statement).empty())
    fail("unexpected end");
  return false;
}

void Parser::parseEntry() {
  if (!program.name.empty())
    fail("a second entry");
  size_t begin = statement.find(".entry") + 6;
  size_t open = statement.find('(', begin), close = statement.find(')', open);
  program.name = trim(statement.substr(begin, open - begin));
  std::string list = open == std::string::npos
                         ? ""
                         : statement.substr(open + 1, close - open - 1);
  uint64_t offset = 0;
  for (const std::string &parameter : split(list)) {
    bool is64 = parameter.find("64") != std::string::npos;
    parameters[parameter.substr(parameter.find_last_of(" \t") + 1)] = offset;
    program.parameters.push_back(is64 ? 8 : 4);
    offset += 8;
  }
  size_t threads = statement.find(".maxntid");
  if (threads != std::string::npos)
    program.maxThreads = std::atoi(statement.c_str() + threads + 8);
}

/// The bytes of a type at the end of an opcode.
static unsigned getBytes(const std::string &opcode) {
  return std::atoi(opcode.c_str() + opcode.find_last_not_of("0123456789") + 1) /
         8;
}

/// Takes `.reg .b16 NAME`; of others, `%r<4>`, it is clear what they are.
void Parser::parseRegister() {
  std::string name = statement.substr(statement.find_last_of(" \t") + 1);
  if (name[0] != '%')
    registers[name] = program.numRows++;
}

/// Takes `.shared .align 16 .b8 NAME[SIZE]`, without a size too.
void Parser::parseShared() {
  size_t align = statement.find(".align");
  if (align == std::string::npos)
    fail("unknown form of .shared");
  unsigned alignment = std::atoi(statement.c_str() + align + 6);
  size_t open = statement.find('[');
  size_t begin = statement.find_last_of(" \t", open) + 1;
  std::string type = trim(statement.substr(0, begin));
  unsigned bytes = getBytes(type);
  if (open != std::string::npos)
    bytes *= std::atoi(statement.c_str() + open + 1);
  program.sharedBytes =
      (program.sharedBytes + alignment - 1) / alignment * alignment;
  shared[statement.substr(begin, open - begin)] = program.sharedBytes;
  program.sharedBytes += bytes;
}

unsigned Parser::getLiteral(uint64_t value) {
  auto [it, isNew] = literals.try_emplace(value, program.numRows);
  if (isNew)
    program.literals[program.numRows++] = value;
  return it->second;
}

unsigned Parser::getRow(const std::string &operand) {
  if (auto it = registers.find(operand); it != registers.end())
    return it->second;
  if (operand[0] == '%') {
    bool isSpecial = operand.find('.') != std::string::npos ||
                     operand == "%laneid" || operand == "%warpid";
    auto &rows = isSpecial ? program.special : registers;
    auto [it, isNew] = rows.try_emplace(operand, program.numRows);
    program.numRows += isNew;
    return it->second;
  }
  if (auto it = shared.find(operand); it != shared.end())
    return getLiteral(it->second);
  if (auto it = parameters.find(operand); it != parameters.end())
    return getLiteral(it->second);
  if (operand.rfind("0f", 0) == 0 || operand.rfind("0d", 0) == 0)
    return getLiteral(std::strtoull(operand.c_str() + 2, nullptr, 16));
  char *end;
  uint64_t value = operand[0] == '-' ? std::strtoll(operand.c_str(), &end, 0)
                                     : std::strtoull(operand.c_str(), &end, 0);
  if (*end && *end != 'U')
    fail("unknown operand '" + operand + "'");
  return getLiteral(value);
}

/// Takes `[%rd1+4]`, `[NAME]` or `[NAME+4]`. The address of a parameter may be
/// in a register, as where LLVM chooses between two.
void Parser::parseAddress(const std::string &address,
                          Instruction &instruction) {
  std::string inside = trim(address.substr(1, address.size() - 2));
  size_t plus = inside.find('+');
  std::string base = trim(inside.substr(0, plus));
  if (plus != std::string::npos)
    (instruction.operands.empty() ? instruction.offset
                                  : instruction.sourceOffset) =
        std::strtoll(inside.c_str() + plus + 1, nullptr, 0);
  if (instruction.space == Space::Param && base[0] != '%' &&
      !parameters.count(base))
    fail("unknown parameter '" + base + "'");
  instruction.operands.push_back(getRow(base));
}

void Parser::parseInstruction() {
  Instruction instruction;
  instruction.text = statement;
  std::string rest = statement;
  if (rest[0] == '@') {
    size_t end = rest.find_first_of(" \t\n");
    instruction.isNegated = rest[1] == '!';
    instruction.predicate = getRow(rest.substr(
        1 + instruction.isNegated, end - 1 - instruction.isNegated));
    rest = trim(rest.substr(end));
  }
  size_t end = rest.find_first_of(" \t\n");
  std::string opcode = rest.substr(0, end);
  std::vector<std::string> operands =
      split(end == std::string::npos ? "" : rest.substr(end));
  bool isLoad = opcode.rfind("ld.", 0) == 0;
  bool isStore = opcode.rfind("st.", 0) == 0;
  if (isLoad || isStore) {
    instruction.bytes = getBytes(opcode);
    instruction.numElements = opcode.find(".v4.") != std::string::npos   ? 4
                              : opcode.find(".v2.") != std::string::npos ? 2
                                                                         : 1;
    if (opcode.find(".shared") != std::string::npos)
      instruction.space = Space::Shared;
    else if (opcode.find(".param") != std::string::npos)
      instruction.space = Space::Param;
    else if (opcode.find(".global") == std::string::npos)
      fail("unknown space");
  }
  if (opcode == "bra" || opcode == "bra.uni") {
    branches[program.code.size()] = operands[0];
    operands.clear();
  }
  instruction.execute = find(opcode);
  if (!instruction.execute)
    fail("unknown instruction");
  bool isCopy = opcode.rfind("cp.async", 0) == 0;
  if (isCopy && operands.size() == 3)
    instruction.bytes = std::atoi(operands[2].c_str());
  bool isFirst = !isStore && !isCopy && opcode.rfind("bar", 0) != 0;
  for (std::string &operand : operands) {
    if (operand[0] == '[') {
      parseAddress(operand, instruction);
      isFirst = false;
      continue;
    }
    if (operand[0] == '{')
      operand = operand.substr(1, operand.size() - 2);
    for (const std::string &part : split(operand))
      (isFirst ? instruction.results : instruction.operands)
          .push_back(part == "_" ? program.numRows++ : getRow(part));
    isFirst = false;
  }
  instruction.endsSegment = opcode.rfind("bra", 0) == 0 || opcode == "ret" ||
                            opcode.rfind("bar.", 0) == 0;
  program.code.push_back(std::move(instruction));
}

void Parser::finishBranches() {
  for (auto &[number, label] : branches) {
    auto it = labels.find(label);
    if (it == labels.end())
      throw Error("unknown label '" + label + "'");
    program.code[number].target = it->second;
  }
  for (auto &[label, number] : labels)
    if (number)
      program.code[number - 1].endsSegment = true;
}

Program Parser::parse() {
  int depth = 0;
  while (nextStatement()) {
    auto begins = [&](const char *with) {
      return statement.rfind(with, 0) == 0;
    };
    if (statement.empty() || begins(".version") || begins(".target") ||
        begins(".address_size") || begins(".pragma"))
      continue;
    if (begins(".reg")) {
      parseRegister();
      continue;
    }
    if (statement.find(".entry") != std::string::npos)
      parseEntry();
    else if (statement == "{" || statement == "}")
      depth += statement == "{" ? 1 : -1;
    else if (statement.find(".shared") != std::string::npos &&
             statement[0] == '.')
      parseShared();
    else if (!depth || statement[0] == '.')
      fail("unknown directive");
    else if (statement.back() == ':')
      labels[statement.substr(0, statement.size() - 1)] = program.code.size();
    else
      parseInstruction();
  }
  if (program.name.empty())
    throw Error("no entry");
  finishBranches();
  return std::move(program);
}

Program ptx::parse(const std::string &text) { return Parser(text).parse(); }
