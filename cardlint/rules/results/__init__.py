"""The scores of a model in its card, and the emissions of its training."""
