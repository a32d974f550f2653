#!/bin/sh
# fresh.sh: what a stranger types, in a Debian 12 that has nothing but make and ca-certificates:
# `make run`, then `make check`, in a clone of HEAD. Needs root, and apt sources on this machine that
# reach Debian's packages; the tree uses the same ones. The logs stay in build/fresh.
set -eu

if [ "$(id -u)" -ne 0 ]; then
    echo "make fresh enters a tree of its own with unshare and pivot_root: please run it as root" >&2
    exit 1
fi

logs=$PWD/build/fresh
tree=$(mktemp -d /var/tmp/followupd-fresh.XXXXXX)
trap 'rm -rf --one-file-system "$tree"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$logs"

# This machine's way to the packages: its sources if they are Debian 12's, and what apt is told about
# proxies and the like.
sources=$(grep -lrs --include='*.list' --include='*.sources' bookworm /etc/apt || true)
set --
for conf in $(grep -lrs '^Acquire' /etc/apt/apt.conf /etc/apt/apt.conf.d || true); do
    set -- "$@" --aptopt="$conf"
done

echo "Bare tree: mmdebstrap --variant=minbase bookworm, make, ca-certificates"
# shellcheck disable=SC2086 # a list of files
mmdebstrap --quiet --variant=minbase --include=make,ca-certificates "$@" bookworm "$tree" $sources
for file in /etc/resolv.conf /etc/hosts; do
    cp --remove-destination --dereference "$file" "$tree$file"
done
git clone --quiet --no-hardlinks . "$tree/root/followupd"

# A plain chroot would refuse user namespaces, which some tests need.
enter() {
    # shellcheck disable=SC2016 # the inner shell expands it
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 \
        FOLLOWUPD_TESTS="${FOLLOWUPD_TESTS:-}" tree="$tree" command="$*" \
        unshare --mount --pid --fork --kill-child sh -euc '
            mount --make-rprivate /
            mount --bind "$tree" "$tree"
            cd "$tree"
            mount -t proc proc proc
            mount --rbind /sys sys
            mount --rbind /dev dev
            mount -t tmpfs -o mode=1777 tmpfs dev/shm
            mount -t tmpfs -o mode=755 tmpfs run
            mkdir -p .outside
            pivot_root . .outside
            cd /root/followupd
            umount -l /.outside
            exec sh -c "$command"' </dev/null
}

try() {
    log=$logs/$1.log
    shift
    started=$(date +%s)
    status=0
    enter "$*" >"$log" 2>&1 || status=$?
    echo
    echo "\$ $*     (exit status $status, $(($(date +%s) - started)) s, last lines of $log)"
    tail -n "${FRESH_LINES:-25}" "$log"
    [ "$status" -eq 0 ]
}

failed=0
try run make run || failed=1
try check make check || failed=1
exit "$failed"
