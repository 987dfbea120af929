"""What is suppressed is hidden; nothing else comes or goes."""

from collections.abc import Iterable

import pytest

from linter.engine import Engine, Options, chosen
from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from tests.metamorphic.corpus import Laboratory, texts

PREFIXES = (
    "structure.title", "structure.date", "structure.section.first-responsible", "enforcement.three-systems", "enforcement.dossier", "reconsideration.caseload",
    "litigation", "decision.risk", "function.power-list", "normdoc", "leadership.first", "oversight.npc-proposals", "figures", "claims.superlative",
    "basis", "format", "privacy", "coherence",
)  # fmt: skip


def _shown(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    return {(f.rule, f.status, f.start, f.end) for f in findings}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_ignored_rule_only_hides_its_findings(book: Rulebook, laboratory: Laboratory, prefix: str) -> None:
    hiding = Laboratory(Engine(book, Options(ignore=(prefix,))))
    for text in texts():
        kept = [f for f in laboratory.baseline(text).report.findings if not chosen(f.rule, (prefix,))]
        assert _shown(hiding.baseline(text).report.findings) == _shown(kept), text


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_selected_rule_says_what_it_says_among_others(book: Rulebook, laboratory: Laboratory, prefix: str) -> None:
    """And may say more: what another rule had said of the same place."""
    alone = Laboratory(Engine(book, Options(select=(prefix,))))
    for text in texts():
        kept = [f for f in laboratory.baseline(text).report.findings if chosen(f.rule, (prefix,))]
        assert _shown(kept) - _shown(alone.baseline(text).report.findings) == set(), text
