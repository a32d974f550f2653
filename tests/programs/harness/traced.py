"""Which system calls the programs make, while the tests put them into all their situations: `make syscalls`."""

import os
import uuid


def traced():
    """The words before a command that make it and its children leave a list of their system calls in
    FOLLOWUPD_SYSCALLS; none where nobody asked for that. The tracer is no parent of it."""
    directory = os.environ.get("FOLLOWUPD_SYSCALLS")
    if not directory:
        return []
    return ["strace", "--daemonize", "--follow-forks", "--quiet=all", "--signal=none", "--string-limit=0", "--output",
            f"{directory}/{uuid.uuid4().hex}"]
