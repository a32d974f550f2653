"""A service manager of the user that knows transient units and nothing else, and the program that it is. It does start what it
is asked to: outside of whoever asked, in an environment of its own.

Run as a program (with python3-gi) its argument is the file it writes one JSON object a unit into.
"""

import json
import subprocess
import sys
from pathlib import Path

NAME = "org.freedesktop.systemd1"
PATH = "/org/freedesktop/systemd1"
INTERFACE = """
<node><interface name="org.freedesktop.systemd1.Manager"><method name="StartTransientUnit">
  <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="a(sv)"/>
  <arg direction="in" type="a(sa(sv))"/><arg direction="out" type="o"/></method></interface></node>
"""


class FakeManager:
    """The test's side; `env` is what units get."""

    def __init__(self, home, bus, env):
        self._units = home.root / "transient-units"
        self._units.touch()
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "/usr/bin/python3", __file__, self._units], stdout=subprocess.PIPE, text=True,
            env=home.env(DBUS_SESSION_BUS_ADDRESS=bus.address, **env))
        assert self._process.stdout.readline() == "ready\n", "no service manager (Debian: python3-gi)"

    def units(self):
        """[{"name", "words", "environment", "code", "said"}], each once its program has ended."""
        return [json.loads(line) for line in self._units.read_text(encoding="utf-8").splitlines()]

    def close(self):
        self._process.kill()
        self._process.communicate()


def serve(units):
    import os
    from gi.repository import Gio, GLib
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)

    def called(_connection, _sender, _path, _interface, _method, parameters, invocation):
        name, _mode, properties, _more = parameters.unpack()
        properties = dict(properties)
        invocation.return_value(GLib.Variant("(o)", (PATH + "/job/1",)))
        (_program, words, _ignore), = properties["ExecStart"]
        environment = dict(word.split("=", 1) for word in properties.get("Environment", []))
        done = subprocess.run(words, env=os.environ | environment, capture_output=True, text=True, check=False)
        with open(units, "a", encoding="utf-8") as file:
            file.write(json.dumps({"name": name, "words": words, "environment": environment, "code": done.returncode,
                                   "said": done.stdout + done.stderr}) + "\n")

    connection.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], called, None, None)
    Gio.bus_own_name_on_connection(connection, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
