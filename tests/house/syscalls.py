#!/usr/bin/python3
"""syscalls.py DIRECTORY: the system calls of the service's programs, out of the lists that `make syscalls` had strace leave in
DIRECTORY: a line a call, with who makes it, as tests/programs/syscalls.txt has them."""

import re
import sys
from collections import defaultdict
from pathlib import Path

PROGRAMS = ["followupd", "followup-popup", "followup-holidays"]
BEGAN = re.compile(r"^(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. execve resumed>.*= 0$")
CHILD = re.compile(r"^(\d+) +(?:<\.\.\. )?(?:clone3?|v?fork)\b.*= (\d+)(?: \(.*)?$")


class Process:
    """What a process did between two execve()."""

    def __init__(self):
        self.parent, self.program, self.calls = None, None, set()

    def owner(self):
        """The program whose code it runs: that of its last execve(), or what it was forked off."""
        return self.program or (self.parent.owner() if self.parent else None)


def read_trace(path):
    """The processes of one trace."""
    living, all_of_them, wanted = {}, [], {}

    def process(pid):
        if pid not in living:
            living[pid] = Process()
            all_of_them.append(living[pid])
        return living[pid]

    def become(pid):
        living.pop(pid, None)
        process(pid).program = wanted[pid]

    for line in path.read_text(errors="replace").splitlines():
        if child := CHILD.match(line):
            process(child[2]).parent = process(child[1])
        elif resumed := RESUMED.match(line):
            become(resumed[1])
        if (began := BEGAN.match(line)) is None:
            continue
        pid, call, rest = began.groups()
        process(pid).calls.add(call)
        if call == "execve":
            wanted[pid] = rest.split('"')[1].rpartition("/")[2]
            if rest.endswith("= 0"):
                become(pid)
        elif call in ("exit", "exit_group"):
            living.pop(pid)
    return all_of_them


def main():
    callers = defaultdict(set)
    for path in Path(sys.argv[1]).iterdir():
        for process in read_trace(path):
            if process.owner() in PROGRAMS:
                for call in process.calls:
                    callers[call].add(process.owner())
    if not callers:
        sys.exit(f"{sys.argv[1]}: no program was traced")
    for call in sorted(callers):
        print(f"{call:<24}{' '.join(program for program in PROGRAMS if program in callers[call])}")


main()
