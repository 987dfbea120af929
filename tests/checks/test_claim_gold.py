"""Claims against labels made by hand, where the folder with the labelled reports stands beside the checkout."""

import pytest

from tests.engine import test_gold
from tests.engine.forms import SEEDS
from tests.engine.test_gold import GOLD, scored

pytestmark = test_gold.pytestmark

# flagging every clause without a digit: recall 0.90 at a precision of 0.29
AT_LEAST = {"strong_claim_recall": 0.75, "claim_precision_lower_bound": 0.65}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return scored(SEEDS, GOLD, tmp_path_factory.mktemp("gold"))


@pytest.mark.parametrize("measure", AT_LEAST)
def test_at_least(result: dict[str, float], measure: str) -> None:
    assert result[measure] >= AT_LEAST[measure]


def test_not_too_many(result: dict[str, float]) -> None:
    assert result["claim_flags_per_1000_characters"] <= 7
