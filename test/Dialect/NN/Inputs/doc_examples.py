#!/usr/bin/env python3
"""Writes the examples in op descriptions as one module that nn-opt can parse.

Usage: doc_examples.py FILE.td...

An example is the text of an ```mlir fence. A value it uses but does not define
becomes an argument of its function, of the type that the example gives it. An
op without an example is an error.
"""

import re
import sys


def split_types(text):
    """Splits a list of types at its outermost commas."""
    types, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in "<([":
            depth += 1
        elif char in ">)]":
            depth -= 1
        elif char == "," and depth == 0:
            types.append(text[start:i].strip())
            start = i + 1
    last = text[start:].strip()
    return types + [last] if last else types


def operand_types(example):
    """Yields the operands of the example's ops with their types."""
    # An op is its name, operands, attributes, and types up to the next op.
    for op in re.split(r"(?=%[\w:, %]+ = )", example):
        match = re.match(
            r"(?:%[\w:, %]+ = )?[\w.]+ ([^{:]*?)(?:\{.*\}\s*)?:\s*(.*)$", op.strip(), re.S
        )
        if not match:
            continue
        operands = re.findall(r"%\w+", match.group(1))
        types = match.group(2).strip()
        if types.startswith("("):
            depth = 0
            for i, char in enumerate(types):
                depth += (char == "(") - (char == ")")
                if depth == 0:
                    break
            yield from zip(operands, split_types(types[1:i]))
        else:
            yield from ((operand, types.split()[0]) for operand in operands)


def main():
    count = 0
    for path in sys.argv[1:]:
        with open(path) as file:
            text = file.read()
        for record in re.split(r"^def ", text, flags=re.M)[1:]:
            name = record.split(None, 1)[0]
            examples = re.findall(r"```mlir\n(.*?)```", record, re.S)
            if name.endswith("Op") and not examples:
                sys.exit(f"{path}: {name} has no example")
            for example in examples:
                results = re.findall(r"(%[\w:, %]+) = ", example)
                defined = set(re.findall(r"%\w+", " ".join(results)))
                arguments = {
                    operand: type
                    for operand, type in operand_types(example)
                    if operand not in defined
                }
                signature = ", ".join(f"{k}: {v}" for k, v in arguments.items())
                print(f"// {name}\nfunc.func @example_{count}({signature}) {{")
                print(example.rstrip())
                print("  return\n}\n")
                count += 1


main()
