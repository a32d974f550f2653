"""followupctl(1) and the table of verbs, from which `help` and the usage errors are made, say the same."""

import re
import shlex

import pytest
from harness.ctl import Ctl
from harness.home import Home
from harness.needs import repository


PART_OF_A_VERB = {"Check"}  # methods of verbs that do more than to ask once


@pytest.fixture(scope="module")
def own():
    """followupctl; no daemon is needed."""
    home = Home()
    yield Ctl(home)
    home.remove()


@pytest.fixture(scope="module")
def table(own):
    return own.json("help")


@pytest.fixture(scope="module")
def manual():
    return (repository() / "docs/followupctl.1.scd").read_text(encoding="utf-8")


def plain(scdoc):
    """Without the marks for bold and underlined."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*_]", "", scdoc))


def sections(manual):
    """{"EXIT STATUS": its text}"""
    parts = re.split(r"^# (.+)$", manual, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def verb_parts(manual):
    """[(section, usage, text)], in order."""
    return [(section, plain(usage), text)
            for section, body in sections(manual).items() if section.startswith("VERBS ")
            for usage, text in re.findall(r"^(\*followupctl [^\n]+)\n((?:\t[^\n]*\n|\n)*)", body, re.MULTILINE)]


def options_of(text, indent):
    """[(name, value)] of the options that stand at that indentation."""
    lines = re.findall(rf"^{indent}(?:\*-\w\*, )?\*--([\w-]+)\*(?: _([^_]+)_)?$", text, re.MULTILINE)
    return [(name, value or None) for name, value in lines]


def test_the_manual_has_each_verb_in_order(table, manual):
    assert [usage for _, usage, _ in verb_parts(manual)] == [verb["usage"] for verb in table["verbs"]]


def test_the_manual_has_the_groups_of_help(table, manual):
    for (section, *_), verb in zip(verb_parts(manual), table["verbs"]):
        assert section.lower().replace("verbs to ", "").replace("verbs about ", "") == verb["group"].lower()


def test_the_manual_explains_each_option(table, manual):
    for (_, usage, text), verb in zip(verb_parts(manual), table["verbs"]):
        expected = [(option["name"], option["value"]) for option in verb["options"]]
        assert options_of(text, "\t") == expected, usage


def test_the_manual_explains_each_global_option(table, manual):
    expected = [(option["name"], option["value"]) for option in table["options"]]
    assert options_of(sections(manual)["OPTIONS"], "") == expected


def test_the_manual_explains_the_words(table, manual):
    body = sections(manual)["WHAT TO TYPE"]
    explained = re.findall(r"^_([A-Z]+)_$", body, re.MULTILINE)
    assert set(explained) <= set(table["words"]) | {"MILESTONE"}
    assert {"ID", "WHEN", "FOR", "UNTIL", "NAME", "PERSON", "MILESTONE"} <= set(explained)


@pytest.mark.parametrize("word,verb", [("KIND", "add"), ("CHANNEL", "sent"), ("STATE", "state"),
                                       ("OUTCOME", "outcome")])
def test_the_manual_names_each_choice(table, manual, word, verb):
    text = next(text for _, usage, text in verb_parts(manual) if usage.split()[1] == verb)
    for choice in table["words"][word].split(", "):
        assert re.search(rf"\b{choice}\b", text), choice


def test_the_manual_names_each_milestone(own, manual):
    body = sections(manual)["WHAT TO TYPE"]
    listed = re.search(r"skip needs MILESTONE \(([^\n]+)\)", own.fails(2, "skip", "acme").stderr).group(1)
    for name in listed.split(", "):
        assert re.search(rf"\b{name}\b", body), name


def test_the_manual_names_each_exit_code(own, manual):
    codes = re.findall(r"^\*(\d)\*$", sections(manual)["EXIT STATUS"], re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "4", "5"]
    said = " ".join(own.ok("help").split())
    for code in codes:
        assert re.search(rf"[:;] {code} ", said)


def test_help_names_each_verb_and_option(own, table):
    text = own.ok("help")
    assert own.ok("--help") == text
    for verb in table["verbs"]:
        assert re.search(rf"^  {verb['name']} +{re.escape(verb['summary'])}$", text, re.MULTILINE)
    for option in table["options"]:
        assert f"--{option['name']}" in text


def test_help_of_a_verb_explains_all_of_its_usage(own, table):
    for verb in table["verbs"]:
        text = own.ok("help", verb["name"])
        assert own.ok(verb["name"], "--help") == text == own.ok("--help", verb["name"])
        said = " ".join(text.split())
        assert f"Usage: {verb['usage']}" in said and verb["summary"] in text
        for option in verb["options"]:
            assert re.search(rf"^  --{option['name']}\b", text, re.MULTILINE)
        words = [argument["name"] for argument in verb["arguments"]]
        words += [option["value"] for option in verb["options"] if option["value"]]
        for word in words:
            assert re.search(rf"^  {word}\b", text, re.MULTILINE), (verb["name"], word)


def test_each_verb_calls_a_method_of_the_interface(table):
    interface = (repository() / "daemon/io.followupd.Control.varlink").read_text(encoding="utf-8")
    methods = set(re.findall(r"^method (\w+)", interface, re.MULTILINE))
    called = {verb["method"] for verb in table["verbs"]} - {None}
    assert called | PART_OF_A_VERB == methods, "each method has its verb, each verb its method"


def test_the_examples_of_the_manual_can_be_typed(own, manual):
    for line in re.findall(r"^followupctl (.+)$", sections(manual)["EXAMPLES"], re.MULTILINE):
        words = shlex.split(line.split(" | ")[0])
        assert own.run(*words).code == 3, line  # there is no daemon, and nothing before that was wrong
