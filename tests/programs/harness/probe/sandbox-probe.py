#!/usr/bin/python3
"""Tries from inside of followupd's service what it should not be able to do, and reports into the book's
directory, the one place that must stay open. ~/precious-1 to -4, ~/.local/share/other and
~/.config/systemd are made by the test."""

import ctypes
import errno
import json
import mmap
import os
import signal
import socket
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWUSER, PTRACE_TRACEME, ADDR_NO_RANDOMIZE = 0x10000000, 0, 0x0040000

HOME = Path(os.environ["HOME"])
RUN = Path(os.environ["XDG_RUNTIME_DIR"])
DATA = HOME / ".local/share/followupd"
GROUP = Path("/sys/fs/cgroup") / Path("/proc/self/cgroup").read_text().strip().split("::/")[1]


def call(name, *args):
    if getattr(LIBC, name)(*args) == -1:
        raise OSError(ctypes.get_errno(), name)


def put(path):
    path.write_text("hello\n")


def link_in():
    os.link(HOME / "precious-4", DATA / f"link-{os.getpid()}")


def move_out():
    put(DATA / "to-move")
    os.rename(DATA / "to-move", HOME / "moved")


def make_setuid():
    put(DATA / "program")
    os.chmod(DATA / "program", 0o4755)


def listen():
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(HOME / f"socket-{os.getpid()}"))


ATTEMPTS = {
    "write into the book's directory": lambda: put(DATA / "here"),
    "write to /dev/null": lambda: put(Path("/dev/null")),
    "read the home": lambda: (HOME / "precious-1").read_text(),
    "write into the home": lambda: put(HOME / "written"),
    "write into other data": lambda: put(HOME / ".local/share/other/written"),
    "overwrite a file of the home": lambda: put(HOME / "precious-1"),
    "truncate a file of the home": lambda: os.truncate(HOME / "precious-2", 0),
    "remove a file of the home": lambda: os.unlink(HOME / "precious-3"),
    "move a file into the home": move_out,
    "link a file of the home": link_in,
    "make a directory in the home": lambda: os.mkdir(HOME / f"directory-{os.getpid()}"),
    "make a symbolic link in the home": lambda: os.symlink("/", HOME / f"symlink-{os.getpid()}"),
    "make a socket in the home": listen,
    "write a unit": lambda: put(HOME / ".config/systemd/written.service"),
    "write into the runtime directory": lambda: put(RUN / "written"),
    "write into /tmp": lambda: put(Path(f"/tmp/{HOME.name}-outside")),
    "move into its control group": lambda: (GROUP / "cgroup.procs").write_text("0"),
    "open an internet socket": lambda: socket.socket(socket.AF_INET).close(),
    "make a user namespace": lambda: call("unshare", CLONE_NEWUSER),
    "make memory writable and executable": lambda: mmap.mmap(-1, 4096, prot=7),
    "make a setuid program": make_setuid,
    "change its priority": lambda: os.nice(1),
    "change its personality": lambda: call("personality", ADDR_NO_RANDOMIZE),
    "be traced": lambda: call("ptrace", PTRACE_TRACEME, 0, 0, 0),
    "lock memory": lambda: call("mlock", ctypes.create_string_buffer(1), 1),
    "be another group": lambda: call("setgid", os.getgid()),
    "share memory by number": lambda: call("shmget", 0, 4096, 0o600),
    "change an owner": lambda: os.chown(DATA / "here", -1, os.getgid()),
}


def attempt(deed):
    try:
        deed()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"


def facts():
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines()
                  if ":\t" in line)
    return {
        "capabilities": int(status["CapBnd"], 16),
        "no new privileges": status["NoNewPrivs"] == "1",
        "own user namespace": "4294967295" not in Path("/proc/self/uid_map").read_text(),
        "read-only": sorted(path for path in ("/", "/var", "/tmp", str(HOME), str(RUN))
                            if os.statvfs(path).f_flag & os.ST_RDONLY),
        "interfaces": [line.split(":")[0].strip()
                       for line in Path("/proc/self/net/dev").read_text().splitlines()[2:]],
        "devices": sorted(os.listdir("/dev")),
        "umask": os.umask(0o077),
    }


report = {"attempts": {name: attempt(deed) for name, deed in ATTEMPTS.items()}, "facts": facts()}
(DATA / "report.new").write_text(json.dumps(report))
(DATA / "report.new").rename(DATA / "report")
if os.environ.get("PROBE_STAYS"):
    signal.pause()
