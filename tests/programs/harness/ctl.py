"""followupctl, run once."""

import json
import subprocess
from dataclasses import dataclass

from .daemon import as_user
from .needs import built
from .wait import LIMIT


@dataclass
class Result:
    """What a command came to."""
    code: int
    stdout: str
    stderr: str


class Ctl:
    """Runs followupctl for a home, as the home's user or, with `uid`, as another."""

    def __init__(self, home, uid=None, env=None):
        self.home = home
        self.uid = home.uid if uid is None else uid
        self.more_env = env or {}

    def start(self, *args, **popen):
        """Starts it and returns the Popen, for verbs that stay (watch)."""
        command = [built("followupctl"), "--socket", self.home.socket, *args]
        return subprocess.Popen([str(word) for word in command], text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, cwd=self.home.root,
                                env=self.home.env(**self.more_env), **as_user(self.uid), **popen)

    def run(self, *args, stdin="", limit=LIMIT):
        """Runs it to its end, whatever the end is."""
        with self.start(*args) as process:
            try:
                stdout, stderr = process.communicate(stdin, timeout=limit)
            except subprocess.TimeoutExpired:
                process.kill()
                raise AssertionError(f"followupctl {args} still runs after {limit:g} s") from None
        return Result(process.returncode, stdout, stderr)

    def ok(self, *args, stdin=""):
        """Runs it, exit code 0 being expected; returns stdout."""
        return self.fails(0, *args, stdin=stdin).stdout

    def fails(self, code, *args, stdin=""):
        """Runs it, that exit code being expected; returns the Result."""
        result = self.run(*args, stdin=stdin)
        assert result.code == code, f"{args}: expected exit code {code}: {result}"
        return result

    def json(self, *args):
        """Runs it with --json; returns the answer."""
        return json.loads(self.ok("--json", *args))
