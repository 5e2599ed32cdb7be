"""Regular expressions that are compiled when they are first used.

A rule's patterns take longer to compile than the rule takes to import, and most are never needed: compiling 200 of them took half of
the time of checking one card.
"""

import re
import sys
from importlib import import_module
from typing import Any, AnyStr, cast


class _LazyPattern:
    """A proxy for a compiled pattern, with its methods once it is compiled."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled: re.Pattern[Any] = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # the next call goes directly to it
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """Return the pattern ``source``, which is compiled on first use."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))


def import_without_compiling(name: str) -> None:
    """Import the library ``name``, and leave its regular expressions uncompiled until they are used.

    This is for libraries that compile more expressions than we need. Use it only in a process of our own: during the import, every
    expression, even one compiled in another thread, is compiled later.
    """
    if name in sys.modules:
        return
    compile_now = re.compile
    re.compile = pattern  # type: ignore[assignment]
    try:
        import_module(name)
    finally:
        re.compile = compile_now
