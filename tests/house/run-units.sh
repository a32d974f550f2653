#!/bin/sh
# run-units.sh BUILD TEST...: runs cmocka programs, as many at a time as there are processors, and prints a line for each,
# all of what a failing one said, and the sum. WRAPPER=COMMAND puts a command before each of them.
# run-units.sh --one BUILD TEST: runs one of them; its counts go to BUILD/results/unit-logs.
set -u

count() {
    grep -cE "$1" "$log" || true
}

run_one() {
    build=$1 test=$2
    name=${test#"$build"/tests/}
    log=$build/results/unit-logs/$(echo "$name" | tr / .).log
    # shellcheck disable=SC2086 # WRAPPER is a command with its arguments
    CMOCKA_MESSAGE_OUTPUT=TAP ${WRAPPER:-} "$test" >"$log" 2>&1
    status=$?
    p=$(count '^ok [0-9]+ -') s=$(count '^not ok [0-9]+ # SKIP') f=$(count '^not ok [0-9]+ -')
    [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1 # it crashed, leaked or never reported
    [ "$((p + s + f))" -gt 0 ] || f=1            # it tested nothing
    echo "$p $f $s" >"${log%.log}.counts"

    word=ok
    [ "$s" -eq 0 ] || word=SKIP
    [ "$f" -eq 0 ] || word=FAIL
    said=$(printf '  %-5s %s (%d passed, %d failed, %d skipped)' "$word" "$name" "$p" "$f" "$s")
    [ "$word" = ok ] || said="$said
$(echo "exit status $status" >>"$log" && sed 's/^/        /' "$log")"
    printf '%s\n' "$said" # in one piece, others may be talking too
}

if [ "$1" = --one ]; then
    shift
    run_one "$@"
    exit
fi

build=$1
shift
rm -rf "$build/results/unit-logs"
mkdir -p "$build/results/unit-logs"
# From the last to the first, since the longest ones are among the last.
printf '%s\n' "$@" | tac | xargs -d '\n' -r -n 1 -P "$(nproc)" "$0" --one "$build"

passed=0 failed=0 skipped=0
for test; do
    p=0 f=1 s=0 # unless it said something else, it never ended
    read -r p f s <"$build/results/unit-logs/$(echo "${test#"$build"/tests/}" | tr / .).counts"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
exec tests/house/sum.sh "$build" units "$passed" "$failed" "$skipped"
