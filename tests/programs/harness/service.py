"""followupd's units as `make install` leaves them, in a user manager."""

import datetime
import json
import re
from pathlib import Path

from .daemon import SANITIZER_REPORT
from .installed import install
from .needs import bin_directory, repository
from .wait import wait_until

UNIT, SOCKET = "followupd.service", "followupd.socket"
SANDBOX, BASE, REFUSED = "sandbox", "base unit", "namespaces refused"
PROBE = Path(__file__).parent / "probe/sandbox-probe.py"
SANITIZER_LINES = ["SystemCallFilter=sigaltstack"]  # what AddressSanitizer asks for besides
NO_QUIET = "[etiquette]\ndebrief = no\nweek-ahead = no\n[moment]\nquiet-hours = none\n"


class Service:
    """followupd's units in a user manager."""

    def __init__(self, manager):
        self.manager, self.home = manager, manager.home
        # Under seccomp the leak checker cannot stop its own process; all other checks stay.
        manager.systemctl("set-environment", "ASAN_OPTIONS=detect_leaks=0")
        self.manager.systemctl("start", SOCKET)

    def start(self):
        self.manager.systemctl("start", UNIT)

    def ctl(self, *words, code=0):
        """followupctl, which is to end with that code; returns the Result."""
        result = self.manager.run("followupctl", *words)
        assert result.code == code, (words, result, self.journal())
        return result

    def json(self, *words):
        return json.loads(self.ctl("--json", *words).stdout)

    def get(self, name):
        """A property of the service, such as "StatusText"."""
        return self.manager.show(UNIT, name)[name]

    def drop_in(self, *lines):
        self.manager.unit_file(f"{UNIT}.d/test.conf", "\n".join(["[Service]", *lines, ""]))

    def wait_other_pid(self, pid):
        """Waits until it runs again, as another process."""
        wait_until(lambda: self.get("MainPID") not in ("0", pid) and self.get("ActiveState") == "active",
                   "it runs again", hint=self.journal)

    def write_due_thank_you(self, began=4):
        """A book with an interview that began so many hours ago, and so ended an hour later."""
        when = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=began)
        self.home.write_settings(NO_QUIET)
        self.home.write_book(
            f"[acme]\ncompany = Acme Corp\nwhen = {when:%Y-%m-%d %H:%M}\nduration = 1h\nzone = UTC\n"
            "interviewer = Dana Li <dana@acme.example>\n")

    def check(self):
        """Nothing of it was ended by a sanitizer or for a system call."""
        said = "\n".join(map(str, self.journal()))
        assert not SANITIZER_REPORT.search(said) and "status=31" not in said and "signal 31" not in said, said

    def journal(self):
        return [entry["MESSAGE"] for entry in self.manager.journal(UNIT)]


def new_service(manager, tree, kind=SANDBOX, strict=True):
    """A Service of a manager made by `manager`, with what is installed below the directory `tree`; strict: a system call that
    its filter refuses ends the caller. GLib alone asks for one, once, whether it may set the scheduling of a thread, and
    takes no for an answer."""
    install(tree, sandbox=kind == SANDBOX)
    program = tree / "usr/local/bin/sandbox-probe"
    program.write_text(PROBE.read_text())
    program.chmod(0o755)
    (tree / "usr/lib/modules/of-this-kernel").mkdir(parents=True)
    lines = SANITIZER_LINES if "asan" in bin_directory().name else []
    if strict:
        lines = [*lines, "SystemCallErrorNumber=kill", "SystemCallFilter=sched_setattr"]
    drop_in = tree / "usr/local/lib/systemd/user" / f"{UNIT}.d/harness.conf"
    drop_in.parent.mkdir(parents=True, exist_ok=True)
    drop_in.write_text("\n".join(["[Service]", *lines, ""]))
    return Service(manager(tree=tree, user_namespaces=kind != REFUSED))


# ---- What stands in the units

WORKINGS = {"Type", "ExecStart", "ExecReload", "Restart", "RestartSec", "RestartForceExitStatus", "SuccessExitStatus",
            "TimeoutStartSec", "TimeoutStopSec", "SystemCallErrorNumber"}


def service_lines(path):
    """The lines of [Service] of one of our units, as they are written."""
    text = (repository() / path).read_text().partition("[Service]")[2]
    return re.findall(r"^[A-Z]\w+=.*$", re.split(r"^\[", text, flags=re.MULTILINE)[0], re.MULTILINE)


def confining_lines(path):
    """Those that confine it: {option: [line, …]}. What a line opens again goes with what it is taken from, and what a drop-in
    takes from the system calls is an option of its own."""
    options = {}
    for line in service_lines(path):
        name = line.partition("=")[0]
        if name == "ReadWritePaths":
            name = "ProtectSystem"
        elif line.startswith("SystemCallFilter=~"):
            name = line
        if name not in WORKINGS:
            options.setdefault(name, []).append(line)
    return options
