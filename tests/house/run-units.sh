#!/bin/sh
# run-units.sh BUILD TEST...: runs cmocka programs one after the other and prints a line for each,
# all of what a failing one said, and the sum. WRAPPER=COMMAND puts a command before each of them.
set -u

build=$1
shift
mkdir -p "$build/results"
log=$build/results/unit.log
passed=0 failed=0 skipped=0

count() {
    grep -cE "$1" "$log" || true
}

for test; do
    # shellcheck disable=SC2086 # WRAPPER is a command with its arguments
    CMOCKA_MESSAGE_OUTPUT=TAP ${WRAPPER:-} "$test" >"$log" 2>&1
    status=$?
    p=$(count '^ok [0-9]+ -') s=$(count '^not ok [0-9]+ # SKIP') f=$(count '^not ok [0-9]+ -')
    [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1 # it crashed, leaked or never reported
    [ "$((p + s + f))" -gt 0 ] || f=1            # it tested nothing
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))

    word=ok
    [ "$s" -eq 0 ] || word=SKIP
    [ "$f" -eq 0 ] || word=FAIL
    printf '  %-5s %s (%d passed, %d failed, %d skipped)\n' \
        "$word" "${test#"$build"/tests/}" "$p" "$f" "$s"
    [ "$word" = ok ] || { echo "exit status $status" >>"$log"; sed 's/^/        /' "$log"; }
done

exec tests/house/sum.sh "$build" units "$passed" "$failed" "$skipped"
