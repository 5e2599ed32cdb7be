"""The languages: whether the Hub accepts the code, and whether it is the code that people filter by."""
