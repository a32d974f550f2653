#!/usr/bin/python3
"""What the daemon costs while nothing is due: memory beside a bare sd-event loop, and wake-ups.

IDLE_SECONDS (60) is for how long it is watched, with a book of INTERVIEWS, all of them to come. Memory
is the median of STARTS pairs, since how much of the libraries is mapped differs from start to start.
"""

import datetime
import json
import os
import re
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["FOLLOWUPD_BIN"])
IDLE_SECONDS = int(os.environ.get("IDLE_SECONDS", "60"))
INTERVIEWS = 50
STARTS = 5
MEMORY_FACTOR = 1.3


def book():
    start = datetime.datetime.now() + datetime.timedelta(days=30)
    return "".join(
        f"[company-{n}]\ncompany = Company {n}\nrole = Engineer\nwhen = {start + datetime.timedelta(days=n):%Y-%m-%d} 14:00\n"
        f"zone = Europe/Berlin\nduration = 45min\ninterviewer = Person {n} <person-{n}@company-{n}.example>\n"
        f"topic = what they talked about\n\n" for n in range(INTERVIEWS))


def call(path, method):
    """One Varlink call without parameters."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(10)
        link.connect(str(path))
        link.sendall(json.dumps({"method": method}).encode() + b"\0")
        answer = b""
        while not answer.endswith(b"\0"):
            answer += link.recv(65536) or sys.exit("the daemon hung up")
    return json.loads(answer[:-1])


def status(pid, field):
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+)", text, re.MULTILINE).group(1))


def private_kib(pid):
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(kib) for kib in re.findall(r"^Private_\w+:\s+(\d+)", text, re.MULTILINE))


def start_daemon(home):
    (home / "interviews.ini").write_text(book())
    (home / "conf").write_text("[etiquette]\nweek-ahead = no\n")  # due at the beginning of any week
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(str(home / "notify"))
    command = [BIN / "followupd", "--book", home / "interviews.ini", "--settings", home / "conf",
               "--memory", home / "memory" / "popups.ini", "--socket", home / "control",
               "--popup", BIN / "followup-popup"]
    daemon = subprocess.Popen(command, env={**os.environ, "NOTIFY_SOCKET": str(home / "notify")})
    while select.select([notify], [], [], 20)[0]:
        if "READY=1" in notify.recv(4096).decode().split("\n"):
            return daemon, notify
    daemon.kill()
    sys.exit("the daemon was not ready within 20 s")


def report(what, value, bound):
    print(f"  {what:<44} {value:>8}   at most {bound:g}")
    return value <= bound


def memory(pid):
    """RSS and private memory, in KiB."""
    return status(pid, "VmRSS"), private_kib(pid)


def start(home):
    """A bare loop, and a daemon that has answered and rests again."""
    bare = subprocess.Popen([BIN / "tests/bench/bare-loop"])
    daemon, notify = start_daemon(home)
    files = len(os.listdir(f"/proc/{daemon.pid}/fd"))
    answer = call(home / "control", "io.followupd.Control.Status")["parameters"]
    assert answer["interviews"] == INTERVIEWS and not answer["due"], answer
    while len(os.listdir(f"/proc/{daemon.pid}/fd")) > files or state(daemon.pid) != "S":
        time.sleep(0.01)  # until it has noticed that the caller is gone
    return bare, daemon, notify


def state(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def end(bare, daemon, notify):
    for process in (daemon, bare):
        process.terminate()
        process.wait()
    notify.close()


def measure(idle):
    """Memory of a pair, and how often the daemon woke within `idle` seconds."""
    home = Path(tempfile.mkdtemp(prefix="followupd-bench."))
    bare, daemon, notify = start(home)
    try:
        before = status(daemon.pid, "voluntary_ctxt_switches")
        time.sleep(idle)  # the one thing to measure is that nothing happens meanwhile
        woken = status(daemon.pid, "voluntary_ctxt_switches") - before
        return memory(bare.pid), memory(daemon.pid), woken
    finally:
        end(bare, daemon, notify)
        subprocess.run(["rm", "-rf", home], check=True)


def main():
    pairs = [measure(0) for _ in range(STARTS - 1)] + [measure(IDLE_SECONDS)]
    bare, daemon = ([statistics.median(figures) for figures in zip(*(pair[i] for pair in pairs))] for i in (0, 1))
    print(f"  {INTERVIEWS} interviews, idle for {IDLE_SECONDS} s; KiB: bare loop {bare[0]} RSS, {bare[1]} private; "
          f"daemon {daemon[0]} RSS, {daemon[1]} private")
    good = report("wake-ups while nothing was due", pairs[-1][2], 0)
    good &= report("RSS, times a bare loop's", round(daemon[0] / bare[0], 2), MEMORY_FACTOR)
    return 0 if good else 1


sys.exit(main())
