#!/bin/sh
# run-programs.sh BUILD [PYTEST ARGUMENT...]: tests the whole programs in BUILD with Debian's pytest,
# as many tests at a time as there are processors; -n 0 among the arguments runs them one by one.
set -u

# Some tests of root's turn into another user, who may not look into root's home: then they get to
# see this tree in another place as well.
if [ "$(id -u)" -eq 0 ] && ! setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$PWD/Makefile"; then
    place=$(mktemp -d) && chmod 755 "$place"
    # shellcheck disable=SC2016 # the inner shell expands it
    unshare --mount sh -euc 'mount --bind . "$1"; cd "$1"; shift; exec "$@"' sh "$place" "$0" "$@"
    status=$?
    rmdir "$place"
    exit "$status"
fi

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
