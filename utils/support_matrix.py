#!/usr/bin/env python3
"""Runs the op suites on every target and compares with the table in docs/Targets.md.

usage: support_matrix.py [--nn-run BIN] [--target NAME]... [--class NAME]... [--write]

The cases are those of test/Integration/Reference, each compared with plain loops on
this machine, and one static case of each op with every other element type that the
op takes. Of a class of ops the table says on which elements a target executes it,
CUDA's by the interpreter of the tests, and what it refuses: in a run of its own,
with the one error that says so. Anything else is a failure, is printed, and makes
the exit status 1, as does a table that says something else. --write writes the
table anew, which takes all targets.
"""
import argparse
import bisect
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DOC = f"{ROOT}/docs/Targets.md"
SUITES = f"{ROOT}/test/Integration/Reference"
BEGIN, END = "<!-- support_matrix.py -->\n", "<!-- end -->\n"
QEMU = "qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu max,sve-default-vector-length="

# The suites whose ops are a row of the table.
CLASSES = {
    "arithmetic": ["arithmetic"],
    "comparison, logic, casts": ["logical"],
    "functions": ["math"],
    "special functions": ["special"],
    "products, normalization, reductions": ["linear"],
    "convolution and pooling": ["image", "volume"],
    "shapes and movement": ["shape"],
    "sizes that values say": ["sizes"],
    "scatter": ["scatter"],
    "sorting and searching": ["selection"],
    "factorizations": ["matrix"],
    "random numbers": ["random"],
}
# Each class on SVE vectors of one length.
LENGTHS = (2048, 128, 512, 256, 1024)

FLOATS = ("f16", "bf16", "f32", "f64")
INTEGERS = ("i8", "i16", "i32", "i64")


class Target:
    """A column of the table; `flags` are nn-run's for the n-th class."""

    def __init__(self, name, runs, flags, environment=None):
        self.name, self.runs, self.flags = name, runs, flags
        self.environment = environment
        self.good = "executed"

    def run(self, nn_run, path, flags):
        """Runs the cases of a file; one line of the output is of each that is right."""
        return subprocess.run([nn_run, path, "--cases", "--check", *flags], capture_output=True, text=True,
                              env=self.environment)


class Assembler(Target):
    """CUDA's kernels, which NVIDIA's assembler takes."""

    def __init__(self, name):
        self.ptxas = shutil.which("ptxas") or shutil.which("ptxas", path="/usr/local/cuda/bin")
        super().__init__(name, self.ptxas, lambda n: [])
        self.good = "assembled"

    def run(self, nn_run, path, flags):
        nn_compile = os.path.join(os.path.dirname(nn_run), "nn-compile")
        done = subprocess.run([nn_compile, path, "--cases", "--device=cuda", "--emit=ptx", "-o", f"{path}.ptx"],
                              capture_output=True, text=True)
        if done.returncode == 0:
            done = subprocess.run([self.ptxas, "-arch=sm_80", f"{path}.ptx", "-o", os.devnull], capture_output=True,
                                  text=True)
        # A view has no kernel.
        if done.returncode == 0 or "error: the network has no kernel in PTX" in done.stderr:
            with open(path) as file:
                names = re.findall(r"^func\.func @(\w+)", file.read(), re.M)
            return subprocess.CompletedProcess([], 0, "".join(f"ok {name}: \n" for name in names), "")
        return done


def get_targets(nn_run):
    bin_folder = os.path.dirname(os.path.abspath(nn_run))
    emulator = os.path.join(bin_folder, "..", "test", "lib")
    has_arm = shutil.which("qemu-aarch64") and os.path.exists(f"{bin_folder}/nn-guest-aarch64")

    def arm(bits, *flags):
        return ["--guard", "--target=aarch64-linux-gnu", f"--runner={QEMU}{bits // 8}", *flags]

    probe = [nn_run, f"{ROOT}/test/Integration/GPU/Inputs/probe.mlir", "--random", "--device=vulkan"]
    has_vulkan = subprocess.run(probe, capture_output=True).returncode == 0
    return [
        Target("this machine", True, lambda n: ["--guard", "--threads=2"]),
        Target("NEON", has_arm, lambda n: arm(128)),
        Target("SVE", has_arm, lambda n: arm(LENGTHS[n % len(LENGTHS)], "--cpu=neoverse-v2")),
        Target("Vulkan", has_vulkan, lambda n: ["--device=vulkan"]),
        Target("CUDA, interpreted", os.path.exists(f"{emulator}/libcuda.so.1"), lambda n: ["--device=cuda"],
               {**os.environ, "LD_LIBRARY_PATH": emulator}),
        Assembler("CUDA, ptxas"),
    ]


# ===----------------------------------------------------------------------===#
# Cases
# ===----------------------------------------------------------------------===#


def retype_number(match, element):
    """A hexadecimal f32 with another element type."""
    value = struct.unpack(">f", bytes.fromhex(match.group(1)))[0]
    if element == "bf16":
        return "0x" + match.group(1)[:4]
    kind, digits = {"f16": (">e", 4), "f64": (">d", 16)}[element]
    try:
        return "0x" + struct.pack(kind, value).hex().upper().zfill(digits)
    except OverflowError:
        return "0x7C00" if value > 0 else "0xFC00"


def retype_integers(match, element):
    """An i32 literal with another element type; the edges are those of the type."""
    high = (1 << int(element[1:]) - 1) - 1

    def retype(number):
        value = int(number.group(0))
        if value in (-(1 << 31), (1 << 31) - 1):
            return str(high if value > 0 else -high - 1)
        return str(max(-high - 1, min(high, value)))

    return re.sub(r"-?\b\d+", retype, match.group(0))


class Case:
    """A function, the constants that it is called with, and the call."""

    def __init__(self, name, function, call):
        self.name, self.function, self.call = name, function, call
        self.op = re.search(r"\bnn\.(\w+)", function).group(1)
        signature = function[: function.index(" {\n")]
        self.signature = re.findall(r"tensor<(?:[0-9?]+x)*(\w+)", signature)
        elements = [e for e in self.signature if e != "i1"]
        self.element = elements[0] if elements else "i1"
        self.is_static = "?" not in function + call

    def retyped(self, element, attributes):
        """The same on other elements, which attributes may have too."""
        old = self.element
        name = f"{self.name}_{element}"
        before, after = (r"(?:\b|(?<=x))", r"\b") if attributes else (r"(?<=[x<])", r"(?=[>,])")
        text = [self.function, self.call]
        for i, part in enumerate(text):
            if old == "f32":
                part = re.sub(r"\b0x([0-9A-F]{8})\b", lambda m: retype_number(m, element), part)
            else:
                part = re.sub(r"dense<[^>]*>", lambda m: retype_integers(m, element), part)
            part = re.sub(before + old + after, element, part)
            text[i] = re.sub(rf"@{self.name}\b", f"@{name}", part)
        # Calls of several suites have values of the same name.
        return Case(name, text[0], re.sub(r"%(\w+)", rf"%{name}_\1", text[1]))


def read_suite(name):
    """The cases of a suite."""
    with open(f"{SUITES}/{name}.mlir") as file:
        head, main = file.read().split("func.func @main() {\n")
    functions = {m.group(1): m.group(0) for m in re.finditer(r"func\.func @(\w+)\(.*?\n}\n", head, re.S)}
    constants, cases = [], []
    for line in main.split("\n"):
        if re.match(r"  %\w+ = (arith\.constant|tensor\.cast) ", line) and "tensor<*x" not in line:
            constants.append(line)
        elif match := re.match(r"  %\w+(?::\d+)? = call @(\w+)\(", line):
            if match.group(1) in functions:
                cases.append(Case(match.group(1), functions[match.group(1)], "\n".join([*constants, line]) + "\n"))
            constants = []
    return cases


def read_classes(nn_opt, folder):
    """The lists of cases of each class that are run together."""
    classes = {name: [read_suite(suite) for suite in suites] for name, suites in CLASSES.items()}
    candidates, others = {}, {}
    for name, suites in classes.items():
        cases = [case for suite in suites for case in suite]
        seen = {(case.op, case.element) for case in cases}
        for case in cases:
            elements = FLOATS if case.element == "f32" else INTEGERS if set(case.signature) == {"i32"} else ()
            for element in elements:
                if case.is_static and (case.op, element) not in seen:
                    seen.add((case.op, element))
                    candidates[name, case.op, element] = [case.retyped(element, both) for both in (True, False)]
    # An op that does not take the elements is an error of its verifier.
    taken = find_valid(nn_opt, folder, [case for both in candidates.values() for case in both])
    for (name, _, _), both in candidates.items():
        if valid := [case for case in both if case in taken]:
            others.setdefault(name, []).append(valid[0])
    for name, cases in others.items():
        classes[name].append(cases)
    return classes


def find_valid(nn_opt, folder, cases):
    """The cases that verify."""
    path, line, starts = os.path.join(folder, "candidates.mlir"), 1, []
    with open(path, "w") as file:
        for case in cases:
            text = f"{get_text([case])}\n// -----\n"
            starts.append(line)
            line += text.count("\n")
            file.write(text)
    done = subprocess.run([nn_opt, path, "--split-input-file", "-o", os.devnull], capture_output=True, text=True)
    lines = [int(n) for n in re.findall(r"^\S*candidates\.mlir:(\d+):\d+: error:", done.stderr, re.M)]
    if done.returncode and not lines:
        sys.exit(done.stderr)
    refused = {bisect.bisect_right(starts, line) - 1 for line in lines}
    return {case for i, case in enumerate(cases) if i not in refused}


def get_text(cases):
    functions = dict.fromkeys(case.function for case in cases)
    calls = "".join(case.call for case in cases)
    return "\n".join(functions) + "\nfunc.func @main() {\n" + calls + "  return\n}\n"


# ===----------------------------------------------------------------------===#
# Runs
# ===----------------------------------------------------------------------===#

REFUSAL = re.compile(r"node '(\w+)(?:#\d+)?': (?:kernel '[^']*' is unsupported on this target: |"
                     r"'[^']*' op [^:]* unsupported on a device)")


class Runner:
    def __init__(self, nn_run, folder):
        self.nn_run, self.folder, self.failed = nn_run, folder, False

    def run(self, target, flags, cases):
        path = os.path.join(self.folder, "cases.mlir")
        with open(path, "w") as file:
            file.write(get_text(cases))
        return target.run(self.nn_run, path, flags)

    def fail(self, target, cases, done):
        self.failed = True
        names = ", ".join(dict.fromkeys(case.name for case in cases))
        output = "\n".join(line for line in done.stdout.split("\n") if not line.startswith("ok "))
        print(f"{target.name}: {names}: exit status {done.returncode}\n{output}{done.stderr}", file=sys.stderr)

    def measure(self, target, flags, cases):
        """What becomes of cases, by the name of each."""
        outcomes = {}
        rest, refused = cases, set()
        while rest:
            done = self.run(target, flags, rest)
            # Of what is refused each pass tells all at once.
            found = set(REFUSAL.findall(done.stderr)) if done.returncode == 1 else set()
            if not found:
                break
            refused |= found
            rest = [case for case in rest if case.name not in refused]
        if rest and done.returncode:
            self.fail(target, rest, done)
        for case in rest:
            outcomes[case.name] = target.good
            if not re.search(rf"^ok +{case.name}(\.\d+)?: ", done.stdout, re.M):
                outcomes[case.name] = "wrong"
                if not done.returncode:
                    self.fail(target, [case], done)
        # Alone, each is one error.
        for name in refused:
            alone = [case for case in cases if case.name == name]
            done = self.run(target, flags, alone)
            errors = [line for line in done.stderr.split("\n") if "error:" in line]
            if done.returncode == 1 and len(errors) == 1 and REFUSAL.search(errors[0]):
                outcomes[name] = "refused"
            else:
                outcomes[name] = "wrong"
                self.fail(target, alone, done)
        return outcomes

    def measure_classes(self, target, classes):
        """What becomes of each class, op and element type on a target."""
        column = {}
        for name, lists in classes.items():
            flags = target.flags(list(CLASSES).index(name))
            for cases in lists:
                outcomes = self.measure(target, flags, cases)
                for case in cases:
                    key, outcome = (name, case.op, case.element), outcomes[case.name]
                    if column.setdefault(key, outcome) != outcome:
                        column[key] = f"{target.good} in part"
        return column


# ===----------------------------------------------------------------------===#
# The table
# ===----------------------------------------------------------------------===#


def make_table(targets, columns):
    """Rows of ops and elements that fare alike; most of a class are its first."""
    lines = ["| class | ops | elements | " + " | ".join(target.name for target in targets) + " |",
             "|---" * (3 + len(targets)) + "|"]
    keys = columns[0].keys()
    for name in CLASSES:
        groups = {}
        for key in (key for key in keys if key[0] == name):
            groups.setdefault(tuple(column[key] for column in columns), []).append(key[1:])
        ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
        for i, (outcomes, pairs) in enumerate(ordered):
            elements_of = {}
            for op, element in pairs:
                elements_of.setdefault("all" if i == 0 and len(ordered) == 1 else "others" if i == 0 else op,
                                       set()).add(element)
            ops_of = {}
            for op, elements in elements_of.items():
                ops_of.setdefault(tuple(sorted(elements, key=order_of)), []).append(op)
            for elements, ops in ops_of.items():
                lines.append(f"| {name} | {', '.join(sorted(ops))} | {', '.join(elements)} | " +
                             " | ".join(outcomes) + " |")
    return "\n".join(lines) + "\n"


def order_of(element):
    return ["f16", "bf16", "f32", "f64", "i1", "i8", "i16", "i32", "i64", "ui8", "ui16", "ui32", "ui64"].index(element)


def read_table(text):
    """What the table says of a class, op and element type, by the target's name."""
    header, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.strip().split("\n")]
    table = {}
    for name, ops, elements, *outcomes in rows:
        for op in ops.split(", "):
            for element in elements.split(", "):
                table[name, op, element] = dict(zip(header[3:], outcomes))
    return table


def compare(table, target, column, names):
    """Returns where the table says something else of a target, and of classes."""
    differences, used = [], set()
    for (name, op, element), outcome in column.items():
        key = next((key for key in ((name, op, element), (name, "others", element), (name, "all", element))
                    if key in table), None)
        used.add(key)
        said = table[key].get(target.name) if key else None
        if said != outcome:
            differences.append(f"{target.name}: {op} of {element} ({name}) is {outcome}, the table says {said}")
    for name, op, element in table.keys() - used:
        if name in names or name not in CLASSES:
            differences.append(f"the table has {op} of {element} ({name}), of which there is no case")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nn-run", default="build/release/bin/nn-run")
    parser.add_argument("--target", action="append", help="a column of the table; all that run here if none is given")
    parser.add_argument("--class", action="append", dest="classes", help="rows of the table; all if none is given")
    parser.add_argument("--table", default=DOC, help="the document that has the table")
    parser.add_argument("--write", action="store_true", help="write the table anew")
    args = parser.parse_args()
    nn_run = shutil.which(args.nn_run) or sys.exit(f"error: no {args.nn_run}")
    with open(args.table) as file:
        before, rest = file.read().split(BEGIN)
    old, after = rest.split(END)

    targets = get_targets(nn_run)
    wanted = [target for target in targets if (target.name in args.target if args.target else target.runs)]
    if args.target and len(wanted) != len(args.target):
        sys.exit("error: expected --target of " + ", ".join(f"'{target.name}'" for target in targets))
    names = args.classes or list(CLASSES)
    if unknown := set(names) - set(CLASSES):
        sys.exit("error: no class " + ", ".join(unknown))
    suites = {path[: -len(".mlir")] for path in os.listdir(SUITES) if path.endswith(".mlir")}
    if suites != {suite for suites in CLASSES.values() for suite in suites}:
        sys.exit(f"error: expected the suites of {SUITES} in the classes of this script")
    if args.write and (args.target or args.classes):
        sys.exit("error: --write takes all targets and classes")
    if missing := [target.name for target in (targets if args.write else wanted) if not target.runs]:
        sys.exit("error: cannot be run here: " + ", ".join(missing))
    with tempfile.TemporaryDirectory() as folder:
        classes = read_classes(os.path.join(os.path.dirname(os.path.abspath(nn_run)), "nn-opt"), folder)
        classes = {name: cases for name, cases in classes.items() if name in names}
        runner = Runner(nn_run, folder)
        columns = [runner.measure_classes(target, classes) for target in wanted]
    if args.write:
        if runner.failed:
            sys.exit(1)
        with open(args.table, "w") as file:
            file.write(before + BEGIN + make_table(targets, columns) + END + after)
        return
    table = read_table(old)
    differences = [line for target, column in zip(wanted, columns) for line in compare(table, target, column, names)]
    for line in differences:
        print(line)
    if differences:
        print("if that is right, utils/support_matrix.py --write writes docs/Targets.md anew")
    for target, column in zip(wanted, columns):
        print(f"{target.name}: {len(column)} ops and elements, {sum(o == 'refused' for o in column.values())} refused")
    sys.exit(bool(differences) or runner.failed)


if __name__ == "__main__":
    main()
