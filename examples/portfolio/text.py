"""One report as pieces: title, addressee, the four parts, signature and date, composed from the phrases."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from grammar import Drawn, Template, below, parse, render, shuffled, stream
from units import PROVINCE, Unit, words

SCALE = {"city": 3.0, "county": 1.0, "department": 0.4, "township": 0.2}
_LETTER = {"city": "c", "county": "k", "department": "d", "township": "t"}
_NUMERALS = "一二三四五六七八九十"
LEAST_ITEMS = 4  # in a section
BARE = 0.30  # of the duties not backed, the part that is at least spoken of; more in weak reports


class Duty(NamedTuple):
    """What a report may tell: its topic, the levels it concerns, headings, full sentences and an empty one."""

    topic: str
    levels: str
    label: tuple[Template, ...]
    say: tuple[Template, ...]
    bare: Template


class Phrases(NamedTuple):
    """All templates, parsed."""

    heads: dict[str, tuple[Template, ...]]
    duties: tuple[Duty, ...]
    frame: dict[str, Any]


class Piece(NamedTuple):
    """kind: title | heading | paragraph. `topic` is the section a paragraph tells of; headings of level 1 are parts."""

    kind: str
    text: str
    level: int = 0
    topic: str = ""


class Report(NamedTuple):
    """The report of a unit for a year."""

    unit: Unit
    year: int
    name: str
    pieces: tuple[Piece, ...]
    date: tuple[int, int, int]
    published: tuple[int, int, int]  # when a web page of it is dated
    share: float
    pads: dict[str, tuple[int, ...]]  # which empty phrases each section had before it


def ordinal(number: int) -> str:
    """1–19 in Chinese."""
    return _NUMERALS[number - 1] if number <= 10 else "十" + _NUMERALS[number - 11]


def load(folder: Path) -> Phrases:
    """The templates of phrases.yaml and frame.yaml."""
    raw = yaml.safe_load((folder / "phrases.yaml").read_text("utf-8"))
    duties = tuple(
        Duty(topic, duty["at"], tuple(map(parse, duty["label"])), tuple(map(parse, duty["say"])), parse(duty["bare"]))
        for topic, section in raw.items()
        for duty in section["duties"]
    )
    frame = yaml.safe_load((folder / "frame.yaml").read_text("utf-8"))
    for key in ("title", "intro", "first", "first_bare", "other", "pad"):
        frame[key] = [parse(text) for text in frame[key]]
    for key, texts in frame["parts"].items():
        frame["parts"][key] = [parse(text) for text in texts]
    for entry in [*frame["problems"], *frame["wrong"]]:
        for key in ("say", "bare", "plan"):
            if key in entry:
                entry[key] = parse(entry[key])
    return Phrases({topic: tuple(map(parse, section["heads"])) for topic, section in raw.items()}, duties, frame)


def told(phrases: Phrases, seed: int, unit: Unit, share: float) -> dict[int, bool]:
    """Which duties the unit tells, by place in the list: with evidence, or only in empty words."""
    mine = [i for i, duty in enumerate(phrases.duties) if _LETTER[unit.level] in duty.levels]
    order = shuffled(stream(seed, "told", unit.number), mine)
    full = round(share * len(mine))
    spoken = full + round(BARE * (len(mine) - full) * (1.6 if share < 0.4 else 1.0))
    return {place: at < full for at, place in enumerate(order[:spoken])}


def grouped(phrases: Phrases, chosen: dict[int, bool]) -> list[tuple[str, ...]]:
    """The topics in order, those with little to tell together with the next: a section of one sentence resembles any other."""
    out: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    count = 0
    for topic in phrases.heads:
        here = sum(1 for place in chosen if phrases.duties[place].topic == topic)
        if not here:
            continue
        waiting, count = (*waiting, topic), count + here
        if count >= LEAST_ITEMS:
            out.append(waiting)
            waiting, count = (), 0
    if waiting and out:
        out[-1] = (*out[-1], *waiting)
    return out or [waiting]


def section(phrases: Phrases, topics: tuple[str, ...], chosen: dict[int, bool], drawn: Drawn, pads: list[int]) -> list[str]:
    """The paragraphs of one section: numbered items of one or two sentences, three to five in a paragraph."""
    chance = drawn.choices
    places = shuffled(chance, [i for i in chosen if phrases.duties[i].topic in topics])
    style = below(chance, 2) if len(places) <= 10 else 1
    out: list[str] = []
    items: list[str] = []
    for at, place in enumerate(places, 1):
        duty = phrases.duties[place]
        label = render(duty.label[below(chance, len(duty.label))], drawn)
        if chosen[place]:
            body = render(duty.say[below(chance, len(duty.say))], drawn)
        else:
            body = render(duty.bare, drawn)
            if pads:
                body += "。" + render(phrases.frame["pad"][pads.pop()], drawn)
        mark = "" if len(places) == 1 else f"{ordinal(at)}是" if style == 0 else f"（{at}）"
        said = body if body.startswith(label) else (f"{label}。{body}", f"在{label}方面，{body}", f"{label}，{body}")[below(chance, 3)]
        items.append(f"{mark}{said}。")
        if len(items) == 5 and len(places) - at >= 2:
            out.append("".join(items))
            items = []
    return [*out, "".join(items)] if items else out


def stated(phrases: Phrases, seed: int, unit: Unit, year: int, at: int, years: int, name: str, *, version: str = "") -> Report:
    """The report of a unit for year number `at` of `years`. `version` makes another report of the same unit and year."""
    share = unit.share(at, years)
    chosen = told(phrases, seed, unit, share)
    said = words(unit, year, name)
    frame = phrases.frame

    def drawn(part: str) -> Drawn:
        key = (seed, unit.number, year, part, version)
        return Drawn(stream("choices", *key), stream("figures", *key), said, SCALE[unit.level])

    def one(templates: list[Template], part: str) -> str:
        them = drawn(part)
        return render(templates[below(them.choices, len(templates))], them)

    pieces = [Piece("title", one(frame["title"], "title")), Piece("paragraph", addressee(unit)), Piece("paragraph", one(frame["intro"], "intro"))]
    pieces.append(Piece("heading", one(frame["parts"]["achievements"], "achievements"), 1))
    pads = shuffled(stream("pads", seed, unit.number, year, version), list(range(len(frame["pad"])))) if share < 0.75 else []
    before: dict[str, tuple[int, ...]] = {}
    for number, topics in enumerate(grouped(phrases, chosen), 1):
        topic = "+".join(topics)
        them = drawn(topic)
        before[topic] = tuple(pads)
        paragraphs = section(phrases, topics, chosen, them, pads)
        if len(topics) == 1:
            heads = phrases.heads[topic]
            head = render(heads[below(them.choices, len(heads))], them)
        else:
            names = "、".join(frame["names"][name] for name in topics[:2])
            head = ("做好{}等工作" if len(topics) > 2 else "做好{}工作").format(names)
        pieces.append(Piece("heading", f"（{ordinal(number)}）{head}", 2))
        pieces += [Piece("paragraph", text, topic=topic) for text in paragraphs]
    pieces += _parts(phrases, drawn, one, share)
    chance = stream("date", seed, unit.number, year, version)
    date = (year + 1, 1 + below(chance, 2), 6 + below(chance, 19))
    signed = {"city": f"{name}人民政府", "county": f"{name}人民政府", "department": name, "township": f"{name}人民政府"}[unit.level]
    pieces += [Piece("paragraph", signed), Piece("paragraph", "{}年{}月{}日".format(*date))]
    return Report(unit, year, name, tuple(pieces), date, (year + 1, 3, 5 + below(chance, 22)), share, before)


def addressee(unit: Unit) -> str:
    """To whom the report goes: the party committee and government above."""
    above = unit.parent
    if unit.level == "department":
        return f"{above}人民政府："
    return f"中共{above}委、{above}人民政府：" if above != PROVINCE else f"中共{PROVINCE}委、{PROVINCE}人民政府："


def _parts(phrases: Phrases, drawn: Any, one: Any, share: float) -> list[Piece]:
    """Shortcomings, the first responsible, next year, other matters: thinner the weaker the report."""
    frame, out = phrases.frame, []
    them = drawn("problems")
    picked = shuffled(them.choices, list(range(len(frame["problems"]))))[: 4 if share > 0.6 else 3]
    causes = share >= 0.4
    out.append(Piece("heading", one(frame["parts"]["problems" if causes else "problems_plain"], "problems-head"), 1))
    if causes:
        out.append(Piece("paragraph", "".join(f"{ordinal(n)}是" + render(frame["problems"][i]["say"], them) for n, i in enumerate(picked, 1)), topic="problems"))
    else:
        out.append(Piece("paragraph", "".join(f"{ordinal(n)}是{render(frame['problems'][i]['bare'], them)}。" for n, i in enumerate(picked, 1)), topic="problems"))
    them = drawn("first")
    tell = share >= 0.2
    if tell:
        out.append(Piece("heading", one(frame["parts"]["first"], "first-head"), 1))
        some = shuffled(them.choices, list(range(len(frame["first"]))))[: 2 if share < 0.4 else 4 if share < 0.8 else 7]
        lines = [render(frame["first_bare"][0], them)] if share < 0.3 else [render(frame["first"][i], them) for i in some]
        out.append(Piece("paragraph", "".join(lines), topic="first"))
    them = drawn("plan")
    them.words["num"] = "四" if tell else "三"
    out.append(Piece("heading", one(frame["parts"]["plan"], "plan-head"), 1))
    wanted = picked if share >= 0.3 else picked[:1]
    lines = [("" if len(wanted) == 1 else f"{ordinal(n)}是") + render(frame["problems"][i]["plan"], them) for n, i in enumerate(wanted, 1)]
    out.append(Piece("paragraph", "".join(lines), topic="plan"))
    if share >= 0.6:
        out.append(Piece("heading", "五、其他需要报告的情况", 1))
        out.append(Piece("paragraph", one(frame["other"], "other"), topic="other"))
    return out
