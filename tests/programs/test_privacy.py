"""With `privacy = yes` nothing of the book is in any byte that crosses the session bus."""

import subprocess

from acme import BOOK, evening  # noqa: F401 (a fixture)
from harness.needs import need_program
from harness.wait import wait_until

SECRETS = [b"acme", b"dana", b"li@", b"globex", b"zero-copy", b"engineer", b"onsite"]


def test_no_byte_tells_whom_it_is_about(evening, home, desktop, new_daemon, ctl, tmp_path):
    home.write_settings(home.settings.read_text() + "[popup]\nprivacy = yes\n")
    home.write_book(BOOK)
    seen = tmp_path / "all"
    with open(seen, "wb") as out:
        monitor = subprocess.Popen([need_program("dbus-monitor", "dbus-bin"), "--session", "--pcap"], stdout=out,
                                   env=home.env(**desktop.env()))
    try:
        wait_until(lambda: seen.stat().st_size > 0, "the monitor")
        new_daemon(clock=evening, desktop=desktop).start()
        popup = wait_until(desktop.record.on_screen, "the pop-up")[0]
        ctl.ok("sent", "acme", "thank-you", "--to", "Dana")
        wait_until(lambda: not desktop.record.on_screen(), "an empty screen")
        wait_until(lambda: popup.summary.encode() in seen.read_bytes(), "the monitor having seen it")
    finally:
        monitor.terminate()
        monitor.wait()
    everything = seen.read_bytes().lower()
    assert not [secret for secret in SECRETS if secret in everything], popup
