"""A desktop portal that notes what it is asked, and the program that it is.

Run as a program (with python3-gi) its arguments are the file it writes one JSON object a call into, the response it gives
(0 done, 1 the user said no, 2 failed), and the interfaces it has.
"""

import json
import subprocess
import sys
from pathlib import Path

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
XML = {
    "Email": """<interface name="org.freedesktop.portal.Email"><method name="ComposeEmail">
        <arg direction="in" type="s"/><arg direction="in" type="a{sv}"/><arg direction="out" type="o"/></method></interface>""",
    "OpenURI": """<interface name="org.freedesktop.portal.OpenURI"><method name="OpenURI"><arg direction="in" type="s"/>
        <arg direction="in" type="s"/><arg direction="in" type="a{sv}"/><arg direction="out" type="o"/></method></interface>""",
}


class FakePortal:
    """The test's side."""

    def __init__(self, home, bus, response=0, interfaces=("Email", "OpenURI")):
        self._calls = home.root / "portal-calls"
        self._calls.touch()
        env = home.env(DBUS_SESSION_BUS_ADDRESS=bus.address)
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "/usr/bin/python3", __file__, self._calls, str(response), *interfaces],
            stdout=subprocess.PIPE, text=True, env=env)
        assert self._process.stdout.readline() == "ready\n", "no portal (Debian: python3-gi)"

    def calls(self):
        """[(method, parameters)]"""
        return [json.loads(line) for line in self._calls.read_text(encoding="utf-8").splitlines()]

    def close(self):
        self._process.kill()
        self._process.communicate()


def serve(calls, response, interfaces):
    from gi.repository import Gio, GLib
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    handles = iter(range(1, 1000))

    def called(_connection, sender, _path, _interface, method, parameters, invocation):
        with open(calls, "a", encoding="utf-8") as file:
            file.write(json.dumps([method, parameters.unpack()], ensure_ascii=False) + "\n")
        handle = f"/org/freedesktop/portal/desktop/request/x/{next(handles)}"
        invocation.return_value(GLib.Variant("(o)", (handle,)))
        connection.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                               GLib.Variant("(ua{sv})", (response, {})))

    for name in interfaces:
        node = Gio.DBusNodeInfo.new_for_xml(f"<node>{XML[name]}</node>")
        connection.register_object(PATH, node.interfaces[0], called, None, None)
    Gio.bus_own_name_on_connection(connection, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
