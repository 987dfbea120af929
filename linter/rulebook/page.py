"""One YAML file → plain data with the line of every key.

A small subset of YAML: mappings, sequences and scalars. Duplicate keys, anchors, aliases, tags and second
documents are refused; only `true` and `false` are booleans, so that 是, yes, no, on and 2021-08-01 stay text.
"""

import os
import re
import stat
from typing import Any, NamedTuple

import yaml

from linter.model.failure import RuleFailure
from linter.rulebook.wording import SYNTAX, say

Path = tuple[str | int, ...]
DEPTH = 40
SIZE = 1_000_000  # bytes; a rule file has 2,000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Page(NamedTuple):
    """A YAML file as read. `file` is its name as told to people, `lines` the 1-based line of each key or list entry."""

    file: str
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read(file: str, raw: bytes) -> Page:
    """Parses the bytes of a YAML file; raises RuleFailure with the line of the first fault."""
    if len(raw) > SIZE:
        raise RuleFailure(file, None, say("too-large", size=SIZE))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleFailure(file, raw.count(b"\n", 0, error.start) + 1, say("not-utf8")) from None
    lines: dict[Path, int] = {}
    try:
        events = yaml.parse(text, Loader=_LOADER)
        reader = _Reader(file, events, lines)
        return Page(file, reader.document(), lines)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        raise RuleFailure(file, mark.line + 1 if mark else None, _syntax(error)) from None
    except yaml.YAMLError as error:  # a character YAML does not allow
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
        raise RuleFailure(file, line, say("bad-character")) from None


def _syntax(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    for part, sentence in SYNTAX:
        if part in problem:
            return say("syntax", problem=sentence)
    return say("syntax", problem=problem)


def opened(path: str, file: str) -> Page:
    """The page of the file at `path`, told to people as `file`; raises RuleFailure where it cannot be read or is no YAML."""
    return read(file, content(path, file))


def content(path: str, file: str) -> bytes:
    """The bytes of a rule file, at most one more than it may have; raises RuleFailure for what cannot be read or is no plain file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would never end
            raise RuleFailure(file, None, say("not-regular"))
        with open(path, "rb") as stream:
            return stream.read(SIZE + 1)
    except OSError as error:
        raise RuleFailure(file, None, say("unreadable", reason=error.strerror or "")) from None


class _Reader:
    """Builds data from parser events: no node graph, so that no alias is ever expanded."""

    def __init__(self, file: str, events: Any, lines: dict[Path, int]) -> None:
        self._file = file
        self._events = events
        self._lines = lines

    def document(self) -> Any:
        data: Any = None
        seen = False
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self._failure(event, "second-document")
                seen = True
                data = self._value(next(self._events), ())
        return data

    def _value(self, event: Any, path: Path) -> Any:
        self._plain(event)
        if len(path) > DEPTH:
            raise self._failure(event, "too-deep")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            inner = (*path, len(values))
            self._lines[inner] = event.start_mark.line + 1
            values.append(self._value(event, inner))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._failure(event, "key-not-text")
            mark: Any = event.start_mark
            key = str(event.value)
            inner = (*path, key)
            if key in values:
                raise self._failure(event, "duplicate-key", key=key, first=self._lines[inner])
            self._plain(event)
            self._lines[inner] = mark.line + 1
            values[key] = self._value(next(self._events), inner)
        return values

    def _plain(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._failure(event, "anchor")
        if event.tag is not None:
            raise self._failure(event, "tag", tag=event.tag)

    def _failure(self, event: Any, name: str, /, **values: object) -> RuleFailure:
        line: int = event.start_mark.line + 1
        return RuleFailure(self._file, line, say(name, **values))


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
