"""Text → facts: figures, rates, document titles, dated events, cases. Computed once; knows Chinese, knows no rule."""

from linter.facts.finder import FactFinder

__all__ = ["FactFinder"]
