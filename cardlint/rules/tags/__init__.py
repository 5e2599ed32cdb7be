"""The tags of a card: repetitions, tags that belong in a field, and local paths."""
