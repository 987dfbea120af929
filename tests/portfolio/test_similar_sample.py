"""Copied text in the sample of examples/portfolio: every planted passage is found, and nothing else is called copied."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection, select

from linter.engine import Engine, Options
from linter.engines import Engines
from linter.model.copying import Group, Place
from linter.model.lexicon import Lexicon
from linter.output.catalogue import Catalogue
from linter.portfolio.intake import Terms, take_in
from linter.portfolio.paragraphs import fixed_of
from linter.portfolio.roster import enrol, read_roster
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.similar.corpus import Holder
from linter.portfolio.similar.finding import Asked, Copying, copying
from linter.portfolio.store import opened
from linter.portfolio.tables import paragraph, unit
from linter.reading import ResidueWords, residue_words
from tests.portfolio.samples import AS_OF, Given
from tests.portfolio.test_sample import make


def full(one: Holder | Place) -> str:
    """上级/名称, as the truth has it; only where several units bear the name does `unit` have the one above."""
    return one.unit if "/" in one.unit else f"{one.parent}/{one.unit}"


class Held(NamedTuple):
    """The truth of a sample and a connection to the store that took it in, which keeps no text."""

    folder: Path
    truth: dict[str, Any]
    connection: Connection
    engine: Engine

    def found(self, **terms: Any) -> Copying:
        book = self.engine.rulebook
        asked = Asked(Scope(rulebooks(self.connection)[0].id), fixed_of(book.lexicon))._replace(**terms)

        def residue() -> ResidueWords:
            return residue_words(Lexicon(book.lexicon))

        return copying(self.connection, asked, residue)

    def holders(self, number: int) -> set[tuple[str, int]]:
        """The units and years of a planted group. The generator may give a section to one unit twice."""
        return {(each[side]["unit"], each[side]["year"]) for each in self.truth["copies"] if each["group"] == number for side in ("source", "copy")}

    def repeated(self) -> set[tuple[str, int, str]]:
        """(unit, year, text) of what a unit had written in an earlier year."""
        every = [(each[side]["unit"], each[side]["year"], each[side]["text"], each["group"]) for each in self.truth["copies"] for side in ("source", "copy")]
        return {(unit, year, text) for unit, year, text, number in every if any(u == unit and y < year for u, y in self.holders(number))}

    def planted(self) -> dict[tuple[str, int], list[str]]:
        """What is copied, or copied from, by unit and year."""
        out: dict[tuple[str, int], list[str]] = {}
        for each in self.truth["copies"]:
            for side in ("source", "copy"):
                out.setdefault((each[side]["unit"], each[side]["year"]), []).append(each[side]["text"])
        return out


@pytest.fixture(scope="module", params=[(7, 60), (8, 40), (9, 40)], ids=str)
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engine: Engine, words: Catalogue) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("sample")
    seed, units = request.param
    make(folder, "--seed", str(seed), "--units", str(units))
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    given = [Given(str(folder / each["path"])) for each in truth["reports"]]
    engines = Engines(engine.rulebook, Options(select=("structure.title",)))  # what is judged does not matter here
    with opened(str(folder / "store.db"), words, make=True) as store:
        enrol(store, read_roster(str(folder / "roster.csv"), words))
        take_in(store, engines, given, Terms(AS_OF, jobs=1))
        with store.connect() as connection:
            yield Held(folder, truth, connection, engine)


def told(group: Group) -> dict[tuple[str, int], str]:
    """The passages of a group by unit and year; without marks."""
    out = {}
    first = group.places[0]
    out[full(first), first.year] = group.text
    for pair in group.pairs:
        for number, side in ((pair.other, "".join(s.left for s in pair.stretches)), (pair.place, "".join(s.right for s in pair.stretches))):
            place = group.places[number]
            out[full(place), place.year] = side
    return out


def test_every_planted_passage_is_found(held: Held) -> None:
    groups = held.found().groups
    passages = [told(group) for group in groups]
    for copy in held.truth["copies"]:
        source, taker = ((copy[side]["unit"], copy[side]["year"]) for side in ("source", "copy"))
        (number,) = [at for at, those in enumerate(passages) if those.get(source) == copy["source"]["text"] and those.get(taker) == copy["copy"]["text"]]
        group = groups[number]
        assert group.exact is (copy["kind"] == "exact")
        holders = held.holders(copy["group"])
        units = {unit for unit, _ in holders}
        assert (group.reports, group.across, group.own) == (len(holders), len(units) > 1, len(units) < len(holders))
        assert group.own or not copy["own_last_year"]
    assert {len(held.holders(copy["group"])) for copy in held.truth["copies"]} == {group.reports for group in groups} == {2, 3, 4}


def test_nothing_else_is_called_copied(held: Held) -> None:
    planted = held.planted()
    found = held.found()
    assert found.groups
    assert found.unread == found.estimated == 0
    for group in found.groups:
        for place, text in told(group).items():
            assert text in planted.get(place, []), (place, text)
    assert {(full(s.holder), s.holder.year) for s in found.shares} <= set(planted)


def test_what_a_unit_takes_from_its_last_report(held: Held) -> None:
    own = held.repeated()
    assert own >= {(each["copy"]["unit"], each["copy"]["year"], each["copy"]["text"]) for each in held.truth["copies"] if each["own_last_year"]}
    found = held.found(own=True)
    later = {(unit, year, text) for group in found.groups for (unit, year), text in told(group).items() if year == max(p.year for p in group.places)}
    assert later == own
    assert all(pair.own for group in found.groups for pair in group.pairs)
    assert {(full(s.holder), s.holder.year) for s in found.shares} == {each[:2] for each in own}
    assert all(share.others == 0 and share.copied == share.earlier > 0 for share in found.shares)
    assert found.found + held.found(across=True).found >= held.found().found


def test_shares_are_those_of_the_planted_passages(held: Held) -> None:
    with_copies = {(each["copy"]["unit"], each["copy"]["year"]) for each in held.truth["copies"]}
    shares = {(full(s.holder), s.holder.year): s for s in held.found().shares}
    assert with_copies <= set(shares)
    for place, share in shares.items():
        assert share.passages <= len(set(held.planted()[place]))
        assert 0 < max(share.others, share.earlier) <= share.copied < share.letters
        assert share.copied <= sum(map(len, set(held.planted()[place])))


def test_narrowed_to_a_unit_and_a_year(held: Held) -> None:
    copy = next(each for each in held.truth["copies"] if not each["own_last_year"])["copy"]
    parent, _, name = copy["unit"].partition("/")
    (which,) = held.connection.execute(select(unit.c.id).where(unit.c.name == name, unit.c.parent == parent)).scalars()
    every = held.found()
    for terms, mine in (
        ({"units": frozenset({which})}, lambda p: (p.parent, p.unit) == (parent, name)),
        ({"years": frozenset({copy["year"]})}, lambda p: p.year == copy["year"]),
    ):
        narrowed = held.found(**terms)
        wanted = [group._replace(number=0) for group in every.groups if any(map(mine, group.places))]
        assert [group._replace(number=0) for group in narrowed.groups] == wanted != []
        assert {(s.holder.parent, s.holder.unit, s.holder.year) for s in narrowed.shares} == {
            (s.holder.parent, s.holder.unit, s.holder.year) for s in every.shares if mine(s.holder)
        }


def test_without_files_and_text_there_are_places(held: Held, tmp_path: Path) -> None:
    before = held.found()
    shutil.move(held.folder / "reports", tmp_path / "reports")
    try:
        gone = held.found()
    finally:
        shutil.move(tmp_path / "reports", held.folder / "reports")
    assert [[tuple(place) for place in group.places] for group in gone.groups] == [[tuple(place) for place in group.places] for group in before.groups]
    assert all(not group.text and not any(pair.stretches for pair in group.pairs) for group in gone.groups)
    assert gone.unread == gone.found
    assert gone.estimated == sum(not pair.exact for group in gone.groups for pair in group.pairs) > 0
    assert gone.shares == before.shares


def test_the_store_has_no_text(held: Held) -> None:
    assert not held.connection.execute(select(paragraph.c.text).where(paragraph.c.text.is_not(None))).first()
    held.connection.commit()
    kept = (held.folder / "store.db").read_bytes()
    wal = held.folder / "store.db-wal"
    kept += wal.read_bytes() if wal.exists() else b""
    for texts in held.planted().values():
        for text in texts:
            assert not any(text[at : at + 16].encode() in kept for at in range(0, len(text) - 16, 8))
