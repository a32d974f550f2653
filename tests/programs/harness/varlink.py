"""A Varlink client of the control socket that can also send what no good client would."""

import json
import select
import socket

from .wait import LIMIT

INTERFACE = "io.followupd.Control"


class VarlinkError(Exception):
    """A named error that the service answered with."""

    def __init__(self, name, parameters):
        super().__init__(f"{name} {parameters}")
        self.name, self.parameters = name, parameters


class Varlink:
    """One connection. `method` names without a dot are of our own interface."""

    def __init__(self, path):
        self._buffer = b""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(LIMIT)
        self._socket.connect(str(path))

    def call(self, method, **parameters):
        """Calls and returns the answer's parameters, or raises VarlinkError."""
        self.send(method, parameters)
        return self.answer()

    def more(self, method, **parameters):
        """Calls with `more` and yields the answers for as long as the service goes on."""
        self.send(method, parameters, more=True)
        while True:
            message = self.receive()
            yield parameters_of(message)
            if not message.get("continues"):
                return

    def send(self, method, parameters=None, **flags):
        """Sends a call without waiting; flags are more=True and oneway=True."""
        method = method if "." in method else f"{INTERFACE}.{method}"
        self.send_bytes(json.dumps({"method": method, "parameters": parameters or {}, **flags})
                        .encode() + b"\0")

    def send_bytes(self, data):
        """Sends anything: half frames, garbage. OSError where the service has hung up."""
        self._socket.sendall(data)

    def send_some(self, data):
        """Sends as much as the kernel takes without waiting; returns how many bytes that was."""
        self._socket.setblocking(False)
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        finally:
            self._socket.settimeout(LIMIT)

    def answer(self):
        """The parameters of the next message, or VarlinkError."""
        return parameters_of(self.receive())

    def receive(self, limit=LIMIT):
        """The next message as it came; ConnectionError where the service hung up."""
        while b"\0" not in self._buffer:
            self._read(limit)
        text, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(text)

    def wait_hung_up(self, limit=LIMIT):
        """Returns when the service has closed the connection; what it said before stays readable."""
        try:
            while True:
                self._read(limit)
        except ConnectionError:
            pass

    def silent(self):
        """True if nothing has come so far. Only of use after something that proves the service's turn
        was long enough, such as an answer on another connection."""
        return not self._buffer and not select.select([self._socket], [], [], 0)[0]

    def _read(self, limit):
        self._socket.settimeout(limit)
        data = self._socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the service hung up")
        self._buffer += data

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def parameters_of(message):
    if "error" in message:
        raise VarlinkError(message["error"], message.get("parameters", {}))
    return message.get("parameters", {})
