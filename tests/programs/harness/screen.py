"""A screen that nobody sees: Xvfb."""

import os
import select
import subprocess

from .needs import need_program
from .wait import LIMIT


class Screen:
    """One X server on a display number of its own. One serves all tests of a run."""

    def __init__(self, log):
        read_end, write_end = os.pipe()
        command = ["setpriv", "--pdeathsig", "KILL", need_program("Xvfb", "xvfb"),
                   "-displayfd", str(write_end), "-screen", "0", "1280x800x24",
                   "-nolisten", "tcp", "-noreset", "-ac"]
        with open(log, "wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=output, pass_fds=[write_end])
        os.close(write_end)
        with open(read_end, encoding="ascii") as pipe:
            ready = select.select([pipe], [], [], LIMIT)[0]
            number = pipe.readline().strip() if ready else ""
        assert number, f"Xvfb did not start: {open(log, encoding='utf-8').read()}"
        self.display = f":{number}"

    def env(self):
        return {"DISPLAY": self.display}

    def picture(self, path):
        """Writes what is on the screen to an image file."""
        subprocess.run([need_program("import", "imagemagick"), "-window", "root", path],
                       env={**os.environ, "DISPLAY": self.display}, check=True)

    def close(self):
        self.process.terminate()
        self.process.wait(LIMIT)
