#!/usr/bin/env bash
# Installs, builds, and runs the main job on the graphs in examples/: the head
# of each stage, the assembly, the result; then a network on a picture.
# Usage: utils/demo.sh [MODEL]   (default: examples/seed/graph.pb)
set -euo pipefail
cd "$(dirname "$0")/.."
utils/setup.sh
bin=build/release/bin
model=${1:-examples/seed/graph.pb}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

show() { # COMMAND...: prints the command and the head of its output
  echo
  echo "\$ ${*/#$bin\//}"
  "$@" >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
  # Locations are left out here; reading to the end spares writers a SIGPIPE.
  sed -e '/^#loc/d' -e 's/ loc([^()]*([^()]*))//g' -e 's/ loc([^()]*)//g' "$out/log" | cut -c1-110 | sed -n "1,${lines:-12}p"
}

for stage in nn linalg kernels llvm asm; do
  show $bin/nn-compile "$model" --emit=$stage -o -
done
[ "$model" != examples/seed/graph.pb ] || show $bin/nn-compile "$model" --scalarize --emit=asm -o -
show $bin/nn-run "$model" --list
show $bin/nn-run "$model" --random --seed 1

lenet=examples/lenet
for stage in nn linalg kernels; do
  lines=24 show $bin/nn-compile $lenet/graph.pb --emit=$stage -o -
done
lines=40 show $bin/nn-run $lenet/graph.pb --input input=$lenet/digit.png --top 3 --labels $lenet/labels.txt
show $bin/nn-run $lenet/graph.pb --input input=$lenet/digit.png --benchmark --threads 1
