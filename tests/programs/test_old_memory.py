"""The memory does not grow for ever: what is no longer in the plan is forgotten, three months after it was last touched, once there
is much of it."""

from acme import THANK_DANA, evening, milestone  # noqa: F401 (a fixture)
from harness.wait import wait_until

OLD, NEW = "2026-07-01", "2026-10-01"  # 146 and 54 days before Acme's evening


def rows(name, number, day):
    return "".join(f"[showing {name}-{n}]\nkey = {name}-{n}/thank-you/person@example.org\ncompany = {name} {n}\n"
                   f"start = {day}T10:00:00.000000Z\nshown = 1\nshown-at = {day}T14:00:00.000000Z\n\n" for n in range(number))


def remembered(home, word):
    return home.memory.read_text().count(f"key = {word}")


def start(home, text, new_daemon, clock, desktop, ctl):
    home.memory.parent.mkdir(parents=True, exist_ok=True)
    home.memory.write_text(text)
    new_daemon(clock=clock, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1, "the showing in memory")


def test_what_is_gone_for_long_is_forgotten(evening, home, desktop, new_daemon, ctl):
    start(home, rows("old", 300, OLD) + rows("new", 30, NEW), new_daemon, evening, desktop, ctl)
    assert (remembered(home, "old-"), remembered(home, "new-"), remembered(home, "acme-onsite/")) == (0, 30, 1)


def test_a_little_may_stay(evening, home, desktop, new_daemon, ctl):
    start(home, rows("old", 100, OLD), new_daemon, evening, desktop, ctl)
    assert remembered(home, "old-") == 100
