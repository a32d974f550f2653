"""Several things in one pop-up, which go one after the other: each by its own button, by a command, put off or let be."""

import pytest
from acme import BOOK, evening, milestone, nothing_comes  # noqa: F401 (a fixture)
from harness.wait import wait_until

COMPANIES = {"initech": "Bill Low", "hooli": "Ann Ode"}
MORE = "".join(f"""
[{company}-phone]
company = {company.title()}
when = 2026-11-24 13:{minute}
zone = UTC
duration = 30min
interviewer = {name} <{name.split()[0].lower()}@{company}.example>
""" for (company, name), minute in zip(COMPANIES.items(), (10, 15)))
ALL = ["acme-onsite", "initech-phone", "hooli-phone"]


@pytest.fixture
def start(evening, home, new_desktop, new_daemon, ctl):
    """Starts a daemon for which three thank-yous are due; returns it, its desktop and the pop-up."""
    def run(server):
        home.write_settings("[etiquette]\nweek-ahead = no\nprepare = no\ndebrief = no\n")
        home.write_book(BOOK + MORE)
        desktop = new_desktop(server)
        daemon = new_daemon(clock=evening, desktop=desktop).start()
        popup = desktop.wait_popup("3 things are due")
        wait_until(lambda: [milestone(ctl, "thank-you", id)["shown"] for id in ALL] == [1, 1, 1])
        return daemon, desktop, popup
    return run


def is_done(ctl, id):
    return milestone(ctl, "thank-you", id)["status"] == "done"


def wait_done(daemon, ctl, id):
    wait_until(lambda: is_done(ctl, id), f"{id} being done", hint=daemon.log)


def wait_titled(desktop, title):
    """The pop-up with that title: a digest has the titles of all in its body."""
    return wait_until(lambda: [p for p in desktop.record.on_screen() if p.summary == title], title,
                      hint=lambda: desktop.record.popups)[0]


def button(popup, id):
    key, = [key for key in popup.actions if key.startswith(f"sent:{id}")]
    return key


@pytest.mark.parametrize("server", ["dunst", "gnome", "plasma"])
def test_each_by_its_button(server, start, ctl, home):
    """Where servers close what was pressed, too, the rest comes up at once, and was shown once."""
    daemon, desktop, popup = start(server)
    assert len(popup.body.splitlines()) == 3
    desktop.invoke(popup, button(popup, "initech"))
    wait_done(daemon, ctl, "initech-phone")
    two = desktop.wait_popup("2 things are due")
    assert "Bill Low" not in two.body and desktop.shown() == [two]
    desktop.invoke(two, button(two, "acme"))
    wait_done(daemon, ctl, "acme-onsite")
    one = wait_titled(desktop, "Thank Ann Ode (Hooli)")
    assert desktop.shown() == [one]
    desktop.invoke(one, "sent")
    wait_done(daemon, ctl, "hooli-phone")
    nothing_comes(daemon, ctl)
    assert desktop.shown() == [] and home.read_book().count(b"\nsent ") == 3
    assert [milestone(ctl, "thank-you", id)["shown"] for id in ALL] == [1, 1, 1]


def test_one_by_a_command_and_one_put_off(start, evening, ctl):
    """What was put off leaves the pop-up, and comes when it said, as company of what still stands there or not."""
    daemon, desktop, _ = start("dunst")
    ctl.ok("sent", "acme")
    desktop.wait_popup("2 things are due")
    ctl.ok("snooze", "initech", "3h")
    one = wait_titled(desktop, "Thank Ann Ode (Hooli)")
    desktop.dismiss(one)
    nothing_comes(daemon, ctl)
    assert milestone(ctl, "thank-you", "initech-phone")["status"] == "snoozed"
    assert milestone(ctl, "thank-you", "hooli-phone")["next_popup"].startswith("2026-11-25")  # its last call
    evening.set("2026-11-24 19:46")
    wait_titled(desktop, "Thank Bill Low (Initech)")
    wait_until(lambda: milestone(ctl, "thank-you", "initech-phone")["shown"] == 2)
    assert milestone(ctl, "thank-you", "hooli-phone")["shown"] == 1 and len(desktop.shown()) == 1


@pytest.mark.parametrize("accident", ["stop", "kill", "kill_helper"])
def test_whatever_dies_with_one_of_them_done(accident, start, ctl):
    """What is left is there again, in one pop-up, and none of it counts as shown again."""
    daemon, desktop, popup = start("dunst")
    desktop.invoke(popup, button(popup, "acme"))
    wait_done(daemon, ctl, "acme-onsite")
    desktop.wait_popup("2 things are due")
    getattr(daemon, accident)()
    if not daemon.runs():
        daemon.start()
    wait_until(lambda: daemon.helper() and desktop.record.popups[-1].summary == "2 things are due"
               and len(desktop.record.on_screen()) == 1, "what is left", hint=lambda: desktop.record.popups)
    desktop.settle_with(daemon)
    left, = desktop.shown()
    assert left.body == "Thank Bill Low (Initech)\nThank Ann Ode (Hooli)"
    assert [milestone(ctl, "thank-you", id)["shown"] for id in ALL] == [1, 1, 1]


def test_many_come_back_in_one(evening, home, new_desktop, new_daemon, ctl):
    """Eight that shared a pop-up share one after a restart, and what had one of its own has it again."""
    home.write_settings("[etiquette]\nweek-ahead = no\nprepare = no\ndebrief = no\n")
    home.write_book(BOOK + "".join(f"\n[firm-{n}]\ncompany = Firm {n}\nwhen = 2026-11-24 15:00\nzone = UTC\nduration = 30min\n"
                                   f"interviewer = P{n} Q <p{n}@firm{n}.example>\n" for n in range(8)))
    desktop = new_desktop()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup("Thank Dana Li (Acme Corp)")
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    evening.set("2026-11-24 17:30")
    desktop.wait_popup("8 things are due")
    wait_until(lambda: milestone(ctl, "thank-you", "firm-7")["shown"] == 1)
    for end in ("stop", "kill"):
        getattr(daemon, end)()
        before = len(desktop.record.popups)
        daemon.start()
        wait_until(lambda: len(desktop.record.popups) >= before + 2, hint=daemon.log)
        desktop.settle_with(daemon)
        assert sorted(p.summary for p in desktop.shown()) == ["8 things are due", "Thank Dana Li (Acme Corp)"], end
        assert milestone(ctl, "thank-you", "firm-7")["shown"] == 1
