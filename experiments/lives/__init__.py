"""One family in two worlds: watched hour by hour, told as events, and where its two lives part."""
