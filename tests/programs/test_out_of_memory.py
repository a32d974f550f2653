"""Memory that cannot be had, at each allocation of a question, of a change, of a reload, of a pop-up and of its button,
once for that allocation alone and once from it on until the answer is there. The daemon lives, whoever asked is told,
and an answer that says less than the truth is never given: a change that is told as done is in the book, and one that
was refused has not touched a byte of it. Then memory is back, and all goes on by itself.

`make check` takes each 29th allocation; `make faults` (FAULTS=all) every one, and leaves the figures in the build's results."""

import json
import os
import re
import shlex
import signal
import time

import pytest
from acme import BOOK, SETTINGS, THANK_DANA, evening, milestone  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.daemon import is_asleep
from harness.faults import FOR_EVER, Faults
from harness.home import SANITIZER_EXIT
from harness.needs import bin_directory, repository
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

ALL = os.environ.get("FAULTS") == "all"
STRIDE = 1 if ALL else 29
IDLE_ROUNDS = 100 if ALL else 10  # behind the answer something is still put in order, such as what is kept in memory; so many of that
LEAK_MAX = 40  # blocks; one that leaks at each fault would be hundreds
NO_MEMORY = ("Refused", "NotWritten")

QUESTIONS = [
    ("Status", {}), ("List", {"all": True}), ("Show", {"id": "acme"}), ("Log", {}), ("Plan", {"until": "2027-01-31"}),
    ("Timeline", {"all": True}), ("Why", {"id": "acme", "milestone": "thank-you"}), ("Draft", {"id": "acme"}), ("Doctor", {}),
    ("Check", {"text": BOOK.replace("45min", "45 parsecs")}), ("Status", {"language": "de"}),
    ("org.varlink.service.GetInfo", {}),
]
CHANGES = [
    ("Add", {"company": "Initech", "at": "2026-12-04 10:00", "zone": "Europe/Berlin", "with": ["Bo Li <bo@initech.example>"]}),
    ("Set", {"id": "acme", "values": ["role=Engineer", "topic=caches"]}), ("Note", {"id": "acme", "text": "their manual is a book"}),
    ("Sent", {"id": "acme", "milestone": "thank-you", "at": "2026-11-24 16:00", "text": "thanks"}),
    ("Heard", {"id": "acme", "text": "we decide soon", "at": "2026-11-24 16:10", "decision_by": "2026-12-11"}),
    ("Promise", {"id": "acme", "text": "my talk's slides", "by": "2026-11-27"}), ("Move", {"id": "acme", "at": "2026-11-26 14:00"}),
    ("Outcome", {"id": "acme", "outcome": "rejected", "at": "2026-11-24 16:20"}), ("Skip", {"id": "acme", "milestone": "check-in"}),
    ("Remove", {"id": "globex"}), ("Undo", {}),
]
IN_MEMORY = [("Snooze", {"id": "acme", "milestone": "thank-you", "until": "2026-11-24 22:00"}), ("Pause", {"until": "2026-11-27"})]


class Trial:
    """One daemon that takes all of it, and a client that comes back when it is hung up on."""

    def __init__(self, home, clock, new_daemon, desktop=None):
        self.home, self.faults, self.client = home, Faults(home), None
        self.daemon = new_daemon(clock=clock, desktop=desktop, env=self.faults.env(clock)).start()
        self.counts = {"faults": 0, "refused": 0, "done": 0, "hung up": 0}

    def call(self, method, parameters):
        """(None or the error's name, what was answered). "hung up" is no answer."""
        if not self.client:
            self.client = Varlink(self.home.socket)
        try:
            return None, self.client.call(method, **parameters)
        except VarlinkError as error:
            return error.name.rpartition(".")[2], error.parameters
        except OSError:
            self.close()
            return "hung up", None

    def good(self, method, parameters):
        error, answer = self.call(method, parameters)
        if error == "hung up":  # at the last one, when its answer was out: a new connection is none the worse
            error, answer = self.call(method, parameters)
        assert error is None, (method, error, answer, self.daemon.log()[-2000:])
        return answer

    def close(self):
        if self.client:
            self.client.close()
        self.client = None

    def rounds(self, what, one, stride=STRIDE):
        """Calls one(since, until) for each allocation, until none fails any more, or what fails does not matter."""
        for lasting in (False, True):
            since, idle = 1, 0
            while idle < IDLE_ROUNDS:
                told = one(since, FOR_EVER if lasting else None)
                assert self.daemon.runs(), (what, since, lasting, self.daemon.log()[-3000:])
                if not self.faults.failed:
                    break
                self.counts["faults"] += self.faults.failed
                self.counts["done" if told is None else "hung up" if told == "hung up" else "refused"] += 1
                idle = idle + 1 if told is None else 0
                since += stride

    def note(self, name):
        """Leaves the figures for `make faults`."""
        results = bin_directory() / "results"
        results.mkdir(parents=True, exist_ok=True)
        (results / f"faults-{name}.json").write_text(json.dumps(self.counts) + "\n")


@pytest.fixture
def trial(home, evening, new_daemon):
    one = Trial(home, evening, new_daemon)
    wait_until(lambda: one.good("Status", {})["server"]["state"] == "no-bus", "the helper telling that there is no bus")
    yield one
    one.close()


def told_of_memory(error, answer):
    """A refusal that says what is wrong, in the caller's language."""
    return error in NO_MEMORY and any(words in answer["text"] for words in ("not enough memory", "zu wenig Speicher"))


def lasting(answer):
    """What of an answer does not change from second to second."""
    return {name: value for name, value in answer.items() if name != "now"}


@pytest.mark.parametrize("method, parameters", QUESTIONS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_question_is_answered_wholly_or_refused(method, parameters, trial):
    good = lasting(trial.good(method, parameters))

    def ask(since, until):
        with trial.faults.no_memory(since, until):
            error, answer = trial.call(method, parameters)
        if error is None:
            assert lasting(answer) == good, (since, until)
        else:
            assert error == "hung up" or told_of_memory(error, answer), (since, until, error, answer)
        assert lasting(trial.good(method, parameters)) == good, (since, until)
        return error
    ask(1, FOR_EVER)
    before = trial.faults.live
    trial.rounds(method, ask)
    assert trial.faults.live - before <= LEAK_MAX
    assert trial.counts["refused"] > 0 and trial.counts["hung up"] == 0, trial.counts
    trial.note(f"question-{method}-{len(parameters)}")


def begin(trial, method):
    """The book as it was, and for Undo a change to take back."""
    (trial.home.memory.parent / "changes.jsonl").unlink(missing_ok=True)
    trial.home.write_book(BOOK)
    trial.good("Reload", {})
    if method == "Undo":
        trial.good("Note", {"id": "acme", "text": "a slip"})
    return trial.home.read_book()


@pytest.mark.parametrize("method, parameters", CHANGES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_change_is_in_the_book_or_refused(method, parameters, trial):
    def book():
        """But for the second in which a line was written."""
        return re.sub(rb"([T ]\d\d:\d\d):\d\d", rb"\1", trial.home.read_book())
    begin(trial, method)
    done = trial.good(method, parameters)
    expected = book()
    assert (expected == BOOK.encode()) == (method == "Undo")

    def change(since, until):
        before = begin(trial, method)
        with trial.faults.no_memory(since, until):
            error, answer = trial.call(method, parameters)
        after = book()
        if error is None:
            assert after == expected and set(answer) >= set(done), (since, until, answer)
        elif error != "hung up":
            assert after == before and told_of_memory(error, answer), (since, until, error, answer)
        assert trial.good("Check", {"text": after.decode()})["fine"]
        return error
    change(1, FOR_EVER)
    before = trial.faults.live
    trial.rounds(method, change)
    assert trial.faults.live - before <= LEAK_MAX
    assert trial.counts["refused"] > 0 and trial.counts["hung up"] == 0, trial.counts
    for line in (trial.home.memory.parent / "changes.jsonl").read_text().splitlines():
        json.loads(line)
    trial.note(f"change-{method}")


@pytest.mark.parametrize("method, parameters", IN_MEMORY, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_kept_in_memory_alone(method, parameters, trial):
    """After a refusal nothing of it is there, neither on disk nor in the daemon: what is written next would bring it along."""
    def state():
        shown, = [m for m in trial.good("Show", {"id": "acme"})["milestones"] if m["milestone"] == "thank-you"]
        return shown["next_popup"], trial.good("Status", {})["paused"]

    def remembered():
        """But for the second in which it was written."""
        return re.sub(rb"\n(shown|ended)-at = .*", b"", trial.home.memory.read_bytes()), state()

    def put_back():
        trial.good("Resume", {})
        trial.good("Snooze", {"id": "acme", "milestone": "thank-you", "until": "2026-11-24 20:00"})
        return remembered()
    put_back()
    trial.good(method, parameters)
    expected = remembered()

    def change(since, until):
        before = put_back()
        with trial.faults.no_memory(since, until):
            error, answer = trial.call(method, parameters)
        after = remembered()
        assert error == "hung up" or after == (expected if error is None else before), (since, until, error, answer)
        assert error is None or told_of_memory(error, answer), (since, until, error, answer)
        return error
    trial.rounds(method, change)
    assert trial.counts["refused"] > 0 and trial.counts["hung up"] == 0, trial.counts
    trial.note(f"memory-{method}")


# ---- Nobody asks ----------------------------------------------------------------------------------

def other_book(number):
    """The next interview is with a company of that name."""
    return BOOK.replace("Acme Corp", f"Number {number}")


def test_a_reload_that_had_no_memory_is_made_up_for(trial, clock):
    """SIGHUP: the service manager is told all the same that it is over, and within a minute the new book counts."""
    def reload(since, until):
        trial.number = getattr(trial, "number", 0) + 1
        trial.home.save(trial.home.book, other_book(trial.number))
        with trial.faults.no_memory(since, until):
            trial.daemon.reload()
            failed = trial.faults.failed
        trial.daemon.clock.let_pass(seconds=70)
        name = f"Number {trial.number})"
        wait_until(lambda: name in (trial.daemon.status or ""), f"{name} in the status ({since}, {until})",
                   hint=lambda: f"{trial.daemon.status}\n{trial.daemon.log()[-2000:]}")
        return "refused" if failed else None
    trial.rounds("SIGHUP", reload, stride=1 if ALL else 40)
    trial.note("reload")


# What waits for a clock most of the time is divided among several daemons: each begins with another allocation.
AT_ONCE = 8


@pytest.mark.parametrize("first", range(1, AT_ONCE + 1) if ALL else [1])
def test_a_save_that_had_no_memory_is_made_up_for(first, trial):
    """An editor's, noticed by the watch."""
    for until in (None, FOR_EVER):
        for since in range(first, 1 << 20, AT_ONCE if ALL else 30):
            name = f"{since}-{until is None}"
            with trial.faults.no_memory(since, until):
                trial.home.save(trial.home.book, other_book(name))
                wait_until(lambda: trial.faults.failed or f"Number {name})" in trial.daemon.status, "the save being noticed")
                # It may be on its way still to the timer that makes up for it; minutes that pass before do not count.
                wait_until(lambda: is_asleep(trial.daemon.pid), "the daemon being done")
                failed = trial.faults.failed
            trial.counts["faults"] += failed
            trial.daemon.clock.let_pass(seconds=70)
            wait_until(lambda: f"Number {name})" in (trial.daemon.status or ""), f"{name} in the status ({since}, {until})",
                       hint=lambda: f"{trial.daemon.status}\n{trial.daemon.log()[-2000:]}")
            if not failed:
                break
            trial.counts["done"] += 1
    assert trial.counts["faults"] > 0
    trial.note(f"save-{first}")


@pytest.fixture
def shown(home, evening, desktop, new_daemon):
    """The same with a screen, on which the thank-you stands."""
    one = Trial(home, evening, new_daemon, desktop)
    desktop.wait_popup(THANK_DANA)
    yield one
    one.close()


@pytest.mark.parametrize("first", range(1, AT_ONCE + 1) if ALL else [1])
def test_a_button_that_had_no_memory(first, shown, desktop, ctl):
    """What is pressed is in the book; or a pop-up says that it was not recorded; or its own stands there again, to be pressed again."""
    def recorded():
        return b"sent " in shown.home.read_book()

    def up(text):
        """A pop-up whose helper lives, so that its buttons are heard."""
        return next((p for p in desktop.shown() if text in p.summary and desktop.record.owners.get(p.sender)), None)

    def told():
        """The user presses what stands there, until it is in the book, or is said not to be. A minute passes, and another one
        only if that was not enough: a helper that minutes fly by for is taken for one that hangs."""
        nonlocal next_minute
        if time.monotonic() >= next_minute:
            next_minute = time.monotonic() + 3
            shown.daemon.clock.let_pass(minutes=1)
        popup = up(THANK_DANA)
        if popup and not recorded():
            desktop.invoke(popup, "sent")
        return recorded() or up("That was not recorded")
    for until in (None, FOR_EVER):
        for since in range(first, 1 << 20, AT_ONCE) if ALL else (1, 60):
            popup = wait_until(lambda: up(THANK_DANA), "the pop-up", hint=lambda: shown.daemon.log()[-3000:])
            with shown.faults.no_memory(since, until):
                desktop.invoke(popup, "sent")
                wait_until(lambda: recorded() or shown.faults.failed, "the button being heard of")
                failed = shown.faults.failed
            shown.counts["faults"] += failed
            next_minute = 0
            wait_until(told, f"word of the button ({since}, {until})", hint=lambda: shown.daemon.log()[-3000:])
            shown.counts["done" if recorded() else "refused"] += 1
            begin_again(shown, desktop, ctl)
            if not failed:
                break
    assert shown.counts["faults"] > 0
    shown.note(f"button-{first}")


def begin_again(trial, desktop, ctl):
    """The thank-you is to be sent as on the first evening."""
    trial.daemon.stop()
    trial.home.write_book(BOOK)
    trial.home.memory.unlink(missing_ok=True)
    trial.daemon.clock.set("2026-11-24 16:45")
    trial.daemon.start()


# ---- followupctl ----------------------------------------------------------------------------------

COMMANDS = ["status", "list", "show acme", "log", "plan", "timeline", "why acme thank-you", "--json status", "help sent", "version",
            "note acme-onsite --learned 'zero copies'", "sent acme --at '2026-11-24 16:00'",
            "draft acme thank-you --to Dana", "--json draft acme thank-you --to Dana", "draft acme thank-you --to Dana --eml", "doctor", "add Initech --at '2026-12-04 10:00'"]


def ended_by_library(words, result):
    """A mail is made by GMime, and GLib ends the process where it has no memory: it aborts, or, without any for its message, asks for
    memory to say so until the stack is full, which sanitizers tell in their own way. Nothing was printed by then."""
    fell = -result.code in (signal.SIGTRAP, signal.SIGABRT, signal.SIGSEGV)
    full = result.code == SANITIZER_EXIT and "AddressSanitizer: stack-overflow" in result.stderr
    return words[-1] == "--eml" and (fell or full) and not result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_followupctl_says_all_or_that_it_could_not(command, home, evening, new_daemon):
    """It ends with what it says without any fault, or with a message and code 1: never by a signal. What it says to have done
    is done; a command that lacks a part is not even sent."""
    new_daemon(clock=evening).start()
    wait_until(lambda: Ctl(home).json("status")["server"]["state"] == "no-bus", "the helper telling that there is no bus")
    words, faults, counts = shlex.split(command), Faults(home, "followupctl"), {"faults": 0, "refused": 0, "done": 0, "hung up": 0}
    env = {**faults.env(), "FOLLOWUPD_LETTERS": repository() / "cli/letters/data"}
    env["ASAN_OPTIONS"] += ":detect_leaks=0"  # libc's setlocale() leaves five bytes behind when it has no memory
    ctl = Ctl(home, env=env)

    def book():
        return re.sub(rb"([T ]\d\d:\d\d):\d\d", rb"\1", home.read_book())

    def begin():
        """What was asked before, and may be under way yet, is done before `resume` is: changes are made in order."""
        Ctl(home).ok("resume")
        home.write_book(BOOK)
        Ctl(home).ok("reload")
    begin()
    good, expected = ctl.run(*words), book()
    assert good.code == (words[0] == "doctor"), good  # there is no bus
    goods = {untimed(good.stdout)}
    if words[0] == "timeline":  # where the locale cannot be had it is drawn in ASCII, wholly
        goods.add(untimed(Ctl(home, env={"LC_ALL": "C"}).ok(*words)))
    for lasting_on in (False, True):
        for since in range(1, 1 << 20, 1 if ALL else 211):
            if expected != BOOK.encode():
                begin()
            with faults.no_memory(since, FOR_EVER if lasting_on else None):
                result = ctl.run(*words)
            if not faults.failed:
                break
            if ended_by_library(words, result):
                continue
            counts["faults"] += faults.failed
            counts["refused" if result.code else "done"] += 1
            assert result.code in (0, 1), (since, lasting_on, result)
            if result.code and (result.code != good.code or untimed(result.stdout) not in goods):
                assert "memory" in result.stderr and book() in (BOOK.encode(), expected), (since, lasting_on, result)
            else:
                assert result.code == good.code and book() == expected and untimed(result.stdout) in goods, (since, lasting_on, result)
    (bin_directory() / "results").mkdir(parents=True, exist_ok=True)
    (bin_directory() / f"results/faults-ctl-{words[0]}-{len(command)}.json").write_text(json.dumps(counts) + "\n")


def untimed(text):
    """The second of --json's "now" and of a mail aside, and the number of a change."""
    return re.sub(r'Date: .*|"now": "[^"]*"|\d+(?=: followupctl undo)|undo \d+', "", text)
