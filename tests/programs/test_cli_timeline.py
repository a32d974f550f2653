"""timeline: the picture of the sample book and some more, on Wednesday, 25 November 2026, 09:00 in Berlin. The
axis is read back, and what must stand where is worked out from the dates."""

import datetime
import re

import pytest
from cli_world import CLOCK, scripted  # noqa: F401 (a fixture)
from harness.needs import repository
from harness.terminal import STYLE, show, width

MORE = """
[tepco-phone]
company = 東京電力ホールディングス株式会社
when = 2026-11-27 10:00
zone = Asia/Tokyo
interviewer = Bo <bo@tepco.example>

[initech-video]
company = Initech
when = 2026-11-05 10:00
zone = Europe/Berlin
interviewer = Bill <bill@initech.example>
sent = 2026-11-05 15:00+01:00 thank-you email to Bill <bill@initech.example>
sent = 2026-11-16 15:00+01:00 check-in email to Bill <bill@initech.example>
"""
# Columns of 24 hours; the letter of a window stands at its opening, beside an interview of the same day.
PICTURE = """\
                        Nov                       Dec
                            9      16     23     30     7      14     21     28
                                            ▼ today
! Acme Corp                         ◆↑     ◆TP┤             C──────S──────M
  東京電力ホールディン…                     │p◆T     C──────S──────M
! Initech               ◆↑         ↑      S━━━━━━┤ M

! to do now   ◆ interview   ↑ sent   ┤ deadline   ━ open now   ─ window to come
p prepare   T thank-you   P promise   C check-in   S second-check-in   M move-on
"""


@pytest.fixture
def wednesday(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book((repository() / "config/examples/interviews.ini").read_text() + MORE)
    clock.set("2026-11-25 09:00")
    new_daemon(clock=clock).start()
    return ctl


def test_the_picture(wednesday, home):
    assert show(home, "timeline", columns=80).text == PICTURE
    home.zone = "America/New_York"  # the daemon's zone counts
    assert wednesday.ok("timeline") == PICTURE


def test_in_ascii(wednesday, home):
    drawn = PICTURE.translate(str.maketrans("◆↑↓┤━─│▼…", "O^v]=-|V."))
    assert show(home, "timeline", columns=80, env={"LC_ALL": "C"}).text == drawn
    assert show(home, "timeline", columns=80, env={"TERM": "dumb"}).text == drawn


def day_columns(lines):
    """The column of each day, from the Mondays of the axis; each column is a day."""
    first = re.search(r"\d+", lines[1])
    monday = datetime.date(2026, 11, int(first.group()))
    return lambda date: first.start() + (datetime.date.fromisoformat(date[:10]) - monday).days


@pytest.mark.parametrize("columns", [80, 95])
def test_what_stands_where(wednesday, home, columns):
    lines = show(home, "timeline", columns=columns).lines
    column = day_columns(lines)
    assert lines[2].index("▼") == column("2026-11-25")
    acme, initech = lines[3], lines[5]
    plan = {m["milestone"]: m for m in wednesday.json("plan", "acme-onsite")["milestones"]}
    assert acme[column("2026-11-17")] == acme[column("2026-11-24")] == "◆"
    assert acme[column("2026-11-18")] == "↑"  # beside the interview that it followed on the same day
    for name, letter in (("check-in", "C"), ("second-check-in", "S"), ("move-on", "M")):
        assert acme[column(plan[name]["opens"])] == letter
    assert initech[column("2026-11-16")] == "↑"
    open_now = next(m for m in wednesday.json("plan", "initech")["milestones"] if m["milestone"] == "second-check-in")
    first, last = column(open_now["opens"]), column(open_now["deadline"])
    assert initech[first:last + 1] == "S" + "━" * (last - first - 1) + "┤"


@pytest.mark.parametrize("columns", [30, 40, 62, 80, 100, 140, 250])
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_fits_and_is_straight(wednesday, home, columns, locale):
    lines = show(home, "timeline", columns=columns, env={"LC_ALL": locale}).lines
    assert all(width(line) <= columns for line in lines)
    today = lines[2].index("▼" if locale != "C" else "V")
    cells = [cell for line in lines[3:6] for cell in [at_column(line, today)]]
    assert not set(cells) & {" "}, "the line through today, or what covers it"
    meanings = " ".join(lines[lines.index("") + 1:])
    for line in lines[3:6]:
        for sign in set(line[lines[3].index("Acme") + 10:]) - set(" │|‹›<>…." + line[:13]):
            assert f"{sign} " in meanings, f"{sign} is explained"


def at_column(line, column):
    """The character that covers a column of the screen."""
    for n in range(len(line) + 1):
        if width(line[:n]) > column:
            return line[n - 1]
    return "" if width(line) <= column else " "


def test_colours(wednesday, home):
    colored = show(home, "timeline", columns=80)
    assert "\x1b[1m◆" in colored.raw and "\x1b[32m↑" in colored.raw and "\x1b[1;33mS" in colored.raw
    assert STYLE.sub("", colored.raw) == PICTURE
    assert show(home, "timeline", columns=80, env={"NO_COLOR": "1"}).raw == PICTURE


def test_one_company_or_all(wednesday):
    assert "Initech" not in wednesday.ok("timeline", "acme") and "Globex" not in wednesday.ok("timeline")
    assert "Globex" in wednesday.ok("timeline", "--all")
    assert wednesday.ok("timeline", "hooli") == \
        "No open process is like \"hooli\". All of them: followupctl timeline --all\n"


def test_what_is_far_away_leaves_a_mark_at_the_edge(wednesday, home):
    home.save(home.book, (repository() / "config/examples/interviews.ini").read_text()
              + "[far]\ncompany = Far\nwhen = 2027-11-01 9:00\n[old]\ncompany = Old\nwhen = 2026-05-01 9:00\n")
    wednesday.ok("reload")
    rows = {line[2:].split()[0]: line for line in show(home, "timeline", columns=80).lines[3:] if line[2:3].strip()}
    assert rows["Far"].endswith("›") and width(rows["Far"]) == 80
    assert rows["Old"][:22].rstrip().endswith("‹")


def test_json_has_all_that_the_picture_shows(wednesday):
    acme = wednesday.json("timeline", "acme")["processes"]
    assert [(p["company"], p["process"], len(p["interviews"]), len(p["log"])) for p in acme] == [("Acme Corp", None, 2, 1)]
    assert {m["interview"] for m in acme[0]["milestones"]} <= {"acme-phone", "acme-onsite"}


def test_two_processes_of_one_company_are_two_rows(wednesday, home):
    home.save(home.book, "[a]\ncompany = Acme\nwhen = 2026-11-24 9:00\nprocess = tools\n"
              "[b]\ncompany = Acme\nwhen = 2026-11-26 9:00\nprocess = kernel\n")
    wednesday.ok("reload")
    said = wednesday.ok("timeline")
    assert "Acme (tools)" in said and "Acme (kernel)" in said


def test_names_that_would_harm(scripted, home):
    process = {"company": "A\x1b]0;t\x07\u202eB", "process": None, "interviews": [], "milestones": [], "log": []}
    scripted(Timeline={**CLOCK, "processes": [process]})
    raw = show(home, "timeline", columns=80, env={"NO_COLOR": "1"}).raw
    assert "\x1b" not in raw and "\u202e" not in raw and r"A\x1b]0;t" in raw


def test_too_many_for_a_picture(wednesday, home):
    home.save(home.book, "".join(f"[n{n}]\ncompany = C{n}\nwhen = 2026-11-24 9:00\n" for n in range(1001)))
    wednesday.ok("reload")
    assert "too many interviews for a picture; name a company" in wednesday.fails(1, "timeline").stderr
    assert "C77" in wednesday.ok("timeline", "C77")
