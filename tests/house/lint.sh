#!/bin/sh
# lint.sh: neither gcc nor clang has anything to say about the C, nor shellcheck about the scripts.
# (cppcheck 2.10 was tried: it knows neither cleanup attributes nor jansson's macros.)
# LINT_BUILD=build/ lints in the usual directories; worth it where WERROR=yes was set for all of them.
set -eu

mkdir -p build
for flavour in gcc clang release; do
    echo "  LINT  $flavour -Werror"
    # shellcheck disable=SC2086 # JOBS is an option or nothing
    make --no-print-directory ${JOBS:--j2} all tests WERROR=yes \
        FLAVOUR="$flavour" B="${LINT_BUILD:-build/lint-}$flavour" >build/lint.log 2>&1 || {
        grep -A 4 -E 'error|warning|\*\*\*' build/lint.log
        exit 1
    }
done

echo "  LINT  shellcheck"
tests/house/check-shell 2>/dev/null
