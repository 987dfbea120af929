"""YAML → Rulebook. `load` is on the path of every `check`; everything else imports what it needs when called."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from linter.model.rule import Rulebook

if TYPE_CHECKING:
    from linter.model.failure import RuleFailure
    from linter.model.kind import CheckKind
    from linter.rulebook.origin import Origin

Kinds = Callable[[], "dict[str, CheckKind]"]


def load(kinds: Kinds, *, extra: tuple[str, ...] = (), use_cache: bool = True, root: str | None = None) -> Rulebook:
    """The rulebook of the built-in rules (or of `root`), with the folders `extra` laid over them in order.

    Taken from the compiled form where that fits the rule files, else from YAML, and then kept for the next
    run. `kinds` is called only where rules are read from YAML. `use_cache=False` reads YAML always and keeps
    nothing. Raises RuleFailures with every fault of the rule files, RuleFailure where a folder is not there.
    """
    from linter.rulebook import cache, folder

    base = root or folder.home()
    roots = (base, *folders(extra))
    place, signature = "", ""
    if use_cache:
        book = None if extra else cache.shipped(base)
        if book is not None:
            return book
        signature = folder.signature(roots)
        place = cache.place(roots)
        book = cache.read(place, signature)
        if book is not None:
            return book
    from linter.rulebook.compiler import compile_rules

    book = compile_rules(roots, kinds())
    if use_cache:
        cache.write(place, book, signature)
    return book


def validate(root: str | None, kinds: Kinds, *, extra: tuple[str, ...] = ()) -> "list[RuleFailure]":
    """Everything `rules check` finds in the built-in rules (or `root`) and `extra`, by file and line; empty is sound.

    Beside what `load` refuses: examples too few or alike, titles used twice, rules outside every dimension.
    """
    from linter.rulebook import author, folder

    return author.review((root or folder.home(), *folders(extra)), kinds())


def examples(root: str | None = None, extra: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """rule id → {"examples": {class: [raw example, …]}, "also": {rule id: reason}, "keys": {key of its check kind: value}}.

    What the packs `extra` add to a rule is among its own. Raises RuleFailures where a rule file is no YAML.
    """
    from linter.rulebook import author, folder

    return author.examples((root or folder.home(), *folders(extra)))


def origins(root: str | None = None, extra: tuple[str, ...] = ()) -> "dict[str, Origin]":
    """rule id → the pack it is from and what other packs changed of it. Raises RuleFailures where a rule file is no YAML."""
    from linter.rulebook import folder, origin

    return origin.origins(root or folder.home(), extra)


def folders(extra: tuple[str, ...]) -> tuple[str, ...]:
    """The folders of the packs `extra` in the order they are laid over each other, those they build on first."""
    if not extra:
        return ()
    from linter.rulebook import packs

    return tuple(pack.folder for pack in packs.chain(extra))


def rule_path(root: str | None, rule_id: str) -> str:
    """The path of the YAML file of a rule; whether it exists is the caller's question."""
    import os

    from linter.rulebook import folder

    return os.path.join(root or folder.home(), *rule_id.split(".")) + ".yaml"
