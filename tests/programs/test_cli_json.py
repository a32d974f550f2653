"""docs/schema: what every verb really prints with --json is what its schema says, no field more or less."""

import json
import shlex
import subprocess
import sys

import pytest
from acme import BOOK, SETTINGS, THREE_HOURS_LATER
from harness.needs import need, repository

SCHEMAS = repository() / "docs/schema"

# A day in which every verb is used, most of them with little and with much to say.
DAY = """status;list;list --all;show acme;show globex;log;plan;plan acme --until +2w;timeline;timeline --all;why acme;
why acme check-in;draft acme thank-you --to Dana;add Initech --at tomorrow 14:00 --with 'Bo <bo@initech.example>' --kind video;
set acme role=Lead;note acme --learned 'they test on Fridays';promise acme 'send the sample' --by 2026-12-01;
promise acme 'call back' --by 2026-12-02 --theirs;snooze acme 2h;sent acme --to Dana;heard acme 'next week' --decision-by 2026-12-04;
kept acme send;log;undo;undo 10;skip initech prepare;pause 2h;status;resume;pause;resume;move initech in 3 days;
state globex no-show;state globex held;cancel initech;outcome acme offer --answer-by 2026-12-11;show acme;remove initech;log;reload;
timeline;list;edit;version;help;doctor;test-popup;completion bash;completion bash -- sent acme ''"""


def strict(schema):
    """The same schema, with no field allowed that it does not name."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema and "additionalProperties" not in schema else {}
    return {key: value if key == "properties" and not isinstance(value, dict) else strict(value)
            for key, value in schema.items()} | more


@pytest.fixture(scope="module")
def validate():
    """validate(name, value)"""
    try:
        import jsonschema
    except ImportError:
        need(False, "jsonschema is not here (Debian: python3-jsonschema)")
    schemas = {path.name: strict(json.loads(path.read_text())) for path in SCHEMAS.glob("*.json")}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)

    def check(name, value):
        schema = schemas[f"{name}.json"]
        resolver = jsonschema.RefResolver("", schema, store=schemas)
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver,
                                                    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(value)]
        assert not errors, f"{name}: {errors}\n{json.dumps(value, indent=1, ensure_ascii=False)[:4000]}"
    return check


@pytest.fixture
def acme(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    home.write_settings(SETTINGS)
    clock.set(THREE_HOURS_LATER)
    ctl.daemon = new_daemon(clock=clock).start()
    ctl.more_env = {"EDITOR": "true", "FOLLOWUPD_LETTERS": repository() / "cli/letters/data"}
    return ctl


def test_a_day_of_all_verbs(acme, home, validate):
    (home.root / "letter.txt").write_text("Dear Dana,\n\nThank you.\n")
    used = set()
    for line in DAY.replace("\n", " ").split(";"):
        words = shlex.split(line)
        done = acme.run("--json", *words)
        assert done.code == 0 or words[0] in ("doctor", "test-popup"), (line, done)  # there is no desktop
        validate(words[0], json.loads(done.stdout))
        used.add(words[0])
    validate("check", json.loads(acme.run("--json", "check", str(home.root / "letter.txt"), "--as", "thank-you").stdout))
    used |= {"check", "watch"}  # which is below
    verbs = {verb["name"] for verb in acme.json("help")["verbs"]}
    assert used == verbs, "each verb is used in DAY"
    assert verbs == {path.stem for path in SCHEMAS.glob("*.json")} - {"types", "error", "watch-waybar"}


def test_a_bad_book(acme, home, validate):
    home.save(home.book, BOOK + "decision-by = soon\n")
    done = acme.run("--json", "reload")
    validate("reload", json.loads(done.stdout))
    for verb in ("status", "doctor", "list"):
        validate(verb, json.loads(acme.run("--json", verb).stdout))


@pytest.mark.parametrize("line,code", [
    ("show hooli", 4), ("sent acme --to Zoe", 2), ("sent acme check-in", 5), ("undo", 1), ("move acme 25:00", 2),
    ("--socket /nonexistent list", 3), ("why acme frobnicate", 4), ("draft hooli", 4),
    ("frobnicate", 2), ("sent", 2), ("help frobnicate", 2), ("completion ksh", 2),
])
def test_errors(acme, validate, line, code):
    done = acme.fails(code, "--json", *line.split())
    validate("error", json.loads(done.stdout))


def test_watch(acme, validate):
    for name, args in (("watch", ["--json"]), ("watch-waybar", ["--waybar"])):
        process = acme.start("watch", *args)
        validate(name, json.loads(process.stdout.readline()))
        acme.ok("pause")
        validate(name, json.loads(process.stdout.readline()))
        acme.ok("resume")
        validate(name, json.loads(process.stdout.readline()))
        process.kill()
        process.communicate()
    assert acme.daemon.runs()


def test_a_bar_without_a_daemon(ctl, validate):
    process = ctl.start("watch", "--waybar")
    validate("watch-waybar", json.loads(process.stdout.readline()))
    process.kill()
    process.communicate()


def test_the_schemas_are_made_from_the_interface():
    done = subprocess.run([sys.executable, SCHEMAS / "generate", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
