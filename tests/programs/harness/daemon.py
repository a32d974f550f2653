"""followupd as a process."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from .home import SANITIZER_EXIT
from .needs import bin_directory, built
from .notify import Notify
from .traced import traced
from .wait import LIMIT, TimedOut, wait_until

SANITIZER_REPORT = re.compile(r"ERROR: \w+Sanitizer|WARNING: \w+Sanitizer|runtime error:")
HELPER = "followup-popup"


class Daemon:
    """The daemon of one home; started by start(), ended by stop(), kill() or close().

    clock     a Clock; without one it lives in real time
    desktop   a Desktop to show pop-ups on; without one there is no session bus
    args      further arguments; program: another program in its place; wrapper: such as valgrind
    env       further environment; None takes a variable out
    """

    def __init__(self, home, clock=None, desktop=None, args=(), env=None, program=None, wrapper=()):
        self.home, self.clock, self.desktop = home, clock, desktop
        self.program = program or built("followupd")
        self.args, self.wrapper, self.more_env = args, wrapper, env or {}
        self.process = None
        self.notify = None
        self.starts = 0

    def env(self):
        env = {"NOTIFY_SOCKET": self.notify.path, "FOLLOWUPD_POPUP": bin_directory() / HELPER,
               "FOLLOWUPD_HOLIDAYS": bin_directory() / "followup-holidays"}
        env |= self.desktop.env() if self.desktop else {}
        env |= self.clock.env(self.program) if self.clock else {}
        return self.home.env(**env | self.more_env)

    def start(self, ready=True):
        """Starts it and, with `ready`, returns once it said READY=1."""
        assert not self.runs(), "it runs already"
        self.starts += 1
        self.notify = Notify(self.home.run / f"notify-{id(self):x}-{self.starts}")
        self.log_path = self.home.logs / f"followupd-{id(self):x}-{self.starts}"
        # `env` sets the environment last: setpriv must not run on the fake clock.
        settings = [f"{name}={value}" for name, value in self.env().items()]
        command = ["setpriv", "--pdeathsig", "KILL", *traced(), "env", "--ignore-environment", *settings,
                   self._mark(), *self.wrapper, self.program, *self.args]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, cwd=self.home.root, start_new_session=True,
                                            **as_user(self.home.uid))
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self):
        wait_until(lambda: self.notify.count("READY") or not self.runs(), "READY=1", hint=self.log)
        assert self.notify.count("READY"), f"it ended with {self.process.returncode}:\n{self.log()}"

    def reload(self):
        """SIGHUP, and the whole reload told to the service manager."""
        ready, reloading = self.notify.count("READY"), self.notify.count("RELOADING")
        self.signal(signal.SIGHUP)
        self.notify.wait_for("RELOADING", reloading + 1)
        self.notify.wait_for("READY", ready + 1)

    def stop(self):
        """SIGTERM; returns after how many seconds it was gone, its exit code being 0."""
        start = time.monotonic()
        self.signal(signal.SIGTERM)
        self.wait()
        self.close()
        return time.monotonic() - start

    def rests(self):
        """Nobody has called for a while, and no time-out is under way: of its timers only those of the day's clock are set."""
        timers = [fd.read_text() for fd in Path(f"/proc/{self.pid}/fdinfo").glob("*")]
        timers = [timer for timer in timers if re.search(r"^clockid: 1$", timer, re.MULTILINE)]
        # One that has run out, which the daemon has not heard of yet, has ticked.
        return is_asleep(self.pid) and all("it_value: (0, 0)" in timer and "ticks: 0\n" in timer for timer in timers)

    def pids(self):
        """Its own, and those of the helpers that it has."""
        return [self.pid, *children(self.pid)]

    def kill(self):
        """kill -9, its helper dying with it."""
        self.signal(signal.SIGKILL)
        assert self.wait(expected=-signal.SIGKILL)
        self.close()

    def wait(self, expected=0, limit=LIMIT):
        """Waits for its end by itself; the exit code must be `expected`."""
        try:
            code = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it still runs after {limit} s:\n{self.log()}") from None
        assert code == expected, f"exit code {code} instead of {expected}:\n{self.log()}"
        return True

    def close(self, limit=LIMIT):
        """Whatever state it is in: ends it, and asserts that nothing of it is left after `limit`
        seconds and that no sanitizer had something to say."""
        if not self.process:
            return
        if self.runs():
            self.signal(signal.SIGTERM)
            self.wait()
        if self.notify:
            self.notify.close()
            self.notify = None
        left = self._left_behind(limit)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        assert not left, f"left behind: {left}\n{self.log()}"
        log = self.log()
        assert not SANITIZER_REPORT.search(log), log
        assert self.process.returncode != SANITIZER_EXIT, log

    def signal(self, number):
        assert self.runs(), f"it ended with {self.process.returncode}:\n{self.log()}"
        self.process.send_signal(number)

    def runs(self):
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self):
        return self.process.pid

    @property
    def status(self):
        """The last STATUS= it told the service manager."""
        return self.notify.last("STATUS")

    def log(self):
        """What it wrote to stderr and stdout."""
        return self.log_path.read_text(errors="replace")

    def helper(self):
        """The pid of the pop-up helper, or None."""
        return next((pid for pid in children(self.pid) if command_of(pid) == HELPER), None)

    def kill_helper(self):
        """kill -9; returns the pid of the next one, after the time that is waited for it."""
        helper = wait_until(self.helper, "a helper")
        os.kill(helper, signal.SIGKILL)
        wait_until(lambda: "was ended by signal 9" in self.log(), "the end of it being noticed", hint=self.log)
        self.clock.let_pass(seconds=2)
        return wait_until(lambda: self.helper() not in (None, helper) and self.helper(), "another helper",
                          hint=self.log)

    def context_switches(self):
        """How often it went to sleep by itself: each wake-up adds one."""
        return int(self._proc_status("voluntary_ctxt_switches"))

    def rss_kib(self):
        return int(self._proc_status("VmRSS").split()[0])

    def open_fds(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def _proc_status(self, field):
        text = Path(f"/proc/{self.pid}/status").read_text()
        return re.search(rf"^{field}:\s+(.+)$", text, re.MULTILINE).group(1)

    def _left_behind(self, limit):
        """Its helper and whatever else it started, after they had time to see that it is gone."""
        try:
            wait_until(lambda: not started_with(self._mark()), "the end of its children", limit)
        except TimedOut:
            return started_with(self._mark())
        return []

    def _mark(self):
        """A setting that it and all its children carry in their environment."""
        return f"FOLLOWUPD_TEST={self.home.root}:{id(self):x}"


def children(pid):
    """The pids of its living children."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_asleep(pid):
    """Waits for something, and nothing has come that it did not look at yet: it would be about to run then."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"
    except OSError:  # it has ended
        return True


def started_with(setting):
    """The living processes with that NAME=VALUE in their environment."""
    return [int(entry.name) for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and setting in _words(entry / "environ")]


def command_of(pid):
    """The name of a process, without the kernel's cut at 15 bytes."""
    return os.path.basename(_words(Path(f"/proc/{pid}/cmdline"))[0])


def _words(path):
    try:
        return path.read_bytes().decode(errors="replace").split("\0")
    except OSError:  # the process has ended, or is not ours
        return [""]


def as_user(uid):
    """What makes Popen run a program as that user."""
    if uid == os.geteuid():
        return {}
    return {"user": uid, "group": uid, "extra_groups": []}
