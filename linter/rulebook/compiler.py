"""Rule folders → Rulebook, the long way: read, validate, resolve. Runs on a cache miss and in `rules check`."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from linter import __version__
from linter.model.failure import RuleFailure
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook
from linter.rulebook import accounting, manifest, profiles, references, sources, tailoring, words
from linter.rulebook import page as paper
from linter.rulebook.failure import RuleFailures
from linter.rulebook.folder import listing
from linter.rulebook.page import Page
from linter.rulebook.rules import Desk, Draft, identify
from linter.rulebook.wording import say

HEAVY = 5_000_000  # bytes of all files of one folder; the built-in one has 900,000
DENSE = 30_000  # keys and list entries of a pack: each may cost a schema 0.3 ms


class Folio(NamedTuple):
    """All pages of the rule folders, by what they are: (name below its folder, page), first folder first."""

    rules: list[tuple[str, Page]]
    lexicon: list[tuple[str, Page]]
    profiles: list[tuple[str, Page]]
    sources: list[Page]
    tailors: list[Page]
    manifests: list[Page]
    accounts: list[Page]
    sha256: str
    failures: list[RuleFailure]


class Survey(NamedTuple):
    """The folders as understood: the rulebook, what its pages said, and every fault. `ids` has faulty rules too."""

    book: Rulebook
    drafts: dict[str, Draft]
    ids: frozenset[str]
    folio: Folio
    profiles: profiles.Entries
    shelf: sources.Shelf
    failures: list[RuleFailure]


def compile_rules(roots: tuple[str, ...], kinds: Mapping[str, CheckKind]) -> Rulebook:
    """The rulebook of the folders, later ones laid over earlier ones; raises RuleFailures with every fault."""
    result = survey(roots, kinds)
    if result.failures:
        raise RuleFailures(result.failures)
    return result.book


def survey(roots: tuple[str, ...], kinds: Mapping[str, CheckKind]) -> Survey:
    """Everything the folders say; rules with faults are missing from the book. Raises RuleFailure for no folder."""
    folio = gather(roots)
    entries, failures = words.gather(folio.lexicon)
    shelf, faults = sources.gather(folio.sources)
    failures = [*folio.failures, *failures, *faults]
    failures += [failure for page in folio.manifests for failure in manifest.faults(page)]
    desk = Desk(kinds, Lexicon(entries), shelf)
    drafts: dict[str, Draft] = {}
    homes: dict[str, str] = {}
    for name, page in folio.rules:
        rule_id = identify(name)
        if rule_id is None:
            failures.append(RuleFailure(page.file, None, say("bad-name")))
            continue
        if rule_id in homes:
            failures.append(RuleFailure(page.file, None, say("id-taken", id=rule_id, file=homes[rule_id])))
            continue
        homes[rule_id] = page.file
        rule, faults = desk.read(rule_id, page)
        failures += faults
        if rule is not None:
            drafts[rule_id] = Draft(rule_id, page, rule)
    failures += tailoring.apply(folio.tailors, drafts, set(homes), desk, kinds)
    failures += references.check(drafts, set(homes))
    weightings, pages, whole, faults = profiles.gather(folio.profiles)
    failures += faults
    failures += profiles.unknown_weights(pages, homes)
    book = Rulebook(
        tuple(drafts[rule_id].rule for rule_id in sorted(drafts)),
        entries,
        shelf.sources,
        weightings,
        shelf.outlines,
        __version__,
        folio.sha256,
    )
    return Survey(book, drafts, frozenset(homes), folio, whole, shelf, failures)


def gather(roots: tuple[str, ...]) -> Folio:
    """Reads every YAML file of the folders; a file that cannot be read is a failure, the others go on.

    Raises RuleFailure where a folder is not there or holds far more than rules.
    """
    folio = Folio([], [], [], [], [], [], [], "", [])
    content = hashlib.sha256()
    for number, root in enumerate(roots):
        lists, entries = len(folio.lexicon), 0
        for name, raw in _contents(root, folio.failures):
            content.update(stamp(name, raw))
            entries += _sort_in(folio, name, _told(root, name), raw)
            if number and entries > DENSE:
                raise RuleFailure(root, None, say("dense", limit=DENSE))
        if number:
            folio.failures.extend(failure for name, page in folio.lexicon[lists:] for failure in words.patterns(name, page))
    return folio._replace(sha256=content.hexdigest())


def fingerprint(root: str) -> str:
    """SHA-256 of all YAML files of one folder, names included; raises RuleFailure where one cannot be read."""
    failures: list[RuleFailure] = []
    content = hashlib.sha256()
    for name, raw in _contents(root, failures):
        content.update(stamp(name, raw))
    if failures:
        raise RuleFailures(failures)
    return content.hexdigest()


def stamp(name: str, raw: bytes) -> bytes:
    """What a file adds to the hash of its folder."""
    return f"{name}\0{len(raw)}\0".encode() + raw


def _contents(root: str, failures: list[RuleFailure]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every YAML file below `root`; what cannot be read goes to `failures`."""
    entries = listing(root)
    if sum(size for _, size, _ in entries) > HEAVY:
        raise RuleFailure(root, None, say("heavy", limit=HEAVY))
    for name, _, _ in entries:
        try:
            yield name, paper.content(os.path.join(root, name), _told(root, name))
        except RuleFailure as failure:
            failures.append(failure)


def _told(root: str, name: str) -> str:
    """A file's name for people: `rules/enforcement/…`, the folder without what leads to it."""
    return f"{os.path.basename(os.path.abspath(root))}/{name}"


def _sort_in(folio: Folio, name: str, file: str, raw: bytes) -> int:
    """Puts a file where it belongs; returns how many keys and list entries it has."""
    if name.startswith("schema/"):
        return 0
    if name.endswith(".yml"):
        folio.failures.append(RuleFailure(file, None, say("yml")))
        return 0
    try:
        page = paper.read(file, raw)
    except RuleFailure as failure:
        folio.failures.append(failure)
        return 0
    if page.data is None:
        folio.failures.append(RuleFailure(file, None, say("empty")))
    elif name == sources.FILE:
        folio.sources.append(page)
    elif name == manifest.FILE:
        folio.manifests.append(page)
    elif name == accounting.FILE:
        folio.accounts.append(page)
    elif name == tailoring.FILE:
        folio.tailors.append(page)
    elif name.startswith("lexicon/"):
        folio.lexicon.append((name, page))
    elif name.startswith("profiles/"):
        folio.profiles.append((name, page))
    else:
        folio.rules.append((name, page))
    return len(page.lines)
