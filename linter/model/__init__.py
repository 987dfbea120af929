"""The nouns: Document, Outline, Fact, Lexicon, Rule, Verdict, Finding, Scorecard. Imports nothing of ours."""
