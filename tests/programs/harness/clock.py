"""The clocks of the programs under test, which jump when the test says so.

They run at the real pace in between. See clock-shim.c, which is preloaded into the daemon, for how a
jump reaches it: like any clock that is set, its timers are judged anew, and its watches for a clock
that was set fire. No signal that means something to the daemon is sent.
"""

import ctypes
import contextlib
import datetime
import fcntl
import functools
import mmap
import os
import signal
import subprocess
import tempfile
import time
import zoneinfo
from pathlib import Path

from .needs import bin_directory, need, need_program
from .wait import wait_until

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
JUMP_SIGNAL = signal.SIGRTMAX - 2
MAX_PROCESSES = 32
SHIM = Path(__file__).with_name("clock-shim.c")


class _Process(ctypes.Structure):
    _fields_ = [("pid", ctypes.c_int32), ("jumps_seen", ctypes.c_uint32)]


class _Map(ctypes.Structure):
    """struct fake_clock of clock-shim.c"""
    _fields_ = [("offset_nsec", ctypes.c_int64), ("passed_nsec", ctypes.c_int64), ("jumps", ctypes.c_uint32),
                ("sets", ctypes.c_uint32), ("processes", _Process * MAX_PROCESSES)]


class Clock:
    """A clock for the programs of one home. Until it is set it shows the real time."""

    def __init__(self, home):
        self.home = home
        self.path = home.root / "clock"
        with open(self.path, "w+b") as file:
            file.truncate(ctypes.sizeof(_Map))
            self._map = _Map.from_buffer(mmap.mmap(file.fileno(), ctypes.sizeof(_Map)))
        self.path.chmod(0o666)

    def set(self, when, zone=None):
        """Jumps to `when`: "2026-11-24 14:00" on the clock of `zone` (the home's), text with an
        offset as in --json answers, or a datetime with a zone. Returns when every running program
        has noticed."""
        since_1970 = instant(when, zone or self.home.zone) - EPOCH
        self._jump(_nsec(since_1970) - time.time_ns())

    def forward(self, **span):
        """Jumps ahead by timedelta's words: hours=8."""
        self._jump(self._map.offset_nsec + _nsec(datetime.timedelta(**span)))

    def back(self, **span):
        self._jump(self._map.offset_nsec - _nsec(datetime.timedelta(**span)))

    def let_pass(self, **span):
        """As if so much time had gone by: the clocks that nobody can set move too, so time-outs of the
        daemon (not of its helper) run out. Nothing is told of a clock that was set."""
        nsec = _nsec(datetime.timedelta(**span))
        self._map.passed_nsec += nsec
        self._map.offset_nsec += nsec
        self._tell()

    def now(self):
        """The faked time, UTC."""
        return EPOCH + datetime.timedelta(
            microseconds=(time.time_ns() + self._map.offset_nsec) // 1000)

    def step_kernel(self):
        """Sets the machine's own clock to the time it has: a real ECANCELED for the real watches.
        The faked time stays."""
        try:
            with _kernel_clock(fcntl.LOCK_EX):
                time.clock_settime_ns(time.CLOCK_REALTIME, time.clock_gettime_ns(time.CLOCK_REALTIME))
        except PermissionError:
            need(False, "may not set the machine's clock (CAP_SYS_TIME)")

    def env(self, program):
        """What starts `program` on this clock."""
        libraries = [*sanitizer_runtime(program), str(_shim(self.home))]
        return {"FAKE_CLOCK": str(self.path), "LD_PRELOAD": ":".join(libraries)}

    def _jump(self, offset_nsec):
        self._map.offset_nsec = offset_nsec
        self._map.sets += 1
        self._tell()

    def _tell(self):
        self._map.jumps += 1
        for process in self._map.processes:
            if process.pid and self._is_ours(process.pid):
                os.kill(process.pid, JUMP_SIGNAL)
        wait_until(lambda: not self._behind(), "all programs noticing the jump", hint=self._behind)

    def _behind(self):
        return [p.pid for p in self._map.processes
                if p.pid and p.jumps_seen != self._map.jumps and self._is_ours(p.pid)]

    def _is_ours(self, pid):
        """False once it is dead, a zombie, or a number that another program got."""
        try:
            return str(self.path) in Path(f"/proc/{pid}/maps").read_text()
        except OSError:
            return False


def _nsec(span):
    return span // datetime.timedelta(microseconds=1) * 1000


def instant(when, zone):
    """A datetime with a zone. A time that a spring-forward skips is an error."""
    if isinstance(when, str):
        when = datetime.datetime.fromisoformat(when)
    if when.tzinfo:
        return when
    local = when.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    there_and_back = local.astimezone(datetime.timezone.utc).astimezone(local.tzinfo)
    assert there_and_back.replace(tzinfo=None) == when, f"{when} does not exist in {zone}"
    return local


def _shim(home):
    """The preload library: the Makefile's, or, where that is missing or old, one made here."""
    library = bin_directory() / "tests/programs/harness/clock-shim.so"
    if library.exists() and library.stat().st_mtime >= SHIM.stat().st_mtime:
        return library
    library = home.root / "clock-shim.so"
    if not library.exists():
        compiler = need_program("cc", "gcc")
        subprocess.run([compiler, "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g", "-fPIC", "-shared",
                        "-o", library, SHIM], check=True)
    return library


@contextlib.contextmanager
def _kernel_clock(kind):
    """Every process on the machine hears when its clock is set, those of other tests too."""
    with open(Path(tempfile.gettempdir()) / f"followupd-tests-clock-{os.geteuid()}", "ab") as file:
        fcntl.flock(file, kind)
        yield


def kernel_clock_left_alone():
    """A context in which no other test steps the machine's clock."""
    return _kernel_clock(fcntl.LOCK_SH)


@functools.cache
def sanitizer_runtime(program):
    """AddressSanitizer of gcc insists on being the first library of the process."""
    listing = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    return [line.split()[2] for line in listing.splitlines() if "libasan.so" in line]
