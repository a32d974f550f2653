"""Fixtures for the tests of whole programs, and two rules: a skip is said (and is a failure with
FOLLOWUPD_TESTS=all), and no test hangs."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from harness.clock import Clock
from harness.ctl import Ctl
from harness.daemon import Daemon
from harness.desktop import Desktop
from harness.home import Home
from harness.manager import Manager
from harness.screen import Screen
from harness.service import SANDBOX
from harness.service import new_service as make_service
from harness.sway import Sway

# Of who runs the suite in the background Ctrl-C is ignored, and so it would be of all that is started here.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ORDINARY_UID = 4711  # of nobody in particular
TEST_LIMIT = 240  # seconds; far more than any test takes


@pytest.fixture
def home():
    """A private home, in UTC."""
    private = Home()
    yield private
    private.remove()


@pytest.fixture
def clock(home):
    """The clock of the daemon in `home`."""
    return Clock(home)


@pytest.fixture(scope="session")
def screen():
    """One X server for all tests of this process."""
    with tempfile.TemporaryDirectory(prefix="fu-screen-") as directory:
        server = Screen(Path(directory) / "log")
        yield server
        server.close()


@pytest.fixture(scope="session")
def sway():
    """One Wayland compositor for all tests of this process."""
    server = Sway()
    yield server
    server.close()


@pytest.fixture
def own_screen(tmp_path):
    """An X server of one test, which clicks on it."""
    server = Screen(tmp_path / "screen-log")
    yield server
    server.close()


SCREENS = {"fake": None, "gnome": None, "plasma": None, "mako": "sway", "notification-daemon": "own_screen"}


@pytest.fixture
def new_desktop(home, request):
    """Makes desktops: new_desktop("none"), new_desktop("mako"), new_desktop("fake", hang=["Notify"])."""
    made = []

    def make(server="dunst", **options):
        name = SCREENS.get(server, "screen")
        screen = request.getfixturevalue(name) if name else None
        made.append(Desktop(home, screen, server, **options))
        return made[-1]
    yield make
    for one in reversed(made):
        one.close()


@pytest.fixture
def desktop(new_desktop):
    """A desktop with a real dunst."""
    return new_desktop()


@pytest.fixture
def new_daemon(home):
    """Makes daemons of `home`, not started: new_daemon(desktop=desktop, clock=clock).start()."""
    made = []

    def make(**options):
        made.append(Daemon(options.pop("home", home), **options))
        return made[-1]
    yield make
    for one in made:
        one.close()


@pytest.fixture
def ctl(home):
    """followupctl for `home`."""
    return Ctl(home)


@pytest.fixture
def new_manager():
    """Makes user managers, each in a fresh account: new_manager(tree=installed)."""
    made = []

    def make(**options):
        account = Home(uid=ORDINARY_UID, plain=True)
        made.append(account.remove)
        manager = Manager(account, **options)
        made.append(manager.close)
        return manager
    yield make
    for undo in reversed(made):
        undo()


@pytest.fixture
def new_service(new_manager, tmp_path):
    """Makes a Service: new_service(SANDBOX), new_service(BASE), new_service(REFUSED), new_service(strict=False)."""
    made = []

    def make(kind=SANDBOX, **options):
        made.append(make_service(new_manager, tmp_path / "tree", kind, **options))
        return made[-1]
    yield make
    for one in made:
        one.check()


@pytest.fixture
def measured(record_property):
    """Notes how long something took, or another figure, for the last lines of the run. Tests assert order
    and far too wide limits; what is measured is for people to read."""
    def note(what, value, unit="s"):
        record_property(what, f"{value:.3g} {unit}" if isinstance(value, float) else f"{value} {unit}")
    return note


def pytest_terminal_summary(terminalreporter):
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    figures = [(name, value) for report in reports if report.when == "call"
               for name, value in report.user_properties]
    if figures:
        terminalreporter.section("measured")
    for name, value in figures:
        terminalreporter.line(f"{name}: {value}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    _skip_is_failure(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    outcome = yield
    _skip_is_failure(outcome.get_result())


def _skip_is_failure(report):
    expected = hasattr(report, "wasxfail")
    if report.outcome == "skipped" and not expected and os.environ.get("FOLLOWUPD_TESTS") == "all":
        report.outcome = "failed"
        report.longrepr = f"skipped, which FOLLOWUPD_TESTS=all forbids: {report.longrepr}"


def pytest_configure(config):
    if "s" not in config.option.reportchars.lower():
        config.option.reportchars += "s"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    def too_long(*_):
        raise AssertionError(f"the test takes longer than {TEST_LIMIT} s")
    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(TEST_LIMIT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
