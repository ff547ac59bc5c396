#!/usr/bin/env python3
"""Does what a how-to page says.

usage: follow.py PAGE FOLDER INSTALL

Writes each block that is marked ```LANGUAGE file=NAME into FOLDER, then runs
the lines of each ```console run block there, with $INSTALL set. Prints what the
commands print.
"""
import os
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\w+) (file=(\S+)|run)\n(.*?)^```", re.M | re.S)


def main():
    page, folder, install = sys.argv[1], sys.argv[2], os.path.abspath(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    for _, mark, name, text in BLOCK.findall(open(page).read()):
        if name:
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
            continue
        subprocess.run(["bash", "-e", "-c", text], cwd=folder, check=True,
                       env=dict(os.environ, INSTALL=install), stderr=subprocess.STDOUT)


if __name__ == "__main__":
    main()
