#!/bin/sh
# syscalls.sh BUILD: runs the tests of whole programs under strace, in which the service's programs come into all their
# situations, and compares the system calls that were seen with tests/programs/syscalls.txt. A few of the tests count wake-ups
# or file descriptors and fail under a tracer; they are run for what the programs do in them.
set -eu

build=$1 golden=tests/programs/syscalls.txt
traces=$(mktemp -d)
trap 'rm -rf "$traces"' EXIT
chmod 1777 "$traces" # some of the tests run as another user

# Without those that start no daemon, that call as often as they can, and that preload what makes calls of its own.
FOLLOWUPD_SYSCALLS=$traces FOLLOWUPD_PATIENCE=5 tests/house/run-programs.sh "$build" -k 'not load and not kill and not crash
    and not out_of_memory and not docs and not letters and not completion and not harness and not service and not confinement
    and not texts and not transcripts and not newcomers and not cli_terminal and not cli_verbs' || true

tests/house/syscalls.py "$traces" >"$build/results/syscalls.txt"
printf '\n%s system calls in %s traces: %s\n' "$(wc -l <"$build/results/syscalls.txt")" \
    "$(find "$traces" -type f | wc -l)" "$build/results/syscalls.txt"
diff -u "$golden" "$build/results/syscalls.txt" && echo "as in $golden"
