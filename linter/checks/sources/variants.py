"""Wrong forms of fixed names, made from the name itself: a word left out, or two words that have changed places.

中央 全面 依法治国 工作 会议 gives 中央依法治国工作会议 (全面 left out), 中央依法治国全面工作会议 (turned round) and so on.
"""

from collections.abc import Iterable

_SHORT = 7  # characters below which a shortened name is no longer known to be that name


def dropped(names: Iterable[str]) -> dict[str, str]:
    """Wrong form → name, for names written as words with spaces: one inner word left out."""
    words = [name.split() for name in names]
    right = {"".join(parts) for parts in words}
    out: dict[str, str] = {}
    for parts in words:
        for i in range(1, len(parts) - 1):
            wrong = "".join(parts[:i] + parts[i + 1 :])
            if wrong not in right and len(wrong) >= _SHORT:
                out.setdefault(wrong, "".join(parts))
    return out


def swapped(names: Iterable[str]) -> dict[str, str]:
    """Wrong form → name: two neighbouring words turned round."""
    words = [name.split() for name in names]
    right = {"".join(parts) for parts in words}
    out: dict[str, str] = {}
    for parts in words:
        for i in range(len(parts) - 1):
            wrong = "".join([*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]])
            if wrong not in right:
                out.setdefault(wrong, "".join(parts))
    return out
