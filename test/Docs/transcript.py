#!/usr/bin/env python3
"""Repeats what a page shows of a terminal.

usage: transcript.py PAGE FOLDER

Runs each line `$ COMMAND` of the page's ```console blocks in FOLDER, and expects
what follows it to be what the command prints, but for the last digits of floats.
Prints the number of commands; exits 1 at the first difference.
"""
import re
import subprocess
import sys

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.M)


def is_equal(shown, printed):
    """Whether two words are the same, or floats, not integers, that are close."""
    if shown == printed:
        return True
    if not re.search("[.e]", shown):
        return False
    try:
        return abs(float(shown) - float(printed)) <= 1e-3 * abs(float(shown))
    except ValueError:
        return False


def main():
    page, folder = sys.argv[1], sys.argv[2]
    count = 0
    for block in BLOCK.findall(open(page).read()):
        for command, shown in COMMAND.findall(block):
            done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)
            words, printed = shown.split(), done.stdout.split()
            if (done.returncode or len(words) != len(printed)
                    or not all(map(is_equal, words, printed))):
                sys.exit(f"{page}: '{command}' prints\n{done.stdout}{done.stderr}and not\n{shown}")
            count += 1
    print(f"{count} commands print what the page shows")


main()
