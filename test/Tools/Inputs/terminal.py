"""Runs a command on a terminal and prints what it writes there, escaped."""

import os
import pty
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
output = b""
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # how a terminal ends
        break
    if not data:
        break
    output += data
_, status = os.waitpid(pid, 0)
for line in output.replace(b"\r\n", b"\n").decode().split("\n"):
    print(line.replace("\r", "<CR>").replace("\033", "<ESC>"))
sys.exit(os.waitstatus_to_exitcode(status))
