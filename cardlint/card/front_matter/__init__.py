"""The YAML block at the top of a card: where it begins and ends, what it contains, and the position of every key and value."""
