"""A private session bus: dbus-daemon, with no services but those that a test adds."""

import os
import select
import subprocess

from .needs import need_gio, need_program
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
        self._connection = None  # ours, from the first call on
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

    def call(self, destination, path, interface, method, signature="", *values):
        """Calls a method with what `signature` says; returns what was answered, as a tuple."""
        gio, glib = need_gio()
        if self._connection is None:
            kind = gio.DBusConnectionFlags
            self._connection = gio.DBusConnection.new_for_address_sync(
                self.address, kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION, None, None)
        return self._connection.call_sync(destination, path, interface, method, glib.Variant(f"({signature})", values), None,
                                          gio.DBusCallFlags.NONE, int(1000 * LIMIT), None).unpack()

    def close(self):
        if self._connection is not None and not self._connection.is_closed():
            self._connection.close_sync(None)
        self.process.terminate()
        self.process.wait(LIMIT)
