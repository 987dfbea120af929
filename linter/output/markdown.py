"""The result as Markdown (GFM tables): one report in full, several as a ranking with a short list each."""

from linter.model.result import Problem, Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.model.verdict import Finding
from linter.output import agreed, comparison
from linter.output.arithmetic import equation
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import OBLIGATION_KINDS, STATUSES, Chapter, Digest, digest, genre_of, listed, reason_of, statutory
from linter.output.finding import fields_of, gain_words, rule_title
from linter.output.gfm import escaped, table
from linter.output.heading import particulars, reading, score_words
from linter.output.law import citations
from linter.output.markdown_topics import topics_page
from linter.output.notes import tallies, topic_counts
from linter.output.presentation import Presentation
from linter.output.ranking import Ranking, ranking
from linter.output.rounding import share, shown


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The Markdown page of a run."""
    words = catalogue(options.lang)
    digests = [digest(run, report, rulebook, words) for report in run.reports]
    page: list[str] = [f"# {words('title')}", ""]
    if len(run.reports) > 1:
        page += _ranking(ranking(run, rulebook, words), words)
    for each in digests:
        page += _head(each, words)
        page += _brief(each, options, words) if len(run.reports) > 1 else _full(each, options, rulebook, words)
    page += _comparison(run, digests, options, words)
    page += [line for each in agreed.lines(run, words) for line in (f"**{escaped(each)}**", "")]
    page += _problems(run.errors, "errors", words) + _problems(run.skipped, "skipped", words)
    page += [f"> {words('disclaimer')}", ""] if run.reports else []
    return "\n".join(page)


def _problems(problems: tuple[Problem, ...], key: str, words: Catalogue) -> list[str]:
    if not problems:
        return []
    rows = [[escaped(p.path), escaped(words.term("problem", p.kind)), escaped(p.message)] for p in problems]
    return [f"## {words(key)}", "", *table([words(f"column.{c}") for c in ("file", "kind", "reason")], rows)]


def _comparison(run: Run, digests: list[Digest], options: Presentation, words: Catalogue) -> list[str]:
    """What became of an earlier draft's findings."""
    found = run.comparison
    if found is None:
        return []
    page = [f"## {words('comparison', path=escaped(found.path))}", "", f"{escaped(comparison.score_words(found, words))}", ""]
    for key, lines in comparison.lists(found, options.min_severity, digests[0], words):
        page += [f"### {words('chapter', title=words(key), count=len(lines))}", ""]
        page += [f"- {words('severity.' + severity)} {escaped(text)}" for severity, text in lines]
        page += [""]
    return [*page, words("comparison.left", count=found.left), ""]


def _ranking(ranked: Ranking, words: Catalogue) -> list[str]:
    """One row a report: share of the maximum reached in each dimension, then counts; unscored reports apart."""
    columns = ("position", "file", "unit", "level", "year", "grade", "total")
    heads = [words(f"column.{key}") for key in columns] + [escaped(t) for t in ranked.dimensions.values()]
    heads += [words(f"status.{s}") for s in STATUSES] + [words(f"severity.{s}") for s in SEVERITIES]
    rows = []
    for row in ranked.scored:
        cells = [str(row.position), escaped(row.path), escaped(row.unit), row.level, row.year, escaped(row.grade), f"{row.total:.1f}"]
        for id in ranked.dimensions:
            own = row.dimensions.get(id)
            cells.append(f"{shown(100 * share(own.points, own.max), 0)}%" if own else "–")
        if row.digest:
            cells += [str(row.digest.statuses[s]) for s in STATUSES] + [str(row.digest.severities[s]) for s in SEVERITIES]
        rows.append(cells)
    page = [f"## {words('ranking')}", "", *table(heads, rows, len(heads) - 6)]
    if ranked.unscored:
        heads = [words(f"column.{key}") for key in ("file", "unit", "reason")]
        rows = [[escaped(row.path), escaped(row.unit), escaped(row.reason)] for row in ranked.unscored]
        page += [f"## {words('unscored')}", "", *table(heads, rows)]
    return page


def _head(each: Digest, words: Catalogue) -> list[str]:
    page = [f"## {escaped(each.report.document.path)}", ""]
    page += table([label for label, _ in particulars(each, words)], [[escaped(value) for _, value in particulars(each, words)]])
    page += [f"**{escaped(score_words(each, words))}**", "", escaped(reading(each.report.document.receipt, words)), ""]
    notes = [genre_of(each.report, words)] if genre_of(each.report, words) else []
    notes += [words("receipt.part", part=words.term("unread", part)) for part in each.report.document.receipt.unread]
    page += [f"- {escaped(text)}" for text in [*notes, *each.report.notices]]
    return [*page, ""]


def _brief(each: Digest, options: Presentation, words: Catalogue) -> list[str]:
    """Counts, the graver findings and the three best gains of one report among many."""
    live = [f for f in listed(each.report, options.min_severity) if f.is_open]
    page = [words("list.dot").join(f"{words('status.' + s)} {n}" for s, n in each.statuses.items()), ""]
    if numbers := topic_counts(each, live, words):
        page += [numbers, ""]
    grave = [f for f in live if f.severity == "error"]
    for finding in grave:
        title = escaped(rule_title(finding.rule, each, words))
        page.append(f"- **{words('severity.error')}** {title}{words('list.dot')}{escaped(words.term('status', finding.status))}")
    best = each.report.score.gains[:3] if each.report.score else ()
    page += [f"- {escaped(rule_title(gain.rule, each, words))}{words('list.dot')}{gain_words(gain.points, words)}" for gain in best]
    return [*page, ""]


def _full(each: Digest, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[str]:
    found = listed(each.report, options.min_severity)
    live = [f for f in found if f.is_open]
    duties = [f for f in live if f.kind in OBLIGATION_KINDS]
    groups = [
        ("gaps.statutory", [f for f in duties if statutory(f)]),
        ("gaps.errors", [f for f in duties if f.severity == "error" and not statutory(f)]),
        ("severity.duties.warning", [f for f in duties if f.severity == "warning" and not statutory(f)]),
        ("severity.duties.info", [f for f in duties if f.severity == "info"]),
        ("gaps.waived", [f for f in found if f.waiver is not None]),
        ("gaps.known", [f for f in found if f.known_since is not None]),
    ]
    tally = tallies(each, words)
    page = [*(f"- {escaped(line)}" for line in tally), *([""] if tally else []), *_scores(each, words)]
    for key, findings in groups:
        if key == "severity.duties.warning":
            page += topics_page(each, live, rulebook, words)
        if findings:
            page += [f"### {words('chapter', title=words(key), count=len(findings))}", ""]
            page += [line for finding in findings for line in _finding(finding, each, rulebook, words)]
    for chapter in each.chapters:
        page += _obligations(chapter, each, rulebook, words)
    return page


def _finding(finding: Finding, each: Digest, rulebook: Rulebook, words: Catalogue) -> list[str]:
    gains = {g.rule: g.points for g in each.report.score.gains} if each.report.score else {}
    gain = gain_words(gains[finding.rule], words) if finding.rule in gains else ""
    head = [rule_title(finding.rule, each, words), words.term("status", finding.status), gain]
    page = [f"- **{words('severity.' + finding.severity)}** {escaped(words('list.dot').join(filter(None, head)))}"]
    fields = fields_of(finding, each, rulebook, words)
    page += [f"  - {words('field.' + key)}{words('list.colon')}{escaped(text)}" for key, text in fields if text]
    return [*page, f"  - {words('field.rule')}{words('list.colon')}`{finding.rule}`", ""]


def _scores(each: Digest, words: Catalogue) -> list[str]:
    score = each.report.score
    if score is None:
        return []
    heads = [words(f"column.{key}") for key in ("dimension", "points_of", "max_of", "applicable", "status.not-applicable")]
    rows = [
        [escaped(words.pick(d.title_zh, d.title_en)), shown(d.points), shown(d.max), str(d.applicable), str(d.not_applicable)]
        for d in score.dimensions
    ]
    applicable, other = sum(d.applicable for d in score.dimensions), sum(d.not_applicable for d in score.dimensions)
    rows.append([f"**{words('page.total')}**", f"**{shown(each.earned)}**", "100.0", str(applicable), str(other)])
    page = [f"### {words('dimensions')}", "", *table(heads, rows, 4)]
    if each.groups:
        heads = [words(f"column.{key}") for key in ("deduction", "rule", "count", "points_of", "cap")]
        rows = []
        for group in each.groups:
            rows.append([f"**{escaped(group.title)}**", "", str(group.times), f"**-{shown(group.points)}**", str(group.cap)])
            rows += [["", f"{escaped(rule_title(d.rule, each, words))} `{d.rule}`", str(d.times), f"-{shown(d.points)}", ""] for d in group.rows]
        page += [f"### {words('deductions')}", "", *table(heads, rows, 3)]
        page += [f"**{words('sum.total')}{words('list.colon')}{equation(each, words)}**", ""]
    return page


def _obligations(chapter: Chapter, each: Digest, rulebook: Rulebook, words: Catalogue) -> list[str]:
    """All obligations of one dimension with the first passage, passes included."""
    if not chapter.entries:
        return []
    text = each.report.document.text
    heads = [words(f"column.{key}") for key in ("obligation", "status", "passage", "basis", "weight", "points_of", "max_of")]
    rows = []
    for entry in chapter.entries:
        verdict = entry.verdict
        first = verdict.passages[0] if verdict.passages else None
        passage = (
            words("entry.passage", line=each.lines.line(first.start), quote=text[first.start : first.end])
            if first
            else reason_of(verdict, words)
        )
        points = ["–" if value is None else shown(value, 2) for value in (entry.points, entry.maximum)]
        title = escaped(words.pick(verdict.rule.title_zh, verdict.rule.title_en))
        cells = [f"{title} `{verdict.rule.id}`", words("status." + verdict.status), escaped(passage)]
        rows.append([*cells, escaped(citations(verdict.rule, rulebook, words)), str(verdict.weight), *points])
    return [f"### {escaped(chapter.title)}", "", *table(heads, rows, 3)]
