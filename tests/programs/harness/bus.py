"""A private session bus: dbus-daemon, with no services but those that a test adds."""

import os
import select
import subprocess

from .needs import need_program
from .wait import LIMIT

CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
SERVICE = """\
[D-BUS Service]
Name={name}
Exec={command}
"""


class Bus:
    """The bus of one home, at $XDG_RUNTIME_DIR/bus as on a real desktop.

    `env` is what services that it activates get.
    """

    def __init__(self, home, env):
        self.home = home
        self._services = home.root / "services"
        self._services.mkdir(exist_ok=True)
        configuration = home.root / "bus.conf"
        configuration.write_text(
            CONFIGURATION.format(socket=home.run / "bus", services=self._services))
        read_end, write_end = os.pipe()
        command = ["setpriv", "--pdeathsig", "KILL", need_program("dbus-daemon", "dbus-daemon"),
                   f"--config-file={configuration}", "--nofork", f"--print-address={write_end}"]
        with open(home.logs / "bus", "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=env, pass_fds=[write_end])
        os.close(write_end)
        with open(read_end, encoding="ascii") as pipe:
            ready = select.select([pipe], [], [], LIMIT)[0]
            self.address = pipe.readline().strip() if ready else ""
        assert self.address, f"dbus-daemon did not start: {(home.logs / 'bus').read_text()}"
        (home.run / "bus").chmod(0o777)

    def add_service(self, name, command):
        """Makes `name` activatable: the first call to it runs `command`."""
        file = self._services / f"{name}.service"
        file.write_text(SERVICE.format(name=name, command=command))
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                  "ReloadConfig")

    def call(self, *words):
        """busctl call: DESTINATION PATH INTERFACE METHOD [SIGNATURE [ARGUMENT…]]. Returns its
        output, such as 's ":1.4"'."""
        command = [need_program("busctl", "systemd"), f"--address={self.address}", "call", "--", *words]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                              timeout=LIMIT, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout.strip()

    def close(self):
        self.process.terminate()
        self.process.wait(LIMIT)
