#!/bin/sh
# run-programs.sh BUILD [PYTEST ARGUMENT...]: tests the whole programs in BUILD with Debian's pytest,
# as many tests at a time as there are processors; -n 0 among the arguments runs them one by one.
set -u

build=$1
shift
mkdir -p "$build/results"
report=$build/results/programs.xml
rm -f "$report"

FOLLOWUPD_BIN=$(realpath "$build") PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest \
    -p no:cacheprovider -ra -q -n auto --junitxml="$report" tests/programs "$@"
status=$?

attribute() {
    sed -n "s/.*<testsuite [^>]*$1=\"\([0-9]*\)\".*/\1/p" "$report" 2>/dev/null | head -n 1
}
tests=$(attribute tests) skipped=$(attribute skipped)
failed=$(($(attribute failures) + $(attribute errors) + 0))
: "${tests:=0}" "${skipped:=0}"
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1 # it did not even start, or was interrupted

exec tests/house/sum.sh "$build" programs "$((tests - failed - skipped))" "$failed" "$skipped"
