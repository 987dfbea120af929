"""The level of an issuer, and what that level does."""

import re

from linter.model.lexicon import Lexicon
from linter.model.outline import Issuer
from linter.model.rule import TRAITS

_EVERY = frozenset(TRAITS)
_OWN_ENFORCEMENT = 3  # mentions of enforcement that tell a department which enforces


class Levels:
    """Decides levels with one lexicon (地方组织法; 设区的市 by the list of divisions)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cities = frozenset(lexicon.words("divisions.cities"))
        self._county_cities = frozenset(lexicon.words("divisions.county_cities"))
        self._provinces = lexicon.words("divisions.provinces")
        self._city_words = lexicon.words("divisions.city_words")
        self._county_words = lexicon.words("divisions.county_words")
        self._enforcing = lexicon.words("structure.enforcing_departments")
        self._plain = re.compile("|".join(lexicon.words("structure.plain_departments")))
        self._enforcement_words = lexicon.words("structure.enforcement_words")
        self._no_enforcement = lexicon.words("structure.no_enforcement_words")

    def level(self, view: str, issuers: list[Issuer], places: list[str]) -> tuple[str | None, str]:
        """Level and where it comes from (issuer, divisions, words of the text); None where it is undecided.

        `places` are the divisions in the issuer's name, highest first.
        """
        kinds = {i.kind for i in issuers}
        if "department" in kinds and not kinds & {"government", "party"}:
            return "department", "issuer"
        if "subdistrict" in kinds:
            return "township", "issuer"
        place = places[-1] if places else ""
        if place.endswith(("镇", "乡", "街道")):
            return "township", "issuer"
        if place.endswith(("省", "自治区")) or place in self._provinces:
            return "province", "issuer"
        if place.endswith("市"):
            return self._of_city(view, place[:-1], places[:-1])
        if place.endswith(("州", "盟", "地区")):
            return "city", "issuer"
        if place.endswith(("县", "旗", "区")):
            return "county", "issuer"
        return None, ""

    def _of_city(self, view: str, name: str, above: list[str]) -> tuple[str | None, str]:
        """A 市 is a 设区的市 or a county: by the lists, by what stands above it, by what it says of what lies below it."""
        if name in self._cities:
            return "city", "divisions"
        if name in self._county_cities:
            return "county", "divisions"
        if above and above[-1].endswith(("市", "州", "盟", "地区")):
            return "county", "issuer"
        city = sum(view.count(w) for w in self._city_words)
        county = sum(view.count(w) for w in self._county_words)
        if city > county:
            return "city", "words of the text"
        if county and not city:
            return "county", "words of the text"
        return None, ""

    def traits(self, view: str, issuers: list[Issuer], level: str | None) -> tuple[frozenset[str], frozenset[str]]:
        """What the issuer does, and which traits are decided (地方组织法、立法法、行政复议法 2023 第二十四条)."""
        if level in ("province", "city"):
            return _EVERY, _EVERY
        if level == "county":
            return _EVERY - {"legislates"}, _EVERY
        if level not in ("township", "department"):
            return frozenset({"litigates"}), frozenset({"litigates"})
        enforces = self._enforces(view, issuers, level)
        traits = frozenset({"litigates", "enforces"} if enforces else {"litigates"})
        return traits, _EVERY if enforces is not None else _EVERY - {"enforces"}

    def _enforces(self, view: str, issuers: list[Issuer], level: str) -> bool | None:
        """Whether a township or department enforces; None where neither its name nor its text tells."""
        if any(w in view for w in self._no_enforcement):
            return False
        if level == "township":
            return True if any(w in view for w in self._enforcement_words) else None
        names = "".join(i.name for i in issuers)
        if any(w in names for w in self._enforcing):
            return True
        if self._plain.search(names):
            return False
        return True if sum(view.count(w) for w in self._enforcement_words) >= _OWN_ENFORCEMENT else None
