"""Checks that tools refuse something as they should, and prints the error.

refused.py models FILE...   what nn-translate, nn-compile and nn-run say of models
refused.py feeds MODEL FILE...   what nn-run says of arrays for its input 'x'
refused.py run COMMAND...   what a command says

A tool must end by itself within a minute, with an exit code that is neither 0
nor a crash, after one line that holds `error:` and one gibibyte of memory, and
leave nothing in the current folder, which is empty before. The tools must say
the same.
"""

import os
import resource
import subprocess
import sys
import tempfile

LIMIT = 1 << 30


def fail(command, why, output=""):
    sys.exit(f"FAILED: {' '.join(command)}: {why}\n{output}")


def refuse(command):
    """Runs a command in an empty folder; returns its line of error."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Against runaways; what is asked is less.
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
        )
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        left = os.listdir(folder)
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) not in range(1, 128):
        fail(command, f"ended with the status {status:#x}", output)
    errors = [line for line in output.splitlines() if "error:" in line]
    if len(errors) != 1:
        fail(command, f"{len(errors)} lines of error", output)
    if usage.ru_maxrss * 1024 > LIMIT:
        fail(command, f"took {usage.ru_maxrss >> 10} MiB")
    if left:
        fail(command, f"left {left} behind")
    return errors[0]


def refuse_model(model):
    translate = "--import-saved-model" if os.path.isdir(model) else "--import-graphdef"
    errors = [
        refuse(["nn-translate", translate, model, "-o", "out.mlir"]),
        refuse(["nn-compile", model, "-o", "out.o"]),
        refuse(["nn-run", model, "--random", "--save", "out.npz"]),
    ]
    if len(set(errors)) != 1:
        sys.exit(f"FAILED: {model}: the tools differ:\n" + "\n".join(errors))
    return errors[0]


if sys.argv[1] == "run":
    print(refuse(sys.argv[2:]))
elif sys.argv[1] == "feeds":
    for array in sys.argv[3:]:
        feed = "--inputs=" if array.endswith(".npz") else "--input=x="
        print(refuse(["nn-run", sys.argv[2], feed + array, "--save", "out.npz"]))
else:
    for model in sys.argv[2:]:
        print(refuse_model(model))
