#!/bin/sh
# crash-states.sh BUILD: makes every state in which a crash may leave the files, has the daemon read it, and counts. The
# counts of each story stay in BUILD/results.
set -eu

build=$1
table=$build/results/crash-states.tsv
mkdir -p "$build/results"
rm -f "$build"/results/crash-states*.tsv
FOLLOWUPD_CRASHES=all FOLLOWUPD_TESTS=all tests/house/run-programs.sh "$build" -k test_crash_states

sort "$build"/results/crash-states.*.tsv >"$table"
awk -F '\t' '
    { records += $2; all += $3; ordered += $4; name += $5; weak += $6; starts += $7 }
    END {
        printf "%d states that differ, in %d ways to get there, of %d records of what the daemon did\n", \
            ordered + name + weak, all, records
        printf "  a file system that keeps the order of all changes     %6d\n", ordered
        printf "  more where only the changes of one name are in order  %6d\n", name
        printf "  more where nothing is                                 %6d\n", weak
        printf "  the daemon was started from                           %6d\n", starts
        printf "  something was lost, torn, or not told                      0\n"
    }' "$table"
echo "The table: $table (story, records, ways, states of each kind of file system, starts)"
