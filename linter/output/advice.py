"""A finding in words for programs that show it elsewhere: a headline, then what to do and where it stands in law."""

from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.finding import basis_of, rule_title, sentence_of, where
from linter.output.glyphs import harmless


def headline(finding: Finding, each: Digest, words: Catalogue) -> str:
    """The message in one line, the title before it where it does not name it; without the severity, which every such program shows in its own way."""
    title = rule_title(finding.rule, each, words)
    if title in finding.message:
        return harmless(finding.message)
    return harmless(words("list.colon").join(filter(None, (title, sentence_of(finding, each, words)))))


def details(finding: Finding, each: Digest, rulebook: Rulebook, words: Catalogue) -> list[str]:
    """Place, advice and basis, each a line with its label; what is empty is left out."""
    rows = (("place", where(finding, each, words)), ("advice", finding.advice), ("basis", basis_of(finding, each, rulebook, words)))
    return [harmless(f"{words('field.' + key)}{words('list.colon')}{text}") for key, text in rows if text]


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, with … where something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
