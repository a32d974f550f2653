#!/usr/bin/python3
"""mutants.py [WORD...]: breaks the etiquette on purpose, one fault for each property that the random tests claim to hold, and says
whether they noticed. Works on a copy of the tree; with words, only on those faults in whose property one of them stands."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROPERTIES, STAGE, DAYS = "etiquette/test-properties", "etiquette/test-stage", "daemon/test-days"
# The property, who has to notice, the file, what stands in it once, and what is put there instead.
MUTANTS = [
    ("the gap between two messages is kept", PROPERTIES, "etiquette/silence.c",
     "if (after <= slot->opens)\n\t\t\tcontinue;", "if (after > 0)\n\t\t\tcontinue;"),
    ("no more questions than the settings allow", PROPERTIES, "etiquette/rule-silence.c",
     "process->silence.reserved < (unsigned)max", "process->silence.reserved <= (unsigned)max"),
    ("no check-in before their own date", PROPERTIES, "etiquette/rule-silence.c",
     "if (!date_is_set(t->date))\n\t\treturn;", "return;"),
    ("so many days before a check-in", PROPERTIES, "etiquette/rule-silence.c",
     "s->opens = place_add(place, anchor, e->check_in_opens, OPENING_HOUR);",
     "s->opens = place_add(place, anchor, e->next_steps_opens, OPENING_HOUR);"),
    ("so many days before a second check-in", PROPERTIES, "etiquette/rule-silence.c",
     "s->opens = later(s->opens, place_add(place, process->anchor, e->check_in_opens,\n\t\t\t\t\t\t     OPENING_HOUR));",
     "s->opens = place_add(place, process->anchor, e->check_in_opens, OPENING_HOUR);"),
    ("24 hours are 86,400 seconds", PROPERTIES, "etiquette/rule-thank-you.c",
     ".deadline = place_add(&there, i->end, e->thank_you_deadline, CLOSING_HOUR)",
     ".deadline = place_add_days(&there, i->end, 1)"),
    ("moments lie in their windows", PROPERTIES, "etiquette/moment.c",
     "moment != USEC_NEVER ? moment : moment_first_good(in, opens, limit);",
     "moment != USEC_NEVER ? moment : moment_first_good(in, opens, limit + USEC_PER_DAY);"),
    ("moments lie outside quiet hours", PROPERTIES, "etiquette/moment.c",
     "if (minute < from || minute >= to)", "if (minute < from || minute >= to - 60)"),
    ("moments lie outside own interviews", PROPERTIES, "etiquette/moment.c",
     "if (i == in->n_busy || in->busy[i].from > at)", "if (i == in->n_busy || in->busy[i].from + 600000000 > at)"),
    ("there is a moment whenever there can be one", PROPERTIES, "etiquette/moment.c",
     "moment != USEC_NEVER ? moment : moment_first_good(in, opens, limit);", "moment;"),
    ("no better moment was there", PROPERTIES, "etiquette/moment.c",
     "if (!place_day_is_worked(&there, day))\n\t\t\tcontinue;\n\t\tpreferred", "preferred"),
    ("nothing after an outcome but its own", PROPERTIES, "etiquette/rule-silence.c",
     "return process->closed || process->outcome || process->withdraw_since",
     "return process->closed || process->withdraw_since"),
    ("no process dies silently", PROPERTIES, "etiquette/rule-move-on.c",
     "if ((process->closed || process->outcome) && !given_up)",
     "if (((process->closed || process->outcome) && !given_up) || process->silence.given_up_at != USEC_NEVER)"),
    ("no process dies silently: one whose move-on was skipped", PROPERTIES, "etiquette/rule-move-on.c",
     "s->cause = (struct cause){ .id = CAUSE_PUT_OFF, .at = at };", "sketch_skip(s, at);"),
    ("no process dies silently: an offer", PROPERTIES, "etiquette/rule-move-on.c",
     "process_skipped_at(process, RULE_OFFER_DECISION, offer->at) == USEC_NEVER)", "true)"),
    ("no process dies silently: one that was opened again", PROPERTIES, "etiquette/process-facts.c",
     "!(p->opened_at > 0 && stamp_reaches", "!(p->opened_at < 0 && stamp_reaches"),
    ("no check-in before their own date, in whatever round they gave it", PROPERTIES, "etiquette/process-timeline.c",
     "date_compare(stamped.date, plain.date) > 0", "date_compare(stamped.date, plain.date) < 0"),
    ("no more showings than the row allows", PROPERTIES, "etiquette/showing.c",
     "if (s->showing->shown >= m->rule->showings)", "if (s->showing->shown > m->rule->showings)"),
    ("no more late showings than the row allows", PROPERTIES, "etiquette/showing.c",
     "return rule->late_showings ? !s->showing || !s->showing->late_shown : !was_shown(s);", "return true;"),
    ("no more showings in a life than the row allows", STAGE, "etiquette/showing.c",
     "if (s->showing->shown >= m->rule->showings)", "if (s->showing->shown > m->rule->showings)"),
    ("no more showings in the daemon than the row allows", DAYS, "daemon/showings.c",
     "s->shown++;\n\ts->shown_at = now;", "s->shown_at = now;\n\ts->shown += 2;"),
    ("no more pop-ups a day than the settings allow", DAYS, "daemon/hold.c",
     "(int)t->shelf->settings.popup.per_day - (int)shown_today(t)", "(int)t->shelf->settings.popup.per_day + 1 - (int)shown_today(t)"),
    ("a further showing is one of the day's pop-ups", DAYS, "daemon/turn.c",
     "hold_lets_pass(hold, t, &g) && hold_take_room(hold, t) &&", "hold_lets_pass(hold, t, &g) &&"),
    ("planned twice is the same", PROPERTIES, "etiquette/planner.c",
     "\tm->rule = &rules[s->rule];", "\tstatic unsigned n;\n\n\tm->done_of = n++;\n\tm->opens += m->done_of % 977 ? 0 : 1;\n\tm->rule = &rules[s->rule];"),
    ("an unrelated company changes nothing", PROPERTIES, "etiquette/process.c",
     "if (!company || strcmp(company->key, cards[at].company) != 0) {", "if (!company) {"),
]


def apply(tree, file, old, new):
    text = (tree / file).read_text()
    if text.count(old) != 1:
        sys.exit(f"{file}: this stands there {text.count(old)} times, not once:\n{old}")
    (tree / file).write_text(text.replace(old, new))
    return text


def run(tree, test):
    """What the test said, or None if it found nothing; a fault that does not build has shown nothing."""
    target = f"build/gcc/tests/{test}"
    built = subprocess.run(["make", "-s", "-j2", target], cwd=tree, capture_output=True, text=True)
    if built.returncode:
        sys.exit(built.stdout + built.stderr)
    done = subprocess.run([tree / target], capture_output=True, text=True, errors="replace", timeout=1200)
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("ERROR") or "does not hold" in line]
    return None if done.returncode == 0 else (said or ["crashed"])[0]


def main():
    words = sys.argv[1:]
    wanted = [m for m in MUTANTS if not words or any(word in m[0] for word in words)]
    survived = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        tree = Path(name) / "tree"
        files = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True).stdout.split("\0")
        for file in filter(lambda f: f and os.path.isfile(f), files):
            (tree / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, tree / file)
        for test in sorted({m[1] for m in wanted}):
            if said := run(tree, test):
                sys.exit(f"{test} fails without any fault: {said}")
        for what, test, file, old, new in wanted:
            before = apply(tree, file, old, new)
            said = run(tree, test)
            (tree / file).write_text(before)
            survived += said is None
            print(f"  {'noticed' if said else 'SURVIVED':<8} {what}: {said or 'nobody noticed'}", flush=True)
    print(f"{len(wanted)} faults, {len(wanted) - survived} noticed, {survived} not")
    return survived > 0


if __name__ == "__main__":
    sys.exit(main())
