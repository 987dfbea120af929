"""The bench with the shipped rules, made once."""

import pytest

from linter.engine import Engine
from tests.mutation.bench import Bench


@pytest.fixture(scope="session")
def bench(engine: Engine) -> Bench:
    return Bench(engine)
