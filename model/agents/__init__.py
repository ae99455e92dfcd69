"""The Mesa agents: households, and everything in the world that acts on them."""
