"""Elements of Office Open XML by local name: transitional and strict files differ in namespaces only."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_FALSE = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """The name without namespace; '' for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    if element is not None:
        end = "}" + name
        for inner in element:
            tag = inner.tag
            if isinstance(tag, str) and (tag.endswith(end) or tag == name):
                return inner
    return None


def attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Attributes with local names."""
    for key, text in element.attrib.items():
        yield key.rpartition("}")[2], text


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by local name; '' where it or the element is missing."""
    if element is not None:
        for key, text in element.attrib.items():
            if key == name or key.endswith("}" + name):
                return text
    return ""


def flag(element: Element | None) -> bool:
    """An on/off property: on where it stands without value."""
    return element is not None and value(element).lower() not in _FALSE


def number(element: Element | None, otherwise: int, name: str = "val") -> int:
    """An attribute as integer, `otherwise` where it is none."""
    text = value(element, name)
    try:
        # no number in a document has more digits; int() of thousands of them is refused
        return within(int(text), -1, 1_000_000) if len(text) < 20 else otherwise
    except ValueError:
        return otherwise


def within(count: int, low: int, high: int) -> int:
    """`count` between `low` and `high`."""
    return max(low, min(high, count))
