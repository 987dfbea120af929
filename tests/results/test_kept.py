"""A kept result says in every format what a new one says, and holds no word of the report."""

import marshal
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from linter.batch import judge_all
from linter.cli.inputs import Input
from linter.engine import Engine, Options, load
from linter.engines import Engines, Task
from linter.model.failure import ReadFailure
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.results.form import plain
from linter.results.kept import told
from linter.results.later import LaterReport
from linter.results.pieces import Unkept
from linter.results.store import opened, sealed
from tests.results.conftest import Judge

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(p for p in (ROOT / "examples").glob("*年*.*"))
SAMPLES = [*sorted((ROOT / "tests" / "reports").glob("labelled*/reports/*.txt"))[::14], *sorted((ROOT / "tests" / "reports" / "structure").glob("*.txt"))[::4]]
LINES = [line for p in EXAMPLES if p.suffix == ".md" for line in p.read_text("utf-8").split("\n") if line.strip()]


def inputs(paths: list[Path]) -> list[Input]:
    return [Input(str(path), True) for path in paths]


@pytest.mark.parametrize(("paths", "lang"), [(EXAMPLES[::2], "zh"), (SAMPLES, "zh"), (EXAMPLES[1:4], "en")])
def test_the_same_in_every_format(judge: Judge, shown: Callable[[Run], list[str]], paths: list[Path], lang: str) -> None:
    fresh = judge(inputs(paths), lang=lang, use_cache=False)
    first = judge(inputs(paths), lang=lang)
    second = judge(inputs(paths), lang=lang)
    assert [isinstance(report, LaterReport) for report in first.reports] == [False] * len(first.reports)
    assert [isinstance(report, LaterReport) for report in second.reports] == [True] * len(second.reports)
    assert second.reports
    assert shown(second) == shown(first) == shown(fresh)


def test_every_field_is_the_same(judge: Judge) -> None:
    fresh = judge(inputs(EXAMPLES), use_cache=False)
    judge(inputs(EXAMPLES))
    for old, new in zip(fresh.reports, judge(inputs(EXAMPLES)).reports, strict=True):
        assert new.tally == old.tally  # from the columns, before anything is told
        for name in Report.__slots__:
            if name != "document":
                assert getattr(new, name) == getattr(old, name), name
        for name in ("path", "format", "sha256", "receipt", "text", "blocks", "clues"):
            assert getattr(new.document, name) == getattr(old.document, name), name
        assert new.document.view.text == old.document.view.text
        assert new.parts == old.parts
        assert new.tally == old.tally


def test_with_the_weights_of_a_pack(folder: Path) -> None:
    pack = ROOT / "examples" / "province-pack"
    engines = Engines(load((str(pack),)))
    given = inputs(sorted((pack / "报告").glob("*.md")))

    def run() -> Report:
        (report,) = judge_all(engines, given, max_size=5_000_000, skip_other=False, as_of="2025-03-10", use_cache=True).reports
        return report

    fresh, kept = run(), run()
    assert (fresh.weighting, type(kept)) == ("yunling-county", LaterReport)
    assert kept == fresh._replace(document=kept.document)


def test_a_copy_leaves_untold_what_is_untold(judge: Judge) -> None:
    judge(inputs(EXAMPLES[1:2]))
    (report,) = judge(inputs(EXAMPLES[1:2])).reports
    copy = report._replace(notices=("另有说明",))
    assert (copy.notices, copy.findings, copy.document) == (("另有说明",), report.findings, report.document)
    assert report.notices != copy.notices
    bare = copy._replace(findings=())
    assert sum(bare.tally.findings.values()) == 0  # not the tally of what was kept
    with pytest.raises(ValueError, match="no field"):
        report._replace(finding=())


def test_what_was_agreed_is_counted_without_telling_the_verdicts(judge: Judge) -> None:
    (fresh,) = judge(inputs(EXAMPLES[1:2]), use_cache=False).reports
    judge(inputs(EXAMPLES[1:2]))
    (kept,) = judge(inputs(EXAMPLES[1:2])).reports
    for at, changes in enumerate(({"waiver": "另有专题报告"}, {"known_since": "2025-01-02"})):
        marked = tuple(f._replace(**changes) if number % 3 == at else f for number, f in enumerate(fresh.findings))
        copy = kept._replace(findings=marked)
        assert copy.tally == fresh._replace(findings=marked).tally
        assert copy._replace(notices=()).tally == copy.tally
        with pytest.raises(AttributeError):
            object.__getattribute__(copy, "verdicts")
    verdicts = fresh.verdicts[:5]
    assert kept._replace(verdicts=verdicts).tally == fresh._replace(verdicts=verdicts).tally


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Lines of the examples in any order, with other figures, marks and letters between."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=3, max_size=25))
    odd = draw(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12), max_size=4))
    figure = draw(st.integers(0, 10**6))
    text = draw(st.sampled_from(["# 青岚县2024年法治政府建设年度报告\n\n", ""])) + "\n\n".join([*lines, *odd])
    return re.sub(r"\d{2,3}(?=件)", str(figure), text, count=3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=reports(), lang=st.sampled_from(["zh", "en"]))
def test_any_text(book: Rulebook, shown: Callable[[Run], list[str]], text: str, lang: str) -> None:
    engines = _engines(book, lang)
    task = Task("随意.md", "随意.md", text.encode("utf-8"), engines.options)
    try:
        report = engines.judged(task)
    except ReadFailure:  # so many control characters that it is no text
        event("not read")
        return
    try:
        made = plain(report, task.data, engines.ground(task.options))
    except Unkept:  # rare, and allowed: such a result is made anew each time (that reports of the examples are kept is tested above)
        event("not kept")
        return
    fields = opened(b"k", sealed(b"k", made))
    assert fields is not None
    again = told(engines, task, fields, None)
    assert again == report._replace(document=again.document)
    identity = {"profile": "auto", "pack": "all", "version": book.version, "sha256": book.sha256}
    old, new = (Run((each,), (), (), "2025-03-10", identity, lang) for each in (report, told(engines, task, fields, None)))
    assert shown(new) == shown(old)


_MADE: dict[str, Engines] = {}


def _engines(book: Rulebook, lang: str) -> Engines:
    if lang not in _MADE:
        _MADE[lang] = Engines.around(Engine(book, Options(lang=lang)))
    return _MADE[lang]


PLANTED = "\n\n另，SecretNickname项目联系人电话13907658421，身份证号110101199003078515，单位邮箱qiming@example.test，密级★★。\n"


def test_no_word_of_the_report_is_kept(judge: Judge, folder: Path, tmp_path: Path) -> None:
    """Not two Han characters in a row that the report has, in any writing; no name, number of a person or Latin word either."""
    paths = []
    texts = []
    for number, path in enumerate([p for p in EXAMPLES if p.suffix == ".md"] + SAMPLES[:3]):
        text = path.read_text("utf-8") + PLANTED
        paths.append(tmp_path / f"机密名称{number}.md")
        paths[-1].write_text(text, "utf-8")
        texts.append(text + paths[-1].stem)
    # also a field that comes from the file's name alone, in the folder's name nothing
    run = judge(inputs(paths))
    assert len(run.reports) >= 5
    data = (folder / "results.sqlite").read_bytes()
    assert len(data) > 50_000
    assert [p.name for p in folder.iterdir() if "results" in p.name] == ["results.sqlite"]
    bigrams = {text[i : i + 2] for text in texts for i in range(len(text) - 1) if _han(text[i]) and _han(text[i + 1])}
    assert len(bigrams) > 3000
    for pair in bigrams:
        for form in (pair.encode("utf-8"), pair.encode("unicode_escape"), "".join(f"&#{ord(c)};" for c in pair).encode(), "".join(f"&#x{ord(c):x};" for c in pair).encode()):
            assert form not in data, pair
    # four bytes could come about by chance: three characters in the two-byte writings
    triples = {text[i : i + 3] for text in texts for i in range(len(text) - 2) if all(map(_han, text[i : i + 3]))}
    for triple in triples:
        for codec in ("utf-16-le", "utf-16-be", "gb18030"):
            assert triple.encode(codec) not in data, triple
    for secret in ("SecretNickname", "secretnickname", "13907658421", "110101199003078515", "qiming"):
        assert secret.encode() not in data
        assert secret.encode("utf-16-le") not in data


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def test_strings_of_an_entry_are_words_of_the_program_or_marks(judge: Judge, book: Rulebook, engine: Engine) -> None:
    engines = Engines.around(engine)
    for path in [*EXAMPLES, *SAMPLES]:
        task = Task(str(path), path.name, path.read_bytes(), engines.options)
        report = engines.judged(task)
        for word in _strings(plain(report, task.data, engines.ground(task.options))):
            assert not any(char.isalpha() and not char.isascii() for char in word), word
            assert not re.search("[A-Za-z]", word) or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ,._:/-]*", word), word


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, bytes) and len(value) > 200:  # columns in columns; a shorter one is a column of statuses
        yield from _strings(marshal.loads(value))
