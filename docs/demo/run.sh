#!/bin/sh
# run.sh BUILD: the daemon in BUILD on a private copy of the sample book, until Ctrl-C. Where there
# is no desktop, a private one that nobody sees stands in and what it shows is printed. Without a
# terminal it shows one reminder, answers it, and ends. Nothing outside a temporary directory is
# read or written.
set -eu

build=$(realpath "$1")
demo=$(dirname "$0")
letters=$(realpath "$demo/../../cli/letters/data")

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$demo/without-desktop.sh" "$0" "$build"
fi

home=$(mktemp -d "${TMPDIR:-/tmp}/followupd-demo.XXXXXX")
book=$home/interviews.ini

daemon=
leave() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    wait
    rm -rf "$home"
}

trap leave EXIT
trap 'exit 0' INT TERM

zone=$(readlink -f /etc/localtime || true)
zone=${zone#*/zoneinfo/}
[ -f "/usr/share/zoneinfo/$zone" ] || zone=Etc/UTC
at() {
    TZ=$zone date -d "$1" '+%Y-%m-%d %H:%M'
}

sed -e "s|@zone@|$zone|; s|@earlier-today@|$(at '225 minutes ago')|" \
    -e "s|@six-days-ago@|$(at '6 days ago')|; s|@tomorrow@|$(at 'tomorrow 15:00')|" \
    -e "s|@six-days-ago-later@|$(at '140 hours ago')|" "$demo/interviews.ini.in" >"$book"
cp "$demo/followupd.conf" "$home"
cp "$book" "$home/as-it-was.ini"

# A followupctl that talks to this daemon and to no other.
cat >"$home/followupctl" <<END
#!/bin/sh
FOLLOWUPD_LETTERS='$letters' exec "$build/followupctl" --socket "$home/control" "\$@"
END
chmod +x "$home/followupctl"
PATH=$home:$PATH

"$build/followupd" --book "$book" --settings "$home/followupd.conf" --memory "$home/popups.ini" \
    --socket "$home/control" --popup "$build/followup-popup" \
    --holidays "$build/followup-holidays" &
daemon=$!

# Waits up to 20 s for the command to succeed, as long as the daemon lives.
wait_until() {
    tries=100
    until "$@"; do
        tries=$((tries - 1))
        if [ "$tries" -eq 0 ] || ! kill -0 "$daemon"; then
            echo "This did not come true: $*" >&2
            exit 1
        fi
        sleep 0.2
    done
}
answers() {
    followupctl status >/dev/null 2>&1
}
shown() {
    followupctl --json plan 2>/dev/null | tr -d ' \n' | grep -q '"shown":[1-9]'
}
say_and_do() {
    echo
    echo "\$ $*"
    "$@"
}

wait_until answers
wait_until shown

if [ -t 0 ]; then
    [ -n "${FOLLOWUPD_DEMO_HIDDEN:-}" ] || echo "A pop-up is on the screen: press its buttons."
    cat <<END

In another terminal:

    $home/followupctl status
    $home/followupctl sent acme --to Dana
    $home/followupctl plan
    \$EDITOR $book

Ctrl-C ends the demonstration and removes its files.
END
    wait "$daemon"
else
    say_and_do followupctl status
    say_and_do followupctl sent acme --all
    say_and_do followupctl list
    echo
    echo "What this wrote into the book:"
    diff "$home/as-it-was.ini" "$book" || true
fi
