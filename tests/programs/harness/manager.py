"""A real `systemd --user` of an ordinary user, without booting a machine. Needs root.

It lives in mount and pid namespaces of its own (manager-init.sh), with a journal, a session bus and
/run/user/UID. As root a sandbox proves nothing, so everything in it runs as an ordinary user.
"""

import json
import re
import shutil
import subprocess
import uuid
from pathlib import Path

from .ctl import Result
from .daemon import children, command_of
from .needs import need, need_program, need_root
from .notify import Notify
from .record import Record
from .wait import LIMIT, wait_until

INIT = Path(__file__).with_name("manager-init.sh")
SYSTEMD = Path("/lib/systemd/systemd")
JOURNALD = Path("/lib/systemd/systemd-journald")


class Manager:
    """The user manager of a Home(uid=…, plain=True).

    tree              a directory with usr/ (and etc/) to lay over the system's, as `make install
                      DESTDIR=` fills it
    user_namespaces   False: refused to everybody in there, as some systems do to ordinary users
    """

    def __init__(self, home, tree=None, user_namespaces=True):
        need_root("a user manager of its own needs namespaces")
        for program in (SYSTEMD, JOURNALD):
            need(program.exists(), f"{program} is not here (Debian: systemd)")
        self.home, self.uid = home, home.uid
        self.run_directory = f"/run/user/{self.uid}"
        self._overlay = home.root / "overlay"
        self._make_overlay(tree)
        self._notify = Notify(home.logs / "notify")
        self._log = home.logs / "manager"
        home.give_away()
        self._start("no" if user_namespaces else "yes")

    # ---- What runs in there

    def enter(self):
        """The words before a command that make it run in there, as the user."""
        return [*self._nsenter, *self._as_user()]

    def start(self, *command, **popen):
        """Starts a command in there; returns the Popen."""
        return subprocess.Popen([*self.enter(), *map(str, command)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)

    def run(self, *command, limit=LIMIT):
        """Runs a command in there to its end; returns code, stdout, stderr."""
        with self.start(*command) as process:
            try:
                stdout, stderr = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                process.kill()
                raise AssertionError(f"{command} still runs after {limit:g} s") from None
        return Result(process.returncode, stdout, stderr)

    def ok(self, *command):
        """Runs a command that must succeed; returns stdout."""
        result = self.run(*command)
        assert result.code == 0, f"{command}: {result}\n{self.log()}"
        return result.stdout

    # ---- Units

    def systemctl(self, *args):
        return self.ok("systemctl", "--user", "--no-pager", *args)

    def unit_file(self, name, text):
        """Puts a unit or a drop-in ("a.service.d/b.conf") into the user's own directory."""
        path = self.home.config / "systemd/user" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.home.give_away()
        self.systemctl("daemon-reload")

    def show(self, unit, *properties):
        """Properties of a unit, as a dict of text."""
        text = self.systemctl("show", f"--property={','.join(properties)}", unit)
        return dict(line.split("=", 1) for line in text.splitlines())

    def state(self, unit):
        """Such as "active"."""
        return self.show(unit, "ActiveState")["ActiveState"]

    def wait_state(self, unit, state, limit=LIMIT):
        wait_until(lambda: self.state(unit) == state, f"{unit} {state}", limit,
                   hint=lambda: self.run("systemctl", "--user", "status", unit).stdout)

    def outer_pid(self, inner):
        """The number by which a process in there is known outside."""
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                match = re.search(r"^NSpid:\t(\d+)\t(\d+)$", status.read_text(), re.MULTILINE)
                same = status.parent.joinpath("ns/pid").readlink() == self._pid_namespace
            except OSError:
                continue
            if match and same and int(match.group(2)) == int(inner):
                return int(match.group(1))
        raise AssertionError(f"no process {inner} in there")

    def journal(self, unit):
        """What a unit wrote and what was written about it: dicts with MESSAGE, PRIORITY, …"""
        self._root("journalctl", "--sync")
        text = self._root("journalctl", "--output=json", f"_SYSTEMD_USER_UNIT={unit}",
                          "+", f"USER_UNIT={unit}")
        return [json.loads(line) for line in text.splitlines()]

    def record(self):
        """A new Record of its session bus, the one of the system's dbus-daemon and .service files."""
        address = f"unix:path={self.run_directory}/bus"
        return Record(address, self.home.logs / f"record-{uuid.uuid4().hex}", self.enter())

    def has_user_namespaces(self):
        """True if a service with PrivateUsers=yes really gets a user namespace of its own."""
        probe = self.run("systemd-run", "--user", "--quiet", "--wait", "--collect",
                         "-p", "PrivateUsers=yes", "grep", "-qw", "4294967295", "/proc/self/uid_map")
        return probe.code == 1  # grep ran, and did not find the machine's own map

    def log(self):
        """What its first process said, for failures."""
        return self._log.read_text(errors="replace")

    def close(self):
        """Stops all units and waits for the end of everything in there."""
        self.run("systemctl", "--user", "exit")
        try:
            self.process.wait(LIMIT)
        finally:
            self.process.kill()
            self.process.wait()
            self._notify.close()

    # ---- How it is made

    def _start(self, refuse):
        words = [need_program("unshare", "util-linux"), "--mount", "--pid", "--fork", "--mount-proc",
                 "--kill-child", "sh", INIT, self.uid, f"followupd-{uuid.uuid4().hex[:12]}",
                 self._overlay, refuse, *self._as_user(NOTIFY_SOCKET=self._notify.path),
                 SYSTEMD, "--user", "--log-target=journal"]
        with open(self._log, "wb") as log:
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *map(str, words)],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
        wait_until(lambda: self._notify.last("STATUS") == "Ready." or self.process.poll() is not None,
                   "the user manager being ready", hint=self.log)
        need("prepared" in self.log(), f"no namespaces like a booted system's: {self.log().strip()}")
        assert self.process.poll() is None, self.log()
        init = children(self.process.pid)[0]
        manager = next(pid for pid in children(init) if command_of(pid) == SYSTEMD.name)
        self._pid_namespace = Path(f"/proc/{manager}/ns/pid").readlink()
        self._nsenter = ["nsenter", f"--target={manager}", "--mount", "--pid"]
        if refuse == "yes":
            self._nsenter.append("--user")

    def _as_user(self, **more):
        env = {"HOME": self.home.root, "XDG_RUNTIME_DIR": self.run_directory, "LANG": "C.UTF-8",
               "USER": "followup", "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": self.home.zone,
               "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.run_directory}/bus", **more}
        return ["setpriv", "--pdeathsig", "KILL", f"--reuid={self.uid}", f"--regid={self.uid}",
                "--clear-groups", "env", "--ignore-environment", f"--chdir={self.home.root}",
                *(f"{name}={value}" for name, value in env.items())]

    def _root(self, *command):
        return subprocess.run([*self._nsenter, *command], check=True, capture_output=True,
                              text=True, timeout=LIMIT).stdout

    def _make_overlay(self, tree):
        """The installed files, and an /etc that knows the user (dbus-daemon asks)."""
        for directory in ("usr", "etc"):
            (self._overlay / directory).mkdir(parents=True)
            if tree and (Path(tree) / directory).exists():
                shutil.copytree(Path(tree) / directory, self._overlay / directory,
                                symlinks=True, dirs_exist_ok=True)
        etc = self._overlay / "etc"
        (etc / "machine-id").write_text(uuid.uuid4().hex + "\n")
        for name, line in (("passwd", f"followup:x:{self.uid}:{self.uid}::{self.home.root}:/bin/sh"),
                           ("group", f"followup:x:{self.uid}:")):
            (etc / name).write_text(Path("/etc", name).read_text() + line + "\n")
