"""What a run reports: one file an observable, each with LABEL, UNIT and ``measure(stage)``."""
