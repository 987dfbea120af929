"""Configuration: where it lies, what it may say, and what applies in the end."""

from linter.configuration.globs import matched
from linter.configuration.settle import Setting, Settled, settle

__all__ = ["Setting", "Settled", "matched", "settle"]
