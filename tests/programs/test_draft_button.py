"""Draft, from the pop-up to the user's mail program: a unit of its own, in it the mail portal, else the portal for links, else
xdg-open, and the token that lets a window come to the front handed on all the way."""

import pytest
from acme import BOOK, THANK_DANA, evening, milestone  # noqa: F401 (a fixture)
from harness.fake_manager import FakeManager
from harness.fake_portal import FakePortal
from harness.needs import repository
from harness.wait import wait_until

TOKEN = "gnome-shell/followupd/1-0-host_TIME4711"


class Office:
    """A desktop with a service manager, portals and mail programs of the test's."""

    def __init__(self, home, desktop):
        self.home, self.desktop = home, desktop
        self._parts = []
        program = home.root / "bin/xdg-open"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" "$XDG_ACTIVATION_TOKEN" >{home.root}/opened.new\n'
                           f"mv {home.root}/opened.new {home.root}/opened\n")
        program.chmod(0o755)
        self.env = {"PATH": f"{program.parent}:/usr/bin:/bin", "FOLLOWUPD_LETTERS": repository() / "cli/letters/data"}

    def manager(self):
        self._parts.append(FakeManager(self.home, self.desktop.bus, self.env))
        return self._parts[-1]

    def portal(self, **options):
        self._parts.append(FakePortal(self.home, self.desktop.bus, **options))
        return self._parts[-1]

    def opened(self):
        """What xdg-open was called with, and the token."""
        path = self.home.root / "opened"
        return path.read_text().splitlines() if path.exists() else None

    def close(self):
        for part in self._parts:
            part.close()


@pytest.fixture
def office(home, new_desktop):
    made = Office(home, new_desktop("fake", token=TOKEN))
    yield made
    made.close()


def press(office, new_daemon, evening, key):
    new_daemon(clock=evening, desktop=office.desktop).start()
    office.desktop.invoke(office.desktop.wait_popup(THANK_DANA), key)


def unit_of(manager):
    unit, = wait_until(manager.units, "the unit having ended")
    assert unit["code"] == 0 and unit["environment"] == {"XDG_ACTIVATION_TOKEN": TOKEN, "DESKTOP_STARTUP_ID": TOKEN}, unit
    return unit


def nothing_is_done(home, ctl):
    """A letter that was begun is not sent."""
    assert milestone(ctl, "thank-you")["status"] == "due" and home.read_book() == BOOK.encode()


# GNOME and Plasma: a button, or a click on the pop-up itself.
@pytest.mark.parametrize("key", ["draft", "default"])
def test_it_opens_in_the_mail_portal(key, office, evening, home, new_daemon, ctl):
    manager, portal = office.manager(), office.portal()
    press(office, new_daemon, evening, key)
    unit = unit_of(manager)
    assert unit["name"].startswith("followupd-errand-") and unit["words"][1:3] == ["draft", "acme-onsite"]
    [[method, [_parent, options]]] = portal.calls()
    assert method == "ComposeEmail" and options["activation_token"] == TOKEN
    assert options["address"] == "dana@acme.example" and "zero-copy parsers" in options["body"]
    assert office.opened() is None
    nothing_is_done(home, ctl)


def test_without_that_in_the_portal_for_links(office, evening, home, new_daemon, ctl):
    manager, portal = office.manager(), office.portal(interfaces=["OpenURI"])
    press(office, new_daemon, evening, "draft")
    unit_of(manager)
    [[method, [_parent, uri, options]]] = portal.calls()
    assert method == "OpenURI" and uri.startswith("mailto:dana@acme.example?") and options["activation_token"] == TOKEN
    assert office.opened() is None
    nothing_is_done(home, ctl)


def test_where_portals_fail_by_xdg_open(office, evening, home, new_daemon, ctl):
    manager, portal = office.manager(), office.portal(response=2)
    press(office, new_daemon, evening, "draft")
    unit_of(manager)
    assert [method for method, _ in portal.calls()] == ["ComposeEmail", "OpenURI"]
    uri, token = office.opened()
    assert uri.startswith("mailto:dana@acme.example?") and token == TOKEN
    nothing_is_done(home, ctl)


def test_without_portals_by_xdg_open(office, evening, home, new_daemon, ctl):
    manager = office.manager()
    press(office, new_daemon, evening, "draft")
    unit_of(manager)
    assert office.opened()[0].startswith("mailto:dana@acme.example?")
    nothing_is_done(home, ctl)


def test_without_a_service_manager_it_says_so(office, evening, home, new_daemon, ctl):
    """Nothing is opened as a child of the daemon, which would live in its sandbox and die with it."""
    portal = office.portal()
    press(office, new_daemon, evening, "draft")
    said = office.desktop.wait_popup("That could not be opened")
    assert "followupctl does the same" in said.body
    assert portal.calls() == [] and office.opened() is None
    office.desktop.wait_popup(THANK_DANA)
    nothing_is_done(home, ctl)
