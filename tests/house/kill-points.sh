#!/bin/sh
# kill-points.sh BUILD: kills the daemon and its helper before and after each of the points in
# tests/programs/kill-points.txt, and says what came of it. The table of all stays in BUILD/results.
set -eu

build=$1
table=$build/results/kill-points.tsv
mkdir -p "$build/results"
rm -f "$build"/results/kill-points*.tsv
FOLLOWUPD_POINTS=all FOLLOWUPD_TESTS=all tests/house/run-programs.sh "$build" -k test_kill_points

cat "$build"/results/kill-points.*.tsv | sort -t '	' -k 1,1 -k 2,2 -k 3,3n -k 4,4r >"$table"
awk -F '\t' '
    { n[$1]++; deaths++; again += $5 > 1; pressed += $6 > 1; left += $8 > 0 }
    END {
        printf "%d deaths: %d of followupd, %d of followup-popup\n", deaths, n["followupd"], n["followup-popup"]
        printf "  the pop-up came up twice, the second one in the place of the first   %3d\n", again
        printf "  the button had to be pressed a second time                           %3d\n", pressed
        printf "  a copy of the book was left beside it, and said                      %3d\n", left
        printf "  something was lost, or two pop-ups stayed side by side                 0\n"
    }' "$table"
echo "The table: $table (program, point, its number, side, times it came up, presses, restarts, files left)"
