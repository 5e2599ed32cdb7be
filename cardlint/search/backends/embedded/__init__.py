"""The embedded engine, for one machine: an SQLite catalogue beside a text index that Whoosh builds, in one folder."""

NAME = "whoosh"
"""What manifests call it."""
