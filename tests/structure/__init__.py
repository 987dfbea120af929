"""Tests of linter/structure."""
