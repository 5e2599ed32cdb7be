"""Builds the document of a card: values to filter and count, words to find, and missing fields."""
