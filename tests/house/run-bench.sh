#!/bin/sh
# run-bench.sh BUILD: runs every measurement in tests/bench; each prints its figures and fails when
# one is out of its bounds.
set -u

FOLLOWUPD_BIN=$(realpath "$1")
export FOLLOWUPD_BIN PYTHONDONTWRITEBYTECODE=1
failed=0
for bench in tests/bench/*.py; do
    echo "== $bench"
    /usr/bin/python3 "$bench" || failed=1
done
exit "$failed"
