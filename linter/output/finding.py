"""One finding on a terminal."""

from fractions import Fraction

from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.glyphs import width
from linter.output.law import citations
from linter.output.rounding import shown
from linter.output.sheet import Sheet

# lines of the report that belong at its head or foot, under no heading
_AT_A_PLACE = ("structure.title.", "structure.addressee", "structure.signoff.", "structure.date.")


def rule_title(id: str, each: Digest, words: Catalogue) -> str:
    """The title of the rule `id`, the id itself where the rulebook doesn't have it."""
    rule = each.titled.get(id)
    return words.pick(rule.title_zh, rule.title_en) if rule else id


def sentence_of(finding: Finding, each: Digest, words: Catalogue, *, status: str = "", calculation: str = "") -> str:
    """The message without what stands beside it where people read it: the rule's title, the word for the status, the calculation."""
    said = finding.message
    title = rule_title(finding.rule, each, words)
    for word in (f"“{title}”", title, status):
        for mark in ("：", "。", ": ", "; "):
            if word and said.lower().startswith((word + mark).lower()):
                said = said[len(word + mark) :]
                said = said[:1].upper() + said[1:]
    if calculation:
        for told in (f"（{calculation}）", f"，{calculation}", f"：{calculation}", f" ({calculation})", f", {calculation}", f": {calculation}", calculation):
            if told in said:
                said = said.replace(told, "", 1)
                break
    return said


def basis_of(finding: Finding, each: Digest, rulebook: Rulebook, words: Catalogue) -> str:
    """The legal basis as the finding says it; where it says none, from its rule."""
    rule = each.rules.get(finding.rule)
    return finding.basis or (citations(rule, rulebook, words) if rule else "")


def gain_words(points: Fraction, words: Catalogue, *, short: bool = False) -> str:
    """“补充后可提高 x 分”, short “+x 分”; '' where rounding leaves nothing to gain."""
    number = shown(points)
    return "" if number == "0.0" else words("gain.short" if short else "gain", points=number)


def where(finding: Finding, each: Digest, words: Catalogue) -> str:
    """Heading path, line and column; for something absent the heading under which it belongs, '' where it belongs nowhere yet."""
    if finding.start is None:
        return finding.place
    line, column = each.lines.line(finding.start), each.lines.column(finding.start)
    if is_homeless(finding, each):
        heading = each.report.document.text[finding.start : finding.end]
        return words("where.belongs", heading=heading, line=line)
    return words("list.dot").join(filter(None, (finding.place, words("where", line=line, column=column))))


def is_homeless(finding: Finding, each: Digest) -> bool:
    """True for something absent whose span, if it has one, is only the heading under which it belongs."""
    return finding.rule in each.unplaced and (finding.start is None or not finding.rule.startswith(_AT_A_PLACE))


def quote_of(finding: Finding, each: Digest) -> str:
    """The literal text of the finding's span; '' without one, and for something absent, whose span is only a heading."""
    if finding.start is None or finding.rule in each.unplaced:
        return ""
    return each.report.document.text[finding.start : finding.end]


def brief(finding: Finding, each: Digest, words: Catalogue) -> str:
    """`path:line:column: 高 标题：消息 [rule]`, the form editors and CI logs can jump to."""
    at = ""
    if finding.start is not None:
        at = f":{each.lines.line(finding.start)}:{each.lines.column(finding.start)}"
    said = words("list.colon").join(filter(None, (rule_title(finding.rule, each, words), sentence_of(finding, each, words))))
    return f"{each.report.document.path}{at}: {words('severity.' + finding.severity)} {said} [{finding.rule}]"


def fields_of(finding: Finding, each: Digest, rulebook: Rulebook, words: Catalogue) -> list[tuple[str, str]]:
    """What is said of a finding below its title, as (key of the label, text); a text may be empty."""
    return [
        ("message", sentence_of(finding, each, words)),
        ("place", where(finding, each, words)),
        ("quote", quote_of(finding, each)),
        ("advice", finding.advice),
        ("basis", basis_of(finding, each, rulebook, words)),
        ("waiver", finding.waiver or ""),
        ("known", finding.known_since or ""),
    ]


def block(finding: Finding, each: Digest, gain: Fraction | None, rulebook: Rulebook, sheet: Sheet, words: Catalogue) -> None:
    """Severity, title, status and gain; then message, place, quotation, advice, basis and rule id, each beside its label."""
    parts = [rule_title(finding.rule, each, words), words.term("status", finding.status)]
    if gain is not None:
        parts.append(gain_words(gain, words))
    sheet.headed(words("severity." + finding.severity), words("list.dot").join(filter(None, parts)), indent=2, style=finding.severity)
    fields = [*fields_of(finding, each, rulebook, words), ("rule", finding.rule)]
    labels = max(width(words("field." + key)) for key, _ in fields)
    for key, text in fields:
        sheet.field(words("field." + key), text, indent=6, labels=labels)
