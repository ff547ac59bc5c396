#!/usr/bin/env bash
# Installs, builds, and runs every test; the last line counts them.
# Usage: utils/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."
utils/setup.sh all NNUnitTests

# TensorFlow exports the networks that the model suite compiles. They are
# tested where its exporters are at hand (NN_BENCH, NN_CONFORMANCE), and
# counted as skipped elsewhere.
bench=${NN_BENCH:-../shared/bench}
conformance=${NN_CONFORMANCE:-../shared/conformance}
venv=build/venv
if [ -d "$bench" ] || [ -d "$conformance" ]; then
  if [ ! -x $venv/bin/python ]; then
    "${NN_PYTHON:-python3}" -m venv $venv
  fi
  $venv/bin/pip install -q -r utils/requirements.txt
fi
exec python3 utils/run_tests.py --build build/release --python $venv/bin/python \
  --bench "$bench" --conformance "$conformance"
