"""The reports judged once for all laws."""

import pytest

from linter.engine import Engine
from tests.metamorphic.corpus import Laboratory


@pytest.fixture(scope="session")
def laboratory(engine: Engine) -> Laboratory:
    return Laboratory(engine)
