"""The languages: whether the Hub takes the code, and whether it is the code that people look for."""
