"""The rules of the model: scalar functions that decide and never act, each beside its own parameters."""
