"""The paragraphs of a report as they are compared with those of others: an exact hash, and a MinHash signature, of letters and digits.

What is hashed is the folded view, so that width, spaces, dashes and punctuation make no difference. The signature is of
shingles of SHINGLE characters with PERMUTATIONS hash functions h(x) = (a·x + b mod 2⁶⁴) ÷ 2³² (multiply-shift; Broder 1997
for the estimate): the share of equal places estimates the share of equal shingles. `minhash` bytes are little-endian uint32,
the `hashvalues` of datasketch.MinHash.
"""

import re
from _blake2 import blake2b
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from linter.model.outline import Outline
    from linter.model.text import Document

SHINGLE = 4
PERMUTATIONS = 64
LEAST = 20  # letters; anything shorter is a heading or a formula
LEAST_NEAR = 40  # letters; below, a single other word makes it another text
LONG = 500  # characters; a longer paragraph (a whole report can be one) is compared item by item, and a longer item sentence by sentence
_OTHER = re.compile(r"[\W_]+")


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
    """The letters and digits of folded text: what is hashed and counted."""
    return _OTHER.sub("", text)


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


def _pieces(document: "Document", outline: "Outline") -> Iterator[tuple[int, int]]:
    """View ranges: blocks, long ones cut where items begin, what is still long where sentences do."""
    cuts = sorted({item.start for item in outline.items})
    stops = sorted({sentence.start for sentence in outline.sentences})
    for start, end in document.view.blocks:
        for left, right in _cut(start, end, cuts):
            yield from _cut(left, right, stops)


def _cut(start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int]]:
    if end - start > LONG:
        for cut in cuts:
            if start < cut < end:
                yield start, cut
                start = cut
    yield start, end


def signatures(texts: list[str]) -> list[bytes | None]:
    """The MinHash signature of each text (letters and digits only), None for those shorter than LEAST_NEAR."""
    import numpy

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
    values = ((mixed[None, :] * factors[:, None] + shifts[:, None]) >> numpy.uint64(32)).astype("<u4")
    # a bound behind the last shingle ends nothing
    least = numpy.minimum.reduceat(values, [b for b in bounds if b < len(mixed)], axis=1)[:, ::2]
    rows = iter(numpy.ascontiguousarray(least.T))
    return [next(rows).tobytes() if len(text) >= LEAST_NEAR else None for text in texts]


@cache
def _functions() -> tuple[Any, Any]:
    """(a, b) of the hash functions, made from their numbers: the same on every machine."""
    import numpy

    words = [int.from_bytes(blake2b(b"fazhi-lint minhash %d" % number, digest_size=16).digest(), "little") for number in range(PERMUTATIONS)]
    mask = (1 << 64) - 1
    return numpy.array([word & mask | 1 for word in words], dtype=numpy.uint64), numpy.array([word >> 64 for word in words], dtype=numpy.uint64)
