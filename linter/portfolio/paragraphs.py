"""The paragraphs of a report as they are compared with those of others: an exact hash, and a MinHash signature, of what counts in them.

What counts are the letters and digits of the folded view outside titles of laws and the fixed phrases of the genre
(linter.checks.comparing.shingles), so that width, spaces, punctuation and enumerators make no difference; for the signature
figures are folded too, since who copies changes them first. The signature is of shingles of SHINGLE characters with
PERMUTATIONS hash functions a·x + b mod 2³²: the share of equal places estimates the share of equal shingles (Broder 1997),
with a standard error of 0.025 where four fifths are equal. Of each least value one byte is kept (b-bit minwise hashing,
Li and König 2010), which takes as little room as fewer, longer ones, estimates better, and leaves for each place thousands
of shingles of the language that could stand there: the text cannot be put together from it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.checks.comparing import shingles
from linter.checks.matchers import folded

if TYPE_CHECKING:
    from linter.model.outline import Outline
    from linter.model.text import Document

SHINGLE = 5
PERMUTATIONS = 256
LEAST = 20  # letters; anything shorter is a heading or a formula
LEAST_NEAR = 40  # letters; below, a single other word makes it another text
LONG = 400  # characters; a longer paragraph (a whole report can be one) is compared item by item, and a longer item sentence by sentence
CUT = "\0"  # stands where something was cut out
_FEWEST = 20  # shingles; fewer say nothing
_AT_ONCE = (64, 32, 16)  # hash functions: as many as make no more than _ROOM values, so that what they make stays in the cache of the processor
_ROOM = 100_000
_FIGURE = re.compile(r"\d+")


class Paragraph(NamedTuple):
    """Offsets are canonical; `length` counts letters and digits that count."""

    number: int
    role: str
    start: int
    end: int
    length: int
    exact: bytes
    minhash: bytes | None


def fixed_of(lexicon: Mapping[str, Any]) -> tuple[str, ...]:
    """The phrases that every report holds, folded: those of last year's comparison and those of many reports."""
    return tuple(folded(phrase) for name in ("previous.fixed", "copying.formulas") for phrase in lexicon.get(name, ()))


def counted(text: str, fixed: tuple[str, ...]) -> str:
    """What counts in a piece of folded text, CUT where something was left out."""
    return shingles.plain(text, fixed)


def paragraphs(document: "Document", outline: "Outline", fixed: tuple[str, ...]) -> list[Paragraph]:
    """The paragraphs of a document of at least LEAST letters that count, in order; `number` counts the shorter ones too."""
    view = document.view
    starts = sorted((section.start, section.end, section.roles[0] if section.roles else "") for section in outline.sections)
    found: list[tuple[int, int, int, str]] = []
    for number, (start, end) in enumerate(_pieces(document, outline)):
        plain = counted(view.text[start:end], fixed)
        if _length(plain) >= LEAST:
            found.append((number, start, end, plain))
    hashes = signatures([plain for _, _, _, plain in found])
    out = []
    for (number, start, end, plain), signature in zip(found, hashes, strict=True):
        role = next((role for left, right, role in starts if left <= start < right), "")
        span = view.span(start, end)
        out.append(Paragraph(number, role, span.start, span.end, _length(plain), hash_of(plain), signature))
    return out


def hash_of(plain: str) -> bytes:
    """The exact hash of what counts in a paragraph."""
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _length(plain: str) -> int:
    return len(plain) - plain.count(CUT)


def _pieces(document: "Document", outline: "Outline") -> list[tuple[int, int]]:
    """View ranges: blocks; long ones cut where other reports begin a paragraph (sections and their items), what is still long where
    items inside items begin, and then where sentences do."""
    depths: dict[int, set[int]] = {1: {section.start for section in outline.sections}}
    for item in outline.items:
        depths.setdefault(max(item.depth, 1), set()).add(item.start)
    levels = [*(depths[depth] for depth in sorted(depths)), {sentence.start for sentence in outline.sentences}]
    pieces = list(document.view.blocks)
    for cuts in levels:
        if all(end - start <= LONG for start, end in pieces):
            break
        order = sorted(cuts)
        pieces = [part for start, end in pieces for part in _cut(start, end, order)]
    return pieces


def _cut(start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    if end - start > LONG:
        for cut in cuts:
            if start < cut < end:
                yield start, cut
                start = cut
    yield start, end


def signatures(texts: list[str]) -> list[bytes | None]:
    """The MinHash signature of each text (what counts of it), None for those that are shorter than LEAST_NEAR without their figures,
    or of which cuts leave fewer than _FEWEST shingles."""
    import numpy

    texts = [_FIGURE.sub("#", text) for text in texts]
    near = [text for text in texts if _length(text) >= LEAST_NEAR]
    if not near:
        return [None] * len(texts)
    codes = numpy.frombuffer("".join(near).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.uint64)
    number = len(codes) - SHINGLE + 1
    mixed = codes[:number].copy()
    cut = codes == 0
    barred = cut[:number].copy()
    for at in range(1, SHINGLE):
        mixed = mixed * numpy.uint64(0x100000001B3) + codes[at : number + at]
        barred |= cut[at : number + at]
    mixed ^= mixed >> numpy.uint64(31)
    mixed *= numpy.uint64(0x7FB5D329728EA185)
    hashes = (mixed >> numpy.uint64(32)).astype(numpy.uint32)
    firsts, at = [], 0
    for text in near:
        barred[at + len(text) - SHINGLE + 1 : at + len(text)] = True  # no shingle that reaches into the next text
        firsts.append(at)
        at += len(text)
    counts = numpy.add.reduceat((~barred).astype(numpy.int64), firsts)
    enough = counts >= _FEWEST
    # only what counts is looked at; one more closes the row, for a text of which nothing is left
    hashes = numpy.append(hashes[~barred], numpy.uint32(0))
    bounds = numpy.cumsum(counts) - counts
    factors, shifts = _functions()
    least = numpy.empty((PERMUTATIONS, len(near)), dtype=numpy.uint32)
    many = next(size for size in _AT_ONCE if size * len(hashes) <= _ROOM or size == _AT_ONCE[-1])
    values = numpy.empty((many, len(hashes)), dtype=numpy.uint32)
    for at in range(0, PERMUTATIONS, many):
        numpy.multiply(hashes, factors[at : at + many], out=values)
        values += shifts[at : at + many]
        values[:, -1] = 0xFFFFFFFF
        numpy.minimum.reduceat(values, bounds, axis=1, out=least[at : at + many])
    # least values are small: their bits are mixed before one byte is kept
    rows = iter(zip(numpy.ascontiguousarray(((least * numpy.uint32(0x9E3779B1)) >> numpy.uint32(24)).T.astype(numpy.uint8)), enough, strict=True))
    out: list[bytes | None] = []
    for text in texts:
        row, told = next(rows) if _length(text) >= LEAST_NEAR else (None, False)
        out.append(row.tobytes() if told and row is not None else None)
    return out


def likeness(equal: Any) -> Any:
    """The share of equal shingles that `equal` places alike in two signatures speak for; a number or an array of them. One place in 256 agrees by chance."""
    return (equal / PERMUTATIONS - 1 / 256) / (1 - 1 / 256)


@cache
def _functions() -> tuple[Any, Any]:
    """(a, b) of the hash functions, made from their numbers: the same on every machine."""
    import numpy

    words = [int.from_bytes(blake2b(b"fazhi-lint minhash %d" % number, digest_size=8).digest(), "little") for number in range(PERMUTATIONS)]
    mask = (1 << 32) - 1
    return numpy.array([[word & mask | 1] for word in words], dtype=numpy.uint32), numpy.array([[word >> 32] for word in words], dtype=numpy.uint32)
