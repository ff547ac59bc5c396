#!/usr/bin/env python3
"""Writes what TensorFlow's registry says of the ops that the importer knows.

  utils/op_signatures.py [OP...] > unittests/Target/TensorFlow/OpSignatures.inc

An op a line: its inputs, `;`, its attributes. An input is `name:` and a type or
an attribute that is one, with `*attr` behind it if it is a list of that length;
an attribute is `name:kind`, with its allowed values in braces. Random graphs are
drawn from them, so that most of what they hold is what the importer expects. The
ops are those named in lib/Target/TensorFlow/Ops, and those given.
"""

import os
import re
import sys

from tensorflow.core.framework import types_pb2
from tensorflow.python.framework import op_def_registry

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OPS = os.path.join(ROOT, "lib", "Target", "TensorFlow", "Ops")


def describe_input(arg):
    kind = arg.type_attr or arg.type_list_attr or types_pb2.DataType.Name(arg.type)
    length = arg.number_attr or arg.type_list_attr
    return f"{arg.name}:{kind}" + (f"*{length}" if length else "")


def describe_attr(attr):
    allowed = attr.allowed_values.list
    values = [types_pb2.DataType.Name(t) for t in allowed.type] + [s.decode() for s in allowed.s]
    return f"{attr.name}:{attr.type}" + ("{" + ",".join(values) + "}" if values else "")


def main():
    names = set(sys.argv[1:])
    for path in os.listdir(OPS):
        with open(os.path.join(OPS, path)) as file:
            names.update(re.findall(r'"(_?[A-Z]\w+)"', file.read()))
    print("// Made by utils/op_signatures.py; do not edit.")
    for name in sorted(names):
        op = op_def_registry.get(name)
        if op is None:
            continue
        inputs = " ".join(map(describe_input, op.input_arg))
        attrs = " ".join(describe_attr(attr) for attr in op.attr if not attr.name.startswith("_"))
        print(f'R"({name} {inputs} ; {attrs}\n)"')


if __name__ == "__main__":
    main()
