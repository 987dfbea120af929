"""Whether two passages speak of the same thing: shared runs of characters, and shared content words (jieba).

Runs are cheap and are looked at first; jieba is asked only where they leave a doubt, since its dictionary costs a
quarter of a second at start. Words that every report of the genre uses (依法行政, 加强, 制度) make nobody kin.
"""

import re
from functools import cache

from linter.checks.words import Segmenter
from linter.model.lexicon import Lexicon

_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_WORD = re.compile("[\u4e00-\u9fffa-z]{2,}$")


class Kinship:
    """The common words of one lexicon made ready."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = frozenset(words)
        self._mask = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))

    def is_common(self, word: str) -> bool:
        """True for a word of every report."""
        return word in self._words

    def rare(self, text: str) -> list[str]:
        """The runs of Chinese characters of `text` between common words, each two characters or longer."""
        return _RUN.findall(self._mask.sub("|", text))

    def runs(self, text: str, size: int) -> set[str]:
        """The stretches of `size` characters of `text` that hold no common word."""
        return {run[i : i + size] for run in self.rare(text) for i in range(len(run) - size + 1)}

    def words(self, text: str, segmenter: Segmenter) -> dict[str, None]:
        """The content words of `text`, in order: two characters or more, not common."""
        return {word: None for word in segmenter.words(text) if _WORD.match(word) and word not in self._words}


@cache
def _ready(words: tuple[str, ...]) -> Kinship:
    return Kinship(words)


def kinship(lexicon: Lexicon) -> Kinship:
    """The Kinship of a lexicon, made once."""
    return _ready(lexicon.words("coherence.common"))
