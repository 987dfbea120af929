"""Verdicts → scorecard, additive and explainable."""

from linter.scoring.score import score

__all__ = ["score"]
