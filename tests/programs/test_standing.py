"""A pop-up that stands for long goes on saying what is so: "tomorrow" is today on the next day, and a time of the user's clock is
another one after a journey. That is no further showing, and nobody is told at night."""

import datetime
import zoneinfo

import pytest
from acme import BOOK, THANK_DANA, evening, milestone  # noqa: F401 (a fixture)
from harness.machine import Machine
from harness.wait import wait_until

WITHOUT_WEEK = "[etiquette]\nweek-ahead = no\ndebrief = no\n"


def counted(ctl, name="thank-you", times=1):
    wait_until(lambda: milestone(ctl, name)["shown"] == times, f"shown {times} times", hint=lambda: milestone(ctl, name))


def said(desktop, daemon):
    """All words that were sent, oldest first, once everybody is at rest."""
    desktop.settle_with(daemon)
    return [(p.summary, p.body.split(".")[0]) for p in desktop.record.popups]


@pytest.mark.parametrize("server", ["dunst", "gnome", "plasma"])
def test_tomorrow_becomes_today_out_of_quiet_hours(server, evening, new_desktop, new_daemon, ctl):
    """They end at 8:00. The deadline is 13:45 here, 14:45 in Berlin; the last call comes at 9:45."""
    desktop = new_desktop(server)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    before = [(THANK_DANA, "By tomorrow 13:45 (14:45 in Berlin)")]
    for clock in ("2026-11-24 23:59", "2026-11-25 00:01", "2026-11-25 07:59"):
        evening.set(clock)
        assert said(desktop, daemon) == before, clock
    evening.set("2026-11-25 08:00")
    wait_until(lambda: popup.newest is not popup, "other words", hint=daemon.log)
    after = before + [(THANK_DANA, "By today 13:45 (14:45 in Berlin)")]
    for clock in ("2026-11-25 08:01", "2026-11-25 09:44"):
        evening.set(clock)
        assert said(desktop, daemon) == after, clock
    assert milestone(ctl, "thank-you")["shown"] == 1 and desktop.shown() == [popup.newest]
    assert popup.newest.replaces == popup.id


def test_the_day_before_an_interview_becomes_its_day(evening, home, desktop, new_daemon, ctl):
    home.write_settings(WITHOUT_WEEK)
    evening.set("2026-11-23 18:00")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup("Tomorrow: interview with Acme Corp")
    counted(ctl, "prepare")
    evening.set("2026-11-24 08:00")
    popup = desktop.wait_popup("Today: interview with Acme Corp")
    assert popup.body.startswith("It begins today 13:00 (14:00 in Berlin)") and len(said(desktop, daemon)) == 2
    counted(ctl, "prepare")


def test_what_names_no_day_stays_as_it_is(evening, home, desktop, new_daemon, ctl):
    """A deadline that is days away is told by its date, and a date stays one."""
    home.write_settings(WITHOUT_WEEK)
    home.write_book(BOOK.replace("topic ", "sent = 2026-11-24 17:00 thank-you email to Dana\ntopic "))
    evening.set("2026-12-01 13:46")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup("Check in with Dana Li")
    counted(ctl, "check-in")
    for day in (2, 3, 4, 7):
        evening.set(f"2026-12-0{day} 12:00")
        desktop.settle_with(daemon)
    assert desktop.record.popups == [popup] and popup.body.startswith("By Tue 8 Dec 13:45 (14:45 in Berlin)")


def test_what_a_server_is_waited_with_says_what_is_so(evening, new_desktop, new_daemon, ctl):
    """The words were made in the evening; the server comes in the morning."""
    desktop = new_desktop("none")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: ctl.json("status")["server"]["state"] == "absent", hint=daemon.log)
    evening.set("2026-11-25 09:30")
    ctl.json("status")
    desktop.start_server()
    wait_until(lambda: [p for p in desktop.record.on_screen() if p.body.startswith("By today 13:45")],
               hint=lambda: desktop.record.popups)
    counted(ctl)
    assert len(desktop.shown()) == len(desktop.record.popups) == 1  # nothing of the evening's words was ever seen


def test_a_journey_while_it_stands(home, clock, desktop, new_daemon, ctl, tmp_path):
    """The instant stays, its reading is that of the new place."""
    machine = Machine(tmp_path / "etc")
    machine.move("UTC")
    home.write_book(BOOK)
    home.write_settings(WITHOUT_WEEK)
    clock.set("2026-11-24 16:45")
    daemon = new_daemon(clock=clock, desktop=desktop, env={"TZ": None}, wrapper=machine.enter).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    machine.move("America/New_York")
    wait_until(lambda: popup.newest is not popup, "other words", hint=daemon.log)
    assert said(desktop, daemon)[1:] == [(THANK_DANA, "By tomorrow 08:45 (14:45 in Berlin)")]
    machine.move("America/Toronto")  # whose clocks show the same
    wait_until(lambda: ctl.json("plan")["zone"] == "America/Toronto", "the move being noticed")
    assert len(said(desktop, daemon)) == 2 and milestone(ctl, "thank-you")["shown"] == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_today_is_its_users_day(zone, home, clock, desktop, new_daemon, ctl):
    """Fourteen hours ahead of Greenwich, or twelve behind: the date is another one there for most of the day. Nobody wants quiet
    hours here, so the words turn at midnight."""
    home.zone = zone
    here = zoneinfo.ZoneInfo(zone)
    home.write_book(BOOK.replace("Europe/Berlin", zone))
    home.write_settings(WITHOUT_WEEK + "[moment]\nquiet-hours = none\n")
    clock.set(datetime.datetime(2026, 11, 24, 23, 59, tzinfo=here))
    daemon = new_daemon(clock=clock, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    assert popup.body.startswith("By tomorrow 14:45.")
    assert "tomorrow 14:45" in ctl.ok("status")
    clock.set(datetime.datetime(2026, 11, 25, 0, 1, tzinfo=here))
    wait_until(lambda: popup.newest is not popup, "other words", hint=daemon.log)
    assert said(desktop, daemon)[-1] == (THANK_DANA, "By today 14:45")
    assert "today 14:45" in ctl.ok("status")
    counted(ctl)
