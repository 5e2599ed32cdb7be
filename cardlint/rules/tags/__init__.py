"""The tags of a card: what repeats, what belongs into a field, what was never meant for others."""
