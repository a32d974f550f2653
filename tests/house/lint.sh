#!/bin/sh
# lint.sh: gcc, clang and cppcheck have nothing to say about the C, nor shellcheck about the scripts.
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

echo "  LINT  cppcheck"
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    --inline-suppr --suppressions-list=tests/house/cppcheck.suppress \
    -D_GNU_SOURCE -DFOLLOWUPD_VERSION='""' -DFOLLOWUPD_POPUP='""' -I. -j 2 \
    common etiquette config daemon popup cli

echo "  LINT  shellcheck"
tests/house/check-shell 2>/dev/null
