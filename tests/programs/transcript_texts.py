"""Which texts of pop-ups and of `why` occur in docs/transcript.md. A text is a literal that the catalogue has, with places
(`{who}`, `%s`) for which anything may stand; of those that take a number each English form is one."""

import re

from harness.needs import repository

ROOT = repository()
TABLES = ["sentences.c", "rule-sentences.c", "reason*.c", "rules.c", "words-*.c"]
LITERAL = r'"((?:[^"\\]|\\.)*)"'
MARKED = re.compile(rf"\b(?:N_|PAIR_|say|tongue_say|tongue_count)\(\s*(?:[\w>-]+,\s*)?((?:{LITERAL}\s*,?\s*)+)")
PLACE = re.compile(r"\{[a-z_]+\}|%(?:\d+\$)?[-.\d]*(?:ll|z)?[usd]")


def texts():
    """Each of the texts, with the file that has it."""
    found = {}
    for path in sorted(path for table in TABLES for path in (ROOT / "etiquette").glob(table)):
        source = path.read_text(encoding="utf-8")
        for call in MARKED.finditer(re.sub(r'"\s*\n\s*"', "", source)):
            for text in re.findall(LITERAL, call[1]):
                found.setdefault(text.replace('\\"', '"').replace("\\n", " "), path.name)
    return found


def pattern(text):
    """What finds it, whatever stands in its places."""
    parts = PLACE.split(" ".join(text.split()))
    return re.compile(r"(?<!\w)" + ".+?".join(re.escape(part) for part in parts) + r"(?!\w)") if any(
        re.search(r"\w", part) for part in parts) else None


def missing(transcript):
    """The texts that do not occur in it."""
    said = "\n".join(" ".join(block.split()) for block in re.findall(r"(?:^ {4}.*\n|^\n)+", transcript, re.MULTILINE))
    return [(name, text) for text, name in texts().items() if (found := pattern(text)) and not found.search(said)]
