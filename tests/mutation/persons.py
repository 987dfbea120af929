"""Operators that put in what a published copy must not hold: numbers of private persons, secret marks. All numbers are invented."""

from random import Random

from tests.mutation.edits import Edit
from tests.mutation.form import inserted
from tests.mutation.lexicon import WORDS
from tests.mutation.mutants import Case, Mutant, operator

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643


def id_number(rng: Random) -> str:
    """Eighteen characters with a valid check character; the district (9999) was never given out, so it is nobody's."""
    body = f"{rng.choice((11, 13, 21, 32, 37, 42, 44, 51, 61))}9999{rng.randint(1950, 2005)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(1, 999):03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


@operator("id-number-inserted", "an identity number put in")
def id_number_inserted(case: Case, rng: Random) -> Mutant:
    words = rng.choice(("当事人身份证号{}。", "申请人公民身份号码：{}。", "（身份证号{}）。", "其身份证号码为{}。"))
    return inserted(case, rng, "id-number-inserted", words.format(id_number(rng)), ("privacy.id-number",))


@operator("phone-inserted", "a mobile phone number put in")
def phone_inserted(case: Case, rng: Random) -> Mutant:
    digits = rng.choice(("13", "15", "18")) + f"{rng.randint(0, 9)}{rng.randint(0, 99999999):08d}"
    if digits[:3] == "154":
        digits = "153" + digits[3:]
    written = rng.choice((digits, f"{digits[:3]} {digits[3:7]} {digits[7:]}", f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"))
    words = rng.choice(("联系电话：{}。", "经办人手机{}。", "当事人电话为{}。", "（手机号码{}）。"))
    return inserted(case, rng, "phone-inserted", words.format(written), ("privacy.phone",))


@operator("secret-mark", "a secret mark on a published copy")
def secret_mark(case: Case, rng: Random) -> Mutant:
    mark = rng.choice(WORDS["secrets"])
    edit = Edit(0, 0, mark + "\n" + "\n" * rng.randint(0, 1))
    return Mutant("secret-mark", case.report.name, (edit,), ("privacy.secret",), ((0, 0),), stage="published")
