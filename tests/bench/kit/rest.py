"""A daemon at rest, and what memory it takes."""

import os
import re
import time
from pathlib import Path

from . import Link


def status(pid, field):
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+)", text, re.MULTILINE).group(1))


def private_kib(pid):
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(kib) for kib in re.findall(r"^Private_\w+:\s+(\d+)", text, re.MULTILINE))


def memory(pid):
    """RSS and private memory, in KiB."""
    return status(pid, "VmRSS"), private_kib(pid)


def rests(pid):
    """It sleeps, and no timer but those by the day's clock is to wake it, nor has one just run out that it has not heard of yet."""
    timers = [fd.read_text() for fd in Path(f"/proc/{pid}/fdinfo").glob("*")]
    timers = [timer for timer in timers if "clockid: 1\n" in timer]
    quiet = all("it_value: (0, 0)" in timer and "ticks: 0\n" in timer for timer in timers)
    return quiet and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def ask_and_rest(daemon):
    """Asks how it is, and returns the answer when it rests again."""
    files = len(os.listdir(f"/proc/{daemon.pid}/fd"))
    link = Link(daemon.socket)
    answer = link.call("Status")
    link.close()
    while len(os.listdir(f"/proc/{daemon.pid}/fd")) > files or not rests(daemon.pid):
        time.sleep(0.01)  # until it has noticed that the caller is gone, and lain down
    return answer
