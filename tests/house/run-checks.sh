#!/bin/sh
# run-checks.sh BUILD CHECK...: runs the checks of the house. Exit status 77 of a check means skipped.
set -u

build=$1
shift
mkdir -p "$build/results"
log=$build/results/check.log
passed=0 failed=0 skipped=0

for check; do
    name=${check##*/}
    BUILD=$build "$check" >"$log" 2>&1
    case $? in
    0) passed=$((passed + 1)) word=ok ;;
    77) skipped=$((skipped + 1)) word=SKIP ;;
    *) failed=$((failed + 1)) word=FAIL ;;
    esac
    printf '  %-5s %s\n' "$word" "$name"
    [ "$word" = ok ] || sed 's/^/        /' "$log"
done

exec tests/house/sum.sh "$build" house "$passed" "$failed" "$skipped"
