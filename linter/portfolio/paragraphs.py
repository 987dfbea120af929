"""The paragraphs of a report as they are compared with those of others: an exact hash, and a MinHash signature, of letters and digits.

What is hashed is the folded view, so that width, spaces, dashes and punctuation make no difference; for the signature figures
are folded too, since who copies changes them first. The signature is of shingles of SHINGLE characters with PERMUTATIONS hash
functions h(x) = (a·x + b mod 2⁶⁴) ÷ 2³² (multiply-shift): the share of equal places estimates the share of equal shingles
(Broder 1997), with a standard error of 0.04 where four fifths are equal. Of each least value the lower 16 bits are kept (b-bit
minwise hashing, Li and König 2010): two that differ agree by chance once in 65,536. `hashvalues` makes of the bytes what
datasketch.MinHash takes.
"""

import re
from _blake2 import blake2b
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from linter.model.outline import Outline
    from linter.model.text import Document

SHINGLE = 5
PERMUTATIONS = 128
LEAST = 20  # letters; anything shorter is a heading or a formula
LEAST_NEAR = 40  # letters; below, a single other word makes it another text
LONG = 400  # characters; a longer paragraph (a whole report can be one) is compared item by item, and a longer item sentence by sentence
_OTHER = re.compile(r"[\W_]+")
_TITLE = re.compile(r"《[^《》]*》")
_FIGURE = re.compile(r"\d+")


class Paragraph(NamedTuple):
    """Offsets are canonical; `length` counts letters and digits."""

    number: int
    role: str
    start: int
    end: int
    length: int
    exact: bytes
    minhash: bytes | None


def letters(text: str) -> str:
    """The letters and digits of folded text, without the titles of laws and documents, which are everybody's: what is hashed and counted."""
    return _OTHER.sub("", _TITLE.sub("", text))


def paragraphs(document: "Document", outline: "Outline") -> list[Paragraph]:
    """The paragraphs of a document of at least LEAST letters, in order; `number` counts the shorter ones too."""
    view = document.view
    starts = sorted((section.start, section.end, section.roles[0] if section.roles else "") for section in outline.sections)
    found: list[tuple[int, int, int, str]] = []
    for number, (start, end) in enumerate(_pieces(document, outline)):
        plain = letters(view.text[start:end])
        if len(plain) >= LEAST:
            found.append((number, start, end, plain))
    hashes = signatures([plain for _, _, _, plain in found])
    out = []
    for (number, start, end, plain), signature in zip(found, hashes, strict=True):
        role = next((role for left, right, role in starts if left <= start < right), "")
        span = view.span(start, end)
        digest = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        out.append(Paragraph(number, role, span.start, span.end, len(plain), digest, signature))
    return out


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
    """The MinHash signature of each text (letters and digits only), None for those that are shorter than LEAST_NEAR without their figures."""
    import numpy

    texts = [_FIGURE.sub("0", text) for text in texts]
    near = [text for text in texts if len(text) >= LEAST_NEAR]
    if not near:
        return [None] * len(texts)
    codes = numpy.frombuffer("".join(near).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.uint64)
    mixed = codes[: len(codes) - SHINGLE + 1].copy()
    for at in range(1, SHINGLE):
        mixed = mixed * numpy.uint64(0x100000001B3) + codes[at : len(codes) - SHINGLE + 1 + at]
    mixed ^= mixed >> numpy.uint64(31)
    mixed *= numpy.uint64(0x7FB5D329728EA185)
    mixed ^= mixed >> numpy.uint64(27)
    factors, shifts = _functions()
    bounds = []
    at = 0
    for text in near:
        bounds += [at, at + len(text) - SHINGLE + 1]  # no shingle that reaches into the next text
        at += len(text)
    values = ((mixed[None, :] * factors[:, None] + shifts[:, None]) >> numpy.uint64(32)).astype(numpy.uint32)
    # a bound behind the last shingle ends nothing
    least = numpy.minimum.reduceat(values, [b for b in bounds if b < len(mixed)], axis=1)[:, ::2]
    rows = iter(numpy.ascontiguousarray(least.T).astype("<u2"))  # the lower half
    return [next(rows).tobytes() if len(text) >= LEAST_NEAR else None for text in texts]


def hashvalues(kept: bytes) -> Any:
    """The places of a signature as an array: what datasketch.MinHash takes, and what two texts have in common can be counted from."""
    import numpy

    return numpy.frombuffer(kept, dtype="<u2")


@cache
def _functions() -> tuple[Any, Any]:
    """(a, b) of the hash functions, made from their numbers: the same on every machine."""
    import numpy

    words = [int.from_bytes(blake2b(b"fazhi-lint minhash %d" % number, digest_size=16).digest(), "little") for number in range(PERMUTATIONS)]
    mask = (1 << 64) - 1
    return numpy.array([word & mask | 1 for word in words], dtype=numpy.uint64), numpy.array([word >> 64 for word in words], dtype=numpy.uint64)
