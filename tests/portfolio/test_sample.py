"""The invented province of examples/portfolio: the same bytes everywhere, and truth.json is true of the files and of what the engine reads in them."""

import html
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MAKE = ROOT / "examples" / "portfolio" / "make.py"
MAIN = "from linter.cli import main; main()"
SHINGLE = 5  # characters; figures are folded, so that a copy with other figures has nearly the same shingles
LEAST = 40  # characters of a paragraph worth comparing: shorter ones are addressees, signatures, formulas
UNRELATED, NEAR = 0.75, 0.8
WAIVED = "分项只列主要类别，统计口径另有说明"
DIGEST = "c77ed85fd70f35bc24575777ee64ec6c198d307457d02c4eda788b49cfafc4ab"  # of the sample of the default seed: to be renewed with every change of phrases or generator


class Sample(NamedTuple):
    """A made sample: its folder, its truth, and the paragraphs of each report by path."""

    folder: Path
    truth: dict[str, Any]
    texts: dict[str, list[str]]

    def paths(self, unit: str, year: int) -> list[str]:
        """The files of a unit for a year."""
        return [r["path"] for r in self.truth["reports"] if (r["unit"], r["year"]) == (unit, year)]


def make(folder: Path, *options: str, hash_seed: str = "0") -> None:
    """Runs the generator as a user does."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, str(MAKE), *options, "-o", str(folder)], check=True, env=environment, capture_output=True)


def charset(path: Path) -> str:
    """UTF-8 where the bytes are, else GB18030."""
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def paragraphs(path: Path) -> list[str]:
    """The lines of a report, whatever its format, without marks of the format."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode().replace("</w:p>", "\n")
    else:
        text = path.read_bytes().decode(charset(path))
    if path.suffix in (".docx", ".html"):
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return [stripped for line in text.splitlines() if (stripped := line.strip("　 #")) and not stripped.startswith("<!--")]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    make(folder, hash_seed="1")
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return Sample(folder, truth, {r["path"]: paragraphs(folder / r["path"]) for r in truth["reports"]})


def chosen(sample: Sample) -> list[str]:
    """Some forty reports: all with something planted in the text or the date, one unit of each trend, five of each quality."""
    truth = sample.truth
    planted = [(x["unit"], x["year"]) for key in ("late", "inconsistent", "by_alias") for x in truth[key]]
    of_trend = {x["trend"]: x["unit"] for x in truth["trends"]}
    planted += [(unit, year) for unit in of_trend.values() for year in truth["years"]]
    out = [path for unit, year in planted for path in sample.paths(unit, year)]
    for quality in truth["class_order"]:
        out += [r["path"] for r in truth["reports"] if r["class"] == quality and r["unit"] not in of_trend.values()][:5]
    return sorted(set(out))


@pytest.fixture(scope="module")
def judged(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the engine says of the chosen reports and of the files that are none, by path."""
    truth = sample.truth
    others = [x["path"] for x in truth["unreadable"]] + truth["no_report"]
    cache = str(tmp_path_factory.mktemp("cache"))
    done = subprocess.run(
        [sys.executable, "-P", "-c", MAIN, "check", *chosen(sample), *others, "--format", "json", "--isolated"],
        cwd=sample.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": cache},
        capture_output=True,
        check=False,
    )
    assert done.stdout, done.stderr.decode()[-400:]
    told = json.loads(done.stdout)
    return {x["path"]: x for key in ("documents", "errors", "skipped") for x in told[key]}


def digest(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_gives_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    make(tmp_path / "again", hash_seed="2")
    first = digest(sample.folder)
    assert digest(tmp_path / "again") == first
    make(tmp_path / "other", "--seed", "8")
    other = digest(tmp_path / "other")
    assert not {v for k, v in other.items() if k.startswith("reports/")} & {v for k, v in first.items() if k.startswith("reports/") and "其他" not in k}


def test_the_bytes_are_those_of_every_machine(sample: Sample) -> None:
    """What a change of the phrases alters on purpose, no change of Python may: the digest stands here."""
    listing = json.dumps(digest(sample.folder), sort_keys=True, ensure_ascii=False)
    assert sha256(listing.encode()).hexdigest() == DIGEST


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = subprocess.run([sys.executable, str(MAKE), "-o", str(tmp_path)], capture_output=True, check=False)
    assert done.returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_more_units_and_fewer_years(tmp_path: Path) -> None:
    make(tmp_path, "--units", "130", "--years", "2", "--seed", "3")
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert truth["years"] == [2023, 2024]
    assert len(truth["missing"]) == 10
    assert len({r["path"] for r in truth["reports"]}) == len(truth["reports"]) == 129 * 2 - 10 + len(truth["two_in_one_year"])


def test_the_roster_is_the_same_in_both_formats(sample: Sample) -> None:
    table = [line.split(",") for line in (sample.folder / "roster.csv").read_text("utf-8-sig").splitlines()]
    sheet = openpyxl.load_workbook(sample.folder / "roster.xlsx").active
    assert sheet is not None
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == table
    assert table[0] == ["名称", "别名", "级别", "特征", "区划", "上级", "应报送"]
    assert len(table) == 61
    assert Counter(row[2] for row in table[1:]) == {"市级": 3, "县级": 15, "部门": 24, "乡镇": 18}
    twice = [name for name, count in Counter(row[0] for row in table).items() if count > 1]
    assert len(twice) == 1 and len({row[5] for row in table if row[0] == twice[0]}) == 2
    assert [f"{row[5]}/{row[0]}" for row in table if row[6] == "否"] == sample.truth["not_obliged"]


def test_no_place_is_real(sample: Sample) -> None:
    divisions = yaml.safe_load((ROOT / "rules/lexicon/divisions.yaml").read_text("utf-8"))
    real = {*divisions["cities"], *divisions["county_cities"]}
    names = [line.split(",")[0] for line in (sample.folder / "roster.csv").read_text("utf-8-sig").splitlines()[1:]]
    assert not [name for name in names for place in real if name.startswith(place)]


def test_every_unit_and_year_is_there_once_but_for_the_planted(sample: Sample) -> None:
    truth = sample.truth
    missing = {(x["unit"], x["year"]) for x in truth["missing"]}
    doubled = {(x["unit"], x["year"]) for x in truth["two_in_one_year"]}
    counted = Counter((r["unit"], r["year"]) for r in truth["reports"])
    for unit in truth["classes"]:
        for year in truth["years"]:
            assert counted.pop((unit, year), 0) == (0 if (unit, year) in missing else 2 if (unit, year) in doubled else 1)
    assert not counted
    assert len(missing) == 5 and len(doubled) == 1
    listed = {r["path"] for r in truth["reports"]} | {x["path"] for key in ("unreadable", "unmatched") for x in truth[key]} | set(truth["no_report"])
    assert {p.relative_to(sample.folder).as_posix() for p in (sample.folder / "reports").rglob("*") if p.is_file()} == listed


def test_all_formats_are_there(sample: Sample) -> None:
    assert set(Counter(Path(path).suffix for path in sample.texts)) == {".md", ".txt", ".docx", ".html"}
    charsets = {charset(sample.folder / path) for path in sample.texts if path.endswith(".txt")}
    assert charsets == {"utf-8", "gb18030"}


def test_the_renamed_unit_bears_its_former_name_until_then(sample: Sample) -> None:
    (renamed,) = sample.truth["renamed"]
    names = {r["year"]: r["name"] for r in sample.truth["reports"] if r["unit"] == renamed["unit"]}
    assert {year for year, name in names.items() if name == renamed["former"]} == {y for y in names if y <= renamed["until"]}
    assert len(set(names.values())) == 2


def test_one_report_bears_an_alias(sample: Sample) -> None:
    (alias,) = sample.truth["by_alias"]
    (path,) = sample.paths(alias["unit"], alias["year"])
    assert sample.texts[path][0].startswith(alias["name"]) and sample.texts[path][-2] == alias["name"]
    rows = [line.split(",") for line in (sample.folder / "roster.csv").read_text("utf-8-sig").splitlines()]
    assert [alias["unit"]] == [f"{row[5]}/{row[0]}" for row in rows if row[1] == alias["name"]]


def test_planted_passages_stand_where_the_truth_says(sample: Sample) -> None:
    truth = sample.truth
    for copy in truth["copies"]:
        for side in ("source", "copy"):
            at = copy[side]
            assert any(at["text"] in sample.texts[p] for p in sample.paths(at["unit"], at["year"])), at
        assert (copy["source"]["text"] == copy["copy"]["text"]) == (copy["kind"] == "exact")
        assert copy["own_last_year"] == (copy["source"]["unit"] == copy["copy"]["unit"])
        if copy["own_last_year"]:
            assert copy["source"]["year"] == copy["copy"]["year"] - 1
    for wrong in truth["inconsistent"]:
        (path,) = sample.paths(wrong["unit"], wrong["year"])
        assert any(wrong["text"] in text for text in sample.texts[path])
    takers = defaultdict(set)
    for copy in truth["copies"]:
        takers[copy["group"]].add((copy["copy"]["unit"], copy["copy"]["year"]))
    assert sorted(map(len, takers.values()))[-2:] == [2, 3]  # groups of three and of four with their source
    assert Counter((c["kind"], c["own_last_year"]) for c in {c["group"]: c for c in truth["copies"]}.values()) == {
        ("exact", False): 6, ("near", False): 4, ("exact", True): 2, ("near", True): 2,
    }  # fmt: skip


def shingles(text: str) -> frozenset[str]:
    folded = re.sub(r"\d+", "0", re.sub(r"《[^》]*》", "", text))  # the names of laws are everybody's
    return frozenset(folded[i : i + SHINGLE] for i in range(len(folded) - SHINGLE + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def pairs(texts: list[tuple[str, str]]) -> Iterator[tuple[float, str, str]]:
    """How alike any two paragraphs of different reports are, where they share much at all."""
    cut = [shingles(text) for _, text in texts]
    holders = defaultdict(list)
    for at, them in enumerate(cut):
        for shingle in them:
            holders[shingle].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for those in holders.values():
        if len(those) <= 60:  # what more paragraphs hold is a formula
            shared.update(combinations(those, 2))
    for (i, j), count in shared.items():
        if count >= 12 and texts[i][0] != texts[j][0]:
            yield likeness(cut[i], cut[j]), texts[i][1], texts[j][1]


def test_near_copies_are_alike_and_nothing_else_is(sample: Sample) -> None:
    copied = {c[side]["text"] for c in sample.truth["copies"] for side in ("source", "copy")}
    for copy in sample.truth["copies"]:
        if copy["kind"] == "near":
            assert likeness(shingles(copy["source"]["text"]), shingles(copy["copy"]["text"])) >= NEAR
    free = [(path, text) for path, texts in sample.texts.items() for text in texts if len(text) >= LEAST and text not in copied]
    assert len(free) > 2000
    assert max(Counter(text for _, text in free).values()) == 1
    found = sorted(pairs(free), reverse=True)
    assert found, "nothing was compared"
    assert [p for p in found if p[0] >= UNRELATED] == []


def test_unrelated_reports_share_few_long_strings(sample: Sample) -> None:
    """Of strings of twenty characters, two reports of different units share a dozen in the mean, fixed phrases among them."""
    copied = {c[side]["text"] for c in sample.truth["copies"] for side in ("source", "copy")}
    unit = {r["path"]: r["unit"] for r in sample.truth["reports"]}
    holders = defaultdict(set)
    for path, texts in sample.texts.items():
        for text in texts:
            for part in [] if text in copied else re.split(r"《[^》]*》", text):
                for i in range(len(part) - 19):
                    holders[part[i : i + 20]].add(path)
    shared = Counter(pair for those in holders.values() for pair in combinations(sorted(those), 2) if unit[pair[0]] != unit[pair[1]])
    number = sum(1 for a, b in combinations(unit, 2) if unit[a] != unit[b])
    assert 0 < sum(shared.values()) / number < 12
    assert max(shared.values()) < 120


def test_the_engine_knows_every_report(sample: Sample, judged: dict[str, dict[str, Any]]) -> None:
    truth = {r["path"]: r for r in sample.truth["reports"]}
    assert len(chosen(sample)) >= 30
    for path in chosen(sample):
        profile, told = judged[path]["profile"], truth[path]
        assert [i["name"] for i in profile["issuers"]][:1] == [told["name"]], path
        assert (profile["level"], profile["year"], profile["signed"]) == (told["level"], told["year"], told["date"]), path
        assert judged[path]["genre"]["kind"] == "annual-report"


def test_the_engine_finds_the_planted_figures_and_no_others(sample: Sample, judged: dict[str, dict[str, Any]]) -> None:
    wanted = {(x["unit"], x["year"]): x for x in sample.truth["inconsistent"]}
    where = {r["path"]: (r["unit"], r["year"]) for r in sample.truth["reports"]}
    found = {}
    for path in chosen(sample):
        for finding in judged[path]["findings"]:
            if finding["status"] in ("inconsistent", "suspicious") and finding["rule"].startswith("figures."):
                found[where[path]] = (finding["rule"], finding["waiver"])
    assert found == {key: (x["rule"], WAIVED if x["waived"] else None) for key, x in wanted.items()}
    assert len(sample.truth["waivers"]) == 3
    assert not [f for p in chosen(sample) for f in judged[p]["findings"] if f["rule"].startswith("waiver.")]


def test_the_engine_finds_the_late_dates_and_no_others(sample: Sample, judged: dict[str, dict[str, Any]]) -> None:
    rule = {"signed": "structure.date.report-deadline", "published": "structure.date.publish-deadline"}
    where = {r["path"]: (r["unit"], r["year"]) for r in sample.truth["reports"]}
    found = {(*where[p], f["rule"]) for p in chosen(sample) for f in judged[p]["findings"] if f["rule"] in rule.values() and f["status"] == "absent"}
    assert found == {(x["unit"], x["year"], rule[x["what"]]) for x in sample.truth["late"]}
    assert {x["what"] for x in sample.truth["late"]} == set(rule)


def test_scores_follow_the_quality_and_the_trend(sample: Sample, judged: dict[str, dict[str, Any]]) -> None:
    scores = {path: judged[path]["score"]["total"] for path in chosen(sample)}
    of_class = defaultdict(list)
    trending = {x["unit"] for x in sample.truth["trends"]}
    for r in sample.truth["reports"]:
        if r["path"] in scores and r["unit"] not in trending:
            of_class[r["class"]].append(scores[r["path"]])
    means = [sum(of_class[c]) / len(of_class[c]) for c in sample.truth["class_order"]]
    assert all(b - a > 5 for a, b in pairwise(means)), means
    assert means[0] < 40 and means[-1] > 80
    for x in sample.truth["trends"]:
        over = [scores[p] for year in sample.truth["years"] for p in sample.paths(x["unit"], year) if p in scores]
        if len(over) == len(sample.truth["years"]):
            change = over[-1] - over[0]
            assert change > 15 if x["trend"] == "rise" else change < -15 if x["trend"] == "fall" else abs(change) < 6, (x, over)


def test_files_that_are_no_report(sample: Sample, judged: dict[str, dict[str, Any]]) -> None:
    assert {judged[x["path"]]["kind"] for x in sample.truth["unreadable"]} == {"empty", "encrypted"}
    assert all(judged[x["path"]]["kind"] == x["why"] for x in sample.truth["unreadable"])
    assert [judged[path]["kind"] for path in sample.truth["no_report"]] == ["not-a-report"]
    (stranger,) = sample.truth["unmatched"]
    assert not re.search(stranger["name"], (sample.folder / "roster.csv").read_text("utf-8-sig"))

