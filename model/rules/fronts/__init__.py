"""How the line moves: one file a kind, whose name is the word for ``front.kind`` in a scenario.

Each file says its rule and declares the keys of it; :mod:`model.rules.front` holds what all kinds share.
"""
