"""The engines that can keep an index on disk, by name. An engine is imported when it is asked for."""

from importlib import import_module

from cardlint.search.backends.engine import Engine

DEFAULT = "whoosh"

_MODULES = {DEFAULT: "cardlint.search.backends.embedded.engine"}


def engine_named(name: str = DEFAULT) -> Engine:
    """Return the engine called ``name``. KeyError where there is none."""
    found: Engine = import_module(_MODULES[name]).ENGINE
    return found
