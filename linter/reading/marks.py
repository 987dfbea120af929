"""Marks of punctuation as they bear on line ends, full and half width."""

END = "。！？；：!?;:…"  # can close a line that was meant to end
STOP = "。！？!?"  # close a sentence
MARKS = "。！？；：，、!?;:,"  # stand in sentences; a heading of one phrase has none
CLOSING = frozenset("，。；：、！？）》”’」』】〕〉％‰℃,;:!?)]}%.．")  # never open a line that was meant to begin
OPENING = frozenset("（《“‘「『【〔〈([{")  # never close one that was meant to end
_QUOTES = "”’\"'）)》」』"


def ends(text: str, marks: str) -> bool:
    """True where one of `marks` closes the text, closing quotes and brackets set aside."""
    bare = text.rstrip(_QUOTES)
    return bool(bare) and bare[-1] in marks
