"""The version, in a module that imports nothing: any room may ask for it."""

__version__ = "0.1.0"
