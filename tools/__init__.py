"""Tools for developers, run in a checkout. They are not part of the package that users install."""
