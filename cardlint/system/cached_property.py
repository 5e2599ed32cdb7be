"""``cached_property`` without the lock of Python before 3.12, because a card is used by a single thread."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:

    class cached_property:  # noqa: N801 - the name that readers know
        """A property that is computed once for each object, and kept in its ``__dict__``."""

        def __init__(self, compute: Callable[[Any], Any]) -> None:
            self._compute = compute
            self._name = compute.__name__
            self.__doc__ = compute.__doc__

        def __get__(self, owner: Any, kind: type | None = None) -> Any:
            if owner is None:
                return self
            result = owner.__dict__[self._name] = self._compute(owner)
            return result
