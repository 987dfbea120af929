"""Many reports: their scores in one store (tables.py, store.py), taken in (intake.py), matched to units, and looked at as tables."""
