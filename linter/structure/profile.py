"""Who reports, at which level, for which year, under which outline — each value with its source."""

import re

from linter.model.lexicon import Lexicon
from linter.model.outline import Issuer, Outline, Profile, Sourced
from linter.model.text import Document
from linter.structure.tail import dates_in, iso, tail_of
from linter.structure.headings import Headings
from linter.structure.title import years_in

_ORGAN = re.compile(
    r"(?:中共|中国共产党)?[\u4e00-\u9fff]{1,14}?(?:人民政府(?:办公[室厅])?|街道办事处|管理委员会|管委会|委员会|[省市县区州旗盟]委(?!员)"
    r"|[省市县区州旗盟镇乡]政府|(?<!当)局|(?<!大)厅|开发区|高新区|党组|办公室|研究院|中心|支队|总队)"
)
_DIVISION = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:自治[州县旗区]|[省市县区旗盟州镇乡]|街道)")
_PLACE = re.compile(
    r"(?:^|[,。:\n年度来])((?:[\u4e00-\u9fff]{1,6}省)?(?:[\u4e00-\u9fff]{2,6}(?:市|自治州|州|盟))?[\u4e00-\u9fff]{2,6}?(?:自治[州县旗]|[市县区旗镇乡]|街道|局|委员会))"
    r"(?:[市县区镇乡]?[委党人]|政府|坚持|以|在|认真|全面|深入|严格|紧紧|始终|切实|积极|扎实|党组|司法|法治|依法)"
)
_ADDRESS = re.compile(r"^[^。;]{2,60}:$")
_ADDRESSEES = ("政府", "党委", "市委", "县委", "区委", "省委", "人大", "局", "厅", "委员会", "办公室", "州委", "旗委")


class ProfileReader:
    """Reads profiles with one lexicon; options (`level`, `year`) override what the text says."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cities = frozenset(lexicon.words("divisions.cities"))
        self._county_cities = frozenset(lexicon.words("divisions.county_cities"))
        self._provinces = frozenset(lexicon.words("divisions.provinces"))
        self._city_words = lexicon.words("divisions.city_words")
        self._county_words = lexicon.words("divisions.county_words")
        self._kinds = {k: re.compile("|".join(v)) for k, v in lexicon.table("structure.issuer_kinds").items()}
        self._enforcing = lexicon.words("structure.enforcing_departments")
        self._plain = re.compile("|".join(lexicon.words("structure.plain_departments")))
        self._enforcement_words = lexicon.words("structure.enforcement_words")
        self._no_enforcement = lexicon.words("structure.no_enforcement_words")
        self._lexicon = lexicon

    def read(self, document: Document, outline: Outline, *, level: str | None = None, year: int | None = None) -> Profile:
        """The profile of `document`. Every value found has an entry in `sources`; undecided ones are None."""
        view = document.view.text
        sources: dict[str, Sourced] = {}

        def note(field: str, value: str | int | None, origin: str, start: int | None = None, end: int | None = None) -> None:
            if start is not None and end is not None:
                span = document.view.span(start, end)
                sources[field] = Sourced(value, origin, span.start, span.end)
            else:
                sources[field] = Sourced(value, origin, None, None)

        title = view[slice(*outline.title)].replace("\n", "") if outline.title else None
        if outline.title:
            note("title", title, "title", *outline.title)
        found_year = self._year(view, outline, title, note)
        if year is not None:
            found_year = year
            note("year", year, "option")
        headings = Headings(self._lexicon, found_year)
        tail = tail_of(view, headings, outline.title[1] if outline.title else 0)
        signed = tail.date
        if tail.date_span:
            note("signed", signed, "signature", *tail.date_span)
        issued = published = None
        for clue in document.clues:
            value = _clue_date(clue.value)
            if not value:
                continue
            if clue.name == "published" and published is None:
                published = value
                sources["published"] = Sourced(value, "residue", clue.start, clue.end)
            elif clue.name == "issued" and issued is None:
                issued = value
                sources["issued"] = Sourced(value, "imprint", clue.start, clue.end)
            elif clue.name == "signed" and signed is None:
                signed = value
                sources["signed"] = Sourced(value, "residue", clue.start, clue.end)
        if found_year is None and signed:
            found_year = int(signed[:4]) - 1
            note("year", found_year, "signature")
        issuers = self._issuers(document, outline, title, note)
        place = self._place(view, outline, issuers)
        found_level = self._level(view, issuers, place, note)
        if level is not None:
            found_level = level
            note("level", level, "option")
        traits, known = self._traits(view, issuers, found_level)
        note("traits", ",".join(sorted(traits)), "level and issuer")
        addressee = self._addressee(view, outline, note)
        outline_key = None
        if found_year is not None:
            outline_key = "outline-2015-2020" if found_year <= 2020 else "outline-2021-2025"
            note("outline", outline_key, "year")
        return Profile(
            tuple(issuers), found_level, traits, known, found_year, outline_key, signed, issued, published, title, addressee, place, sources
        )

    def _year(self, view: str, outline: Outline, title: str | None, note: object) -> int | None:
        pieces: list[tuple[str, str, int]] = []
        if title and outline.title:
            pieces.append(("title", title, outline.title[0]))
        for section in outline.sections:
            if "achievements" in section.roles and section.heading_end > section.heading_start:
                pieces.append(("heading", view[section.heading_start : section.heading_end], section.heading_start))
                break
        start = outline.title[1] if outline.title else 0
        pieces.insert(1 if title else 0, ("preamble", view[start : start + 160], start))
        for origin, text, at in pieces:
            years = years_in(text)
            if years:
                position = text.find(str(years[0]))
                end = at + position + 4 if position >= 0 else None
                note("year", years[0], origin, at + position if position >= 0 else None, end)  # type: ignore[operator]
                return years[0]
        for section in outline.sections:
            if "plan" in section.roles:
                years = years_in(view[section.start : section.heading_end])
                if years:
                    note("year", years[0] - 1, "plan heading")  # type: ignore[operator]
                    return years[0] - 1
        return None

    def _issuers(self, document: Document, outline: Outline, title: str | None, note: object) -> list[Issuer]:
        view = document.view.text
        places: list[tuple[str, str, int | None, int | None]] = []
        if title and outline.title:
            head = re.split(r"关于|20\d\d年|二[〇零○0]|法治政府|依法行政|法治建设", title)[0]
            places.append(("title", head, outline.title[0], outline.title[0] + len(head)))
        if outline.signature:
            places.append(("signature", view[slice(*outline.signature)], *outline.signature))
        for clue in document.clues:
            if clue.name == "issuer":
                places.append(("residue", clue.value, None, None))
        for origin, text, start, end in places:
            issuers = [Issuer(m.group(), self._kind(m.group())) for m in _ORGAN.finditer(text.replace("\n", "").replace(" ", ""))]
            issuers = [i for i in issuers if i.kind and len(i.name) > 2]
            if not issuers and origin == "title":
                match = _DIVISION.match(text)
                if match and match.end() == len(text):
                    issuers = [Issuer(text, "subdistrict" if text.endswith("街道") else "government")]
            if issuers:
                note("issuers", "、".join(i.name for i in issuers), origin, start, end)  # type: ignore[operator]
                return issuers
        start = outline.title[1] if outline.title else 0
        match = _PLACE.search(view, start, min(len(view), start + 260))
        if match:
            name = match.group(1)
            kind = "department" if re.search(r"(?:局|委员会)$", name) else "subdistrict" if name.endswith("街道") else "government"
            full = name if kind != "government" else name + "人民政府"
            note("issuers", full, "preamble", match.start(1), match.end(1))  # type: ignore[operator]
            return [Issuer(full, kind)]
        return []

    def _kind(self, name: str) -> str:
        for kind in ("subdistrict", "government", "zone", "party", "department"):
            if self._kinds[kind].search(name):
                return kind
        return ""

    def _place(self, view: str, outline: Outline, issuers: list[Issuer]) -> str | None:
        """The last division in the issuer's name: 双鸭山市岭东区人民政府 → 岭东区."""
        for issuer in sorted(issuers, key=lambda i: i.kind != "government"):
            name = re.sub(r"^(?:中共|中国共产党)", "", issuer.name)
            divisions = [m.group() for m in _DIVISION.finditer(name)]
            if divisions and issuer.kind != "department":
                return divisions[-1]
            if divisions:
                return divisions[0]
        return None

    def _level(self, view: str, issuers: list[Issuer], place: str | None, note: object) -> str | None:
        def found(level: str, origin: str) -> str:
            note("level", level, origin)  # type: ignore[operator]
            return level

        kinds = {i.kind for i in issuers}
        if "department" in kinds and not kinds & {"government", "party"}:
            return found("department", "issuer")
        if "subdistrict" in kinds:
            return found("township", "issuer")
        if not place:
            return None
        if place.endswith(("镇", "乡", "街道")):
            return found("township", "issuer")
        if place.endswith("省") or any(p.startswith(place[:2]) and (p == place or place.endswith("自治区")) for p in self._provinces):
            return found("province", "issuer")
        if place.endswith(("州", "盟", "地区")) and place[:-1] not in self._cities:
            return found("city", "issuer")
        if place.endswith("市"):
            if place[:-1] in self._cities:
                return found("city", "divisions")
            if place[:-1] in self._county_cities:
                return found("county", "divisions")
            city = sum(view.count(w) for w in self._city_words)
            county = sum(view.count(w) for w in self._county_words)
            if city > county:
                return found("city", "words of the text")
            if county > city and city == 0:
                return found("county", "words of the text")
            return None
        if place.endswith(("县", "旗", "区")):
            return found("county", "issuer")
        return None

    def _traits(self, view: str, issuers: list[Issuer], level: str | None) -> tuple[frozenset[str], frozenset[str]]:
        """What the issuer does, and which traits are decided (地方组织法、立法法、行政复议法 2023 第二十四条)."""
        every = frozenset({"enforces", "legislates", "reviews", "litigates"})
        says_no = any(w in view for w in self._no_enforcement)
        if level in ("province", "city"):
            return every, every
        if level == "county":
            return frozenset({"enforces", "reviews", "litigates"}), every
        if level == "township":
            enforces = not says_no and any(w in view for w in self._enforcement_words)
            traits = frozenset({"litigates"} | ({"enforces"} if enforces else set()))
            return traits, frozenset({"legislates", "reviews", "litigates"} | ({"enforces"} if enforces or says_no else set()))
        if level == "department":
            names = "".join(i.name for i in issuers)
            known = {"legislates", "reviews", "litigates"}
            traits_set = {"litigates"}
            if says_no:
                known.add("enforces")
            elif any(w in names for w in self._enforcing):
                known.add("enforces")
                traits_set.add("enforces")
            elif self._plain.search(names):
                known.add("enforces")
            elif sum(view.count(w) for w in self._enforcement_words) >= 3:
                known.add("enforces")
                traits_set.add("enforces")
            return frozenset(traits_set), frozenset(known)
        return frozenset({"litigates"}), frozenset({"litigates"})

    def _addressee(self, view: str, outline: Outline, note: object) -> str | None:
        start = outline.title[1] if outline.title else 0
        stop = next((s.start for s in outline.sections if s.source == "heading"), len(view))
        for line in re.finditer(r"[^\n]+", view[start : min(stop, start + 400)]):
            text = line.group()
            if _ADDRESS.match(text) and any(w in text for w in _ADDRESSEES) and "如下" not in text:
                note("addressee", text[:-1], "text", start + line.start(), start + line.end())  # type: ignore[operator]
                return text[:-1]
            if len(text) > 80:
                break
        return None


def _clue_date(value: str) -> str | None:
    """ISO date of a metadata value such as 2024-01-26, 2024/1/26 or 2024年1月26日."""
    match = re.search(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})", value)
    if match:
        return iso(int(match[1]), int(match[2]), int(match[3]))
    dates = dates_in(value)
    return dates[0][0] if dates else None
