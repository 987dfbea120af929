"""Examples of `check: waiver`: entries of a waiver file laid over a judged report."""

from linter.agreement.effect import with_waivers, words_of
from linter.agreement.naming import Names
from linter.agreement.selection import Selection
from linter.agreement.waivers import entry, schema_of_entry
from linter.engine import Engine
from linter.model.result import Run
from linter.model.rule import Rule
from linter.reading import residue_words
from linter.rulebook.page import Page
from linter.ruletest.stage import Example, document_of

_FILE = "waivers.yaml"


def came_out(rule: Rule, example: Example, engine: Engine) -> str:
    """finding | clean: whether the rule has something to say of the example's waivers."""
    book = engine.rulebook
    report = engine.judge(document_of(example.text, residue_words(engine.lexicon)), example.options).report
    names = Names(book, words_of(book, engine.options.lang))
    waivers = [entry(Page(_FILE, data, {(): number}), schema_of_entry(), names) for number, data in enumerate(example.waivers, 1)]
    run = Run((report,), (), (), example.as_of, {}, engine.options.lang)
    told, _ = with_waivers(run, waivers, book, lambda path: Selection())
    return "finding" if any(f.rule == rule.id for f in told.reports[0].findings) else "clean"
