"""What the service may not do, in a real `systemd --user` of an ordinary user: each option of the unit and of its drop-in, and
Landlock, by itself, then all of them together, and each system call that there is."""

import json
import os
import re
import shutil
import socket
import subprocess
import uuid
from pathlib import Path

import pytest
from harness.needs import need_landlock, need_program, repository
from harness.service import BASE, REFUSED, SANDBOX, UNIT, confining_lines
from harness.wait import wait_until

EXPOSURE_MAX = 1.5  # what `systemd-analyze --user security` may say with the drop-in
LANDLOCK, CALLS, NOT_FCHOWN = "Landlock", "SystemCallFilter", "SystemCallFilter=~fchown"
PYTHON_NEEDS = "SystemCallFilter=ioctl"  # to open what it runs
# As they stand in the unit.
UNIT_OPTIONS = {"UMask", "KeyringMode", "NoNewPrivileges", "LockPersonality", "MemoryDenyWriteExecute", "RestrictAddressFamilies",
                "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "SystemCallArchitectures", CALLS}
SANDBOX_OPTIONS = {"PrivateUsers", "CapabilityBoundingSet", "PrivateDevices", "PrivateNetwork", "ProtectSystem", "ProtectClock",
                   "ProtectControlGroups", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules",
                   "ProtectKernelTunables", NOT_FCHOWN}
# These work by seccomp, which an ordinary user's systemd has only without new privileges; in a namespace root is nobody.
NO_SETUID = UNIT_OPTIONS - {"UMask", "KeyringMode"} | {LANDLOCK, "PrivateUsers"}
# Each attempt of the probe, and what refuses it, each of them by itself.
ATTEMPTS = {
    "write into the book's directory": set(),
    "write to /dev/null": set(),
    "read the home": set(),
    "write into the home": {LANDLOCK},
    "write into other data": {LANDLOCK},
    "overwrite a file of the home": {LANDLOCK},
    "truncate a file of the home": {LANDLOCK, CALLS},
    "remove a file of the home": {LANDLOCK},
    "move a file into the home": {LANDLOCK, CALLS},
    "link a file of the home": {LANDLOCK, CALLS},
    "remove a directory of the home": {LANDLOCK, CALLS},
    "make a pipe in the home": {LANDLOCK, CALLS},
    "make a device in the home": {LANDLOCK, CALLS},
    "make a directory in the home": {LANDLOCK},
    "make a symbolic link in the home": {LANDLOCK, CALLS},
    "make a socket in the home": {LANDLOCK},
    "write a unit": {LANDLOCK},
    "write into the runtime directory": {LANDLOCK},
    "write into /tmp": {LANDLOCK, "ProtectSystem"},
    "move into its control group": {LANDLOCK, "ProtectControlGroups"},
    "open an internet socket": {"RestrictAddressFamilies"},
    "make a user namespace": {"RestrictNamespaces", CALLS},
    "make a cgroup namespace": {"RestrictNamespaces", CALLS},
    "make a host name namespace": {"RestrictNamespaces", CALLS},
    "make a IPC namespace": {"RestrictNamespaces", CALLS},
    "make a process namespace": {"RestrictNamespaces", CALLS},
    "make a network namespace": {"RestrictNamespaces", CALLS},
    "make a mount namespace": {"RestrictNamespaces", CALLS},
    "join a namespace": {"RestrictNamespaces", CALLS},
    "make memory writable and executable": {"MemoryDenyWriteExecute"},
    "make written memory executable": {"MemoryDenyWriteExecute"},
    "make a setuid program": {"RestrictSUIDSGID"},
    "change its priority": {CALLS},
    "change its personality": {"LockPersonality", CALLS},
    "be traced": {CALLS},
    "ask for real time": {"RestrictRealtime", CALLS},
    "lock memory": {CALLS},
    "be another group": {CALLS},
    "share memory by number": {CALLS},
    "read without waiting": {CALLS},
    "handle its own page faults": {CALLS},
    "find a key of the session": {"KeyringMode", "PrivateUsers", CALLS},
    "leave a file that others may read": {"UMask"},
    "be root by a setuid program": NO_SETUID,
    "see that the system is root's": {"PrivateUsers"},
    "have capabilities to gain": {"CapabilityBoundingSet"},
    "see the machine's devices": {"PrivateDevices"},
    "read the kernel's log": {"PrivateDevices", "ProtectKernelLogs"},
    "read where the kernel is": {"ProtectKernelTunables"},
    "list the kernel's modules": {"ProtectKernelModules"},
    "look how the clock is set": {"ProtectClock", CALLS},
    "share the machine's name": {"ProtectHostname"},
    "reach what listens in the machine's network": {"PrivateNetwork"},
    "change an owner": {NOT_FCHOWN},
    "be a program of another architecture": {"SystemCallArchitectures"},
}


def refused_by(*layers):
    return {name for name, by in ATTEMPTS.items() if by & set(layers)}


class Room:
    """A home for a probe, with what it would like to lay hands on."""

    def __init__(self, manager, peer, root=None):
        self.root, self.peer = root or manager.home.root / f"room-{uuid.uuid4().hex[:8]}", peer
        for name in (".local/share/followupd", ".local/share/other", ".config/systemd", "empty"):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        for number in range(1, 5):
            (self.root / f"precious-{number}").write_text("precious")

    def furnish(self):
        """What belongs to root; all the rest was given away before."""
        shutil.copy(need_program("id", "coreutils"), self.root / "id")
        (self.root / "id").chmod(0o4755)

    def environment(self):
        return [f"HOME={self.root}", f"PROBE_UTS={os.readlink('/proc/self/ns/uts')}", f"PROBE_PEER={self.peer}"]

    def path(self):
        return self.root / ".local/share/followupd/report"

    def refused(self):
        """What it could not do, with what it was told."""
        report = json.loads(self.path().read_text())
        assert report["attempts"].keys() == ATTEMPTS.keys()
        return {name: result for name, result in report["attempts"].items() if result != "done"}


@pytest.fixture
def peer():
    """The name of a socket in the network of this machine."""
    with socket.socket(socket.AF_UNIX) as one:
        name = f"followupd-probe-{uuid.uuid4().hex}"
        one.bind(f"\0{name}")
        one.listen(100)
        yield name


ADD_KEY = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
number = {"x86_64": 248}.get(os.uname().machine, 217)
assert libc.syscall(number, b"user", b"followupd-probe", b"secret", ctypes.c_size_t(6), -4) > 0, os.strerror(ctypes.get_errno())
"""


def probe_all(service, peer, options):
    """Runs the probe in a service with nothing but those lines, for each of {name: lines}; returns {name: what was refused}."""
    manager = service.manager
    manager.ok("/usr/bin/python3", "-c", ADD_KEY)
    rooms = {name: Room(manager, peer) for name in options}
    units = manager.home.config / "systemd/user"
    units.mkdir(parents=True)
    for number, (name, lines) in enumerate(options.items()):
        unit = ["[Service]", "Type=oneshot", "ExecStart=/usr/local/bin/sandbox-probe", "SystemCallErrorNumber=EPERM",
                *[f"Environment={line}" for line in rooms[name].environment()], *lines, ""]
        (units / f"probe-{number}.service").write_text("\n".join(unit))
    manager.home.give_away()
    for room in rooms.values():
        room.furnish()
    manager.systemctl("daemon-reload")
    manager.run("systemctl", "--user", "start", *[f"probe-{number}.service" for number in range(len(options))])
    for number, room in enumerate(rooms.values()):
        assert room.path().exists(), "\n".join(str(entry["MESSAGE"]) for entry in manager.journal(f"probe-{number}.service"))
    return {name: room.refused() for name, room in rooms.items()}


def test_each_option_by_itself(new_service, peer):
    service = new_service(BASE, strict=False)
    unit, drop_in = confining_lines("systemd/followupd.service.in"), confining_lines("systemd/sandbox.conf")
    assert unit.keys() == UNIT_OPTIONS and drop_in.keys() == SANDBOX_OPTIONS
    unit[CALLS].append(PYTHON_NEEDS)
    alone = {name: ["PrivateUsers=yes", *lines] for name, lines in drop_in.items()}
    refused = probe_all(service, peer, {"nothing": [], **unit, **alone})
    assert refused.pop("nothing") == {}
    for name, results in refused.items():
        also = {"PrivateUsers"} if name in SANDBOX_OPTIONS else set()
        assert results.keys() == refused_by(name, *also), (name, results)


def test_landlock_by_itself(new_service, peer):
    """From the helper's seat, which the daemon starts inside of its own Landlock; of the unit nothing counts."""
    need_landlock()
    service = new_service(BASE, strict=False)
    results = from_inside(service, peer, "helper's", "UMask=0022", "KeyringMode=inherit", "NoNewPrivileges=no",
                          "LockPersonality=no", "MemoryDenyWriteExecute=no", "RestrictAddressFamilies=",
                          "RestrictNamespaces=no", "RestrictRealtime=no", "RestrictSUIDSGID=no", "SystemCallArchitectures=",
                          "SystemCallFilter=")
    assert results["refused"].keys() == refused_by(LANDLOCK), results


@pytest.mark.parametrize("kind", [SANDBOX, BASE])
@pytest.mark.parametrize("seat", ["helper's", "daemon's"])
def test_what_the_inside_may_do(new_service, peer, kind, seat):
    """All of it together, from the helper's seat and in the daemon's place, where Landlock is not yet."""
    need_landlock()
    results = from_inside(new_service(kind, strict=False), peer, seat, PYTHON_NEEDS)
    layers = UNIT_OPTIONS | (SANDBOX_OPTIONS if kind == SANDBOX else set()) | ({LANDLOCK} if seat == "helper's" else set())
    assert results["refused"].keys() == refused_by(*layers), results
    check_facts(results["facts"], kind)


def from_inside(service, peer, seat, *lines):
    """Runs the probe in followupd's own service, with those further lines; returns what was refused, and facts."""
    home = service.home
    service.manager.ok("/usr/bin/python3", "-c", ADD_KEY)
    room = Room(service.manager, peer, home.root)
    service.write_due_thank_you()
    if seat == "helper's":
        lines = [*lines, "Environment=FOLLOWUPD_POPUP=/usr/local/bin/sandbox-probe PROBE_STAYS=1"]
    else:
        lines = [*lines, "Type=oneshot", "ExecStart=", "ExecStart=/usr/local/bin/sandbox-probe", "Restart=no",
                 "RestartForceExitStatus="]
    service.drop_in(*lines, *[f"Environment={line}" for line in room.environment()])
    room.furnish()
    service.start()
    wait_until(room.path().exists, "the probe's report", hint=service.journal)
    Path(f"/tmp/{home.root.name}-outside").unlink(missing_ok=True)
    results = {"refused": room.refused(), "facts": json.loads(room.path().read_text())["facts"]}
    if seat == "helper's":
        assert all((home.root / f"precious-{n}").read_text() == "precious" for n in range(1, 5))
    return results


def check_facts(facts, kind):
    sandbox = kind == SANDBOX
    assert facts["no new privileges"] and facts["umask"] == 0o077
    assert facts["own user namespace"] == sandbox
    assert (facts["capabilities"] == 0) == sandbox
    assert (facts["interfaces"] == ["lo"]) == sandbox, facts
    assert (facts["read-only"] == ["/", "/tmp", "/var"]) == sandbox, facts


# ---- System calls

NUMBERS = re.compile(r"^#define __NR_(\w+) (\d+)$", re.MULTILINE)


def numbers():
    """{name: number} of all system calls that this machine's headers know."""
    text = subprocess.run([need_program("cc", "gcc"), "-E", "-dM", "-include", "asm/unistd.h", "-x", "c", "/dev/null"],
                          capture_output=True, text=True, check=True).stdout
    return {name: int(number) for name, number in NUMBERS.findall(text)}


def always_allowed():
    """What systemd allows in each list."""
    said = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", "@default"], capture_output=True, text=True,
                          check=True).stdout
    return {line.strip() for line in said.splitlines()[1:] if not line.strip().startswith("#")} - {""}


def allowed():
    """The names in the unit's list."""
    return {name for line in confining_lines("systemd/followupd.service.in")[CALLS] for name in line.split("=")[1].split()}


def made():
    """{system call: the programs that make it}, as `make syscalls` has found."""
    lines = Path(__file__).with_name("syscalls.txt").read_text().splitlines()
    return {call: set(programs) for call, *programs in map(str.split, lines)}


def reasoned():
    """Those that are allowed, or refused, against what was found, as SECURITY.md gives the reasons."""
    text = (repository() / "docs/SECURITY.md").read_text()
    rows = re.findall(r"^\| (allowed|refused) \| ([^|]*) \| ([^|]{20,}) \|$", text, re.MULTILINE)
    return {kind: {name for row_kind, names, _reason in rows if row_kind == kind for name in re.findall(r"`(\w+)`", names)}
            for kind in ("allowed", "refused")}


def test_the_list_has_what_is_called_and_reasons_for_the_rest():
    ours, found, why, default = allowed(), made().keys(), reasoned(), always_allowed()
    assert "@default" in ours and not [name for name in ours - {"@default"} if name.startswith("@")]
    assert found - ours - default == why["refused"]
    assert ours - {"@default"} - found == why["allowed"]
    assert not ours & default, "allowed in any case"


def test_each_other_system_call_is_refused(new_service):
    """Each that the machine knows, by an error that the kernel itself does not say."""
    manager = new_service(BASE, strict=False).manager
    known = numbers()
    others = sorted(known[name] for name in known.keys() - allowed() - always_allowed() - {"ioctl"})
    assert len(others) > 200
    lines = [*confining_lines("systemd/followupd.service.in")[CALLS], PYTHON_NEEDS, "SystemCallErrorNumber=ENOANO"]
    said = manager.ok("systemd-run", "--user", "--quiet", "--wait", "--pipe", "--collect",
                      *[word for line in lines for word in ("-p", line)], "sandbox-probe", *others)
    assert said.splitlines() == [f"{number} ENOANO" for number in others]


# ---- The whole

def test_exposure_is_small(new_service, record_property):
    service = new_service(strict=False)
    service.start()
    said = service.manager.ok("systemd-analyze", "--user", "--no-pager", "security", UNIT)
    exposure = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", said).group(1))
    print(f"exposure with the drop-in: {exposure}")
    record_property("exposure", exposure)
    assert exposure <= EXPOSURE_MAX, said


@pytest.mark.parametrize("kind,choice", [(SANDBOX, True), (REFUSED, False)])
def test_installing_tries_the_drop_in_first(new_service, kind, choice):
    manager = new_service(kind).manager
    target = f"{manager.home.root}/sandbox.conf"
    said = manager.ok("env", "--chdir", repository(), "systemd/install-sandbox", "", target)
    assert Path(target).exists() == choice, said
    assert ("in place" if choice else "left out") in said
