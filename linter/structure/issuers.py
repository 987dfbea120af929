"""Who issues a report: organs by their names, and the division whose name they bear."""

import re
from collections.abc import Iterator

from linter.model.lexicon import Lexicon
from linter.model.outline import Issuer, Outline
from linter.model.text import Document

# the first of them that a name fits; a subdistrict office is no government, a zone's party committee no party organ
_KINDS = ("subdistrict", "government", "zone", "party", "department")
_PLACE_REACH = 260  # characters of the introduction in which the place is named
_BARE = 3  # characters of 县政府, the shortest name of an organ
_GOVERNMENT = "人民政府"
_OFFICE = re.compile("人民政府办公[室厅]$")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_DIVISION_ENDINGS = r"自治[州县旗区]|省|市|县(?!区)|(?<![园社])区|旗|盟|州(?!市)|镇(?!市)|乡(?![市族村])|街道"


class Issuers:
    """Reads issuers with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        organs = "|".join(lexicon.words("structure.organs"))
        self._organ = re.compile(rf"(?:中共|中国共产党)?[\u4e00-\u9fff]{{1,20}}?(?:{organs})|[省市县区州旗盟镇乡]政府")
        odd = "|".join(map(re.escape, lexicon.words("divisions.odd_names")))
        self._division = re.compile(rf"{odd}|[\u4e00-\u9fff]{{1,14}}?(?:{_DIVISION_ENDINGS})")
        self._kinds = {kind: re.compile("|".join(words)) for kind, words in lexicon.table("structure.issuer_kinds").items()}
        self._subject = re.compile("|".join((*lexicon.words("structure.title_subjects"), *lexicon.words("structure.titles"))))
        self._place = re.compile("|".join(lexicon.words("structure.preamble_places")))

    def find(self, document: Document, outline: Outline, title: str | None) -> tuple[list[Issuer], str, int | None, int | None]:
        """Issuers, where they were found (title, signature, residue, preamble; "" where nowhere) and their view span."""
        view = document.view.text
        for origin, text, start, end in self._places(document, outline, title):
            issuers = self.named(text)
            if not issuers and origin == "title" and self.divisions(text) and "".join(self.divisions(text)) == text:
                # a title that names the place only: 青岚县2024年法治政府建设年度报告
                issuers = [Issuer(text, "subdistrict" if text.endswith("街道") else "government")]
            if issuers:
                return issuers, origin, start, end
        start = outline.title[1] if outline.title else 0
        match = self._place.search(view, start, min(len(view), start + _PLACE_REACH))
        if not match:
            return [], "", None, None
        name = match[1]
        kind = self.kind(name)
        if kind not in ("department", "subdistrict"):
            name, kind = name + _GOVERNMENT, "government"
        return [Issuer(name, kind)], "preamble", match.start(1), match.end(1)

    def _places(self, document: Document, outline: Outline, title: str | None) -> Iterator[tuple[str, str, int | None, int | None]]:
        view = document.view.text
        if title and outline.title:
            subject = self._subject.search(title)
            head = title[: subject.start()] if subject else title
            start = outline.title[0]
            yield "title", head, start, start + len(head)
        if outline.signature:
            yield "signature", view[slice(*outline.signature)].replace("\n", ""), *outline.signature
        for clue in document.clues:
            if clue.name == "issuer":
                # a government's office publishes what the government reports
                yield "residue", _OFFICE.sub(_GOVERNMENT, "".join(clue.value.split())), None, None

    def named(self, text: str) -> list[Issuer]:
        """The organs that a text without spaces names, in order."""
        found: list[Issuer] = []
        for match in self._organ.finditer(text):
            name = match.group()
            kind = self.kind(name)
            above = self.divisions(_PARTY.sub("", found[-1].name)) if found and len(name) == _BARE else []
            if above and above[-1].endswith(name[0]):
                # 青岚县委、县政府: the second bears the place of the first
                name = above[-1] + _GOVERNMENT
            if kind and len(name) >= _BARE:
                found.append(Issuer(name, kind))
        return found

    def kind(self, name: str) -> str:
        """party, government, department, subdistrict or zone; "" for what is no organ."""
        return next((kind for kind in _KINDS if self._kinds[kind].search(name)), "")

    def divisions(self, name: str) -> list[str]:
        """The divisions with which a name opens, from the highest down: 云泽市柳城区司法局 → 云泽市, 柳城区."""
        found: list[str] = []
        at = 0
        while match := self._division.match(name, at):
            found.append(match.group())
            at = match.end()
        return found

    def places(self, issuers: list[Issuer]) -> list[str]:
        """The divisions in the name of the issuer that says most, a government's before all others."""
        for issuer in sorted(issuers, key=lambda i: i.kind != "government"):
            found = self.divisions(_PARTY.sub("", issuer.name))
            if issuer.kind == "department":
                # 青岚县城乡建设局: no town 城乡 there
                found = [d for i, d in enumerate(found) if not i or not d.endswith(("镇", "乡"))]
            if found:
                return found
        return []
