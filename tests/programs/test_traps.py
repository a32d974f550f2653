"""Mistakes that other programs of this kind made, as far as no other file is about them: docs/TRAPS.md has all."""

import re
import subprocess

from acme import BOOK, THANK_DANA, evening, milestone, problems  # noqa: F401 (a fixture)
from harness.needs import bin_directory, need, repository
from harness.wait import wait_until


def test_where_nothing_can_be_watched(evening, home, desktop, new_daemon, ctl):
    """The kernel's limit of inotify is reached, as editors and syncing programs do it: said, and looked at when somebody asks, not
    each second."""
    need(subprocess.run(["unshare", "--user", "--map-root-user", "true"], check=False).returncode == 0, "no user namespaces")
    wrapper = ["unshare", "--user", "--map-root-user", "sh", "-ec",
               'echo 0 >/proc/sys/user/max_inotify_watches; exec "$@"', "sh"]
    daemon = new_daemon(clock=evening, desktop=desktop, wrapper=wrapper).start()
    popup = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    problem, = problems(ctl, "watch")
    assert problem["file"] == str(home.book) and "followupctl reload" in problem["remedy"]
    assert "max_user_watches" in ctl.fails(1, "doctor").stdout
    home.save(home.book, BOOK.replace("topic ", "sent = 2026-11-24 17:00 thank-you email to Dana\ntopic "))
    evening.let_pass(minutes=10)  # in which a look each second would have seen it
    desktop.settle()
    assert popup.on_screen and daemon.runs()
    assert milestone(ctl, "thank-you")["status"] == "done"  # whoever asks makes it look
    desktop.wait_shown(THANK_DANA, count=0)


def test_what_is_due_in_thirteen_years(evening, home, desktop, new_daemon, ctl):
    """Behind the 2,038th year, and behind the 49 days that a timer of 32 bits has for milliseconds."""
    home.write_book("[acme]\ncompany = Acme\nwhen = 2039-11-24 14:00\nzone = UTC\nduration = 45min\n"
                    "interviewer = Dana Li <dana@acme.example>\n")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    assert milestone(ctl, "thank-you", "acme")["next_popup"] == "2039-11-24T16:45:00+00:00"
    assert milestone(ctl, "thank-you", "acme")["deadline"] == "2039-11-25T14:45:00+00:00"
    evening.set("2039-11-24 16:44")
    desktop.settle()
    assert not desktop.record.find("Thank Dana")
    evening.let_pass(minutes=1)
    desktop.wait_popup("Thank Dana Li (Acme)")
    assert daemon.runs()


def test_a_pause_over_the_deadline(evening, desktop, new_daemon, ctl):
    """Somebody is on leave: shown once when they are back, and marked as late."""
    new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    desktop.dismiss(popup)
    ctl.ok("pause")
    evening.set("2026-11-26 10:00")
    assert ctl.json("status")["held"] == "paused" and milestone(ctl, "thank-you")["status"] == "late"
    desktop.settle()
    assert desktop.record.on_screen() == []
    ctl.ok("resume")
    late = desktop.wait_popup(THANK_DANA)
    assert late.body.startswith("It was due"), late
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 2)
    desktop.dismiss(late)
    evening.set("2026-11-27 10:00")
    ctl.json("status")
    desktop.settle()
    assert desktop.record.on_screen() == []


def test_what_a_desktop_may_start_is_harmless(evening, home, new_daemon, ctl):
    """GNOME starts a program's .desktop file when a pop-up without a default action is clicked."""
    text = (bin_directory() / "popup/data/followupd.desktop").read_text()
    words = re.search(r"^Exec=(.*)$", text, re.MULTILINE).group(1).split()
    assert words[0].endswith("/followupctl") and "NoDisplay=true" in text
    new_daemon(clock=evening).start()
    before = ctl.json("status"), home.read_book()
    ctl.ok(*words[1:])
    assert (ctl.json("status")["due"], home.read_book()) == (before[0]["due"], before[1])


def handlers():
    """(file, name, body) of all functions that sd-event and sd-bus call: static, on_…, with an int."""
    for path in sorted((repository() / "daemon").glob("*.c")):
        text = path.read_text()
        for name, body in re.findall(r"^static int (on_\w+)\([^)]*\)\n\{\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL):
            yield path.name, name, body


def test_no_handler_fails():
    """sd-event switches a source off for good, without a word, whose handler returns an error; what goes wrong is dealt with in
    the handler."""
    found = list(handlers())
    assert len(found) >= 25, "they are called otherwise by now"
    for file, name, body in found:
        returned = re.findall(r"\breturn\b([^;]*);", body)
        assert returned and {value.strip() for value in returned} == {"0"}, f"{file}: {name}() returns {returned}"


def test_what_sd_event_calls_is_called_on():
    """So that the test above sees all of them."""
    for path in sorted((repository() / "daemon").glob("*.c")):
        for call in re.findall(r"\bsd_event_add_\w+\(([^;]*)\);", path.read_text()):
            words = [word for word in re.split(r"[\s,()]+", call) if word]
            assert "NULL" in words or any(re.fullmatch(r"on_\w+", word) for word in words), f"{path.name}: {words}"
