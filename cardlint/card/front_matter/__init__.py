"""The YAML block at the top of a card: where it begins and ends, what it holds, and the place of every key and value."""
