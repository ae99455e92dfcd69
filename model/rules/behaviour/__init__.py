"""Rules of leaving: one file a rule, whose name is the word for ``behaviour.rule`` in a scenario."""
