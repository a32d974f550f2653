#!/bin/sh
# without-desktop.sh COMMAND…: runs it on a display that nobody sees and a session bus of its own,
# with dunst, a real notification server, and draws in the terminal what dunst shows.
set -eu

for program in Xvfb dunst dbus-run-session; do
    command -v "$program" >/dev/null || {
        echo "No desktop here, nor what stands in for one (missing: $program). Try: make deps-demo" >&2
        exit 1
    }
done

if [ -z "${FOLLOWUPD_DEMO_HIDDEN:-}" ]; then
    export FOLLOWUPD_DEMO_HIDDEN=yes
    exec dbus-run-session -- "$0" "$@"
fi

# What `dunst -print` says, as a drawing: summary, body (of one or more lines) and buttons, each pop-up in one piece.
draw="
    /^\tsummary: '/,/^\ticon: / {
        /^\ticon: /d
        s/'\$//
        s/^\tsummary: '/  ┌── a pop-up\n/
        s/^\tbody: '//
        s/^\(.*\n\)\{0,1\}/&  │ /
        H
    }
    s/^\t\t\"[^\"]*\": \"\(.*\)\"\$/  │     [ \1 ]/
    /^  │     \[ /H
    /^}\$/ {
        s/.*/  └──\n/
        H
        s/.*//
        x
        p
    }
"

files=$(mktemp -d)
dunst='' drawing=''
leave() {
    # shellcheck disable=SC2086 # some may not have been started
    kill $dunst 2>/dev/null && wait $dunst $drawing
    kill "$display"
    rm -rf "$files"
}
Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp 3>"$files/display" >/dev/null 2>&1 &
display=$!
trap leave EXIT
trap 'exit 0' INT TERM
until [ -s "$files/display" ]; do
    kill -0 "$display"
    sleep 0.1
done
DISPLAY=:$(cat "$files/display")
export DISPLAY

mkfifo "$files/shown"
sed -nu "$draw" <"$files/shown" &
drawing=$!
stdbuf -oL dunst -print >"$files/shown" 2>/dev/null &
dunst=$!

echo "No desktop here: one that nobody sees stands in, and what it shows is drawn below."
"$@"
