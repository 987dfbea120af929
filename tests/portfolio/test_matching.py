"""Reports to units: what is certain is matched, nothing else is."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from linter.output.catalogue import Catalogue
from linter.portfolio.deciding import assign, choose
from linter.portfolio.matching import Match, Matcher, Signs, _Unit
from linter.portfolio.names import key, place_of
from linter.portfolio.naming import content_named, unit_named
from linter.portfolio.overview import reports, unmatched
from linter.portfolio.places import named
from linter.portfolio.roster import Entry, enrol
from linter.portfolio.scope import rulebooks
from linter.portfolio.store import writing
from linter.portfolio.tables import report, unit
from tests.portfolio.conftest import Add
from tests.portfolio.samples import Given, dump, text, written

STEMS = ("青岚", "白石", "河湾", "东塘", "柳溪")
KINDS = ("县", "县人民政府", "县司法局", "县生态环境局", "镇", "市", "市人民政府")
names = st.builds(str.__add__, st.sampled_from(STEMS), st.sampled_from(KINDS))
parents = st.sampled_from(("", "云泽市", "珩州市", "云泽市人民政府", "中共珩州市委"))


def signs(issuer: str, *, place: str = "", level: str | None = "county", body: str = "", path: str = "a.txt") -> Signs:
    return Signs(issuer, place, level, named(body), path)


def roster(*units: tuple[str, str], aliases: tuple[tuple[int, str], ...] = ()) -> Matcher:
    """Units numbered from 1, by name and unit above."""
    return Matcher([_Unit(number, name, None, parent, "") for number, (name, parent) in enumerate(units, 1)], [(owner, key(name)) for owner, name in aliases])


def test_three_names_of_one_place_are_three_units() -> None:
    three = roster(("青岚县", "云泽市"), ("青岚县人民政府", "云泽市"), ("青岚县司法局", "青岚县"))
    assert [three.match(signs(name)).unit for name in ("青岚县", "青岚县人民政府", "青岚县司法局")] == [1, 2, 3]
    assert three.match(signs("青岚县档案局", level="department", place="青岚县")) == Match(None, "none")


def test_spelling_makes_no_difference_and_an_alias_is_told() -> None:
    one = roster(("中共青岚县委员会", ""), ("青岚县市场监督管理局", ""), aliases=((2, "青岚县市监局"),))
    assert one.match(signs("中国共产党青岚县委")) == Match(1, "name")
    assert one.match(signs("青岚县 市监局")) == Match(2, "alias")


def test_the_place_finds_a_government_and_no_department() -> None:
    one = roster(("青岚县", "云泽市"))
    assert one.match(signs("青岚县人民政府", place="青岚县")) == Match(1, "place")
    assert one.match(signs("青岚县司法局", place="青岚县", level="department")) == Match(None, "none")


def test_one_name_under_two_cities_needs_the_city() -> None:
    two = roster(("东塘县", "云泽市人民政府"), ("东塘县", "珩州市人民政府"))
    assert two.match(signs("东塘县")) == Match(None, "several")
    assert two.match(signs("东塘县", body="在珩州市委的领导下，东塘县")) == Match(2, "parent")
    assert two.match(signs("东塘县", path="收件/云泽市/东塘县.docx")) == Match(1, "parent")
    assert two.match(signs("东塘县", body="学习珩州市的经验", path="云泽市/东塘县.docx")) == Match(None, "several")
    assert two.match(signs("云泽市东塘县")) == Match(1, "parent")


def test_a_report_that_names_nobody_is_nobodys() -> None:
    assert roster(("青岚县", "")).match(signs("")) == Match(None, "unnamed")


@given(st.lists(st.tuples(names, parents), min_size=1, max_size=8, unique_by=lambda each: (key(each[0]), key(each[1]))), names, st.lists(parents, max_size=2))
def test_a_match_is_never_a_guess(units: list[tuple[str, str]], issuer: str, mentioned: list[str]) -> None:
    body = "在" + "、".join(mentioned) + "领导下"
    known = roster(*units)
    match = known.match(signs(issuer, body=body))
    alike = [number for number, (name, _) in enumerate(units, 1) if key(name) == key(issuer)]
    backed = [n for n in alike if place_of(units[n - 1][1]) and place_of(units[n - 1][1]) in {place_of(m) for m in mentioned}]
    if match.unit is not None:
        assert match.unit in alike
        assert len(alike) == 1 or backed == [match.unit]
    else:
        assert len(alike) != 1
        assert match.how == ("several" if alike else "none")
        assert len(backed) != 1


@given(st.permutations([("青岚县", "云泽市"), ("青岚县", "珩州市"), ("白石县", ""), ("白石县司法局", "白石县")]), names)
def test_the_order_of_a_roster_decides_nothing(units: list[tuple[str, str]], issuer: str) -> None:
    first = sorted(units)
    one, other = roster(*first).match(signs(issuer)), roster(*units).match(signs(issuer))
    assert one.how == other.how
    assert (one.unit and first[one.unit - 1]) == (other.unit and units[other.unit - 1])


@given(names, st.sampled_from((" ", "　", "（）", "·", "“”")))
def test_signs_between_letters_are_no_other_name(name: str, sign: str) -> None:
    assert key(sign.join(name)) == key(name)


def test_places_of_names() -> None:
    assert [place_of(name) for name in ("云泽市", "中共云泽市委", "东江省云泽市人民政府", "云泽市委全面依法治市委员会办公室", "某局", "苏勒图旗")] == [
        "云泽市", "云泽市", "云泽市", "云泽市", "", "苏勒图旗",
    ]  # fmt: skip


def test_without_a_roster_units_are_made_of_reports(add: Add, store: Engine, tmp_path) -> None:  # type: ignore[no-untyped-def]
    add(*written(tmp_path / "今", "青岚县", "青岚县司法局"), *written(tmp_path / "去", "青岚县人民政府", year=2023))
    with store.connect() as connection:
        made = dict(row[:2] for row in connection.execute(select(unit.c.name, unit.c.level)))
        held = connection.execute(select(unit.c.name, report.c.year, report.c.matched).join(report).order_by(report.c.year, unit.c.name)).all()
    assert made == {"青岚县": "county", "青岚县司法局": "department"}
    assert held == [("青岚县", 2023, "report"), ("青岚县", 2024, "report"), ("青岚县司法局", 2024, "report")]


def test_a_roster_matches_anew_and_what_stays_open_comes_first(add: Add, store: Engine, tmp_path, words: Catalogue) -> None:  # type: ignore[no-untyped-def]
    add(*written(tmp_path / "来件", "青岚县", "白石县", "东塘县"))
    entries = [
        Entry("青岚县", (), "county", (), "", "云泽市", True),
        Entry("东塘县", (), "county", (), "", "珩州市", True),
        Entry("东塘县", (), "county", (), "", "松江市", True),
    ]
    done = enrol(store, entries)
    assert (done.added, done.shared) == (3, ("东塘县",))
    with store.connect() as connection:
        table = unmatched(connection, words)
    assert [(row[1], row[3], row[4]) for row in table.rows] == [("东塘县", words("matched.several"), "松江市/东塘县、珩州市/东塘县"), ("白石县", words("matched.none"), "")]
    before = dump(store)
    again = enrol(store, entries)
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    assert dump(store) == before


def test_what_a_person_assigned_stays_through_rosters_and_further_scorings(add: Add, store: Engine, tmp_path, words: Catalogue) -> None:  # type: ignore[no-untyped-def]
    from linter.engine import Options

    (one,) = written(tmp_path / "来件", "白石县")
    add(one)
    enrol(store, [Entry("青岚县", ("青岚",), "county", (), "", "云泽市", True)])
    with writing(store) as connection:
        assign(connection, content_named(connection, one.path, words), unit_named(connection, "青岚", words))
    add(one, options=Options(pack="core"))
    enrol(store, [Entry("白石县", (), "county", (), "", "云泽市", True)])
    with store.connect() as connection:
        assert connection.execute(select(unit.c.name, report.c.matched).join(report)).all() == [("青岚县", "assigned")] * 2
    with writing(store) as connection:
        assign(connection, content_named(connection, one.path, words), None)
    with store.connect() as connection:
        assert connection.execute(select(unit.c.name, report.c.matched).join(report)).all() == [("白石县", "name")] * 2


def test_of_two_reports_the_later_counts_or_the_chosen(add: Add, store: Engine, tmp_path, words: Catalogue) -> None:  # type: ignore[no-untyped-def]
    (first,) = written(tmp_path / "初稿", "青岚县")
    second = tmp_path / "定稿.txt"
    second.write_text(text("青岚县", number=8).replace("1月20日", "2月10日"), "utf-8")
    third = tmp_path / "更正.txt"
    third.write_text(text("青岚县", number=9).replace("1月20日", "1月5日"), "utf-8")

    def counting() -> list[str]:
        with store.connect() as connection:
            return list(connection.execute(select(report.c.path).where(report.c.counts.is_(True))).scalars())

    add(first, Given(str(second)))
    assert counting() == [str(second)]  # of one day: the one dated later
    add(Given(str(third)), as_of="2025-03-05")
    assert counting() == [str(third)]  # added later
    with writing(store) as connection:
        choose(connection, content_named(connection, first.path, words))
    assert counting() == [first.path]
    add(Given(str(third)), as_of="2025-04-05")
    assert counting() == [first.path]
    with store.connect() as connection:
        table = reports(connection, words, rulebooks(connection)[0].id)
    assert sorted(row[6] for row in table.rows) == sorted([words("counts.chosen"), words("counts.no"), words("counts.no")])
    assert len(table.notes) == 1


def test_the_roster_says_the_level_a_report_is_judged_at(add: Add, store: Engine, tmp_path) -> None:  # type: ignore[no-untyped-def]
    enrol(store, [Entry("檀水市", (), "county", (), "", "珩州市", True)])
    (given_,) = written(tmp_path / "来件", "檀水市")
    add(given_)
    with store.connect() as connection:
        row = connection.execute(select(report.c.level, report.c.weighting, report.c.matched)).one()
    assert tuple(row) == ("county", "county", "name")
    before = dump(store)
    assert add(given_).known == 1
    assert dump(store) == before


def test_names_of_places_are_found_again_in_their_hashes() -> None:
    kept = named("在珩州市委、市政府的坚强领导下，东塘县认真落实。")
    from linter.portfolio.places import names as names_

    assert names_(kept, "珩州市")
    assert names_(kept, "东塘县")
    assert not names_(kept, "云泽市")
    assert not names_(kept, "坚强")
    assert not names_(b"", "珩州市")
    assert "珩州".encode() not in kept
