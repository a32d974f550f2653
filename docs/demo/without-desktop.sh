#!/bin/sh
# without-desktop.sh COMMAND…: runs it on a display that nobody sees and a session bus of its own,
# with dunst, a real notification server, which prints what it shows.
set -eu

for program in Xvfb dunst dbus-run-session; do
    command -v "$program" >/dev/null || {
        echo "No desktop here, nor what stands in for one (missing: $program). Try: make deps-demo" >&2
        exit 1
    }
done

if [ "${FOLLOWUPD_DEMO_BUS:-}" != yes ]; then
    FOLLOWUPD_DEMO_BUS=yes exec dbus-run-session -- "$0" "$@"
fi

number=$(mktemp)
Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
display=$!
dunst=
trap 'kill $dunst $display; rm -f "$number"' EXIT
trap 'exit 0' INT TERM
until [ -s "$number" ]; do
    kill -0 "$display"
    sleep 0.1
done
DISPLAY=:$(cat "$number")
export DISPLAY

echo "No desktop here: a private one that nobody sees stands in. What its notification server shows:"
dunst -print &
dunst=$!
"$@"
