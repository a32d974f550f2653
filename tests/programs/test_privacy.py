"""With `privacy = yes` nothing of the book is in any byte that crosses the session bus."""

import re
import subprocess

import pytest
from acme import BOOK, evening  # noqa: F401 (a fixture)
from harness.needs import need_program
from harness.wait import wait_until

SECRETS = [b"acme", b"dana", b"li@", b"globex", b"zero-copy", b"engineer", b"onsite"]


# A second interview at the same hour, something promised, a milestone of one's own, and the week: all in one pop-up.
MORE = BOOK.replace("topic  ", "promise     = 2026-11-25 mine: send the zero-copy sample\ntopic  ") + """
[initech-video]
company     = Acme Holding
when        = 2026-11-24 14:00
zone        = Europe/Berlin
duration    = 45min
interviewer = Li Dana <li@acme.example>
"""
OWN = "[milestone references]\nafter = interview\nopens = 1h\ndeadline = 3d\ntext = Ask Dana at Acme\n"


@pytest.mark.parametrize("book, settings", [(BOOK, ""), (MORE, OWN)])
def test_no_byte_tells_whom_it_is_about(book, settings, evening, home, desktop, new_daemon, ctl, tmp_path):
    home.write_settings(home.settings.read_text() + "[popup]\nprivacy = yes\n" + settings)
    home.write_book(book)
    seen = tmp_path / "all"
    with open(seen, "wb") as out:
        monitor = subprocess.Popen([need_program("dbus-monitor", "dbus-bin"), "--session", "--pcap"], stdout=out,
                                   env=home.env(**desktop.env()))
    try:
        wait_until(lambda: seen.stat().st_size > 0, "the monitor")
        new_daemon(clock=evening, desktop=desktop).start()
        popup = wait_until(desktop.record.on_screen, "the pop-up")[0]
        if book == MORE:
            assert sorted(popup.body.split("\n")) == ["Note what you talked about", "Something of your own list is due",
                                                      "Time for a thank-you", "You promised something"]
        for id in {"acme-onsite", "initech-video"} & set(re.findall(r"\[(.*)\]", book)):
            ctl.ok("remove", id)
        wait_until(lambda: not desktop.record.on_screen(), "an empty screen")
        wait_until(lambda: popup.summary.encode() in seen.read_bytes(), "the monitor having seen it")
    finally:
        monitor.terminate()
        monitor.wait()
    everything = seen.read_bytes().lower()
    assert not [secret for secret in SECRETS if secret in everything], popup
