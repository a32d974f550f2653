"""Many clients, slow ones, and floods of them: nothing is lost, nothing grows, and what is due is on time. Here a short
version; `make load` is the long one."""

import contextlib
import datetime
import multiprocessing
import os
import socket
import time

import pytest
from acme import BOOK, evening  # noqa: F401 (a fixture)
from harness.notify import Notify
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

LONG = os.environ.get("LOAD") == "long"
CLIENTS_MAX = 64
ROUNDS = 160 if LONG else 16  # of CLIENTS_MAX calls each
CALLS = 10_000 if LONG else 1_000
TIMERS = 20 if LONG else 5  # one a second
LATE_MAX = 0.05 if LONG else 0.5  # seconds, over those of a bare process: a busy machine is no fault of ours
GROWTH_MAX = 512  # KiB, once it has done a little of everything
SANITIZED = "asan" in os.environ.get("FOLLOWUPD_BIN", "")  # whose memory grows by design


@pytest.fixture
def daemon(evening, new_daemon):
    """A daemon that has nothing else to do: the interview is on the next day."""
    evening.set("2026-11-23 12:00")
    return new_daemon(clock=evening).start()


class Flat:
    """Asserts that neither memory nor file descriptors have grown in between. It asks by `client`, if there is no room for one more."""

    def __init__(self, daemon, home, measured, client=None):
        self.daemon, self.home, self.measured, self.client = daemon, home, measured, client

    def _figures(self):
        with contextlib.nullcontext(self.client) if self.client else Varlink(self.home.socket) as client:
            client.call("Status")
            client.call("Status")  # by now the end of earlier connections has been heard of
            return self.daemon.rss_kib(), self.daemon.open_fds()

    def __enter__(self):
        self.rss, self.fds = self._figures()

    def __exit__(self, kind, *_):
        if kind:
            return
        wait_until(lambda: self._figures()[1] == self.fds, "as few file descriptors as before")
        grown = self._figures()[0] - self.rss
        self.measured("memory grown by", grown, "KiB")
        assert SANITIZED or grown <= GROWTH_MAX


def ask_all(clients, *methods):
    """Each client has a call under way at the same time as all others."""
    for method in methods:
        for client in clients:
            client.send(method)
        for client in clients:
            assert client.answer()["version"] == 1


def refused(home):
    """What one client too many is told, and that it is not kept waiting."""
    with Varlink(home.socket) as client:
        with pytest.raises(VarlinkError) as failure:
            client.answer()
        client.wait_hung_up()
    return failure.value.name.rpartition(".")[2], failure.value.parameters["limit"]


def test_as_many_clients_as_may_be_at_once(daemon, home, measured):
    clients = [Varlink(home.socket) for _ in range(CLIENTS_MAX)]
    try:
        ask_all(clients, "Status", "List", "Plan")
        assert refused(home) == ("TooManyClients", CLIENTS_MAX)
        with Flat(daemon, home, measured, clients[0]):
            start = time.monotonic()
            for number in range(ROUNDS):
                ask_all(clients, "Status")
                if number % 8 == 0:
                    assert refused(home) == ("TooManyClients", CLIENTS_MAX)
            measured(f"calls a second of {len(clients)} clients",
                     ROUNDS * len(clients) / (time.monotonic() - start), "a second")
    finally:
        for client in clients:
            client.close()


def test_thousands_of_calls_in_a_row(daemon, home, measured):
    with Varlink(home.socket) as client:
        for method in ("Status", "List", "Plan"):
            client.call(method)
        with Flat(daemon, home, measured):
            start = time.monotonic()
            for number in range(CALLS):
                client.call(("Status", "List", "Plan")[number % 3])
            measured(f"{CALLS} calls", time.monotonic() - start)


def test_watchers_that_never_read(daemon, home, ctl):
    """What changes is said to those who listen; for those who don't it is not piled up."""
    with Varlink(home.socket) as reader:
        news = reader.more("Watch")
        next(news)
        deaf = [Varlink(home.socket) for _ in range(20)]
        try:
            for client in deaf:
                client.send("Watch", more=True)
            with Varlink(home.socket) as writer:
                for number in range(1000 if LONG else 300):
                    writer.call("Set", id="acme", values=[f"company=Company {number} {'x' * 2000}"])
                    next(news)
            ctl.ok("set", "acme", "company=Globex")
            while next(news)["next"][0]["company"] != "Globex":
                pass
            for client in deaf:
                client.wait_hung_up()  # they were sent more than anybody has to keep for them
        finally:
            for client in deaf:
                client.close()


# ---- On time ------------------------------------------------------------------------------------

def flood(path, what, seconds):
    """A process that does nothing else until the time is over."""
    end = time.monotonic() + seconds
    calls = [Varlink(path) for _ in range(40 if what == "calls" else 0)]
    while time.monotonic() < end:
        if calls:
            ask_all(calls, "Status")
        else:
            storm(path)


def storm(path):
    """Connects, says half a call, and is gone."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        try:
            link.connect(str(path))
            link.send(b'{"meth')
        except OSError:  # turned away, as one too many
            pass


def begin_timers(home, new_daemon):
    """A daemon with TIMERS thank-yous, each held back for a second more than the one before. Returns it and when they are due."""
    ended = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    home.write_settings("[etiquette]\nweek-ahead = no\ndebrief = no\nprepare = no\nthank-you-opens = 1s\n"
                        "[moment]\nquiet-hours = none\nworking-days = Mon-Sun\n")
    home.write_book("".join(f"[one-{n}]\ncompany = Company {n}\nwhen = {ended:%Y-%m-%d %H:%M}\nzone = UTC\n"
                            f"duration = 20min\ninterviewer = Person {n}\n\n" for n in range(TIMERS)))
    daemon = new_daemon().start()
    due = []
    with Varlink(home.socket) as client:
        for n in range(TIMERS):
            due.append(time.time() + 4 + n)
            client.call("Snooze", id=f"one-{n}", milestone="thank-you", until=f"+{4 + n}s")
    wait_until(lambda: heard(daemon.notify, 0), "none being due", hint=lambda: daemon.notify.said)
    return daemon, due


def heard(notify, number, since=0):
    """When the daemon said first that at least so many are due, or exactly none; None: not since then."""
    for at, message in zip(list(notify.heard_at), list(notify.said)):
        count = int(message.get("STATUS", "x due").partition(" due")[0].replace("x", "-1"))
        if at >= since and (count >= number if number else count == 0):
            return at
    return None


def wake(path, due):
    """A process that does nothing but wake up at these times and say so: how late anybody is on this machine now."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as link:
        for n, at in enumerate(due):
            time.sleep(max(0, at - time.time()))
            link.sendto(f"STATUS={n + 1} due".encode(), str(path))


@pytest.mark.parametrize("what", ["calls", "connections"])
def test_what_is_due_is_on_time_in_a_flood(home, new_daemon, what, measured):
    """On the real clock. The daemon tells the service manager how many are due when it has just found out."""
    daemon, due = begin_timers(home, new_daemon)
    bare = Notify(home.run / "bare")
    processes = [multiprocessing.get_context("fork").Process(target=target, args=args, daemon=True)
                 for target, args in ((flood, (home.socket, what, TIMERS + 6)), (wake, (bare.path, due)))]
    for process in processes:
        process.start()
    wait_until(lambda: heard(daemon.notify, TIMERS, due[0]), "all of them being due", limit=TIMERS + 60,
               hint=lambda: daemon.notify.said)
    late = [heard(daemon.notify, n + 1, due[0]) - at for n, at in enumerate(due)]
    wait_until(lambda: heard(bare, TIMERS), "all of the bare ones")
    others = [heard(bare, n + 1) - at for n, at in enumerate(due)]
    for process in processes:
        process.kill()
        process.join()
    bare.close()
    measured(f"the latest of {TIMERS} timers in a flood of {what}", max(late))
    measured("a process that only sleeps, at the same time", max(others))
    assert min(late) >= 0 and max(late) <= LATE_MAX + max(others), (late, others)
