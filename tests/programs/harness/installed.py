"""The programs and units as `make install` leaves them."""

import os
import subprocess

from .needs import bin_directory, built, need_program, repository


def install(tree, sandbox=False):
    """Installs what was built below the directory `tree`, for a Manager to lay over the system;
    `sandbox` puts the drop-in in place. Builds nothing."""
    built("followupd")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = [need_program("make", "make"), "--directory", repository(), "--old-file=all", "install",
               f"B={os.path.relpath(bin_directory(), repository())}", f"DESTDIR={tree}",
               f"SANDBOX={'yes' if sandbox else 'no'}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree
