#!/bin/bash
# fuzz.sh BUILD ENGINE SECONDS [TARGET...]: runs each fuzz target (or those named) that long with ENGINE, fuzz (libFuzzer) or afl, from its
# corpus on, and prints a table. What it learns stays in BUILD/corpus and is where the next run begins; what it finds is in BUILD/findings,
# and makes this fail.
set -u

build=$1 engine=$2 seconds=$3
shift 3
corpora=tests/fuzz/corpus
findings=$build/findings
mkdir -p "$findings"
# A broken assertion is a crash to both of them; so is an input that takes over ten seconds.
export CMOCKA_TEST_ABORT=1 TZ=UTC
# A dozen zones rather than hundreds: each name that is none of them is compared with all.
TZDIR=$(realpath -m "$build/zoneinfo")
export TZDIR
for zone in UTC Europe/Berlin Europe/Lisbon America/New_York America/Los_Angeles Asia/Kolkata Asia/Tokyo \
    Australia/Lord_Howe Pacific/Apia Pacific/Kiritimati Africa/Casablanca Africa/Monrovia; do
    install -Dm644 "/usr/share/zoneinfo/$zone" "$TZDIR/$zone"
done
if [ $# -eq 0 ]; then
    set -- tests/fuzz/fuzz-*.c
    set -- "${@#tests/fuzz/fuzz-}"
    set -- "${@%.c}"
fi

# Where a target's first inputs are: its corpus, and what other tests read of the same kind.
seeds() {
    echo "$corpora/$1"
    case $1 in
    ini) echo tests/config/corpus/ini ;;
    book | plan) echo tests/config/corpus/book config/examples ;;
    settings) echo config/examples ;;
    calendar) echo tests/holidays/files ;;
    esac
}

count_files() {
    find "$1" -type f 2>/dev/null | wc -l
}

# Of what earlier runs found, what is mended goes. Prints how many there are.
count_findings() {
    local n=0 finding
    for finding in "$findings/$1"-*; do
        [ -e "$finding" ] || continue
        if timeout 20 "$build/tests/fuzz/fuzz-$1" "$finding" >/dev/null 2>&1; then rm "$finding"; else n=$((n + 1)); fi
    done
    echo "$n"
}

# Both print: executions, seconds, edges of the program that were reached, inputs that are worth keeping, findings.
run_fuzz() {
    local target=$1 log=$build/$1.log kept=$build/corpus/$1
    mkdir -p "$kept"
    # shellcheck disable=SC2046 # a list of directories
    "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -close_fd_mask=3 \
        -artifact_prefix="$findings/$target-" "$kept" $(seeds "$target") >"$log" 2>&1
    local status=$? found
    found=$(count_findings "$target")
    [ "$status" -eq 0 ] || [ "$found" -gt 0 ] || found=1 # it did not even begin
    awk -v found="$found" '/^Done/ { seconds = $5 } /number_of_executed_units/ { n = $2 }
        / cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") cov = $(i + 1); if ($i == "corp:") corpus = $(i + 1) } }
        END { sub("/.*", "", corpus); print n + 0, seconds + 0, cov + 0, corpus + 0, found }' "$log"
}

run_afl() {
    local target=$1 log=$build/$1.log out=$build/corpus/$1 first=$build/seeds/$1
    mkdir -p "$first" "$out"
    # shellcheck disable=SC2046 # a list of directories
    find $(seeds "$target") -type f ! -name .gitattributes -exec cp -t "$first" {} +
    AFL_NO_UI=1 AFL_AUTORESUME=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
        afl-fuzz -V "$seconds" -t 10000 -i "$first" -o "$out" -- "$build/tests/fuzz/fuzz-$target" >"$log" 2>&1
    for finding in "$out"/default/crashes/id* "$out"/default/hangs/id*; do
        [ ! -e "$finding" ] || cp "$finding" "$findings/$target-${finding##*/}"
    done
    local found
    found=$(count_findings "$target")
    [ -s "$out/default/fuzzer_stats" ] || found=1
    awk -v found="$found" '{ v[$1] = $3 }
        END { print v["execs_done"] + 0, v["run_time"] + 0, v["edges_found"] + 0, v["corpus_count"] + 0, found }' \
        "$out/default/fuzzer_stats" /dev/null
}

printf '%-12s %12s %8s %8s %8s %9s\n' target executions seconds edges corpus findings
failed=0 sum=0 time=0
for target; do
    read -r n s edges corpus found <<<"$("run_$engine" "$target")"
    printf '%-12s %12d %8d %8d %8d %9d\n' "$target" "$n" "$s" "$edges" "$corpus" "$found"
    sum=$((sum + n)) time=$((time + s)) failed=$((failed + found))
done
printf '%-12s %12d %8d %8s %8s %9d\n' all "$sum" "$time" "" "" "$failed"
[ "$failed" -eq 0 ] || echo "Look into $findings; $build/tests/fuzz/fuzz-TARGET FILE repeats one."
[ "$failed" -eq 0 ]
