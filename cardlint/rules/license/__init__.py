"""The license: whether the Hub knows it, and whether the card, its files and its base model agree on it."""
