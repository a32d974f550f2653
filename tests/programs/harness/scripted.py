"""A daemon that says what the test tells it to: for followupctl's own tests."""

import json
import socket
import threading

from .wait import wait_until


class Scripted:
    """Listens at `path`. `answers` has one entry a method, named without the interface: the reply's
    parameters, Error(…), a list of them for a call with `more`, or one of the misbehaviours below.
    `calls` are the messages that came.
    """

    SILENT = object()    # takes the call and never answers
    HANGS_UP = object()  # closes the connection instead

    def __init__(self, path, **answers):
        self.answers, self.calls = answers, []
        self.greeting = None  # bytes sent before anything is read; then it hangs up
        self.piece = None     # send in pieces of that many bytes
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._kept = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def call(self):
        """The only call that came: (method without its interface, parameters but `language`)."""
        assert len(self.calls) == 1, self.calls
        parameters = {name: value for name, value in self.calls[0].get("parameters", {}).items() if name != "language"}
        return self.calls[0]["method"].rpartition(".")[2], parameters

    def wait_called(self):
        wait_until(lambda: self.calls, "a call")

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._kept:
            one.close()

    def _serve(self):
        while True:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            try:
                self._talk(client)
            except OSError:
                client.close()

    def _talk(self, client):
        if self.greeting is not None:
            client.sendall(self.greeting)
            client.close()
            return
        data = b""
        while not data.endswith(b"\0"):
            more = client.recv(1 << 16)
            if not more:
                client.close()
                return
            data += more
        call = json.loads(data[:-1])
        self.calls.append(call)
        answer = self.answers.get(call["method"].rpartition(".")[2],
                                  Error("MethodNotFound", "org.varlink.service", method=call["method"]))
        if answer is self.SILENT:
            self._kept.append(client)
            return
        if answer is not self.HANGS_UP:
            self._send(client, answer if isinstance(answer, bytes) else _messages(answer))
        client.close()

    def _send(self, client, data):
        step = self.piece or len(data)
        for at in range(0, len(data), step):
            client.sendall(data[at:at + step])


class Error:
    """A named error, of our own interface unless another is given."""

    def __init__(self, name, interface="io.followupd.Control", **parameters):
        self.name, self.parameters = f"{interface}.{name}", parameters


def _messages(answer):
    if not isinstance(answer, list):
        return _message(answer)
    return b"".join(_message(one, n + 1 < len(answer)) for n, one in enumerate(answer))


def _message(answer, continues=False):
    if isinstance(answer, Error):
        body = {"error": answer.name, "parameters": answer.parameters}
    else:
        body = {"parameters": answer, **({"continues": True} if continues else {})}
    return json.dumps(body, ensure_ascii=False).encode() + b"\0"
