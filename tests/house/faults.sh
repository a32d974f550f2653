#!/bin/sh
# faults.sh BUILD: takes memory from the programs at each of their allocations, and whatever else may run out, and says what
# came of it. The figures of each test stay in BUILD/results.
set -eu

build=$1
rm -f "$build"/results/faults-*.json
FAULTS=all FOLLOWUPD_TESTS=all tests/house/run-programs.sh "$build" -k "test_out_of_memory or test_running_out"

python3 - "$build"/results/faults-*.json <<'END'
import collections
import json
import sys

total = collections.Counter()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        total.update(json.load(file))
rounds = total["done"] + total["refused"] + total["hung up"]
print(f"{total['faults']} allocations failed in {rounds} calls, reloads and commands: {total['refused']} were refused and said so, "
      f"{total['done']} were done all the same, {total['hung up']} were hung up on.")
print("A crash or a loss fails the test in which it happens, and then this is not said.")
END
