#!/usr/bin/env bash
# Builds the runtime and its tests under ThreadSanitizer, then under
# AddressSanitizer with UBSan, and runs them. Takes half a minute.
# Usage: utils/sanitize_runtime.sh
set -euo pipefail
cd "$(dirname "$0")/.."
cc=${CC:-clang-22} cxx=${CXX:-clang++-22}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for sanitizer in thread address,undefined; do
  flags="-O1 -g -fsanitize=$sanitizer -fno-sanitize-recover=all -Iruntime/include"
  for source in Cuda Memory Model NoVulkan Session ThreadPool; do
    $cc -std=c11 $flags -c "runtime/lib/$source.c" -o "$folder/$source.o"
  done
  $cxx -std=c++17 $flags unittests/Runtime/{Guard,Session,ThreadPool}Test.cpp "$folder"/*.o \
    -ldl -lgtest -lgtest_main -lpthread -o "$folder/test"
  "$folder/test" --gtest_brief=1 --gtest_repeat=10
done
