#!/bin/sh
# run.sh BUILD DIRECTORY: makes the disk in DIRECTORY and tells the story of check.py on it. What it printed
# stays in BUILD/results/vm.log, what the machine's console said in DIRECTORY/console.log.
set -eu

build=$1 directory=$2
mkdir -p "$build/results" "$directory"
log=$build/results/vm.log
tests/vm/make-image.sh "$build" "$directory"
{
    PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/vm/check.py "$directory" 2>&1 || echo "check-vm: failed"
} | tee "$log"
rm -f "$directory/disk"
tail -n 1 "$log" | grep -q "all as it should be"
