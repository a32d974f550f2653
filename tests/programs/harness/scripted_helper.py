"""A pop-up helper that does what the test says, one word after the other: for what real ones do too seldom. The program that
the daemon starts only carries bytes between its channel and the test."""

import json
import select
import socket

from .wait import LIMIT, wait_until

INTERFACE = "io.followupd.Popup."
CARRIER = """\
#!/usr/bin/python3
import os, select, socket
ours = socket.socket(fileno=3)
test = socket.socket(socket.AF_UNIX)
test.connect({path!r})
ends = {{ours: test, test: ours}}
while True:
    for one in select.select(list(ends), [], [])[0]:
        data = one.recv(65536)
        if not data:
            os._exit({code})
        ends[one].sendall(data)
"""


class ScriptedHelper:
    """`program` is for the daemon to start; each start is a life, taken by next_life()."""

    def __init__(self, home):
        path = home.root / "helper.socket"
        self.program = home.root / "scripted-helper"
        self.program.write_text(CARRIER.format(path=str(path), code=1))
        self.program.chmod(0o755)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._lives = []

    def next_life(self):
        assert select.select([self._listener], [], [], LIMIT)[0], "no helper was started"
        self._lives.append(Life(self._listener.accept()[0]))
        return self._lives[-1]

    def close(self):
        for life in self._lives:
            life.end()
        self._listener.close()


class Life:
    """One helper, from its start to its end."""

    def __init__(self, channel):
        self._channel, self._rest, self._heard = channel, b"", []

    def say(self, method, **parameters):
        message = {"method": INTERFACE + method, "parameters": parameters, "oneway": True}
        self._channel.sendall(json.dumps(message).encode() + b"\0")

    def wait(self, method):
        """The parameters of the next message of that name; what came before it is forgotten."""
        def found():
            self._read()
            while self._heard:
                message = self._heard.pop(0)
                if message["method"] == INTERFACE + method:
                    return [message["parameters"]]
            return None
        return wait_until(found, f"the daemon saying {method}")[0]

    def end(self):
        """It dies."""
        self._channel.close()

    def _read(self):
        while select.select([self._channel], [], [], 0)[0]:
            data = self._channel.recv(65536)
            if not data:
                return
            *frames, self._rest = (self._rest + data).split(b"\0")
            self._heard += map(json.loads, frames)
