#!/bin/sh
# run-programs.sh BUILD [PYTEST ARGUMENT...]: tests the whole programs in BUILD with Debian's pytest,
# twice as many tests at a time as there are processors, since they wait most of the time; -n 0 among the arguments
# runs them one by one.
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

run() {
    FOLLOWUPD_BIN=$(realpath "$build") PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest \
        -o cache_dir="$(realpath "$build")/results/cache" -ra -q --junitxml="$report" tests/programs "$@"
}

attribute() {
    sed -n "s/.*<testsuite [^>]*$1=\"\([0-9]*\)\".*/\1/p" "$report" 2>/dev/null | head -n 1
}

count_failed() {
    echo $(($(attribute failures) + $(attribute errors) + 0))
}

run -n $((2 * $(nproc))) "$@"
status=$?
tests=$(attribute tests) skipped=$(attribute skipped)
failed=$(count_failed)
: "${tests:=0}" "${skipped:=0}"
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1 # it did not even start, or was interrupted

# A machine that is busy with the tests beside it can be too slow for one: what failed is run once more,
# one by one, and said so. What is really broken fails again.
if [ "$status" -eq 1 ] && [ "$failed" -le 10 ]; then
    echo "programs: $failed failed; once more, one by one"
    cp "$report" "$build/results/programs-first.xml"
    run -n 0 --last-failed --last-failed-no-failures none "$@"
    status=$?
    again=$(count_failed)
    [ "$status" -eq 0 ] || [ "$again" -gt 0 ] || again=1
    echo "programs: $((failed - again)) of these $failed passed only when nothing ran beside them"
    failed=$again
fi

exec tests/house/sum.sh "$build" programs "$((tests - failed - skipped))" "$failed" "$skipped"
