"""Linter, task resolver and search index for Hugging Face cards."""

__version__ = "0.1.0"
