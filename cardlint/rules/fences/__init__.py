"""The fences: whether the Hub finds the front matter."""
