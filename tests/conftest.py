"""The shipped rulebook made ready once a session, and the ways tests give it documents."""

import signal
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from linter.engine import Engine, Judgement, load
from linter.model.lexicon import Lexicon
from linter.model.result import Report
from linter.model.rule import Rulebook
from linter.reading import ResidueWords, residue_words
from tests.checks.finders import Finders
from tests.checks.toy import Toys, judged

# a shell's background job ignores Ctrl-C, and so would every process that a test starts and interrupts
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# no example is too slow: a busy machine would fail a test that is right (the default deadline is 200 ms)
settings.register_profile("fazhi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fazhi")


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rules as they stand in the YAML files, never from anybody's cache."""
    return load(use_cache=False)


@pytest.fixture(scope="session")
def engine(book: Rulebook) -> Engine:
    """All shipped rules, default options."""
    return Engine(book)


@pytest.fixture(scope="session")
def lexicon(book: Rulebook) -> Lexicon:
    return Lexicon(book.lexicon)


@pytest.fixture(scope="session")
def residue(lexicon: Lexicon) -> ResidueWords:
    return residue_words(lexicon)


@pytest.fixture(scope="session")
def judgement(engine: Engine) -> Callable[..., Judgement]:
    """judgement(text or bytes, name="report.txt", **options): through the shipped rules."""
    return lambda data, name="report.txt", **options: judged(engine, data, name, **options)


@pytest.fixture(scope="session")
def judge(judgement: Callable[..., Judgement]) -> Callable[..., Report]:
    """judge(text or bytes, name="report.txt", **options) → Report, through the shipped rules."""
    return lambda data, name="report.txt", **options: judgement(data, name, **options).report


@pytest.fixture(scope="session")
def toys(book: Rulebook) -> Toys:
    """Rulebooks of invented rules on the shipped lexicon, sources and profiles."""
    return Toys(book)


@pytest.fixture
def finders(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Finders:
    """Rulebooks of stand-ins for the kinds that find things."""
    return Finders(book, monkeypatch)
