"""A whole machine under qemu: switched on and off, woken, and told what to do."""

import base64
import datetime
import json
import select
import shlex
import socket
import subprocess
import time

UTC = datetime.timezone.utc
LIMIT = 300  # seconds; a boot takes some twenty, without hardware help


class Qmp:
    """qemu's own monitor: commands, and events such as SUSPEND."""

    def __init__(self, path):
        self.events = []
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("r")
        self._socket.settimeout(LIMIT)
        self.command("qmp_capabilities")

    def command(self, name):
        self._socket.sendall(json.dumps({"execute": name}).encode())
        while True:
            answer = self._next()
            if "return" in answer or "error" in answer:
                assert "return" in answer, answer
                return answer["return"]

    def wait(self, name):
        """Returns once that has happened; what happened before it is forgotten."""
        while name not in self.events:
            self._next()
        del self.events[:self.events.index(name) + 1]

    def _next(self):
        line = self._lines.readline()
        assert line, "qemu ended"
        message = json.loads(line)
        if "event" in message:
            self.events.append(message["event"])
        return message


class Machine:
    """The machine of one disk. on() switches it on, its clock at an instant; off() off."""

    def __init__(self, directory):
        self.directory = directory
        self.process = self.qmp = self._socket = None

    def on(self, when):
        """`when`: what its battery clock shows, "2026-11-24T12:00:00". Returns when a shell answers."""
        for name in ("qmp", "shell"):
            (self.directory / name).unlink(missing_ok=True)
        command = ["qemu-system-x86_64", "-machine", "pc", "-accel", "tcg", "-smp", "2", "-m", "768",
                   "-display", "none", "-nic", "none", "-no-user-config",
                   "-rtc", f"base={when},clock=host",
                   "-kernel", self.directory / "kernel", "-initrd", self.directory / "initrd",
                   "-append", "root=/dev/vda rw console=ttyS0 quiet",
                   "-drive", f"file={self.directory / 'disk'},if=virtio,format=raw,cache=unsafe",
                   "-serial", f"file:{self.directory / 'console.log'}",
                   "-serial", f"unix:{self.directory / 'shell'},server=on,wait=off",
                   "-qmp", f"unix:{self.directory / 'qmp'},server=on,wait=off"]
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *map(str, command)],
                                        stdin=subprocess.DEVNULL)
        wait_until(lambda: (self.directory / "shell").exists() and (self.directory / "qmp").exists(), "qemu")
        self.qmp = Qmp(self.directory / "qmp")
        self._connect()

    def _connect(self):
        shell = socket.socket(socket.AF_UNIX)
        shell.connect(str(self.directory / "shell"))
        shell.settimeout(LIMIT)
        self._socket = shell
        self.wait_ready()

    def wait_ready(self):
        """Until the shell in there has been started."""
        while self._answer()[1].strip() != "ready":
            pass

    def off(self):
        """As by its menu: everything in there is stopped in order."""
        self.tell("systemctl poweroff")
        self.process.wait(LIMIT)
        self.process = None

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def tell(self, script):
        """Starts a command without waiting for its answer."""
        self._socket.sendall(b"\nrun " + base64.b64encode(script.encode()) + b"\n")

    def wait_awake(self):
        """After a suspend, in which the serial port may have lost whatever was under way."""
        for number in range(LIMIT):
            token = f"awake {number}"
            self.tell(f"echo {token}")
            while select.select([self._socket], [], [], 1)[0]:
                if self._answer() == (0, token):
                    return
        raise AssertionError("the machine does not wake")

    def root(self, script):
        """Runs a shell script in there as root; returns its exit code and output."""
        self.tell(script)
        return self._answer()

    def _answer(self):
        line = b""
        while not line.endswith(b"\n"):
            line += self._socket.recv(1)
        try:
            output, code = line.split()
            return int(code), base64.b64decode(output, validate=True).decode(errors="replace").rstrip("\n")
        except ValueError:
            return -1, line.decode(errors="replace")

    def user(self, script):
        """The same as the user, in the user's own manager's environment."""
        return self.root("setpriv --reuid 1000 --regid 1000 --init-groups env -i HOME=/home/ada USER=ada "
                         "PATH=/usr/local/bin:/usr/bin:/bin XDG_RUNTIME_DIR=/run/user/1000 LANG=C.UTF-8 "
                         "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus DISPLAY=:0 "
                         f"bash -c {shlex.quote(script)}")

    def ok(self, script):
        """The user's again, which has to succeed; returns the output."""
        code, output = self.user(script)
        assert code == 0, f"{script}: {code}: {output}"
        return output

    def now(self):
        return datetime.datetime.fromtimestamp(float(self.root("date +%s.%N")[1]), UTC)


def wait_until(condition, what, limit=LIMIT):
    end = time.monotonic() + limit
    while not (result := condition()):
        assert time.monotonic() < end, f"{what}: not within {limit} s"
        time.sleep(0.1)
    return result
