#!/usr/bin/python3
"""What the daemon costs while nothing is due: memory beside a bare sd-event loop, and wake-ups.

IDLE_SECONDS (60) is for how long it is watched, with a book of INTERVIEWS, all of them to come.
"""

import datetime
import json
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["FOLLOWUPD_BIN"])
IDLE_SECONDS = int(os.environ.get("IDLE_SECONDS", "60"))
INTERVIEWS = 50
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


def main():
    home = Path(tempfile.mkdtemp(prefix="followupd-bench."))
    bare = subprocess.Popen([BIN / "tests/bench/bare-loop"])
    daemon, notify = start_daemon(home)
    try:
        answer = call(home / "control", "io.followupd.Control.Status")["parameters"]
        assert answer["interviews"] == INTERVIEWS and not answer["due"], answer
        before = status(daemon.pid, "voluntary_ctxt_switches")
        time.sleep(IDLE_SECONDS)  # the one thing to measure is that nothing happens meanwhile
        woken = status(daemon.pid, "voluntary_ctxt_switches") - before
        memory, bare_memory = status(daemon.pid, "VmRSS"), status(bare.pid, "VmRSS")
        print(f"  {INTERVIEWS} interviews, idle for {IDLE_SECONDS} s; KiB: bare loop {bare_memory} RSS, "
              f"{private_kib(bare.pid)} private; daemon {memory} RSS, {private_kib(daemon.pid)} private")
        good = report("wake-ups while nothing was due", woken, 0)
        good &= report("RSS, times a bare loop's", round(memory / bare_memory, 2), MEMORY_FACTOR)
        return 0 if good else 1
    finally:
        for process in (daemon, bare):
            process.terminate()
            process.wait()
        notify.close()
        subprocess.run(["rm", "-rf", home], check=True)


sys.exit(main())
