"""A store in a temporary folder, and intakes into it in this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine as Database

from linter.engine import Engine, Options
from linter.engines import Engines
from linter.model.survey import Survey
from linter.output.catalogue import Catalogue, catalogue
from linter.portfolio.intake import Tally, Terms, take_in
from linter.portfolio.store import opened
from tests.portfolio.samples import AS_OF, Given
from tests.portfolio.surveyed import Surveyed, gathered, made

Add = Callable[..., Tally]


@pytest.fixture(scope="session")
def words() -> Catalogue:
    return catalogue("zh", "portfolio")


@pytest.fixture
def store(tmp_path: Path, words: Catalogue) -> Iterator[Database]:
    """An empty store."""
    with opened(str(tmp_path / "store.db"), words, make=True) as made:
        yield made


@pytest.fixture(scope="session")
def engines(engine: Engine) -> Engines:
    return Engines.around(engine)


@pytest.fixture
def add(store: Database, engine: Engine, engines: Engines) -> Add:
    """add(*inputs, into=store, options=Options(), **terms) → tally, judged in this process."""

    def adding(*inputs: Given, into: Database | None = None, options: Options | None = None, **terms: object) -> Tally:
        own = engines if options is None else Engines(engine.rulebook, options)
        return take_in(into or store, own, inputs, Terms(AS_OF, jobs=1)._replace(**terms))

    return adding


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of compiled rules for processes, never the user's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Surveyed:
    """A store of two years with hostile names."""
    return made(tmp_path_factory.mktemp("surveyed"), engine)


@pytest.fixture(scope="session")
def survey(surveyed: Surveyed) -> Survey:
    """Its survey of the second year."""
    return gathered(surveyed)
