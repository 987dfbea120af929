"""Word boundaries by jieba, asked only where a rule says `words`.

Stock jieba needs 600 ms to start, most of it `marshal.load` on a file object; reading the bytes first halves
that. Its cache goes into the per-user folder: the system temp folder is shared, and marshal runs what it reads.
"""

from typing import Any


class Segmenter:
    """Lazy jieba (or rjieba, 29 times the throughput, where installed). Nothing is imported until asked."""

    def __init__(self) -> None:
        self._cut: Any = None
        self._memory: dict[str, list[str]] = {}

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; joined they give `text` again."""
        if self._cut is None:
            self._cut = _cutter()
        known = self._memory.get(text)
        if known is None:
            known = self._memory[text] = list(self._cut(text))
        return known

    def stands(self, text: str, start: int, end: int) -> bool:
        """True when `[start, end)` of `text` begins and ends at word boundaries."""
        position = 0
        begins = False
        for word in self.words(text):
            if position == start:
                begins = True
            if position > start and not begins:
                return False
            position += len(word)
            if position == end:
                return begins
            if position > end:
                return False
        return False


def _cutter() -> Any:
    try:
        import rjieba

        return rjieba.cut
    except ImportError:
        pass
    import logging
    import marshal
    import os
    import sys

    # jieba asks for pkg_resources only to find its own files, at 80 ms
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.ERROR)
    from platformdirs import user_cache_dir

    folder = user_cache_dir("fazhi-lint")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        jieba.dt.tmp_dir = folder
        kept = os.path.join(folder, "jieba.cache")
        if not jieba.dt.initialized and os.path.exists(kept) and os.stat(kept).st_uid == os.getuid():
            with open(kept, "rb") as file:
                jieba.dt.FREQ, jieba.dt.total = marshal.loads(file.read())
            jieba.dt.initialized = True
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        pass  # jieba builds its dictionary in memory
    return jieba.cut
