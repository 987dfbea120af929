"""What was agreed beforehand about findings: waivers, a baseline, only what was changed. It lies over results and changes none of them.

Only `report.findings`, `report.score`, `report.document` and the rulebook are looked at, so that a result from a cache serves as well.
"""
