"""The time zone of a machine, which may move: for programs for which nobody has set TZ."""

import shutil
from pathlib import Path

from .needs import need_root


class Machine:
    """An /etc of our own for one program: `enter` are the words before its command."""

    def __init__(self, etc):
        need_root("an /etc of one's own is a mount")
        self.etc = etc
        etc.mkdir()
        for name in ("passwd", "group", "nsswitch.conf", "ld.so.cache"):
            shutil.copy(Path("/etc") / name, etc)
        self.enter = ["unshare", "--mount", "sh", "-ec", 'mount --bind "$0" /etc; exec "$@"', str(etc)]

    def move(self, zone):
        """As timedatectl does."""
        (self.etc / "localtime.new").symlink_to(f"/usr/share/zoneinfo/{zone}")
        (self.etc / "localtime.new").rename(self.etc / "localtime")
