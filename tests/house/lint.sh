#!/bin/sh
# lint.sh: neither gcc nor clang has anything to say about the C, nor shellcheck about the scripts.
# (cppcheck 2.10 was tried: it knows neither cleanup attributes nor jansson's macros.)
set -eu

for flavour in gcc clang release; do
    echo "  LINT  $flavour -Werror"
    # shellcheck disable=SC2086 # JOBS is an option or nothing
    make --no-print-directory FLAVOUR="$flavour" B="build/lint-$flavour" WERROR=yes \
        ${JOBS:--j2} all tests >"build/lint-$flavour.log" 2>&1 || {
        grep -A 4 -E 'error|warning|\*\*\*' "build/lint-$flavour.log"
        exit 1
    }
done

echo "  LINT  shellcheck"
tests/house/check-shell 2>/dev/null
