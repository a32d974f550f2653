#!/bin/sh
# sum.sh BUILD PART PASSED FAILED SKIPPED: notes and prints the result of one part of the suite.
# sum.sh BUILD all PART...: prints the sum of the parts; one without a result counts as failed.
# Fails when something failed; with FOLLOWUPD_TESTS=all also when something was skipped.
set -u

build=$1 part=$2
shift 2

if [ "$part" = all ]; then
    passed=0 failed=0 skipped=0
    for part; do
        if read -r p f s 2>/dev/null <"$build/results/$part"; then
            passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
        else
            echo "$part: could not be built or started"
            failed=$((failed + 1))
        fi
    done
    part=all
else
    passed=$1 failed=$2 skipped=$3
    echo "$passed $failed $skipped" >"$build/results/$part"
fi

strict=
if [ "$skipped" -gt 0 ] && [ "${FOLLOWUPD_TESTS:-}" = all ]; then
    strict=" (FOLLOWUPD_TESTS=all: a skipped test counts as failed)"
fi
echo "$part: $passed passed, $failed failed, $skipped skipped$strict"
[ "$failed" -eq 0 ] && [ -z "$strict" ]
