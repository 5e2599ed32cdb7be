"""An index in a folder on this disk: its manifest, its lock, its list of sources, and the check that the folder is private."""
