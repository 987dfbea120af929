"""Which texts may be alike: locality-sensitive hashing of their signatures by bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3).

A signature is cut into bands; two texts are a pair to look at where all places of one band agree. The keys of a few bands are
held at a time, the signatures streamed from the store for each few, so that memory is bounded whatever the number of texts.
"""

from collections.abc import Callable, Iterable
from typing import Any

from linter.portfolio.paragraphs import PERMUTATIONS

# (from which likeness, places of a band): of pairs alike by 0.8, 1 − (1 − 0.8⁸)³² = 99.7 % are looked at, of those alike by 0.85 all but 1 in 30,000
_ROWS = ((0.8, 8), (0.7, 6), (0.62, 5), (0.0, 4))
_MEMORY = 64_000_000  # bytes of keys held at a time
_CROWD = 200  # texts with one key that are all compared with each other; of more, each with its neighbours and the first

Stream = Callable[[], Iterable[tuple[Any, Any]]]


def candidates(stream: Stream, number: int, threshold: float, wanted: Any = None) -> tuple[Any, Any]:
    """Pairs (i < j) of indices that agree in a band, sorted, each once: nearly all of those as like as `threshold` (0.5 to 1), and others.

    `stream` gives (indices, signatures) anew at each call, `number` of them in all; with `wanted` (by index, whether) only
    pairs of which one is wanted.
    """
    import numpy

    if number < 2:
        none = numpy.zeros(0, dtype=numpy.int64)
        return none, none
    rows = next(rows for least, rows in _ROWS if threshold >= least)
    all_bands = PERMUTATIONS // rows
    at_once = max(1, min(all_bands, _MEMORY // (8 * number)))
    found = numpy.zeros(0, dtype=numpy.uint64)
    for first in range(0, all_bands, at_once):
        bands = range(first, min(first + at_once, all_bands))
        indices = numpy.empty(number, dtype=numpy.int64)
        keys = numpy.empty((len(bands), number), dtype=numpy.uint64)
        at = 0
        for own, signatures in stream():
            indices[at : at + len(own)] = own
            padded = numpy.zeros((len(own), 8), dtype=numpy.uint8)
            for row, band in enumerate(bands):
                padded[:, :rows] = signatures[:, band * rows : (band + 1) * rows]
                keys[row, at : at + len(own)] = padded.view("<u8")[:, 0]
            at += len(own)
        for row in range(len(bands)):
            found = numpy.union1d(found, _pairs(keys[row], indices, wanted))
    return (found >> numpy.uint64(32)).astype(numpy.int64), (found & numpy.uint64(0xFFFFFFFF)).astype(numpy.int64)


def _pairs(keys: Any, indices: Any, wanted: Any) -> Any:
    """The pairs with equal keys, as i · 2³² + j."""
    import numpy

    order = numpy.argsort(keys, kind="stable")
    same = keys[order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], same[1:] != same[:-1])))
    sizes = numpy.diff(numpy.append(starts, len(same)))
    out = [numpy.zeros(0, dtype=numpy.uint64)]
    for size in numpy.unique(sizes[sizes > 1]).tolist():
        members = indices[order[starts[sizes == size][:, None] + numpy.arange(size)]]  # ascending in each row: the sort is stable
        if size <= _CROWD:
            left, right = numpy.triu_indices(size, 1)
        else:
            left = numpy.concatenate((numpy.arange(size - 1), numpy.zeros(size - 2, dtype=numpy.int64)))
            right = numpy.concatenate((numpy.arange(1, size), numpy.arange(2, size)))
        one, other = members[:, left].ravel(), members[:, right].ravel()
        if wanted is not None:
            kept = wanted[one] | wanted[other]
            one, other = one[kept], other[kept]
        out.append(one.astype(numpy.uint64) << numpy.uint64(32) | other.astype(numpy.uint64))
    return numpy.concatenate(out)
