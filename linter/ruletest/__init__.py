"""Runs the examples of rules through the engine: they are the rules' tests."""

from linter.ruletest.bench import Failure, cross, run

__all__ = ["Failure", "cross", "run"]
