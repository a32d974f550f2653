"""Reading the documents: fenced blocks of Markdown, literal blocks and entries of scdoc."""

import re

from harness.needs import repository

SETTINGS = re.compile(r"^\[(etiquette|moment|popup|holidays|milestone)\b", re.MULTILINE)


def text_of(path):
    return (repository() / path).read_text(encoding="utf-8")


def fenced(text, *languages):
    """The fenced blocks of a text that are in one of those languages."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for language, block in found if language in languages]


def blocks(path, *languages):
    return fenced(text_of(path), *languages)


def section(path, heading):
    """What stands below that heading, up to the next of its kind."""
    level = re.search(rf"^(#+) {re.escape(heading)}$", text_of(path), re.MULTILINE)
    assert level, f"{path} has no heading {heading!r}"
    rest = text_of(path)[level.end():]
    return re.split(rf"^{level.group(1)} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def plain(scdoc):
    """Without the marks for bold and underlined."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*_]", "", scdoc))


def entries(text):
    """[(name, what follows it on its line, its explanation)] of the entries `*name*…` of scdoc."""
    found = re.findall(r"^\*([^*\n]+)\*([^\n]*)\n((?:\t[^\n]*\n|\n)*)", text, re.MULTILINE)
    return [(plain(name), plain(rest).strip(), plain(body)) for name, rest, body in found]


def books(path):
    """The books among the blocks of a document: INI, but no settings."""
    return [block for block in ini_blocks(path) if not SETTINGS.search(block)]


def settings(path):
    return [block for block in ini_blocks(path) if SETTINGS.search(block)]


def ini_blocks(path):
    return [block for block in blocks(path, "", "ini") if re.search(r"^\[[\w -]+\]", block, re.MULTILINE)]
