"""Reading the documents: fenced blocks of Markdown, literal blocks and entries of scdoc."""

import re

from harness.needs import repository

BOOK = re.compile(r"^company *=", re.MULTILINE)
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
    """The books among the blocks of a document."""
    return [block for block in ini_blocks(path) if BOOK.search(block)]


def settings(path):
    return [block for block in ini_blocks(path) if SETTINGS.search(block)]


def ini_blocks(path):
    return [block for block in blocks(path, "", "ini") if re.search(r"^\[[\w -]+\]", block, re.MULTILINE)]


# ---- Patches

def apply(tree, patch):
    """Applies a patch as a reader would: new lines go where the lines around them stand now, wherever that is."""
    for file in re.split(r"^(?=--- )", patch, flags=re.MULTILINE)[1:]:
        head, *hunks = re.split(r"^@@ .*\n", file, flags=re.MULTILINE)
        path = tree / re.search(r"^\+\+\+ b/(.+)$", head, re.MULTILINE).group(1)
        text = "" if head.startswith("--- /dev/null") else path.read_text(encoding="utf-8")
        for hunk in hunks:
            for before, removed, added, after in _changes(hunk):
                text = _change(path, text, before, removed, added, after)
        path.write_text(text, encoding="utf-8")


def _changes(hunk):
    """(the line before, lines to go, lines to come, the line after), each as text."""
    pattern = r"((?:^ .*\n)?)((?:^-.*\n)*)((?:^\+.*\n)*)(?=((?:^ .*\n)?))"
    for parts in re.findall(pattern, hunk, re.MULTILINE):
        before, removed, added, after = (re.sub(r"^.", "", part, flags=re.MULTILINE) for part in parts)
        if removed or added:
            yield before, removed, added, after


def _change(path, text, before, removed, added, after):
    if not text:
        return added
    places = [(before, after), (before, ""), ("", after)] if not removed else [("", "")]
    for above, below in places:
        place = above + removed + below
        if place.strip() and f"\n{text}".count(f"\n{place}") == 1:
            return f"\n{text}".replace(f"\n{place}", f"\n{above}{added}{below}", 1)[1:]
    raise AssertionError(f"{path}: there is no one place for\n{before}{removed}{added}{after}")
