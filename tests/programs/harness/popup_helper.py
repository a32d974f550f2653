"""followup-popup as a process, with the test in the daemon's place."""

import json
import select
import signal
import socket
import subprocess

from .daemon import SANITIZER_REPORT
from .home import SANITIZER_EXIT
from .needs import built
from .traced import traced
from .wait import LIMIT, wait_until

INTERFACE = "io.followupd.Popup."
CHANNEL_FD = 3


class PopupHelper:
    """The helper of one home; started at once, ended by close().

    `args` are added to its command line; `env` is its further environment, None takes a variable out.
    """

    def __init__(self, home, env, args=()):
        ours, theirs = socket.socketpair()
        self.channel, self.told, self._rest = ours, [], b""
        self._log = home.logs / f"popup-{id(self):x}"
        # Python moves the channel to where it belongs; Popen itself can only pass numbers on.
        command = ["setpriv", "--pdeathsig", "KILL", *traced(), "python3", "-c",
                   f"import os, sys; os.dup2({theirs.fileno()}, {CHANNEL_FD}); "
                   "os.execv(sys.argv[1], sys.argv[1:])",
                   built("followup-popup"), "--debug", *args]
        with open(self._log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=home.env(**env), pass_fds=[theirs.fileno()])
        theirs.close()

    # ---- What the daemon says

    def say(self, method, **parameters):
        self.send(json.dumps({"method": INTERFACE + method, "parameters": parameters,
                              "oneway": True}).encode() + b"\0")

    def send(self, data):
        self.channel.sendall(data)

    def show(self, tag, summary="Thank Dana Li", **more):
        self.say("Show", tag=tag, summary=summary, **more)

    # ---- What it says

    def wait(self, method, limit=LIMIT, **expected):
        """Returns the parameters of the next message of that name with those parameters. Each message
        is returned once; `told` has all of them."""
        def found():
            self._read()
            for message in self.told:
                name, values = message["method"], message["parameters"]
                if name == method and not message["taken"] and expected.items() <= values.items():
                    message["taken"] = True
                    return [values]
            return None
        return wait_until(found, f"{method} {expected}", limit,
                          hint=lambda: f"{self.told}\n{self.log()}")[0]

    def all_told(self, *methods):
        """The parameters of all messages of those names so far, in order."""
        self._read()
        return [m["parameters"] for m in self.told if m["method"] in methods]

    def states(self):
        return [server["state"] for server in self.all_told("Server")]

    def settle(self):
        """Returns when it has handled what was said before: it answers a malformed Show at once."""
        mark = f"mark {len(self.told)}"
        self.show(mark, summary="")
        self.wait("Failed", tag=mark)

    def _read(self):
        while select.select([self.channel], [], [], 0)[0]:
            data = self.channel.recv(65536)
            if not data:
                return
            *frames, self._rest = (self._rest + data).split(b"\0")
            for frame in frames:
                message = json.loads(frame)
                assert message["oneway"] and message["method"].startswith(INTERFACE)
                self.told.append({"method": message["method"].removeprefix(INTERFACE),
                                  "parameters": message["parameters"], "taken": False})

    # ---- Its life

    def log(self):
        return self._log.read_text(errors="replace")

    def kill(self):
        self.process.kill()
        self.process.wait(LIMIT)
        self.channel.close()

    def leave(self):
        """Ends the channel, as a daemon does that stops; returns its exit code."""
        self.channel.close()
        return self.end()

    def end(self):
        """Waits for its end; returns its exit code."""
        return self.process.wait(LIMIT)

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.leave()
        self.channel.close()
        log = self.log()
        assert not SANITIZER_REPORT.search(log) and self.process.returncode != SANITIZER_EXIT, log
