//===- ConstantsObject.cpp - Weights as an ELF object ---------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An ELF writer for one case: read-only data and symbols into it. LLVM's own
// writers hold all data in memory, several times over as constants in LLVM IR.
//
//===----------------------------------------------------------------------===//

#include "nn/Target/Native/Link.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::nn;
namespace ELF = llvm::ELF;

static constexpr uint64_t kAlignment = 64;

namespace {
/// Appends section or symbol names to a string table.
class StringTable {
public:
  uint32_t add(StringRef text) {
    uint32_t offset = contents.size();
    contents += text;
    contents += '\0';
    return offset;
  }
  StringRef get() const { return contents; }

private:
  std::string contents = std::string(1, '\0');
};
} // namespace

template <typename T>
static void writePlain(raw_ostream &os, const T &value) {
  os.write(reinterpret_cast<const char *>(&value), sizeof(value));
}

llvm::Error nn::writeConstantsObject(ArrayRef<ConstantData> constants,
                                     const llvm::Triple &triple,
                                     raw_ostream &os) {
  bool isX86 = triple.getArch() == llvm::Triple::x86_64;
  if (!triple.isOSBinFormatELF() || !triple.isArch64Bit() ||
      !triple.isLittleEndian() ||
      !(isX86 || triple.isAArch64() || triple.isRISCV64()))
    return llvm::createStringError(
        "weights cannot be written into an object for target '" + triple.str() +
        "'");

  // Lay out the data.
  StringTable strings, sectionStrings;
  SmallVector<ELF::Elf64_Sym> symbols(1);
  llvm::DenseMap<std::pair<const char *, size_t>, uint64_t> offsets;
  SmallVector<ArrayRef<char>> parts;
  uint64_t dataSize = 0;
  for (const ConstantData &constant : constants) {
    auto [it, isNew] = offsets.try_emplace(
        {constant.data.data(), constant.data.size()}, dataSize);
    if (isNew) {
      parts.push_back(constant.data);
      // One byte at least: addresses of constants are distinct.
      dataSize +=
          llvm::alignTo(std::max<size_t>(constant.data.size(), 1), kAlignment);
    }
    ELF::Elf64_Sym symbol = {};
    symbol.st_name = strings.add(constant.symbol);
    symbol.setBindingAndType(ELF::STB_GLOBAL, ELF::STT_OBJECT);
    symbol.st_other = ELF::STV_HIDDEN;
    symbol.st_shndx = 1;
    symbol.st_value = it->second;
    symbol.st_size = constant.data.size();
    symbols.push_back(symbol);
  }

  // Sections: null, data, symbols, strings, section names, stack note.
  constexpr unsigned numSections = 6;
  ELF::Elf64_Shdr sections[numSections] = {};
  auto setSection = [&](unsigned index, StringRef name, uint32_t type,
                        uint64_t flags, uint64_t size, uint64_t alignment) {
    ELF::Elf64_Shdr &section = sections[index];
    section.sh_name = sectionStrings.add(name);
    section.sh_type = type;
    section.sh_flags = flags;
    section.sh_size = size;
    section.sh_addralign = alignment;
  };
  // The large section lies beyond the reach of 32-bit relocations, and leaves
  // what is within it to code and small data.
  setSection(1, isX86 ? ".lrodata.nn" : ".rodata.nn", ELF::SHT_PROGBITS,
             ELF::SHF_ALLOC | (isX86 ? uint64_t(ELF::SHF_X86_64_LARGE) : 0),
             dataSize, kAlignment);
  setSection(2, ".symtab", ELF::SHT_SYMTAB, 0,
             symbols.size() * sizeof(ELF::Elf64_Sym), 8);
  sections[2].sh_link = 3;
  sections[2].sh_info = 1; // the first symbol that is not local
  sections[2].sh_entsize = sizeof(ELF::Elf64_Sym);
  setSection(3, ".strtab", ELF::SHT_STRTAB, 0, strings.get().size(), 1);
  setSection(5, ".note.GNU-stack", ELF::SHT_PROGBITS, 0, 0, 1);
  setSection(4, ".shstrtab", ELF::SHT_STRTAB, 0, 0, 1);
  sections[4].sh_size = sectionStrings.get().size();

  uint64_t offset = sizeof(ELF::Elf64_Ehdr);
  for (unsigned i = 1; i < numSections; ++i) {
    offset = llvm::alignTo(offset, sections[i].sh_addralign);
    sections[i].sh_offset = offset;
    offset += sections[i].sh_size;
  }
  uint64_t headersOffset = llvm::alignTo(offset, 8);

  ELF::Elf64_Ehdr header = {};
  std::copy_n(ELF::ElfMagic, 4, header.e_ident);
  header.e_ident[ELF::EI_CLASS] = ELF::ELFCLASS64;
  header.e_ident[ELF::EI_DATA] = ELF::ELFDATA2LSB;
  header.e_ident[ELF::EI_VERSION] = ELF::EV_CURRENT;
  header.e_type = ELF::ET_REL;
  header.e_machine = isX86                ? ELF::EM_X86_64
                     : triple.isAArch64() ? ELF::EM_AARCH64
                                          : ELF::EM_RISCV;
  // The ABI of RISC-V is part of the flags, and must be that of the code.
  if (triple.isRISCV64())
    header.e_flags = ELF::EF_RISCV_RVC | ELF::EF_RISCV_FLOAT_ABI_DOUBLE;
  header.e_version = ELF::EV_CURRENT;
  header.e_shoff = headersOffset;
  header.e_ehsize = sizeof(ELF::Elf64_Ehdr);
  header.e_shentsize = sizeof(ELF::Elf64_Shdr);
  header.e_shnum = numSections;
  header.e_shstrndx = 4;

  uint64_t start = os.tell();
  auto padTo = [&](uint64_t position) {
    os.write_zeros(position - (os.tell() - start));
  };
  writePlain(os, header);
  padTo(sections[1].sh_offset);
  for (ArrayRef<char> part : parts) {
    os.write(part.data(), part.size());
    size_t size = std::max<size_t>(part.size(), 1);
    os.write_zeros(llvm::alignTo(size, kAlignment) - part.size());
  }
  padTo(sections[2].sh_offset);
  for (const ELF::Elf64_Sym &symbol : symbols)
    writePlain(os, symbol);
  padTo(sections[3].sh_offset);
  os << strings.get();
  padTo(sections[4].sh_offset);
  os << sectionStrings.get();
  padTo(headersOffset);
  for (const ELF::Elf64_Shdr &section : sections)
    writePlain(os, section);
  return llvm::Error::success();
}
