"""Slips of newcomers that only the daemon can see, with the sample book on Wednesday, 25 November 2026, 09:05
in Berlin: each is refused, says what was understood and what to do, and changes nothing. Those that the
command line itself sees are in test_cli_errors.py."""

import os
import shlex
import shutil

import pytest
from harness.ctl import Ctl
from harness.home import Home
from harness.needs import need_root, repository

BOOK = (repository() / "config/examples/interviews.ini").read_text(encoding="utf-8")
DATES = 'Write for example "2026-11-24 14:00", "tomorrow 14:00", "fri 9:30" or "+3d"'

TRIES = [
    ("set onsite desicion-by=fri", 2, "there is no `desicion-by`, did you mean `decision-by`?"),
    ("set onsite colour=red", 2, '"colour" is no key of the book; there are: company, role, '),
    ("set onsite kind=zoom", 2, "choose one of screening, phone, video, onsite, panel, final"),
    ("set onsite mood=", 2, "acme-onsite has no mood that could be taken out"),
    ("add Initech --at 'next fri 14:00'", 2, "may be 2026-11-27 or 2026-12-04; write the one that is meant"),
    ("add Initech --at 03/04", 2, "may be 2027-04-03 or 2027-03-04"),
    ("add Initech --at '31 Feb 14:00'", 2, "does not exist: February 2027 has 28 days"),
    ("add Initech --at '25.12. 14:00'", 2, "write 2026-12-25"),
    ("add Initech --at 'friday at 2'", 2, DATES),
    ("add Initech --at yesterday", 2, 'at what time? Write for example "yesterday 14:00"'),
    ("add Initech --at 'fri 25:00'", 2, "is no time of day"),
    ("add Initech --at 'fri 14:00' --for long", 2, "write for example 45min or 1h30min"),
    ("add Initech --at 'fri 14:00' --with 'Bo <bo>'", 2, "`bo` is no mail address"),
    ("add Initech --at 'fri 14:00' --zone Berlin", 2, "did you mean Europe/Berlin?"),
    ("add Initech --at 'fri 14:00' --id acme-onsite", 2, 'there is an interview "acme-onsite" already'),
    ("add '' --at 'fri 14:00'", 2, "an interview needs a company"),
    ("sent onsite", 2, "not yet thanked at Acme Corp: Dana Li and Sam Roe"),
    ("sent acme", 2, '"acme" could be any of: acme-phone, acme-onsite. Type more of it'),
    ("sent onsite thankyou", 2, "followupctl sent onsite thank-you"),
    ("sent onsite --to Dan --via e-mail", 2, "e-mail"),
    ("sent onsite --to Zoe", 2, 'nobody of acme-onsite is called "Zoe"; there are: Dana Li, Sam Roe, Inês Lopes'),
    ("sent onsite --to Dana --at tomorrow", 2, "what happened has to lie in the past"),
    ("sent onsite check-in", 5, "asking is fine from Fri 11 Dec 10:00 on. Already sent? Repeat with --force"),
    ("sent globex", 1, "Say what it was: followupctl sent globex-video check-in (or reply, other)"),
    ("promise onsite 'send it' --by someday", 2, "is no time"),
    ("promise onsite 'send it' --by fri --lead soon", 2, "write for example 2bd, 1d or 4h"),
    ("kept onsite lunch", 2, 'Open are: "send the work sample"'),
    ("kept globex", 1, "globex-video has no open promise"),
    ("outcome onsite yes", 2, "followupctl outcome onsite accepted"),
    ("state onsite done", 2, "it can be held, cancelled, no-show, missed"),
    ("move onsite 2026-11-31 10:00", 2, "November 2026 has 30 days"),
    ("snooze onsite yesterday", 2, "is over already"),
    ("snooze onsite 0h", 2, '"0h" is over already'),
    ("add Initech --at 'fri 14:00' --decision-by 2026-11-04", 2, "Wed 4 Nov is before the interview, on Fri 27 Nov; did you mean 2026-12-04?"),
    ("set onsite decision-by=2026-10-31", 2, "Sat 31 Oct is before the interview, on Tue 24 Nov; did you mean 2026-12-31?"),
    ("heard onsite 'by the 4th' --decision-by 2026-11-04", 2, "Wed 4 Nov is before they said so, on Wed 25 Nov; did you mean 2026-12-04?"),
    ("outcome onsite offer --answer-by 2026-11-20", 2, "Fri 20 Nov is before they made the offer, on Wed 25 Nov; did you mean 2026-12-20?"),
    ("snooze globex 2h", 1, "nothing is open for globex-video that could be put off"),
    ("skip onsite lunch", 2, '"lunch" is no milestone; followupctl plan acme-onsite shows those to come'),
    ("pause forever", 2, DATES),
    ("plan --until never", 2, DATES),
    ("why onsite thanks", 4, 'acme-onsite has no milestone "thanks"; followupctl show acme-onsite lists them'),
    ("undo", 1, "there is no change that could be taken back"),
    ("undo 3", 4, "there is no change 3, or it is too long ago; followupctl log shows what there is"),
    ("edit nowhere", 4, 'there is no interview "nowhere"; followupctl list shows what there is'),
    ("log 14", 4, 'there is no interview "14"'),
    ("show acne-onsite", 4, "acme-onsite"),
    ("note onsite ''", 2, "the note is empty"),
    ("remove .", 4, 'there is no interview "."'),
]


@pytest.fixture
def wednesday(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    clock.set("2026-11-25 09:05")
    new_daemon(clock=clock).start()
    return ctl


def test_slips(wednesday, home):
    for line, code, said in TRIES:
        done = wednesday.fails(code, *shlex.split(line))
        assert said in done.stderr and done.stdout == "", (line, done.stderr)
        assert home.read_book().decode() == BOOK, line
    assert wednesday.json("log")["changes"] == []


@pytest.fixture
def strangers_home():
    """Root may write everywhere, so it is somebody else's."""
    need_root("another user")
    private = Home(uid=4711)
    yield private
    private.remove()


def test_a_home_that_may_not_be_written(strangers_home, new_daemon):
    home = strangers_home
    home.write_book(BOOK)
    new_daemon(home=home).start()
    for directory in (home.data, home.state, home.config):
        for path in (directory, *directory.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
    ctl = Ctl(home, env={"EDITOR": "sed -i s/zero/no/"})
    done = ctl.fails(1, "note", "onsite", "x")
    assert "could not be written" in done.stderr and "Nothing was changed" in done.stderr
    done = ctl.fails(1, "edit")
    kept = done.stderr.split("is kept in ")[1].strip()
    assert "could not be written" in done.stderr and kept.startswith("/tmp/followupd-edit-")
    assert "no-copy" in open(kept, encoding="utf-8").read()
    shutil.rmtree(os.path.dirname(kept))
