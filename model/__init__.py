"""The world and its science: who lives where, what threatens them, and what each proposal changes."""
