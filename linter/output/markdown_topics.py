"""Figures, claims, citations, form and coherence as Markdown: everything that was found, and the relations that hold."""

from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.finding import basis_of, rule_title, sentence_of
from linter.output.gfm import escaped, table
from linter.output.notes import passages, relation_passages
from linter.output.topics import Cluster, Note, clusters, settled, topics


def topics_page(each: Digest, findings: list[Finding], rulebook: Rulebook, words: Catalogue) -> list[str]:
    """A chapter a topic, nothing left out; below the figures the relations that hold and those the text cannot decide."""
    page: list[str] = []
    found = {topic.id: topic for topic in topics(each.report, findings)}
    for id, topic in found.items():
        page += [f"### {words('chapter', title=words('topic.' + id), count=len(topic.notes))}", ""]
        if id == "claims":
            page += _claims(topic.notes, each, rulebook, words)
        else:
            page += [line for cluster in clusters(topic.notes) for line in _cluster(cluster, each, rulebook, words)]
        if id == "figures":
            page += _relations(each, words)
    return page if "figures" in found else page + _relations(each, words)


def _cluster(cluster: Cluster, each: Digest, rulebook: Rulebook, words: Catalogue) -> list[str]:
    first = cluster.notes[0].finding
    status = words.term("status", first.status) if first.status != "found" else ""
    title = words("list.dot").join(filter(None, (rule_title(cluster.rule, each, words), status)))
    page = [f"- **{words('severity.' + first.severity)}** {escaped(title)} `{cluster.rule}`"]
    for note in cluster.notes:
        page += [_field(key, line, words) for key, line in passages(note, each, words)]
        page += [_field("calculation", note.relation.calculation, words)] if note.relation else []
        calculation = note.relation.calculation if note.relation else ""
        said = sentence_of(note.finding, each, words, status=words.term("status", first.status), calculation=calculation)
        page.append(_field("message", said, words))
    page.append(_field("advice", first.advice, words))
    basis = basis_of(first, each, rulebook, words)
    return [*page, *([_field("basis", basis, words)] if basis else []), ""]


def _claims(notes: tuple[Note, ...], each: Digest, rulebook: Rulebook, words: Catalogue) -> list[str]:
    page = []
    firsts: dict[str, Finding] = {}
    for number, note in enumerate(notes, 1):
        finding = note.finding
        firsts.setdefault(finding.rule, finding)
        quote = words("list.semicolon").join(line for _, line in passages(note, each, words))
        told = f"**{words('severity.' + finding.severity)}** {escaped(quote)} — {escaped(sentence_of(finding, each, words))}"
        page.append(f"{number}. {told} `{finding.rule}`")
    page.append("")
    for rule, finding in firsts.items():
        page.append(f"- {escaped(rule_title(rule, each, words))} `{rule}`")
        page.append(_field("advice", finding.advice, words))
        page.append(_field("basis", basis_of(finding, each, rulebook, words), words))
    return [*page, ""]


def _field(key: str, text: str, words: Catalogue) -> str:
    return f"  - {words('field.' + key)}{words('list.colon')}{escaped(text)}"


def _relations(each: Digest, words: Catalogue) -> list[str]:
    """What was recomputed and holds, and what could not be recomputed."""
    page = []
    heads = [words(f"column.{key}") for key in ("relation", "passage", "calculation")]
    for verdict, relations in settled(each.report):
        rows = [
            [words.term("relation", r.kind), escaped(words("list.semicolon").join(relation_passages(r, each, words))), escaped(r.calculation)]
            for r in relations
        ]
        page += [f"#### {words('settled.' + verdict, count=len(rows))}", "", *table(heads, rows)]
    return page
