"""Clauses → what they assert: a mechanism set up, a task carried out, an effort, an effect, a state. Knows Chinese, knows no rule.

A clause of this genre is read from its left: connectives, adverbs, then the verb; what stands in the place of the verb
tells a measure (建立…机制) from an aim (为…) and from a means (按照…, 通过…). Where a subject or a place comes first, the
verb stands behind it or carries 了; else the clause ends in its predicate (…能力不断增强). A Chinese phrase has its head at
the end: the last word of the object says whether 推动… brings about a state or goes on with a task.
"""

from typing import NamedTuple

from linter.model.lexicon import Lexicon

MEASURES = frozenset({"build", "carry", "effort", "act"})
OUTCOMES = frozenset({"effect", "state"})
# what these clauses hold is not told to be so: aims, grounds, principles, occasions
IDLE = frozenset({"aim", "ground", "stance", "occasion"})
# lists of rules/lexicon/claims.yaml; a word belongs to the first that has it
_VERBS = ("effect", "build", "carry", "effort", "act")
_PASSED = ("connectives", "manner")
_FRAMES = frozenset({"frames", "grounds"})
_OPENERS = ("neutral", *_VERBS, "stances", "purposes", "grounds", "frames", *_PASSED)
# verbs that no nominal clause opens with: 推动能力不断提升 is an effect
_PLAIN = frozenset({"build", "carry", "effort"})
# a verb behind one of these goes on with it (严格落实, 组织开展, 推动形成)
_CHAINED = frozenset({"effort", "carry", "act"})
_CLOSING = ",。;:!?\n、)"
_LEAST = 4  # characters of a clause that can assert something
_REACH = 40  # characters of a clause in which its verb is looked for


class Assertion(NamedTuple):
    """How one clause reads. Offsets are view offsets.

    act: build | carry | effort | act (measures), effect | state (outcomes), aim | ground | stance | occasion (idle), or ""
    where no predicate of achievement was found.
    `start` leaves out what the caller left out (an enumerator), `object` is where what it is done to begins (for a state:
    its subject), `end` the end without marks; `finished` where 了 says that it is done.
    """

    act: str
    start: int
    object: int
    end: int
    finished: bool = False


class _Endings:
    """Words by their last character: most ends of clauses are told apart by it alone."""

    __slots__ = ("_words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words: dict[str, tuple[str, ...]] = {}
        for word in sorted(words, key=len, reverse=True):
            self._words[word[-1]] = (*self._words.get(word[-1], ()), word)

    def closing(self, view: str, start: int, end: int) -> int:
        """Length of the longest word that closes `[start, end)`, 0 where none does."""
        for word in self._words.get(view[end - 1 : end], ()):
            if view.endswith(word, start, end):
                return len(word)
        return 0


class AssertionReader:
    """The word lists of one lexicon made ready."""

    def __init__(self, lexicon: Lexicon) -> None:
        def words(name: str) -> frozenset[str]:
            return frozenset(lexicon.words("claims." + name))

        kinds: dict[str, str] = {}
        for kind in _OPENERS:
            for word in lexicon.words("claims." + kind):
                kinds.setdefault(word, kind)
        self._heads = frozenset(word[0] for word in kinds if len(word) > 1)
        # by the first two characters, longest first: (word, its length, its list, whether it is passed over)
        self._opening: dict[str, tuple[tuple[str, int, str, bool], ...]] = {}
        self._single: dict[str, str] = {}
        for word in sorted(kinds, key=len, reverse=True):
            kind = kinds[word]
            if len(word) == 1:
                self._single[word] = kind
            else:
                self._opening[word[:2]] = (*self._opening.get(word[:2], ()), (word, len(word), kind, kind in _PASSED))
        self._subjects = _Endings(lexicon.words("claims.subject_ends"))
        self._firm = words("firm")
        self._nominal = words("nominal")
        self._light = lexicon.words("claims.light_verbs")
        self._handled = words("handled")
        self._states = _Endings(lexicon.words("claims.states"))
        self._moving = _Endings(lexicon.words("claims.moving"))
        self._degrees = words("degrees")
        self._comparatives = words("comparatives")
        self._abstract = _Endings(lexicon.words("claims.abstract"))
        self._occasions = _Endings(lexicon.words("claims.occasions"))

    def read(self, view: str, start: int, end: int) -> Assertion:
        """How the clause `[start, end)` of `view` reads."""
        while end > start and view[end - 1] in _CLOSING:
            end -= 1
        if end - start < _LEAST:
            return Assertion("", start, start, end)
        kind, verb, at = self._skip(view, start, end)
        if self._occasions.closing(view, start, end):
            return Assertion("occasion", start, at, end)
        if kind in _PLAIN:
            return self._chain(kind, view, start, at, end)
        if kind == "stances":
            return Assertion("stance", start, at, end)
        aims = kind == "purposes"
        state = self._states.closing(view, verb, end)
        if not aims and self._moved(view, verb, end, state):
            return Assertion("state", start, verb, end)  # 防范风险能力不断提升
        if kind in _VERBS:
            return self._chain(kind, view, start, at, end)
        treated = kind in _FRAMES and view[verb:at] in self._handled
        found = self._treated(view, start, at, end) if treated else None if aims else self._behind(view, start, verb, end)
        found = found or self._finished(view, start, verb, end)
        if found is not None:
            return found
        if aims:
            return Assertion("aim", start, at, end)
        if state and (treated or kind not in _FRAMES):
            return Assertion("state", start, verb, end)
        return Assertion("ground" if kind == "grounds" else "", start, at, end)

    def _moved(self, view: str, start: int, end: int, state: int) -> bool:
        """True where a clause ends in a state and a word for its course or degree (不断增强, 基本建成, 更加合理)."""
        state = state or self._moving.closing(view, start, end)
        if state and view[end - state - 2 : end - state] in self._degrees:
            return True
        return view[end - 4 : end - 2] in self._comparatives or view[end - 5 : end - 2] in self._comparatives

    def told(self, view: str, read: Assertion) -> bool:
        """True where an outcome is told as a result and not as an aim: it is done (了), has a subject, or ends in a state."""
        if read.act != "effect":
            return read.act == "state"
        kind, _, _ = self._skip(view, read.start, read.end)
        return read.finished or kind not in _VERBS or self._states.closing(view, read.object, read.end) > 2

    def _skip(self, view: str, at: int, stop: int) -> tuple[str, int, int]:
        """(list, start, end) of the first word that is neither connective nor adverb; list "" for any other word."""
        opening, single = self._opening, self._single
        while True:
            for entry in opening.get(view[at : at + 2], ()):
                if entry[1] == 2 or view.startswith(entry[0], at):
                    _, size, kind, passed = entry
                    break
            else:
                kind, size = single.get(view[at : at + 1], ""), 1
                passed = kind in _PASSED
            end = at + size
            if not passed or end > stop:
                return kind, at, end
            at = end + 1 if view[end : end + 1] == "、" else end  # 精准、科学、高效落实

    def _is_verb(self, word: str) -> str:
        """The list of a word that is a verb, "" for any other."""
        return next((kind for other, _, kind, _ in self._opening.get(word[:2], ()) if other == word and kind in _VERBS), "")

    def _treated(self, view: str, start: int, at: int, end: int) -> Assertion | None:
        """对…进行, 将…纳入: what is done to the thing named first."""
        for word in self._light:
            if view.find(word, at, end) >= 0:
                return Assertion("act", start, at, end)
        return None

    def _behind(self, view: str, start: int, at: int, end: int) -> Assertion | None:
        """The predicate behind a subject or a place: a verb with an adverb, or one that is hardly ever a noun."""
        opening, heads = self._opening, self._heads
        for position, head in enumerate(view[at + 2 : min(at + _REACH, end - 1)], at + 2):
            if head not in heads or view[position : position + 2] not in opening:
                continue
            kind, verb, after = self._skip(view, position, end)
            if kind in _FRAMES and view[verb:after] in self._handled and self._subjects.closing(view, at, position):
                return self._treated(view, start, after, end)
            if kind not in _VERBS or after >= end or after - verb < 2:
                continue
            word = view[verb:after]
            if word in self._firm or ((verb > position or word not in self._nominal) and self._subjects.closing(view, at, position)):
                found = self._chain(kind, view, start, after, end)
                if found.act:
                    return found
        return None

    def _finished(self, view: str, start: int, at: int, end: int) -> Assertion | None:
        """A verb with 了 anywhere in the clause."""
        aspect = view.find("了", at + 2, end)
        while aspect >= 0:
            for size in (4, 2):
                kind = self._is_verb(view[aspect - size : aspect]) if aspect - size >= at else ""
                if kind:
                    return self._done(kind, view, start, aspect, end)
            aspect = view.find("了", aspect + 1, end)
        return None

    def _chain(self, kind: str, view: str, start: int, at: int, end: int) -> Assertion:
        while kind in _CHAINED:
            following, _, after = self._skip(view, at, end)
            if following == "grounds":  # 严格按照…要求
                return Assertion("ground", start, after, end)
            if following not in _VERBS or after >= end or view[after] == "的":
                break
            kind, at = following, after
        return self._done(kind, view, start, at, end)

    def _done(self, kind: str, view: str, start: int, at: int, end: int) -> Assertion:
        following = view[at : at + 1]
        if following == "的":  # 制发的文件: the verb qualifies a noun
            return Assertion("", start, at, end)
        if kind in ("effort", "carry") and (self._abstract.closing(view, at, end) or self._states.closing(view, at, end)):
            kind = "effect"
        finished = following == "了"
        return Assertion(kind, start, at + finished, end, finished)
