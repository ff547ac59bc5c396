//===- Instructions.cpp ---------------------------------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which instructions of PTX there are.
//
//===----------------------------------------------------------------------===//

#include "Functions.h"
#include "Machine.h"
#include <cstdlib>
#include <tuple>

using namespace ptx;
using namespace ptx::functions;

namespace {

/// Executes a function of one to three values for each thread.
template <typename R, typename F, typename... T>
void compute(Block &block, const Instruction &instruction) {
  u64 *result = block.getRow(instruction.results[0]);
  constexpr unsigned count = sizeof...(T);
  const u64 *rows[3] = {};
  for (unsigned i = 0; i < count; ++i)
    rows[i] = block.getRow(instruction.operands.at(i));
  for (unsigned thread : block.getActive()) {
    unsigned number = 0;
    // Braces keep the order.
    std::tuple<T...> values{get<T>(rows[number++][thread])...};
    result[thread] = put<R>(std::apply(F(), values));
  }
}

//===----------------------------------------------------------------------===//
// Moves and control
//===----------------------------------------------------------------------===//

/// Puts parts into one register, or takes it apart.
void movePacked(Block &block, const Instruction &instruction) {
  size_t numResults = instruction.results.size();
  size_t numOperands = instruction.operands.size();
  unsigned all =
      std::atoi(instruction.text.c_str() + instruction.text.find(".b") + 2);
  unsigned bits = all / std::max(numResults, numOperands);
  u64 mask = bits == 64 ? ~u64(0) : (u64(1) << bits) - 1;
  for (unsigned thread : block.getActive()) {
    u64 value = 0;
    for (size_t i = 0; i < numOperands; ++i)
      value |= (block.getRow(instruction.operands[i])[thread] &
                (numOperands == 1 ? ~u64(0) : mask))
               << (i * bits);
    for (size_t i = 0; i < numResults; ++i)
      block.getRow(instruction.results[i])[thread] =
          numResults == 1 ? value : (value >> (i * bits)) & mask;
  }
}

template <bool isSigned>
void load(Block &block, const Instruction &in) {
  const u64 *address = block.getRow(in.operands[0]);
  // A result may be the address.
  std::vector<u64> addresses;
  for (unsigned thread : block.getActive())
    addresses.push_back(address[thread]);
  for (size_t i = 0; i < in.results.size(); ++i) {
    u64 *result = block.getRow(in.results[i]);
    size_t number = 0;
    for (unsigned thread : block.getActive()) {
      u64 value = block.load(in, thread, addresses[number++], i);
      unsigned shift = 64 - 8 * in.bytes;
      result[thread] = isSigned ? u64(s64(value << shift) >> shift) : value;
    }
  }
}

void store(Block &block, const Instruction &in) {
  const u64 *address = block.getRow(in.operands[0]);
  for (size_t i = 1; i < in.operands.size(); ++i) {
    const u64 *value = block.getRow(in.operands[i]);
    for (unsigned thread : block.getActive())
      block.store(in, thread, address[thread], i - 1, value[thread]);
  }
}

void branch(Block &block, const Instruction &instruction) {
  block.jump(block.getActive(), instruction.target);
}

void barrier(Block &block, const Instruction &) { block.wait(); }

void end(Block &block, const Instruction &) { block.exit(); }

enum class Shuffle { Up, Down, Xor, Index };

/// Exchanges values in a warp. Threads that are not at this instruction have
/// none to give.
template <Shuffle kind>
void shuffle(Block &block, const Instruction &in) {
  const u64 *value = block.getRow(in.operands[0]);
  const u64 *amount = block.getRow(in.operands[1]);
  const u64 *clamp = block.getRow(in.operands[2]);
  std::vector<bool> isThere(block.getNumThreads());
  for (unsigned thread : block.getActive())
    isThere[thread] = true;
  std::vector<u64> results;
  for (unsigned thread : block.getActive()) {
    unsigned lane = thread % 32, b = amount[thread] & 31;
    unsigned c = clamp[thread] & 31, mask = (clamp[thread] >> 8) & 31;
    unsigned most = (lane & mask) | (c & ~mask), least = lane & mask;
    int from = kind == Shuffle::Up     ? int(lane) - int(b)
               : kind == Shuffle::Down ? int(lane + b)
               : kind == Shuffle::Xor  ? int(lane ^ b)
                                       : int(least | (b & ~mask));
    bool isInside = kind == Shuffle::Up ? from >= int(most) : from <= int(most);
    unsigned source = isInside ? thread - lane + from : thread;
    if (source >= block.getNumThreads() || !isThere[source])
      throw Error("a thread shuffles with one that is elsewhere");
    results.push_back(value[source]);
    if (in.results.size() > 1)
      block.getRow(in.results[1])[thread] = isInside;
  }
  size_t number = 0;
  for (unsigned thread : block.getActive())
    block.getRow(in.results[0])[thread] = results[number++];
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

using Table = std::map<std::string, Execute>;

template <typename T>
const char *nameOf();
template <>
const char *nameOf<f16>() {
  return ".f16";
}
template <>
const char *nameOf<float>() {
  return ".f32";
}
template <>
const char *nameOf<double>() {
  return ".f64";
}
template <>
const char *nameOf<u8>() {
  return ".u8";
}
template <>
const char *nameOf<u16>() {
  return ".u16";
}
template <>
const char *nameOf<u32>() {
  return ".u32";
}
template <>
const char *nameOf<u64>() {
  return ".u64";
}
template <>
const char *nameOf<s8>() {
  return ".s8";
}
template <>
const char *nameOf<s16>() {
  return ".s16";
}
template <>
const char *nameOf<s32>() {
  return ".s32";
}
template <>
const char *nameOf<s64>() {
  return ".s64";
}

template <typename F, typename... T>
void unary(Table &t, std::string name) {
  ((t[name + nameOf<T>()] = compute<T, F, T>), ...);
}
template <typename F, typename... T>
void binary(Table &t, std::string name) {
  ((t[name + nameOf<T>()] = compute<T, F, T, T>), ...);
}
template <typename F, typename... T>
void ternary(Table &t, std::string name) {
  ((t[name + nameOf<T>()] = compute<T, F, T, T, T>), ...);
}
template <typename F, typename... T>
void compare(Table &t, std::string name) {
  ((t["setp." + name + nameOf<T>()] = compute<u64, F, T, T>), ...);
}

template <typename T, typename... R>
void convertFrom(Table &t) {
  ((t[std::string("cvt") + nameOf<R>() + nameOf<T>()] =
        compute<std::conditional_t<std::is_signed_v<R>, s64, u64>, Convert<R>,
                T>),
   ...);
}
template <typename T>
void convertInteger(Table &t) {
  convertFrom<T, u8, u16, u32, u64, s8, s16, s32, s64>(t);
  t[std::string("cvt.rn.f16") + nameOf<T>()] = compute<f16, Convert<f16>, T>;
  t[std::string("cvt.rn.f32") + nameOf<T>()] =
      compute<float, Convert<float>, T>;
  t[std::string("cvt.rn.f64") + nameOf<T>()] =
      compute<double, Convert<double>, T>;
}
template <typename T, Round round, typename... R>
void toIntegers(Table &t, std::string name) {
  ((t["cvt." + name + nameOf<R>() + nameOf<T>()] =
        compute<R, ToInteger<R, round>, T>),
   ...);
}
template <Round round>
void roundings(Table &t, std::string name) {
  toIntegers<f16, round, s16, s32, s64, u16, u32, u64>(t, name);
  toIntegers<float, round, s16, s32, s64, u16, u32, u64>(t, name);
  toIntegers<double, round, s16, s32, s64, u16, u32, u64>(t, name);
  t["cvt." + name + ".f16.f16"] = compute<f16, ToWhole<round>, f16>;
  t["cvt." + name + ".f32.f32"] = compute<float, ToWhole<round>, float>;
  t["cvt." + name + ".f64.f64"] = compute<double, ToWhole<round>, double>;
}

template <Order order>
void compareAll(Table &t, std::string name) {
  compare<Compare<order, false>, s16, s32, s64, u16, u32, u64, f16, float,
          double>(t, name);
  compare<Compare<order, true>, f16, float, double>(t, name + "u");
}

void addArithmetic(Table &t) {
  binary<Add, s16, s32, s64, u16, u32, u64, f16, float, double>(t, "add");
  binary<Sub, s16, s32, s64, u16, u32, u64, f16, float, double>(t, "sub");
  binary<Mul, f16, float, double>(t, "mul");
  for (std::string name : {"add", "sub", "mul"})
    for (std::string type : {".f16", ".f32", ".f64"})
      t[name + ".rn" + type] = t[name + type];
  binary<Mul, s32, s64, u32, u64>(t, "mul.lo");
  t["mul.lo.s16"] = t["mul.lo.u16"] = compute<u16, MulU16, u16, u16>;
  t["mul.wide.s16"] = compute<s32, Wide<s32>, s16, s16>;
  t["mul.wide.u16"] = compute<u32, Wide<u32>, u16, u16>;
  t["mul.wide.s32"] = compute<s64, Wide<s64>, s32, s32>;
  t["mul.wide.u32"] = compute<u64, Wide<u64>, u32, u32>;
  t["mad.wide.s32"] = compute<s64, Wide<s64>, s32, s32, s64>;
  t["mad.wide.u32"] = compute<u64, Wide<u64>, u32, u32, u64>;
  binary<High<u32>, u16>(t, "mul.hi");
  binary<High<s32>, s16>(t, "mul.hi");
  binary<High<u64>, u32>(t, "mul.hi");
  binary<High<s64>, s32>(t, "mul.hi");
  binary<High<unsigned __int128>, u64>(t, "mul.hi");
  binary<High<__int128>, s64>(t, "mul.hi");
  ternary<MulAdd, s32, s64, u32, u64>(t, "mad.lo");
  t["mad.lo.s16"] = t["mad.lo.u16"] = compute<u16, MulAddU16, u16, u16, u16>;
  t["mad.wide.s16"] = compute<s32, Wide<s32>, s16, s16, s32>;
  t["mad.wide.u16"] = compute<u32, Wide<u32>, u16, u16, u32>;
  binary<Div, s16, s32, s64, u16, u32, u64>(t, "div");
  binary<Div, float, double>(t, "div.rn");
  binary<Rem, s16, s32, s64, u16, u32, u64>(t, "rem");
  ternary<Fma, f16, float, double>(t, "fma.rn");
  unary<Neg, s16, s32, s64, f16, float, double>(t, "neg");
  unary<Abs, s16, s32, s64, f16, float, double>(t, "abs");
  binary<Min, s16, s32, s64, u16, u32, u64, float, double>(t, "min");
  binary<Max, s16, s32, s64, u16, u32, u64, float, double>(t, "max");
  binary<MinNaN, float>(t, "min.NaN");
  binary<MaxNaN, float>(t, "max.NaN");
  unary<Sqrt, float, double>(t, "sqrt.rn");
  unary<Rcp, float, double>(t, "rcp.rn");
  binary<CopySign, float, double>(t, "copysign");
}

void addBitOps(Table &t) {
  for (std::string type : {".pred", ".b16", ".b32", ".b64"}) {
    t["and" + type] = compute<u64, And, u64, u64>;
    t["or" + type] = compute<u64, Or, u64, u64>;
    t["xor" + type] = compute<u64, Xor, u64, u64>;
  }
  t["not.pred"] = compute<u64, NotPredicate, u64>;
  t["not.b16"] = compute<u16, Not, u16>;
  t["not.b32"] = compute<u32, Not, u32>;
  t["not.b64"] = compute<u64, Not, u64>;
  t["shl.b16"] = compute<u16, Shl, u16, u32>;
  t["shl.b32"] = compute<u32, Shl, u32, u32>;
  t["shl.b64"] = compute<u64, Shl, u64, u32>;
  t["shr.u16"] = compute<u16, Shr, u16, u32>;
  t["shr.u32"] = compute<u32, Shr, u32, u32>;
  t["shr.u64"] = compute<u64, Shr, u64, u32>;
  t["shr.s16"] = compute<s16, Shr, s16, u32>;
  t["shr.s32"] = compute<s32, Shr, s32, u32>;
  t["shr.s64"] = compute<s64, Shr, s64, u32>;
  t["clz.b32"] = compute<u32, Clz, u32>;
  t["clz.b64"] = compute<u32, Clz, u64>;
  t["popc.b32"] = compute<u32, Popc, u32>;
  t["popc.b64"] = compute<u32, Popc, u64>;
  t["brev.b32"] = compute<u32, Brev, u32>;
  t["brev.b64"] = compute<u64, Brev, u64>;
  t["shf.l.wrap.b32"] = compute<u32, FunnelLeft, u32, u32, u32>;
  t["shf.r.wrap.b32"] = compute<u32, FunnelRight, u32, u32, u32>;
  t["prmt.b32"] = compute<u32, Permute, u32, u32, u32>;
  t["bfe.u32"] = compute<u32, ExtractField, u32, u32, u32>;
  t["bfe.s32"] = compute<s32, ExtractField, s32, u32, u32>;
  t["bfe.u64"] = compute<u64, ExtractField, u64, u32, u32>;
  t["bfe.s64"] = compute<s64, ExtractField, s64, u32, u32>;
}

void addComparisons(Table &t) {
  compareAll<Order::Eq>(t, "eq");
  compareAll<Order::Ne>(t, "ne");
  compareAll<Order::Lt>(t, "lt");
  compareAll<Order::Le>(t, "le");
  compareAll<Order::Gt>(t, "gt");
  compareAll<Order::Ge>(t, "ge");
  compare<Compare<Order::Num, false>, f16, float, double>(t, "num");
  compare<Compare<Order::NaN, false>, f16, float, double>(t, "nan");
  t["testp.infinite.f32"] = compute<u64, IsInfinite, float>;
  t["testp.infinite.f64"] = compute<u64, IsInfinite, double>;
  for (std::string bits : {"16", "32", "64"})
    for (std::string name : {"eq", "ne"})
      t["setp." + name + ".b" + bits] = t["setp." + name + ".u" + bits];
  for (std::string type :
       {".b16", ".b32", ".b64", ".u16", ".u32", ".u64", ".s32", ".f32", ".f64"})
    t["selp" + type] = compute<u64, Select, u64, u64, u64>;
}

void addConversions(Table &t) {
  convertInteger<u8>(t);
  convertInteger<u16>(t);
  convertInteger<u32>(t);
  convertInteger<u64>(t);
  convertInteger<s8>(t);
  convertInteger<s16>(t);
  convertInteger<s32>(t);
  convertInteger<s64>(t);
  roundings<Round::Nearest>(t, "rni");
  roundings<Round::Zero>(t, "rzi");
  roundings<Round::Down>(t, "rmi");
  roundings<Round::Up>(t, "rpi");
  t["cvt.f32.f16"] = compute<float, Convert<float>, f16>;
  t["cvt.f64.f16"] = compute<double, Convert<double>, f16>;
  t["cvt.f64.f32"] = compute<double, Convert<double>, float>;
  t["cvt.rn.f16.f32"] = compute<f16, Convert<f16>, float>;
  t["cvt.rn.f16.f64"] = compute<f16, Convert<f16>, double>;
  t["cvt.rn.f32.f64"] = compute<float, Convert<float>, double>;
  t["cvt.rn.bf16.f32"] = compute<u16, ToBF16, float>;
}

void addMoves(Table &t) {
  for (std::string type : {".pred", ".b8", ".u32", ".s32", ".u64", ".s64",
                           ".u16", ".s16", ".f32", ".f64"})
    t["mov" + type] = compute<u64, Move, u64>;
  t["mov.b16"] = t["mov.b32"] = t["mov.b64"] = movePacked;
  for (std::string space : {".global", ".global.nc", ".shared", ".param"})
    for (std::string count : {"", ".v2", ".v4"})
      for (std::string bits : {"8", "16", "32", "64"}) {
        for (std::string kind : {".b", ".u", ".f"})
          t["ld" + space + count + kind + bits] = load<false>;
        t["ld" + space + count + ".s" + bits] = load<true>;
        for (std::string kind : {".b", ".u", ".s", ".f"})
          t["st" + space + count + kind + bits] = store;
      }
  // All spaces have the addresses of the host, or of the workgroup.
  t["cvta.to.global.u64"] = t["cvta.global.u64"] = compute<u64, Move, u64>;
}

void addControl(Table &t) {
  t["bra"] = t["bra.uni"] = branch;
  t["bar.sync"] = t["barrier.sync"] = barrier;
  t["ret"] = end;
  t["shfl.sync.up.b32"] = shuffle<Shuffle::Up>;
  t["shfl.sync.down.b32"] = shuffle<Shuffle::Down>;
  t["shfl.sync.bfly.b32"] = shuffle<Shuffle::Xor>;
  t["shfl.sync.idx.b32"] = shuffle<Shuffle::Index>;
}

Table makeTable() {
  Table t = getTensorCoreInstructions();
  for (auto add : {addArithmetic, addBitOps, addComparisons, addConversions,
                   addMoves, addControl})
    add(t);
  return t;
}

} // namespace

Execute ptx::find(const std::string &opcode) {
  static const Table table = makeTable();
  auto it = table.find(opcode);
  return it == table.end() ? nullptr : it->second;
}
