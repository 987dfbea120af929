"""What `rules check` asks of an author beyond what a run needs: examples, titles, dimensions."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from linter.model.failure import RuleFailure
from linter.model.kind import CheckKind
from linter.rulebook import accounting, profiles, tailoring, words
from linter.rulebook.compiler import Survey, gather, survey
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.failure import RuleFailures, ordered
from linter.rulebook.page import Path
from linter.rulebook.rules import Draft, identify
from linter.rulebook.schema import common_keys
from linter.rulebook.wording import say

# Fewest examples of a class. Other kinds want two of each class given, of two classes at least: a part that is
# always there in some way (length) can't be absent, a line (addressee) can't be merely mentioned.
_FEWEST = {"coverage": {"evidenced": 3, "mentioned": 2, "planned": 1, "absent": 3}}
_USUAL = 2
_LONG = 8  # characters of a clause that two examples may not share
_CLAUSE = re.compile(r"[，,；;。：:！!？?\n]+")
_SETTING = frozenset({"level", "year", "stage", "issuer", "traits", "as_of"})  # the profile of an example, no text of it
_BLANK = re.compile(r"\s+")
# what is rightly alike in whole texts: lines without a full stop (title, headings, signature), run-in headings
_FRAME = re.compile(r"^[^。\n]*$|^[ \t]*[（(]?[一二三四五六七八九十]{1,3}[、）)][^。\n]*。", re.MULTILINE)


def review(roots: tuple[str, ...], kinds: Mapping[str, CheckKind]) -> list[RuleFailure]:
    """All failures of the folders, by file and line. Raises RuleFailure where a folder is not there."""
    result = survey(roots, kinds)
    failures = list(result.failures)
    for draft in result.drafts.values():
        failures += _numbered(draft, kinds[draft.rule.check])
        failures += _alike(draft)
    failures += _titles(result)
    failures += _placed(result)
    if len(result.drafts) == len(result.ids):  # a faulty rule is no reason to call its items uncovered
        failures += accounting.faults(result.folio.accounts, [draft.rule for draft in result.drafts.values()], result.shelf)
    failures += words.twins(result.folio.lexicon)
    return ordered(failures)


def examples(roots: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The raw `examples` and `also` of every rule of the folders, under `keys` those of its check kind; raises RuleFailures where a file is no YAML."""
    folio = gather(roots)
    if folio.failures:
        raise RuleFailures(folio.failures)
    pages = {rule_id: page for name, page in folio.rules if (rule_id := identify(name)) and isinstance(page.data, dict)}
    for tailor in folio.tailors:
        for rule_id in tailor.data if isinstance(tailor.data, dict) else ():
            if rule_id in pages and not validate(tailor, tailoring.SCHEMA):
                pages[rule_id] = tailoring.laid_over(pages[rule_id], tailor, rule_id)
    return {
        rule_id: {key: page.data.get(key) or {} for key in ("examples", "also")}
        | {"keys": {key: value for key, value in page.data.items() if key not in common_keys()}}
        for rule_id, page in pages.items()
    }


def _numbered(draft: Draft, kind: CheckKind) -> Iterator[RuleFailure]:
    """Classes with too few examples."""
    page = draft.page
    given = page.data.get("examples")
    if given is None:
        yield RuleFailure(page.file, None, say("examples-missing"))
        return
    fewest = _FEWEST.get(kind.name) or {name: _USUAL for name in kind.classes if name in given}
    if len(given) < 2:
        yield RuleFailure(page.file, page.line(("examples",)), say("examples-one-class"))
    zero = page.data.get("zero")
    stated = isinstance(zero, dict) and zero.get("gives") == "not-applicable"
    for name, minimum in (*fewest.items(), ("not-applicable", int(stated))):
        count = len(given.get(name, ()))
        if count < minimum:
            line = page.line(("examples", name))
            yield RuleFailure(page.file, line, say("examples-few", name=name, minimum=minimum, count=count))


def _alike(draft: Draft) -> Iterator[RuleFailure]:
    """Clauses that two examples of one rule share: the second adds nothing to the test."""
    page = draft.page
    seen: dict[str, tuple[Path, int | None]] = {}
    for name, entries in page.data.get("examples", {}).items():
        for index, entry in enumerate(entries):
            path: Path = ("examples", name, index)
            for clause in _clauses(entry):
                first = seen.setdefault(clause, (path, page.line(path)))
                if first[0] != path:
                    yield RuleFailure(page.file, page.line(path), say("examples-shared", line=first[1], clause=clause))


def _clauses(entry: Any) -> set[str]:
    if isinstance(entry, str):
        texts = [entry]
    else:
        texts = [
            _FRAME.sub("", text) if key == "doc" else text for key, text in entry.items() if key not in _SETTING and isinstance(text, str)
        ]
    parts = [_BLANK.sub("", part) for text in texts for part in _CLAUSE.split(text)]
    return {part for part in parts if len(part) >= _LONG}


def _titles(result: Survey) -> Iterator[RuleFailure]:
    homes: dict[str, str] = {}
    for draft in result.drafts.values():
        title = draft.rule.title_zh
        if title in homes:
            page = draft.page
            yield RuleFailure(page.file, page.line(("title",)), say("title-twice", title=title, file=homes[title]))
        homes.setdefault(title, draft.page.file)


def _placed(result: Survey) -> Iterator[RuleFailure]:
    """Rules that no dimension or group of any profile takes in, and dimensions without rules."""
    if not result.profiles:
        return
    prefixes = {prefix: owner for entry in result.profiles.values() for prefix, owner in profiles.homes(entry).items()}
    for draft in result.drafts.values():
        if profiles.home(draft.id, prefixes) is None:
            yield RuleFailure(draft.page.file, None, say("no-dimension"))
    starts = {".".join(rule_id.split(".")[:count]) for rule_id in result.ids for count in range(1, rule_id.count(".") + 2)}
    for page in (page for _, page in result.folio.profiles if not validate(page, profiles.SCHEMA)):
        for index, part in enumerate(page.data.get("dimensions", ())):
            for prefix in part.get("prefixes", ()):
                if prefix not in starts:
                    line = page.line(("dimensions", index, "prefixes"))
                    yield RuleFailure(page.file, line, say("profile-empty", prefix=prefix, hint=near(prefix, starts)))
