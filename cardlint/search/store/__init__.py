"""Building an index, updating it from its sources, and rebuilding it, safely at any time."""
