"""What is said of relations, claims and findings in words, whatever the format: counts, places, passages."""

from linter.model.verdict import Finding, Relation
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.excerpt import quoted
from linter.output.topics import SUPPORTS, VERDICTS, Note, elsewhere, placed, repeated, topics, unmarked, verdict_of


def topic_counts(each: Digest, findings: list[Finding], words: Catalogue) -> str:
    """“数据核对 2 · 表述与佐证 14 · …” in one line; '' where nothing was found."""
    found = topics(each.report, findings)
    return words("list.dot").join(words("count", name=words("topic." + topic.id), count=len(topic.notes)) for topic in found)


def tallies(each: Digest, words: Catalogue) -> list[str]:
    """How many relations and claims were looked at and how they came out, passes included; nothing where there were none."""
    report = each.report
    lines = []
    for name, group, keys, found in (
        ("relations", "verdict", VERDICTS, [verdict_of(r) for r in report.relations]),
        ("claims", "support", SUPPORTS, [c.support for c in report.claims]),
    ):
        if found:
            numbers = [words("count", name=words(f"{group}.{key}"), count=found.count(key)) for key in keys if key in found]
            lines.append(words(name) + words("list.colon") + words("list.dot").join(numbers))
            others = elsewhere(report) if name == "relations" else unmarked(report)
            if others:
                lines[-1] += words(f"elsewhere.{name}", count=len(others))
    return lines


def passages(note: Note, each: Digest, words: Catalogue) -> list[tuple[str, str]]:
    """Each passage a note points to as (key of its label, place, line and words).

    The words it is about stand in 【】 where there are others beside them; words that the message quotes are not said twice.
    """
    lines = []
    for excerpt, place in placed(note, each.report.document.text):
        line = each.lines.line(excerpt.start)
        if repeated(note):
            lines.append(("place", words("list.dot").join(filter(None, (place, words("page.line", line=line))))))
            continue
        quote = excerpt.text if note.relation is not None else excerpt.marked
        lines.append(("quote", words("entry.placed" if place else "entry.passage", place=place, line=line, quote=quote)))
    return lines


def relation_passages(relation: Relation, each: Digest, words: Catalogue) -> list[str]:
    """Line and words of each passage that holds figures of a relation."""
    found = quoted(each.report.document.text, [(part.start, part.end) for part in relation.parts])
    return [words("entry.passage", line=each.lines.line(excerpt.start), quote=excerpt.text) for excerpt in found]
