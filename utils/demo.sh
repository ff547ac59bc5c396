#!/usr/bin/env bash
# Installs, builds, and runs the main job on the graphs in examples/: the head
# of each stage, the assembly, the result; then a network on a picture.
# Usage: utils/demo.sh [MODEL]   (default: examples/seed/graph.pb)
set -euo pipefail
cd "$(dirname "$0")/.."
utils/setup.sh
bin=build/release/bin
model=${1:-examples/seed/graph.pb}
lenet=examples/lenet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

say() { # WHAT...: a heading
  echo
  echo "== $*"
}

show() { # COMMAND...: prints the command and the head of its output
  echo "\$ ${*/#$bin\//}"
  "$@" >"$out/log" 2>"$out/err" || { cat "$out/log" "$out/err"; exit 1; }
  # Without locations, weights, directives and the like; reading to the end spares
  # writers a SIGPIPE.
  sed -e '/^#/d' -e '/^module attributes/d' -e '/dense_resource</d' -e '/dense<"0x/d' \
    -e '/^[[:space:]]*[.][a-z]/d' \
    -e 's/ loc([^()]*([^()]*))//g' -e 's/ loc([^()]*)//g' "$out/log" |
    cut -c1-120 | sed -n "1,${lines:-12}p"
}

stages() { # MODEL: shows it at each stage
  say "what it computes, after import and optimization"
  show $bin/nn-compile "$1" --emit=nn -o -
  say "the same as linalg on tensors"
  show $bin/nn-compile "$1" --emit=linalg -o -
  say "as kernels and the host that dispatches them"
  show $bin/nn-compile "$1" --emit=kernels -o -
  say "its kernels as loops and vectors on memory"
  show $bin/nn-compile "$1" --emit=vector -o -
  say "in the LLVM dialect"
  show $bin/nn-compile "$1" --emit=llvm -o -
  say "as assembly"
  lines=16 show $bin/nn-compile "$1" --emit=asm -o -
}

say "$model"
stages "$model"
if [ "$model" = examples/seed/graph.pb ]; then
  say "as code, where arrays of one element are numbers"
  show $bin/nn-compile "$model" --scalarize --emit=asm -o -
fi
say "its inputs and outputs, and a run"
show $bin/nn-run "$model" --list
if [ "$model" = examples/seed/graph.pb ]; then
  python3 test/Tools/Inputs/npy.py write "$out/ten.npy" i4 "(1,)" 10
  show $bin/nn-run "$model" --input x="$out/ten.npy"
else
  show $bin/nn-run "$model" --random --seed 1
fi

say "LeNet, trained on handwritten digits"
stages $lenet/graph.pb
say "one of its kernels, with the schedule that was chosen, and as vectors"
$bin/nn-compile $lenet/graph.pb --emit=kernels -o "$out/kernels.mlir"
lines=24 show grep -m 1 -A 32 "module @softmax" "$out/kernels.mlir"
$bin/nn-compile $lenet/graph.pb --emit=vector -o "$out/vector.mlir"
lines=30 show grep -m 1 -A 40 "module @softmax" "$out/vector.mlir"
say "which digit is this?"
show $bin/nn-run $lenet/graph.pb --input input=$lenet/digit.png --top 3 --labels $lenet/labels.txt
say "how long it takes, and where"
show $bin/nn-run $lenet/graph.pb --input input=$lenet/digit.png --benchmark --threads 1
show $bin/nn-run $lenet/graph.pb --input input=$lenet/digit.png --profile --threads 1
say "next: export PATH=\$PWD/$bin:\$PATH, and README.md"
