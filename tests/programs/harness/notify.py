"""The service manager's ear: what a daemon says by sd_notify()."""

import socket
import threading
import time

from .wait import wait_until


class Notify:
    """A NOTIFY_SOCKET. A thread empties it, since sd_notify() waits when ten messages are unread."""

    def __init__(self, path):
        self.path = path
        self.heard_at = []  # time.time() of each of these
        self.said = []  # one dict a message, such as {"READY": "1", "STATUS": "…"}, in order
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        path.chmod(0o777)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            message = self._socket.recv(65536)
            if not message:  # close() woke us
                return
            fields = (line.split("=", 1) for line in message.decode().splitlines() if "=" in line)
            self.heard_at.append(time.time())
            self.said.append(dict(fields))

    def count(self, field):
        """How often it was said: count("READY")."""
        return sum(field in message for message in list(self.said))

    def last(self, field):
        """The newest value of a field, or None."""
        return next((message[field] for message in reversed(list(self.said)) if field in message),
                    None)

    def wait_for(self, field, times=1):
        wait_until(lambda: self.count(field) >= times, f"{field}= told {times} times",
                   hint=lambda: self.said)

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self.path.unlink(missing_ok=True)
