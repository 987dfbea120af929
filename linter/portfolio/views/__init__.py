"""Views of a store: pure functions of a connection, a scope and the words, to tables. A view prints nothing and reads no clock.

Each looks at the reports of one rulebook that count, and says in the notes of its table what that leaves out.
"""
