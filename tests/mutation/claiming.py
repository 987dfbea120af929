"""Operators that put an unsupported assertion into an item without figures."""

from random import Random

from tests.mutation.edits import Edit
from tests.mutation.lexicon import WORDS
from tests.mutation.mutants import Case, Mutant, operator


def _asserted(case: Case, rng: Random, name: str, sentence: str, expected: tuple[str, ...]) -> Mutant:
    at = rng.choice(case.report.of("bare")).only("here").end
    return Mutant(name, case.report.name, (Edit(at, at, sentence),), expected, ((at, at),))


@operator("superlative-inserted", "a superlative without a base")
def superlative_inserted(case: Case, rng: Random) -> Mutant:
    return _asserted(case, rng, "superlative-inserted", rng.choice(WORDS["superlatives"]), ("claims.superlative",))


@operator("absolute-inserted", "an absolute claim without a base")
def absolute_inserted(case: Case, rng: Random) -> Mutant:
    return _asserted(case, rng, "absolute-inserted", rng.choice(WORDS["absolutes"]), ("claims.absolute", "figures.hundred-percent"))


@operator("effect-inserted", "an effect claimed without evidence")
def effect_inserted(case: Case, rng: Random) -> Mutant:
    return _asserted(case, rng, "effect-inserted", rng.choice(WORDS["effects"]), ("claims.plain", "figures.vague"))


@operator("hundred-percent-inserted", "100 % without a base")
def hundred_percent_inserted(case: Case, rng: Random) -> Mutant:
    expected = ("figures.hundred-percent", "claims.absolute", "claims.rate", "figures.rate-denominator")
    return _asserted(case, rng, "hundred-percent-inserted", rng.choice(WORDS["hundreds"]), expected)


@operator("rate-without-base-inserted", "a rate without numerator and denominator")
def rate_without_base_inserted(case: Case, rng: Random) -> Mutant:
    what = rng.choice(("群众满意率", "事项知晓率", "任务完成率", "诉求办结率", "活动参与率"))
    sentence = f"{what}达到{rng.randint(700, 999) / 10:.1f}%。"
    return _asserted(case, rng, "rate-without-base-inserted", sentence, ("figures.rate-denominator", "claims.rate", "claims.plain"))


@operator("vague-inserted", "a vague quantity")
def vague_inserted(case: Case, rng: Random) -> Mutant:
    return _asserted(case, rng, "vague-inserted", rng.choice(WORDS["vague"]), ("figures.vague",))
