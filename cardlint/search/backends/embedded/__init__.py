"""The embedded engine, for one machine: an SQLite catalog and a text index built by Whoosh, in one folder."""

NAME = "whoosh"
"""The name of the engine in manifests."""
