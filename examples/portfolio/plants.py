"""What is planted in the sample, and the truth about it: missing, late, copied, false figures, waivers, doubles, unreadable files."""

from itertools import islice
from typing import Any, NamedTuple

from grammar import Drawn, below, render, shuffled, stream
from text import SCALE, Phrases, Piece, Report, section, stated, told
from units import Unit, words

COPIED_TOPICS = ("enforcement", "function", "oversight", "resolution", "decision", "leadership")
_LEAST = 100  # characters of a copied paragraph
_LONG = 150  # characters of a paragraph that takes a false figure at its end
_TAKERS = 40  # so many are looked at for one copy: enough to choose from, and no more work for many units
_NEAR_WORDS = 3  # of those on the list that are replaced in a near copy


class Slot(NamedTuple):
    """A place for something planted: unit and number of the year."""

    unit: int
    at: int


class Sample(NamedTuple):
    """All reports in order, and what is true of them. `marks` are comments to stand above a paragraph: (slot, paragraph, comment)."""

    reports: dict[Slot, Report]
    second: tuple[Report, ...]
    truth: dict[str, Any]
    marks: dict[Slot, tuple[str, str]]
    formats: dict[Slot, str]


def sample(phrases: Phrases, seed: int, them: list[Unit], years: list[int]) -> Sample:
    """The reports of the units over the years with everything planted. One round of plants for each 60 units."""
    rounds = max(1, len(them) // 60)
    free = _slots(seed, them, len(years))
    missing = [free.pop() for _ in range(5 * rounds)]
    gone = set(missing)
    reports: dict[Slot, Report] = {}
    for unit in them:
        for at, year in enumerate(years):
            if unit.must_submit and Slot(unit.number, at) not in gone:
                name = _signs_as(unit, at, len(years))
                reports[Slot(unit.number, at)] = stated(phrases, seed, unit, year, at, len(years), name)
    belated = [free.pop() for _ in range(6 * rounds)]
    late = _late(seed, reports, belated)
    copies = _copies(phrases, seed, reports, free, rounds)
    marks, wrong, waived = _wrong(phrases, seed, reports, free, rounds)
    second = tuple(_second(phrases, seed, reports, free, them, years) for _ in range(min(1, len(free))))
    truth = {
        "missing": [_told(them[s.unit], years[s.at]) for s in sorted(missing)],
        "late": late,
        "trends": [{"unit": u.key, "trend": u.trend} for u in them if u.trend and len(years) > 1],
        "classes": {u.key: u.quality for u in them if u.must_submit},
        "copies": copies,
        "inconsistent": wrong,
        "waivers": waived,
        "two_in_one_year": [_told(r.unit, r.year) for r in second],
        "renamed": [{"unit": u.key, "former": u.former, "until": years[-2]} for u in them if u.former and len(years) > 1],
        "by_alias": [_told(r.unit, r.year) | {"name": r.name} for r in reports.values() if r.name != r.unit.name and not r.unit.former],
        "not_obliged": [u.key for u in them if not u.must_submit],
    }
    formats = {slot: "html" if at % 2 else "md" for at, slot in enumerate(belated)} | dict.fromkeys(marks, "md")
    return Sample(reports, second, truth, marks, formats)


def _signs_as(unit: Unit, at: int, years: int) -> str:
    """The name a unit puts on its report: the former one before the last year; a department with an alias uses it once, in the second year."""
    if unit.former:
        return unit.former if at < years - 1 else unit.name
    return unit.aliases[0] if unit.level == "department" and unit.aliases and at == 1 else unit.name


def _told(unit: Unit, year: int) -> dict[str, Any]:
    return {"unit": unit.key, "year": year}


def _slots(seed: int, them: list[Unit], years: int) -> list[Slot]:
    """Places that nothing planted uses yet: units with a planted trend, a new name or no duty to submit are spared."""
    whole = [Slot(u.number, at) for u in them for at in range(years) if u.must_submit and not u.trend and not u.former]
    return [whole[i] for i in shuffled(stream(seed, "plants"), list(range(len(whole))))]


def _late(seed: int, reports: dict[Slot, Report], slots: list[Slot]) -> list[dict[str, Any]]:
    """By turns a signature after 1 March and a web page dated after 1 April."""
    out = []
    for i, slot in enumerate(slots):
        report = reports[slot]
        day = 5 + below(stream(seed, "late", *slot), 20)
        if i % 2:
            date = (report.year + 1, 4, day)
            reports[slot] = report._replace(published=date)
        else:
            date = (report.year + 1, 3, day)
            last = report.pieces[-1]._replace(text="{}年{}月{}日".format(*date))
            reports[slot] = report._replace(pieces=(*report.pieces[:-1], last), date=date)
        what = {"what": "published" if i % 2 else "signed", "date": "{}-{:02}-{:02}".format(*date)}
        out.append(_told(report.unit, report.year) | what)
    return out


def _paragraphs(report: Report, topic: str) -> list[str]:
    return [p.text for p in report.pieces if p.topic == topic]


def _copyable(report: Report) -> list[str]:
    """The topics whose text could stand in the report of another: long enough, no name and no year in it."""
    out = []
    for topic in COPIED_TOPICS:
        texts = _paragraphs(report, topic)
        if texts and all(len(t) >= _LEAST and report.name not in t and str(report.year) not in t for t in texts):
            out.append(topic)
    return out


def _put(report: Report, topic: str, texts: list[str]) -> Report:
    """The report with other paragraphs below the heading of a topic."""
    pieces: list[Piece] = []
    done = False
    for piece in report.pieces:
        if piece.topic != topic:
            pieces.append(piece)
        elif not done:
            pieces += [Piece("paragraph", text, topic=topic) for text in texts]
            done = True
    return report._replace(pieces=tuple(pieces))


def _reworded(phrases: Phrases, seed: int, texts: list[str], key: object) -> list[str]:
    """The texts with a few words replaced."""
    chance = stream(seed, "near", key)
    pairs = list(phrases.frame["words"].items())
    out = []
    for text in texts:
        marked = text
        for i in shuffled(chance, list(range(len(pairs))))[:_NEAR_WORDS]:
            marked = marked.replace(pairs[i][0], pairs[i][1], 1)
        out.append(marked)
    return out


def _copies(phrases: Phrases, seed: int, reports: dict[Slot, Report], free: list[Slot], rounds: int) -> list[dict[str, Any]]:
    """Sections taken from another report: exact, near, from the own last year, and groups of three and four."""
    out: list[dict[str, Any]] = []
    used: set[Slot] = set()
    open_slots = set(free)
    good = [slot for slot, report in reports.items() if report.unit.quality in ("fair", "good", "strong")]  # good enough to be copied
    of_level: dict[str, list[Slot]] = {}
    of_unit: dict[int, list[Slot]] = {}
    for slot in free:
        of_level.setdefault(reports[slot].unit.level, []).append(slot)
        of_unit.setdefault(slot.unit, []).append(slot)
    plans = [("exact", 1)] * 4 + [("near", 1)] * 4 + [("own-exact", 1)] * 2 + [("own-near", 1)] * 2 + [("group", 2), ("group", 3)]
    for number, (kind, many) in enumerate(plans * rounds):
        own = kind.startswith("own")
        for source in _sources(seed, good, number):
            if source in used or source not in open_slots:
                continue
            near_by = of_unit[source.unit] if own else of_level[reports[source].unit.level]
            able = (s for s in near_by if s not in used and (s == (source.unit, source.at + 1) if own else s.unit != source.unit and s.at >= source.at))
            takers = list(islice(able, _TAKERS))
            topics = [t for t in _copyable(reports[source]) if sum(bool(_paragraphs(reports[s], t)) for s in takers) >= many]
            if not topics or len(takers) < many:
                continue
            topic = topics[below(stream(seed, "topic", number), len(topics))]
            chosen = [s for s in takers if _paragraphs(reports[s], topic)][:many]
            _take(phrases, seed, reports, kind, source, topic, chosen, number, out)
            used.update([source, *chosen])
            break
    free[:] = [slot for slot in free if slot not in used]
    return out


def _sources(seed: int, able: list[Slot], number: int) -> list[Slot]:
    """Where a copy may come from, in an order of its own."""
    start = below(stream(seed, "source", number), len(able))
    return (able[start:] + able[:start])[:120]


def _take(
    phrases: Phrases, seed: int, reports: dict[Slot, Report], kind: str, source: Slot, topic: str, chosen: list[Slot], number: int, out: list[dict[str, Any]]
) -> None:
    """Puts the section of `source` into the chosen reports and notes each paragraph."""
    original = reports[source]
    near = kind.endswith("near")
    for slot in chosen:
        texts = _paragraphs(original, topic)
        copied = redrawn(phrases, seed, original, topic, reports[slot], number) if near else texts
        if near:
            copied = _reworded(phrases, seed, copied, number)
        reports[slot] = _put(reports[slot], topic, copied)
        for text, taken in zip(texts, copied, strict=True):
            taker = reports[slot]
            out.append(
                {
                    "kind": "near" if near else "exact",
                    "own_last_year": kind.startswith("own"),
                    "group": number,
                    "source": _told(original.unit, original.year) | {"text": text},
                    "copy": _told(taker.unit, taker.year) | {"text": taken},
                }
            )


def redrawn(phrases: Phrases, seed: int, original: Report, topic: str, taker: Report, number: int) -> list[str]:
    """The paragraphs of a topic with the same words and other figures."""
    key = (seed, original.unit.number, original.year, topic, "")
    again = Drawn(stream("choices", *key), stream("near figures", seed, number), words(taker.unit, taker.year, taker.name), SCALE[taker.unit.level])
    return section(phrases, (topic,), told(phrases, seed, original.unit, original.share), again, list(original.pads.get(topic, ())))


def _wrong(
    phrases: Phrases, seed: int, reports: dict[Slot, Report], free: list[Slot], rounds: int
) -> tuple[dict[Slot, tuple[str, str]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Figures that do not hold, at the end of a section; the first three of each round waived by a comment."""
    marks: dict[Slot, tuple[str, str]] = {}
    wrong, waived = [], []
    texts = phrases.frame["wrong"]
    for number in range(8 * rounds):
        slot = next((s for s in free if len("".join(_paragraphs(reports[s], "resolution")[-1:])) >= _LONG), None)
        if slot is None:
            break
        free.remove(slot)
        report = reports[slot]
        entry = texts[number % len(texts)]
        sentence = render(entry["say"], Drawn(stream(seed, "wrong", number), stream(seed, "wrong figures", number), {}, 1.0))
        paragraphs = _paragraphs(report, "resolution")
        paragraphs[-1] += sentence  # not a paragraph of its own: it would resemble those of the others
        reports[slot] = _put(report, "resolution", paragraphs)
        note = _told(report.unit, report.year) | {"rule": entry["rule"], "text": sentence}
        if number % 8 < 3:
            comment = f"<!-- fazhi-lint: ignore {entry['rule']} 分项只列主要类别，统计口径另有说明 -->"
            marks[slot] = (paragraphs[-1], comment)
            waived.append(note | {"reason": "分项只列主要类别，统计口径另有说明"})
        wrong.append(note | {"waived": slot in marks})
    return marks, wrong, waived


def _second(phrases: Phrases, seed: int, reports: dict[Slot, Report], free: list[Slot], them: list[Unit], years: list[int]) -> Report:
    """Another report of a unit that has one for the year."""
    slot = free.pop()
    unit = them[slot.unit]
    return stated(phrases, seed, unit, years[slot.at], slot.at, len(years), unit.name, version="second")
