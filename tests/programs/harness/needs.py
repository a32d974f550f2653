"""What a test cannot do without. A test that lacks it is skipped, with the reason in the summary;
with FOLLOWUPD_TESTS=all conftest.py makes a failure of every skip."""

import os
import shutil
from pathlib import Path

import pytest


def need(present, reason):
    """Skips the test unless `present`."""
    if not present:
        pytest.skip(reason)


def need_program(name, package):
    """Returns the path of a program of the system, or skips and names the Debian package."""
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    need(path, f"{name} is not here (Debian: {package})")
    return path


def need_gio():
    """Returns the modules Gio and GLib, or skips."""
    try:
        from gi.repository import Gio, GLib
    except ImportError:
        pytest.skip("Python has no Gio here (Debian: python3-gi)")
    return Gio, GLib


def need_root(why):
    need(os.geteuid() == 0, f"not root: {why}")


def need_landlock():
    lsm = Path("/sys/kernel/security/lsm")
    need(not lsm.exists() or "landlock" in lsm.read_text(), "the kernel has no Landlock")


def built(name):
    """Returns the path of one of our own programs."""
    path = bin_directory() / name
    need(path.exists(), f"{name} was not built in {path.parent}")
    return path


def bin_directory():
    """The directory with the programs under test."""
    return Path(os.environ.get("FOLLOWUPD_BIN", repository() / "build/gcc")).resolve()


def repository():
    return Path(__file__).resolve().parents[3]
