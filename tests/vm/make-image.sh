#!/bin/sh
# make-image.sh BUILD DIRECTORY: a Debian 12 that boots, with a desktop and with what `make install` puts in
# place, as DIRECTORY/disk, its kernel beside it. The Debian alone stays in DIRECTORY/base.tar for the next
# time. Needs root, and apt sources on this machine that reach Debian's packages; the guest uses none.
set -eu

if [ "$(id -u)" -ne 0 ]; then
    echo "make check-vm makes a tree with files of many owners: please run it as root" >&2
    exit 1
fi

build=$1 directory=$2
packages=linux-image-cloud-amd64,systemd-sysv,dbus-user-session,libpam-systemd,dunst,xvfb,xss-lock,procps,util-linux-extra
libraries=libsystemd0,libnotify4,libinih1,libjansson4,libsmartcols1,libenchant-2-2,libgmime-3.0-0,libical3,tzdata
mkdir -p "$directory"

if ! [ -e "$directory/base.tar" ]; then
    sources=$(grep -lrs --include='*.list' --include='*.sources' bookworm /etc/apt || true)
    set --
    for conf in $(grep -lrs '^Acquire' /etc/apt/apt.conf /etc/apt/apt.conf.d || true); do
        set -- "$@" --aptopt="$conf"
    done
    echo "Debian 12 with a kernel, systemd and dunst: mmdebstrap, about a minute"
    # shellcheck disable=SC2016,SC2086 # mmdebstrap expands $1; a list of files
    mmdebstrap --quiet --format=tar --variant=minbase --include="$packages,$libraries" \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --customize-hook='chroot "$1" useradd --create-home --uid 1000 --shell /bin/bash ada' \
        --customize-hook='echo 127.0.0.1 localhost vm >"$1/etc/hosts"; echo vm >"$1/etc/hostname"' \
        --customize-hook='echo "/dev/vda / ext4 defaults 0 0" >"$1/etc/fstab"' \
        "$@" bookworm "$directory/base.tar.new" $sources
    mv "$directory/base.tar.new" "$directory/base.tar"
fi

tree=$(mktemp -d "$directory/tree.XXXXXX")
trap 'rm -rf --one-file-system "$tree"' EXIT
trap 'exit 1' INT TERM
tar -C "$tree" -xf "$directory/base.tar"
cp "$tree"/boot/vmlinuz-* "$directory/kernel"
cp "$tree"/boot/initrd.img-* "$directory/initrd"
cp -R tests/vm/guest/. "$tree"
make B="$build" DESTDIR="$tree" SANDBOX=yes install
for program in usr/local/bin/followupd usr/local/bin/followupctl $(cd "$tree" && ls usr/local/libexec/followupd/*); do
    if chroot "$tree" ldd "/$program" | grep 'not found'; then
        echo "$program: the packages of these libraries belong into the list at the beginning of $0" >&2
        exit 1
    fi
done
rm -f "$directory/disk"
mke2fs -q -t ext4 -L root -d "$tree" "$directory/disk" 2G
