"""Figures that must agree: one module a kind of relation, each a pure function from a Page to drafts."""
