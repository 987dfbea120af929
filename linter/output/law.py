"""Where a duty stands in law, in words. A number is shown only where the basis is verified."""

from linter.model.rule import Basis, Rule, Rulebook
from linter.output.catalogue import Catalogue


def numeral(number: int, words: Catalogue) -> str:
    """1–9,999 as the language writes numbers of articles: 24 → 二十四, in English 24."""
    digits = words("numeral.digits")
    if not digits or not 0 < number < 10_000:
        return str(number)
    spoken: list[str] = []
    figures = [int(c) for c in str(number)]
    for at, figure in enumerate(figures):
        if figure:
            spoken.append(digits[figure] + words("numeral.places")[len(figures) - at - 1].strip())
        elif spoken and spoken[-1] != digits[0] and any(figures[at:]):
            spoken.append(digits[0])
    text = "".join(spoken)
    one_ten = digits[1] + words("numeral.places")[1]
    return text[1:] if text.startswith(one_ten) else text


def _numbered(value: str, key: str, words: Catalogue) -> str:
    return words(key, number=numeral(int(value), words) if value.isdecimal() else value)


def citation(basis: Basis, rulebook: Rulebook, words: Catalogue) -> str:
    """《…》第（十五）项, 《…》第三十九条; for a recalled basis only the document's name and （条款待核）."""
    source = rulebook.sources.get(basis.source)
    name = source.name if source else basis.source
    title = name if name.startswith("《") else words("basis.title", name=name)
    if basis.text != "verified":
        return title + words("basis.recalled")
    article = _numbered(basis.article, "basis.article", words) if basis.article else ""
    item = _numbered(basis.item, "basis.item", words) if basis.item else ""
    return title + article + item


def citations(rule: Rule, rulebook: Rulebook, words: Catalogue) -> str:
    """All bases of a rule in one line; a document that is cited twice in the same words stands once."""
    return words("list.semicolon").join(dict.fromkeys(citation(basis, rulebook, words) for basis in rule.basis))
