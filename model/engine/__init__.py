"""The compiled population: households in arrays, moved hour by hour by the rules."""
