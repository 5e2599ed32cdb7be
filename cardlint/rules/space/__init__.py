"""The settings of a Space: whether the Hub accepts it, and whether it builds, starts and looks as intended."""
