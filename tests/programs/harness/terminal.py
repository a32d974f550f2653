"""A terminal of a given width, and a program on it."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unicodedata
from dataclasses import dataclass

from .needs import built
from .wait import LIMIT

STYLE = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Shown:
    """What a program left on the terminal."""
    code: int
    raw: str  # with escape sequences

    @property
    def text(self):
        return STYLE.sub("", self.raw)

    @property
    def lines(self):
        return self.text.splitlines()


def show(home, *args, columns=80, env=None, program=None, keys=b""):
    """Runs followupctl (or `program`) with stdin, stdout and stderr on a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [program or built("followupctl"), "--socket", home.socket, *args]
    if program:
        command = [program, *args]
    process = subprocess.Popen(
        [str(word) for word in command], stdin=slave, stdout=slave, stderr=slave,
        start_new_session=True, env=home.env(**{"TERM": "xterm", "PAGER": "cat", **(env or {})}))
    os.close(slave)
    os.write(master, keys)
    data = b""
    previous = signal.alarm(int(LIMIT))
    while True:
        try:
            piece = os.read(master, 1 << 16)
        except OSError:  # nobody has it open any more
            break
        if not piece:
            break
        data += piece
    signal.alarm(previous)
    os.close(master)
    return Shown(process.wait(LIMIT), data.decode().replace("\r\n", "\n"))


def width(text):
    """Columns that a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)
