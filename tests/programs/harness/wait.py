"""Waiting for a condition, never for time to pass."""

import os
import time

STEP = 0.01
# Limits are some ten times what is expected: they tell a hang from a slow machine, and nothing else.
LIMIT = 20.0 * float(os.environ.get("FOLLOWUPD_PATIENCE", "1"))


class TimedOut(AssertionError):
    """A condition did not come true."""


def wait_until(condition, what="the condition", limit=LIMIT, hint=None):
    """Returns what condition() returns, as soon as that is true; TimedOut after `limit` seconds.

    `hint` is called then, for the message: what was there instead.
    """
    end = time.monotonic() + limit
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() >= end:
            instead = f"; instead: {hint()}" if hint else ""
            raise TimedOut(f"{what} did not come true within {limit:g} s{instead}")
        time.sleep(STEP)
