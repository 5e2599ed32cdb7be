"""The settings of a Space: whether it is accepted, builds, starts, and shows itself as meant."""
