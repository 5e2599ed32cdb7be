"""What the people who work on cardlint run in a checkout. None of it is in the package that users install."""
