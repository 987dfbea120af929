"""Copied text: paragraphs that several reports hold, or a unit's report and its earlier ones.

corpus.py reads what the store keeps of them, bands.py finds which may be alike, links.py which are, groups.py puts together what
belongs together, passages.py gets the texts, marking.py says where two differ, tables.py makes views of it.
"""
