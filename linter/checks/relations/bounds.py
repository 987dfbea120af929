"""Parts that cannot be more than the whole they are taken from: stages of cases, due and done, yearly and cumulative."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linter.checks.relations.arithmetic import shown
from linter.checks.relations.page import Draft, Page, Words

_REACH = 150  # characters between two stages of the same cases
_BARE = 4  # characters of a stage that names no cases of its own: 已审结, 受理案件
# 应审核73件，实际审核74件: one verb, what is due and what was done; 相应, 对应 hold no duty
_DUE = re.compile(r"(?<![相对反供响适效回])应当?(?P<verb>[\u4e00-\u9fff]{2})[^、,;。:]{0,14}$")
_DONE = re.compile(r",实际(?P<verb>[\u4e00-\u9fff]{2})[^、,;。:]{0,8}")
_BETWEEN_RUNS = re.compile(r"[,;](?:目前|现已|已|现)*(?:[^,;。]{0,14}(?:以来|至今))?,?(?:已|共)?累计(?P<verb>[^,;。、]{0,12})")
_FILLERS = "已共达为有约了"
_KIN = 4  # characters two nouns share that speak of the same cases


class _Forms(NamedTuple):
    stages: dict[str, int]
    stage: re.Pattern[str]
    carried: re.Pattern[str]
    part: re.Pattern[str]  # any word of a part: most gaps have none
    bounded: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...]  # whole, part, how a whole may end like a part
    asked: frozenset[str]  # parts whose whole may take in what was carried over
    planned: re.Pattern[str]
    own: tuple[str, ...]
    running: dict[str, list[str]]
    pools: tuple[tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]


@lru_cache(maxsize=8)
def _forms(words: Words) -> _Forms:
    stages = {word: rank for rank, group in enumerate(words.table("stages").values()) for word in group}
    every = sorted(stages, key=len, reverse=True)
    parts = {word for pair in words.pairs("bounded") for word in pair["part"]}
    bounded = []
    for pair in words.pairs("bounded"):
        both = sorted(pair["part"], key=len, reverse=True), sorted(pair["whole"], key=len, reverse=True)
        bounded.append(
            (
                re.compile(rf"(?:{'|'.join(both[1])})[^、,;。:]{{0,14}}$"),
                re.compile(rf"(?:^|[,;、(:])(?:其中|已|共|均|有|实际|并|全部)*(?:[^、,;。:(]{{0,6}})(?:{'|'.join(both[0])})(?:案件|纠纷|应诉|人员|问题)?(?:的)?(?:有|共|为)?$"),
                tuple(word for word in pair["whole"] if word.endswith(tuple(pair["part"]))) or ("\0",),
            )
        )
    # each pattern opens with its own words, so that the regex engine skips to them
    pools = tuple((tuple(map(re.compile, p["whole"])), tuple(map(re.compile, p["part"]))) for p in words.pairs("pools"))
    return _Forms(
        stages,
        re.compile(rf"(?:{'|'.join(every)})"),
        re.compile(words.either("carried_over")),
        re.compile("|".join(sorted(parts))),
        tuple(bounded),
        frozenset(words.words("bounded_asked")),
        re.compile(words.either("not_yet")),
        words.words("this_year"),
        words.table("running"),
        pools,
    )


def bounds(page: Page) -> Iterator[Draft]:
    """Drafts of subsets by stage, by due and done, by year and total, and of pools."""
    forms = _forms(page.words)
    yield from _flows(page, forms)
    yield from _pairs(page, forms)
    told: set[int] = set()
    for draft in itertools.chain(_long_run(page), _beside(page, forms)):
        if draft.parts[0].start not in told:
            told.add(draft.parts[0].start)
            yield draft
    yield from _pools(page, forms)


def _stage(page: Page, forms: _Forms, at: int) -> int | None:
    """The stage of its cases that a count tells: 0 received, 1 accepted, 2 closed; None where it tells none."""
    lead = page.leads[at]
    found = forms.stage.search(lead)
    if found is None or lead.endswith(("率", "了", "率为")):
        return None
    q = page.quantities[at]
    if q.kind != "count" or q.high is not None:
        return None
    for match in forms.stage.finditer(lead):
        found = match
    return forms.stages[found.group()]


def _flows(page: Page, forms: _Forms) -> Iterator[Draft]:
    """收到7宗，受理6宗，审结5宗: each stage within the one before it."""
    chain: list[tuple[int, int]] = []
    for at in range(len(page.quantities)):
        rank = _stage(page, forms, at)
        if rank is None:
            continue
        if chain and not _continues(page, chain, at, rank):
            yield from _flow(page, forms, chain)
            chain = []
        if chain or rank < 2:
            chain.append((at, rank))
    yield from _flow(page, forms, chain)


def _continues(page: Page, chain: list[tuple[int, int]], at: int, rank: int) -> bool:
    """True where count `at` is a later stage of the cases of `chain`."""
    first, last = chain[0][0], chain[-1][0]
    if rank <= chain[-1][1] or not page.alike(at, last) or page.item(at) != page.item(first):
        return False
    if page.quantities[at].start - page.quantities[last].end > _REACH:
        return False
    if page.sentences[at] == page.sentences[last]:
        # a noun of its own is another body of cases: 收到复议申请8件，受理仲裁案件90件
        noun = page.quantities[at].noun
        bare = len(noun) <= _BARE or _kin(noun, page.quantities[first].noun, 2)
        between = page.between(at - 1, at)
        return bare and (at - last == 1 or len(between) <= 40)
    return _kin(page.quantities[at].noun, page.quantities[first].noun, _KIN)


def _kin(one: str, other: str, size: int) -> bool:
    return any(one[i : i + size] in other for i in range(len(one) - size + 1))


def _flow(page: Page, forms: _Forms, chain: list[tuple[int, int]]) -> Iterator[Draft]:
    if len(chain) < 2:
        return
    q = page.quantities
    indices = [at for at, _ in chain]
    values = [q[at].value for at in indices]
    marks = (page.mark(indices[0], "total"), *(page.mark(at, "part") for at in indices[1:]))
    falls = all(later <= earlier for earlier, later in itertools.pairwise(values))
    texts = {"terms": "≥".join(shown(v) for v in values)}
    if falls:
        yield Draft("flow", "subset", "consistent", False, marks, "flow", texts)
    elif all(q[at].exact for at in indices):
        start, end = page.sentence_start(indices[0]), page.sentence_end(indices[-1])
        if forms.carried.search(page.text, start, end):
            return
        step = next(i for i in range(1, len(values)) if values[i] > values[i - 1])
        texts |= {"earlier": shown(values[step - 1]), "later": shown(values[step])}
        yield Draft("flow", "subset", "cannot-tell", True, marks, "flow-grows", texts, step, 3)


def _pairs(page: Page, forms: _Forms) -> Iterator[Draft]:
    """应出庭40件，出庭38件; 调解900件，调解成功582件: the second is taken from the first."""
    q = page.quantities
    for at in range(1, len(q)):
        part, whole = q[at], q[at - 1]
        gap = page.gaps[at]
        if len(gap) <= 30 and "际" in gap and page.alike(at, at - 1) and page.sentences[at] == page.sentences[at - 1]:
            due = _DUE.search(page.gaps[at - 1])
            done = _DONE.fullmatch(gap)
            if due and done and due["verb"] == done["verb"] and part.unit == whole.unit and part.exact and whole.exact and part.value > whole.value:
                texts = {"part": shown(part.value), "total": shown(whole.value)}
                marks = (page.mark(at - 1, "total"), page.mark(at, "part"))
                yield Draft("numerator", "subset", "inconsistent", False, marks, "numerator-above", texts, 1)
                continue
        if len(gap) > 30 or not forms.part.search(gap) or not page.alike(at, at - 1) or part.kind != "count":
            continue
        if page.sentences[at] != page.sentences[at - 1]:
            continue
        for wholes, parts, ends in forms.bounded:
            before = page.gaps[at - 1]
            if not parts.search(gap) or not wholes.search(before) or whole.high is not None or part.high is not None:
                continue
            # 人民调解成功20件、行政调解成功30件: two parts; 应出庭 is a whole though it ends in 出庭
            if parts.search(before) and not page.leads[at - 1].endswith(ends):
                continue
            marks = (page.mark(at - 1, "total"), page.mark(at, "part"))
            texts = {"part": shown(part.value), "total": shown(whole.value)}
            if part.value <= whole.value:
                if whole.step <= 1:
                    yield Draft("numerator", "subset", "consistent", False, marks, "part-within", texts, 1)
            elif part.exact and whole.exact and any(word in page.leads[at - 1] for word in forms.asked):
                if not forms.carried.search(page.text, page.sentence_start(at), page.sentence_end(at)):
                    yield Draft("numerator", "subset", "cannot-tell", True, marks, "numerator-above", texts, 1, 3)
            elif part.exact and whole.exact:
                yield Draft("numerator", "subset", "inconsistent", False, marks, "numerator-above", texts, 1)
            break


def _long_run(page: Page) -> Iterator[Draft]:
    """今年受理810件，试运行至今累计受理2665件: a year's figure lies within the long-run one."""
    q = page.quantities
    for at in range(len(q)):
        whole = q[at]
        if whole.period != "cumulative" or whole.kind != "count" or not _runs_on(page, at):
            continue
        for other in range(at - 1, max(at - 4, -1), -1):
            year = q[other]
            if page.item(other) != page.item(at) or page.sentences[at] - page.sentences[other] > 1:
                break
            same = whole.unit == year.unit and year.period == "" and _kin(whole.noun[-4:], year.noun, min(3, max(len(whole.noun), 2)))
            if not same or not year.exact or not whole.exact:
                continue
            marks = (page.mark(at, "total"), page.mark(other, "part"))
            texts = {"part": shown(year.value), "total": shown(whole.value)}
            if year.value <= whole.value:
                yield Draft("cumulative", "subset", "consistent", False, marks, "cumulative", texts)
            else:
                yield Draft("cumulative", "subset", "inconsistent", False, marks, "cumulative-below", texts)
            break


def _beside(page: Page, forms: _Forms) -> Iterator[Draft]:
    """新建工作室17个，累计建成143个: the same verb and unit in the next clause, run on from the beginning."""
    q = page.quantities
    for at in range(1, len(q)):
        gap = page.gaps[at]
        if "累计" not in gap or page.sentences[at] != page.sentences[at - 1] or q[at].unit != q[at - 1].unit:
            continue
        year, whole = q[at - 1], q[at]
        found = _BETWEEN_RUNS.fullmatch(_without_noun(page, at))
        if not found or year.period or year.kind != "count" or year.approximate or whole.approximate or year.high is not None or whole.high is not None:
            continue
        verb, before = found["verb"].rstrip(_FILLERS), page.leads[at - 1]
        if forms.planned.search(page.gaps[at - 1]) or not verb or any(word in gap for word in forms.own):
            continue
        if verb not in before and not any(before.find(word) >= 0 for word in forms.running.get(verb, ())):
            continue
        behind = page.text[whole.end : whole.end + 1]
        if "\u4e00" <= behind <= "\u9fff" and not _kin(whole.noun[-4:], year.noun, 2):
            continue
        marks = (page.mark(at, "total"), page.mark(at - 1, "part"))
        texts = {"part": shown(year.value), "total": shown(whole.value)}
        # figures printed in 万 are rounded by half of their last digit at most
        slack = (year.step + whole.step) / 2 if not (year.exact and whole.exact) else 0
        if year.value <= whole.value:
            yield Draft("cumulative", "subset", "consistent", False, marks, "cumulative", texts)
        elif year.value - whole.value > slack:
            yield Draft("cumulative", "subset", "inconsistent", False, marks, "cumulative-below", texts)


def _without_noun(page: Page, at: int) -> str:
    """The words between a figure and the one before it, without the noun of that one: 办理(案件),累计办理."""
    between = page.between(at - 1, at)
    mark = re.search("[,;]", between)
    return between[mark.start() :] if mark and mark.start() <= 16 else between


def _runs_on(page: Page, at: int) -> bool:
    """True where the words before a figure say that it runs on from the beginning: 至今, 以来累计, 历年."""
    gap = page.gaps[at]
    lead = gap[max(gap.rfind(","), gap.rfind(";"), gap.rfind("。")) + 1 :]
    return "至今" in lead or "历年" in lead or ("以来" in lead and not re.search(r"(?:今年|本年|年初|20\d\d年)以来", lead))


def _pools(page: Page, forms: _Forms) -> Iterator[Draft]:
    """组织全区50余名执法人员培训 against 持证执法人员45人: more of them than there are."""
    for whole, part in forms.pools:
        wholes = [at for p in whole for m in p.finditer(page.text) if (at := _figure_of(page, m.start(), m.end())) is not None]
        if not wholes:
            continue
        parts = sorted({at for p in part for m in p.finditer(page.text) if (at := _inside(page, m.start(), m.end())) is not None})
        if not parts:
            continue
        most = max(wholes, key=lambda at: page.quantities[at].value)
        for at in parts:
            small, big = page.quantities[at], page.quantities[most]
            if at in wholes or not page.alike(at, most) or big.approximate:
                continue
            # 50余 is more than 50
            if small.value > big.value:
                marks = (page.mark(most, "total"), page.mark(at, "part"))
                texts = {"part": page.text[small.start : small.end], "total": page.text[big.start : big.end]}
                yield Draft("numerator", "subset", "cannot-tell", True, marks, "pool-above", texts, 1, 5)


def _figure_of(page: Page, start: int, end: int) -> int | None:
    """The count of persons right behind a name, or right before it."""
    at = page.inside(end, end + 8)[0]
    if at < len(page.quantities) and page.quantities[at].start <= end + 8 and page.classes[at] == "persons":
        between = page.text[end : page.quantities[at].start]
        if not re.search("[,。;、]", between):
            return at
    return _inside(page, start - 8, end)


def _inside(page: Page, start: int, end: int) -> int | None:
    first, last = page.inside(start, end)
    return next((at for at in range(first, last) if page.classes[at] == "persons"), None)
