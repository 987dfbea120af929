"""Which texts are alike: pairs that share a band are compared by their whole signatures, and where that is not sure by their words."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.checks.comparing.shingles import shingles
from linter.portfolio.paragraphs import PERMUTATIONS, SHINGLE, likeness
from linter.portfolio.similar.bands import Stream, candidates

if TYPE_CHECKING:
    from linter.portfolio.similar.corpus import Corpus

MARGIN = 0.09  # three standard errors: nearer to the threshold than that, signatures do not decide where words can
_SHARD = 200_000  # pairs whose signatures are held at a time, at most two each: 100 MB


class Link(NamedTuple):
    """Two texts, by the index of their first paragraphs (one < other), and the share of equal shingles; `counted`: of the words themselves, else estimated."""

    one: int
    other: int
    likeness: float
    counted: bool


Words = Callable[[Iterable[int]], dict[int, str]]


def links(held: "Corpus", stream: Stream, threshold: float, words: Words, wanted: Any = None) -> list[Link]:
    """The pairs of texts alike by `threshold` or more. `words` gives what counts in the paragraphs of these indices, as far as it can be read;
    `wanted` (by index of a paragraph) narrows to pairs that one of these is in."""
    import numpy

    first = held.signed & (held.text == numpy.arange(len(held.text)))
    texts = None
    if wanted is not None:
        texts = numpy.zeros(len(held.text), dtype=bool)
        texts[held.text[wanted]] = True
    if threshold >= 1:
        return []
    one, other = candidates(stream, int(first.sum()), threshold, texts)
    unsure: list[tuple[int, int, float]] = []
    sure: list[Link] = []
    for left, right, estimate in _estimated(one, other, stream, threshold - MARGIN):
        if estimate < threshold + MARGIN:
            unsure.append((left, right, estimate))
        else:
            sure.append(Link(left, right, estimate, False))
    return sorted([*sure, *_decided(unsure, threshold, words)])


def _estimated(one: Any, other: Any, stream: Stream, least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs whose signatures say `least` or more."""
    import numpy

    for at in range(0, len(one), _SHARD):
        left, right = one[at : at + _SHARD], other[at : at + _SHARD]
        members = numpy.unique(numpy.concatenate((left, right)))
        table = numpy.empty((len(members), PERMUTATIONS), dtype=numpy.uint8)
        for indices, kept in stream():
            mine = numpy.isin(indices, members, assume_unique=True)
            if mine.any():
                table[numpy.searchsorted(members, indices[mine])] = kept[mine]
        rows, columns = numpy.searchsorted(members, left), numpy.searchsorted(members, right)
        for start in range(0, len(rows), 20_000):
            equal = (table[rows[start : start + 20_000]] == table[columns[start : start + 20_000]]).sum(axis=1)
            estimate = likeness(equal)
            for which in numpy.flatnonzero(estimate >= least).tolist():
                yield int(left[start + which]), int(right[start + which]), float(estimate[which])


def _decided(pairs: list[tuple[int, int, float]], threshold: float, words: Words) -> Iterator[Link]:
    if not pairs:
        return
    read = {index: shingles(text, SHINGLE) for index, text in words(sorted({index for pair in pairs for index in pair[:2]})).items()}
    for one, other, estimate in pairs:
        if one in read and other in read:
            share = shared(read[one], read[other])
            if share >= threshold:
                yield Link(one, other, share, True)
        elif estimate >= threshold:
            yield Link(one, other, estimate, False)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of equal shingles among all of both, 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0
