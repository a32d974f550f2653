#!/usr/bin/python3
"""How long after an editor's save the daemon knows it: from the rename until a client that watches is told. The daemon waits a
moment, should the editor not be done yet; that is part of it."""

import sys

from kit import judge, table
from kit.saves import saves

SAVES = 20
LIMIT_MS = 500


def main():
    figures = {n: saves(n, SAVES) for n in (50, 1000, 10000)}
    table([["interviews", "ms until told", "of that CPU ms"], *([str(n), *both] for n, both in figures.items())])
    return 0 if judge("a save is taken over, ms with 50 interviews", figures[50][0], LIMIT_MS) else 1


sys.exit(main())
