"""Kinds of ceasefire proposal: one file a kind, whose name is the word for ``kind:`` in a scenario.

Each file defines ``Proposal``: its parameters, and ``terms()``, what it would do to the world.
"""
