"""Invented annual reports of an invented province, with what is planted in them told in truth.json.

python examples/portfolio/make.py -o DIR                          60 units, 2022 to 2024
python examples/portfolio/make.py --units 3334 --years 3 -o DIR   9,700 reports, for measuring

The same seed gives the same bytes with every Python from 3.11 on. DIR/reports holds the reports, DIR/roster.csv and roster.xlsx the
units, DIR/truth.json what was planted. A folder that holds something else is refused.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from files import WRITERS, csv, xlsx
from grammar import below, stream
from plants import Sample, sample
from text import Phrases, Report, load, stated
from units import CLASSES, Unit, roster, units

HERE = Path(__file__).resolve().parent
DIVISIONS = HERE.parents[1] / "rules/lexicon/divisions.yaml"
_LAST = 2024
_FORMATS = ("md",) * 14 + ("txt", "gb.txt", "docx", "docx", "docx", "html")
_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
_NOTICE = "# 关于报送年度工作总结的通知\n\n各有关单位：\n\n请于12月20日前将本单位年度工作总结报送办公室，电子版发送至工作邮箱。\n\n东江省示例办公室\n\n2024年12月2日\n"
_STRANGER = "霁沣岛管理委员会"


def years(text: str) -> list[int]:
    """2022-2024, or how many up to 2024."""
    first, dash, last = text.partition("-")
    found = list(range(int(first), int(last) + 1)) if dash else list(range(_LAST - int(first) + 1, _LAST + 1))
    if not found or not 2021 <= found[0] <= found[-1] <= 2025:
        raise argparse.ArgumentTypeError("years between 2021 and 2025, as 2022-2024 or their number")
    return found


def written(folder: Path, report: Report, kind: str, mark: tuple[str, str] | None, tail: str = "") -> str:
    """Writes a report below `folder`; gives its path there."""
    ending = kind.rpartition(".")[2]
    place = folder / "reports" / str(report.year) / report.unit.parent
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{report.pieces[0].text}{tail}.{ending}"
    data = WRITERS[kind](report)
    if mark:
        data = data.decode().replace(mark[0], f"{mark[1]}\n\n{mark[0]}").encode()
    if file.exists():
        raise SystemExit(f"{file} is there already")
    file.write_bytes(data)
    return file.relative_to(folder).as_posix()


def make(folder: Path, seed: int, number: int, span: list[int]) -> dict[str, Any]:
    """Writes the sample into an empty or absent folder and gives the truth."""
    phrases: Phrases = load(HERE)
    them: list[Unit] = units(seed, number, DIVISIONS)
    made: Sample = sample(phrases, seed, them, span)
    listing = []
    for slot, report in made.reports.items():
        kind = made.formats.get(slot) or _FORMATS[below(stream(seed, "format", *slot), len(_FORMATS))]
        path = written(folder, report, kind, made.marks.get(slot))
        listing.append(_entry(path, report))
    listing += [_entry(written(folder, report, "md", None, "（另报）"), report) for report in made.second]
    extra = _extra(folder, phrases, seed, them, span)
    rows = roster(them)
    (folder / "roster.csv").write_bytes(csv(rows))
    (folder / "roster.xlsx").write_bytes(xlsx(rows, "花名册"))
    truth = {"seed": seed, "years": span, "units": number, "class_order": list(CLASSES), "reports": listing, **made.truth, **extra}
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    return truth


def _entry(path: str, report: Report) -> dict[str, Any]:
    unit = report.unit
    return {
        "path": path, "unit": unit.key, "name": report.name, "level": unit.level, "year": report.year,
        "date": "{}-{:02}-{:02}".format(*report.date), "class": unit.quality, "share": round(report.share, 3),
    }


def _extra(folder: Path, phrases: Phrases, seed: int, them: list[Unit], span: list[int]) -> dict[str, Any]:
    """Files that are no report of a unit: empty, locked, a notice, and the report of a unit that the roster does not know."""
    other = folder / "reports" / str(span[-1]) / "其他"
    other.mkdir(parents=True, exist_ok=True)
    (other / "空文件.md").write_bytes(b"")
    (other / "加密文件.docx").write_bytes(_ENCRYPTED)
    (other / "报送通知.md").write_text(_NOTICE, "utf-8", newline="\n")
    like = next(u for u in them if u.level == "department")
    stranger = Unit(10**6, _STRANGER, "department", like.parent, like.region, "fair")
    report = stated(phrases, seed, stranger, span[-1], len(span) - 1, len(span), _STRANGER)
    path = written(folder, report, "md", None)
    here = other.relative_to(folder).as_posix()
    return {
        "unreadable": [{"path": f"{here}/空文件.md", "why": "empty"}, {"path": f"{here}/加密文件.docx", "why": "encrypted"}],
        "no_report": [f"{here}/报送通知.md"],
        "unmatched": [{"path": path, "name": _STRANGER}],
    }


def main() -> int:
    """Reads the arguments, makes the sample, says what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--units", type=int, default=60, help="at least 40")
    parser.add_argument("--years", type=years, default=years("2022-2024"))
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    folder: Path = given.output
    if given.units < 40:
        parser.error("--units: at least 40")
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "truth.json").is_file():
            parser.error(f"{folder} holds something else")
        for name in ("reports", "roster.csv", "roster.xlsx", "truth.json"):
            shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    truth = make(folder, given.seed, given.units, given.years)
    print(f"{len(truth['reports'])} reports of {given.units} units, {given.years[0]}–{given.years[-1]} → {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
