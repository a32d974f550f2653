"""What a disk may hold after a crash: the record of what was done to some files (points/record.c), played anew
up to any moment, and every state in which a file system may leave them then.

What was synced is there. Of the rest, file systems keep what they like:

  ordered  as ext4 with data=ordered: changes of directories reach the disk in their order, and all of them with
           any fsync(); of data that was not synced, its beginning may be there, whole blocks and whole writes
  weak     whatever POSIX allows: any of the changes of directories since the last fsync() of just that directory, each
           whole (a renaming, an exchange) or not at all, in any combination; of data that was not synced, any
           part: nothing, the beginning up to any place of some, and blocks of zeros where it was to be
  by name  as weak, but the changes of one name in their order: a later one comes with those before it

A state is a dict: path -> bytes, or DIRECTORY, or ("link", target).
"""

import itertools
import json
import os
from dataclasses import dataclass, field

BLOCK = 4096
DIRECTORY = "directory"
ALL_MAX = 9  # changes of directories that are not synced; of more, not all combinations are tried
FEW = 3      # but those that lack so many at most, or have no more


@dataclass(eq=False)
class File:
    """A file: what is synced of it, and what was written since: the whole content after each write."""
    synced: bytes = b""
    later: list = field(default_factory=list)
    known: dict = field(default_factory=dict)  # of each model, its contents() so far

    def now(self):
        return self.later[-1] if self.later else self.synced

    def write(self, text):
        self.later.append(text)
        self.known = {}

    def sync(self):
        self.synced, self.later, self.known = self.now(), [], {}

    def contents(self, model):
        """Whatever it may hold after a crash."""
        if model not in self.known:
            found = {self.synced: None}
            for before, after in itertools.pairwise([self.synced, *self.later]):
                found |= dict.fromkeys(torn(before, after, model))
                found[after] = None
            self.known[model] = list(found)
        return self.known[model]


def torn(before, after, model):
    """What may be there of one write that was not synced."""
    start = len(os.path.commonprefix([before, after]))
    if len(after) <= start:
        return  # cut off at the end: done or not
    blocks = range(start - start % BLOCK + BLOCK, len(after), BLOCK)
    yield from (after[:end] for end in blocks)
    if model == "ordered":
        return
    size = len(after) - start
    yield from (after[:start + part] for part in sorted({1, size // 2, size - 1}) if 0 < part < size)
    for block in (start, *blocks):
        end = min(block - block % BLOCK + BLOCK, len(after))
        yield after[:block] + bytes(end - block) + after[end:]
    yield after[:start] + bytes(size)


@dataclass(eq=False)
class Directory:
    """A directory: its entries as they are synced, and as they are now."""
    synced: dict = field(default_factory=dict)
    now: dict = field(default_factory=dict)


@dataclass(eq=False)
class Step:
    """One change of directories, done whole or not at all: (directory, name, what is there now or None). `is_old`:
    something was synced since."""
    entries: tuple
    is_old: bool = False

    def names(self):
        return {(id(directory), name) for directory, name, _ in self.entries}

    def touches(self, directory):
        return any(entry[0] is directory for entry in self.entries)


class Disk:
    """The directories `roots`, whose present content is synced, and what is done to them."""

    def __init__(self, roots):
        self.top, self.numbers, self.pending = {}, {}, []
        for root in roots:
            self.top[str(root)] = self._read(root)

    def _read(self, path):
        if path.is_symlink():
            return ("link", os.readlink(path))
        node = Directory() if path.is_dir() else File(path.read_bytes())
        self.numbers[path.stat().st_ino] = node
        if isinstance(node, Directory):
            node.synced = {child.name: self._read(child) for child in path.iterdir()}
            node.now = dict(node.synced)
        return node

    # ---- What happens

    def play(self, line):
        """One line of the record; False: it is about none of our files."""
        verb, *words = line.rstrip("\n").split("\t")
        act = getattr(self, f"_{verb}", None)
        return act(*words) if act else False

    def _find(self, path):
        """(directory, name) of a path, or None if it is none of ours."""
        for root, node in self.top.items():
            if path.startswith(f"{root}/"):
                *way, name = path[len(root) + 1:].split("/")
                for part in way:
                    node = node.now[part]
                return node, name
        return None

    def _change(self, *entries):
        self.pending.append(Step(entries))
        for directory, name, node in entries:
            directory.now[name] = node
        return True

    def _make(self, path, number, node):
        place = self._find(path)
        if not place:
            return False
        self.numbers[int(number)] = node
        return self._change((*place, node))

    def _create(self, path, number):
        return self._make(path, number, File())

    def _directory(self, path, number):
        return self._make(path, number, Directory())

    def _write(self, number, at, digits):
        file = self.numbers.get(int(number))
        if file:
            text, data = file.now(), bytes.fromhex(digits)
            file.write(text[:int(at)].ljust(int(at), b"\0") + data + text[int(at) + len(data):])
        return bool(file)

    def _truncate(self, number, size):
        file = self.numbers.get(int(number))
        if file:
            file.write(file.now()[:int(size)].ljust(int(size), b"\0"))
        return bool(file)

    def _rename(self, old, new):
        source, target = self._find(old), self._find(new)
        return bool(source and target) and self._change(
            (*source, None), (*target, source[0].now[source[1]]))

    def _exchange(self, old, new):
        source, target = self._find(old), self._find(new)
        return bool(source and target) and self._change(
            (*source, target[0].now[target[1]]), (*target, source[0].now[source[1]]))

    def _remove(self, path):
        place = self._find(path)
        return bool(place) and self._change((*place, None))

    def _sync(self, number):
        node = self.numbers.get(int(number))
        if isinstance(node, File):
            node.sync()
        elif node:
            self._settle(node)
        for step in self.pending if node else ():
            step.is_old = True
        return bool(node)

    def _settle(self, directory):
        """All changes of this directory so far are on disk for good."""
        for step in self.pending:
            if step.touches(directory):
                for place, name, node in step.entries:
                    place.synced[name] = node
        self.pending = [step for step in self.pending if not step.touches(directory)]

    # ---- What may be there

    def live(self):
        """The state that everybody sees now, and that is there after a kill -9."""
        tree = {}
        for root, node in self.top.items():
            lay(tree, root, node, lambda directory: directory.now, lambda file: file.now())
        return tree

    def states(self, model):
        """All states in which a crash may leave the disk now."""
        n = len(self.pending)
        if model == "ordered":
            chosen = [self.pending[:k] for k in range(sum(step.is_old for step in self.pending), n + 1)]
        else:
            chosen = [kept for k in range(n + 1) if n <= ALL_MAX or min(k, n - k) <= FEW
                      for kept in itertools.combinations(self.pending, k)
                      if model != "by name" or self._is_in_order(kept)]
        for kept in chosen:
            yield from self._with(kept, model)

    def _is_in_order(self, kept):
        return all(earlier in kept for later in kept for earlier in self.pending[:self.pending.index(later)]
                   if earlier.names() & later.names())

    def _with(self, steps, model):
        changed = {}
        for step in steps:
            for place, name, node in step.entries:
                changed.setdefault(id(place), {})[name] = node
        files = {}

        def entries_of(directory):
            return directory.synced | changed.get(id(directory), {})

        tree = {}
        for root, node in self.top.items():
            lay(tree, root, node, entries_of, lambda file: file)
        for path, node in tree.items():
            if isinstance(node, File):
                files[path] = node
        each = {id(node): node.contents(model) for node in files.values()}
        for contents in itertools.product(*each.values()):
            content = dict(zip(each, contents))
            yield tree | {path: content[id(node)] for path, node in files.items()}


def lay(tree, path, node, entries_of, content_of):
    """Adds to `tree` what is at `path`."""
    if isinstance(node, File):
        tree[path] = content_of(node)
    elif isinstance(node, Directory):
        tree[path] = DIRECTORY
        for name, child in entries_of(node).items():
            if child is not None:
                lay(tree, f"{path}/{name}", child, entries_of, content_of)
    else:
        tree[path] = node


def answers(line):
    """The parameters of the answers that one line of the record tells of, if they tell of success."""
    for text in bytes.fromhex(line.split("\t")[1]).split(b"\0"):
        if text:
            message = json.loads(text)
            if "error" not in message:
                yield message.get("parameters", {})
