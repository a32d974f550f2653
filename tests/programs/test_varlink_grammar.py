"""The interface descriptions that the daemon hands out are right by the grammar of varlink.org, each type that
they use is there, and each error that the daemon can answer with is in them."""

import re

import pytest
from harness.needs import repository
from harness.varlink import Varlink

TOKEN = re.compile(r"\s*(?:#[^\n]*\n\s*)*(->|\[string\]|\[\]|[?():,]|[A-Za-z][\w.-]*)")
FIELD = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*")
NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
INTERFACE_NAME = re.compile(r"[A-Za-z](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+")
BASIC = {"bool", "int", "float", "string", "object"}


class Grammar:
    """A descent through the text; every deviation is an AssertionError."""

    def __init__(self, text):
        self.tokens, at = [], 0
        text = text.rstrip() + "\n"
        while text[at:].strip() and not re.fullmatch(r"(\s*#[^\n]*\n?)*\s*", text[at:]):
            match = TOKEN.match(text, at)
            assert match, f"no token at: {text[at:at + 60]!r}"
            self.tokens.append(match.group(1))
            at = match.end()
        self.at, self.used, self.members = 0, set(), {}

    def next(self, expected=None):
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        assert expected is None or token == expected, f"{token!r} instead of {expected!r}"
        self.at += 1
        return token

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def interface(self):
        self.next("interface")
        assert INTERFACE_NAME.fullmatch(self.next())
        while self.peek():
            kind, name = self.next(), self.next()
            assert kind in ("type", "method", "error") and NAME.fullmatch(name) and name not in self.members, name
            self.members[name] = kind
            self.struct()
            if kind == "method":
                self.next("->")
                self.struct()
        assert self.used <= {name for name, kind in self.members.items() if kind == "type"}, "types that are none"
        return self

    def struct(self):
        self.next("(")
        fields = []
        while self.peek() != ")":
            name = self.next()
            assert FIELD.fullmatch(name) and name not in fields, name
            fields.append(name)
            if self.peek() == ":":
                self.next(":")
                self.type()
            if self.peek() != ")":
                self.next(",")
                assert self.peek() != ")", "a comma before the end"
        self.next(")")

    def type(self, nullable=False):
        token = self.peek()
        if token == "?":
            assert not nullable, "twice nullable"
            self.next()
            self.type(nullable=True)
        elif token in ("[]", "[string]"):
            self.next()
            self.type()
        elif token == "(":
            self.struct()
        else:
            name = self.next()
            if name not in BASIC:
                assert NAME.fullmatch(name), name
                self.used.add(name)


@pytest.fixture
def descriptions(home, new_daemon):
    new_daemon().start()
    with Varlink(home.socket) as client:
        names = client.call("org.varlink.service.GetInfo")["interfaces"]
        return {name: client.call("org.varlink.service.GetInterfaceDescription", interface=name)["description"]
                for name in names}


def test_the_descriptions_are_right(descriptions):
    assert set(descriptions) == {"org.varlink.service", "io.followupd.Control"}
    for text in descriptions.values():
        Grammar(text).interface()


def test_every_error_and_method_of_the_source_is_described(descriptions):
    members = Grammar(descriptions["io.followupd.Control"]).interface().members
    source = "".join(path.read_text(encoding="utf-8") for path in (repository() / "daemon").glob("*.c"))
    rows = set(re.findall(r'\{ CONTROL "\.(\w+)"', source))
    assert {name for name, kind in members.items() if kind == "method"} == rows
    errors = set(re.findall(r'CONTROL "\.([A-Z]\w+)"', source)) - rows
    errors |= set(re.findall(r'"io\.followupd\.Control\.(\w+)"', source))
    assert errors == {name for name, kind in members.items() if kind == "error"}


@pytest.mark.parametrize("text", [
    "interface a", "interface a.b type x (a: int)", "interface a.b method M (a: int)", "interface a.b type T (a: int,)",
    "interface a.b type T (a: ??int)", "interface a.b type T (a: U)", "interface a.b type T (a: int, a: int)",
    "interface a.b error E (a_: int)", "interface a.b type T () type T ()",
])
def test_the_grammar_itself_refuses(text):
    with pytest.raises(AssertionError):
        Grammar(text).interface()
