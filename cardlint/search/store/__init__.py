"""Builds an index, updates it from its sources, and rebuilds it, safely at any time."""
