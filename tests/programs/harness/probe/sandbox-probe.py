#!/usr/bin/python3
"""Tries from inside of followupd's service what it should not be able to do, and reports into the book's
directory, the one place that must stay open. ~/precious-1 to -4, ~/empty, ~/id, ~/.local/share/other and
~/.config/systemd are made by the test; PROBE_UTS is the namespace of the machine's name, PROBE_PEER a socket in
its network. With numbers of system calls as arguments it prints what each says to no sensible arguments."""

import ctypes
import errno
import json
import mmap
import os
import platform
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWUSER, PTRACE_TRACEME, ADDR_NO_RANDOMIZE = 0x10000000, 0, 0x0040000
NAMESPACES = {"cgroup": 0x02000000, "host name": 0x04000000, "IPC": 0x08000000, "process": 0x20000000, "network": 0x40000000,
              "mount": 0x00020000}
NO_NAMESPACE = 0x1  # a bit that makes the kernel say "invalid" before it looks who asks
SCHED_RR, NO_PRIORITY = 2, 200
PR_CAPBSET_READ, CAP_SYS_ADMIN = 23, 21
GETPID_OF_I386 = bytes.fromhex("b814000000 cd80 c3")  # mov eax, 20; int 0x80; ret
UFFD_USER_MODE_ONLY = 1
AT_FDCWD, RENAME_NOREPLACE = -100, 1
# Numbers of what libc has no function for.
SYSCALLS = {"x86_64": {"request_key": 249, "io_setup": 206, "userfaultfd": 323}}.get(
    platform.machine(), {"request_key": 218, "io_setup": 0, "userfaultfd": 282})

HOME = Path(os.environ["HOME"])
RUN = Path(os.environ["XDG_RUNTIME_DIR"])
DATA = HOME / ".local/share/followupd"
GROUP = Path("/sys/fs/cgroup") / Path("/proc/self/cgroup").read_text().strip().split("::/")[1]


def call(name, *args):
    if getattr(LIBC, name)(*args) == -1:
        raise OSError(ctypes.get_errno(), name)


def invalid(name, *args):
    """A call that would be found invalid, if it came so far."""
    try:
        call(name, *args)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF):
            raise


def refuse(condition):
    if condition:
        raise PermissionError(errno.EACCES, "as if refused")


def put(path):
    path.write_text("hello\n")


def link_in():
    os.link(HOME / "precious-4", DATA / f"link-{os.getpid()}")


def move_out():
    put(DATA / "to-move")
    os.rename(DATA / "to-move", HOME / "moved")


def make_setuid():
    with open(DATA / "program", "wb") as program:
        os.fchmod(program.fileno(), 0o4755)


def change_owner():
    with open(DATA / "here", "wb") as file:
        os.fchown(file.fileno(), -1, os.getgid())


def leave_readable():
    (DATA / "readable").unlink(missing_ok=True)
    put(DATA / "readable")
    refuse(not (DATA / "readable").stat().st_mode & stat.S_IROTH)


def be_root():
    said = subprocess.run([HOME / "id", "-u"], stdout=subprocess.PIPE, text=True, check=True).stdout
    refuse(said.strip() != "0")


def be_another_machine():
    """In a child, since it may die of it."""
    code = os.memfd_create("code")
    os.write(code, GETPID_OF_I386)
    child = os.fork()
    if child == 0:
        LIBC.mmap.restype = ctypes.c_void_p
        page = LIBC.mmap(None, ctypes.c_size_t(4096), mmap.PROT_READ | mmap.PROT_EXEC, mmap.MAP_PRIVATE, code,
                         ctypes.c_long(0))
        os._exit(0 if ctypes.CFUNCTYPE(ctypes.c_int)(page)() == os.getpid() else 1)
    refuse(os.waitpid(child, 0)[1] != 0)


def reach_peer():
    with socket.socket(socket.AF_UNIX) as one:
        one.connect("\0" + os.environ["PROBE_PEER"])


def make_executable():
    LIBC.mmap.restype = ctypes.c_void_p
    page = LIBC.mmap(None, ctypes.c_size_t(4096), mmap.PROT_READ | mmap.PROT_WRITE,
                     mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, ctypes.c_long(0))
    call("mprotect", ctypes.c_void_p(page), ctypes.c_size_t(4096), mmap.PROT_READ | mmap.PROT_EXEC)


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
    "remove a directory of the home": lambda: os.rmdir(HOME / "empty"),
    "make a pipe in the home": lambda: os.mkfifo(HOME / f"pipe-{os.getpid()}"),
    "make a device in the home": lambda: os.mknod(HOME / f"device-{os.getpid()}", stat.S_IFCHR),
    "make a directory in the home": lambda: os.mkdir(HOME / f"directory-{os.getpid()}"),
    "make a symbolic link in the home": lambda: os.symlink("/", HOME / f"symlink-{os.getpid()}"),
    "make a socket in the home": listen,
    "write a unit": lambda: put(HOME / ".config/systemd/written.service"),
    "write into the runtime directory": lambda: put(RUN / "written"),
    "write into /tmp": lambda: put(Path(f"/tmp/{HOME.name}-outside")),
    "move into its control group": lambda: (GROUP / "cgroup.procs").write_text("0"),
    "open an internet socket": lambda: socket.socket(socket.AF_INET).close(),
    "make a user namespace": lambda: in_child(lambda: call("unshare", CLONE_NEWUSER)),
    **{f"make a {kind} namespace": lambda flag=flag: invalid("unshare", flag | NO_NAMESPACE)
       for kind, flag in NAMESPACES.items()},
    "join a namespace": lambda: invalid("setns", -1, 0),
    "make memory writable and executable": lambda: mmap.mmap(-1, 4096, prot=7),
    "make written memory executable": make_executable,
    "make a setuid program": make_setuid,
    "change its priority": lambda: os.nice(1),
    "change its personality": lambda: call("personality", ADDR_NO_RANDOMIZE),
    "be traced": lambda: in_child(lambda: call("ptrace", PTRACE_TRACEME, 0, 0, 0)),
    "ask for real time": lambda: invalid("sched_setscheduler", 0, SCHED_RR, ctypes.byref(ctypes.c_int(NO_PRIORITY))),
    "lock memory": lambda: call("mlock", ctypes.create_string_buffer(1), 1),
    "be another group": lambda: call("setgid", os.getgid()),
    "share memory by number": lambda: call("shmget", 0, 4096, 0o600),
    "read without waiting": lambda: call("syscall", SYSCALLS["io_setup"], 1, ctypes.byref(ctypes.c_ulong(0))),
    "handle its own page faults": lambda: call("syscall", SYSCALLS["userfaultfd"], UFFD_USER_MODE_ONLY),
    "find a key of the session": lambda: call("syscall", SYSCALLS["request_key"], b"user", b"followupd-probe", None, 0),
    "leave a file that others may read": leave_readable,
    "be root by a setuid program": be_root,
    "see that the system is root's": lambda: refuse(os.stat("/").st_uid != 0),
    "have capabilities to gain": lambda: refuse(LIBC.prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN) != 1),
    "see the machine's devices": lambda: os.stat("/dev/kmsg"),
    "read the kernel's log": lambda: os.close(os.open("/dev/kmsg", os.O_RDONLY)),
    "read where the kernel is": lambda: Path("/proc/kallsyms").open().read(1),
    "list the kernel's modules": lambda: os.listdir("/usr/lib/modules"),
    "look how the clock is set": lambda: call("adjtimex", ctypes.create_string_buffer(512)),
    "share the machine's name": lambda: refuse(os.readlink("/proc/self/ns/uts") != os.environ["PROBE_UTS"]),
    "reach what listens in the machine's network": reach_peer,
    "change an owner": change_owner,
}
if platform.machine() == "x86_64":
    ATTEMPTS["be a program of another architecture"] = be_another_machine


def in_child(deed):
    """What would change all that follows."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        except OSError as error:
            os._exit(error.errno)
        os._exit(0)
    failed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if failed:
        raise OSError(failed, "in the child")


def attempt(deed):
    try:
        deed()
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
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


def main():
    if sys.argv[1:]:
        for number in map(int, sys.argv[1:]):
            ctypes.set_errno(0)
            LIBC.syscall(number, -1, -1, -1, -1, -1, -1)
            print(number, errno.errorcode.get(ctypes.get_errno(), "done"), flush=True)
        return
    report = {"attempts": {name: attempt(deed) for name, deed in ATTEMPTS.items()}, "facts": facts()}
    (DATA / "report.new").write_text(json.dumps(report))
    call("renameat2", AT_FDCWD, bytes(DATA / "report.new"), AT_FDCWD, bytes(DATA / "report"), RENAME_NOREPLACE)
    if os.environ.get("PROBE_STAYS"):
        signal.pause()


main()
