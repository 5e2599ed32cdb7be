"""An index in a folder of this disk: its manifest, its lock, its sources, and nobody else's hand in it."""
