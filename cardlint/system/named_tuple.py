"""``NamedTuple`` without evaluating its field types, which only mypy reads.

A small run creates 60 of these classes. With ``typing.NamedTuple``, each takes twice as long as the class itself, and together a
fifteenth of the run: ``benchmarks/startup.py``.
"""

import sys
from collections import namedtuple
from typing import TYPE_CHECKING, Any

new = tuple.__new__
"""``new(Span, (1, 2))`` is ``Span(1, 2)`` in half the time, for what a card has hundreds of. All fields must be given, in order."""

# Since Python 3.14, typing evaluates the types only on request too.
if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple
else:
    _OF_THE_CLASS = frozenset(("__annotations__", "__module__", "__qualname__"))

    class _NamedTupleMeta(type):
        def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, members)
            types = members.get("__annotations__", {})
            defaults = [members[field] for field in types if field in members]
            made = namedtuple(name, types, defaults=defaults, module=members["__module__"])
            made.__annotations__ = made.__new__.__annotations__ = types
            for key, value in members.items():
                if key not in types and key not in _OF_THE_CLASS:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_NamedTupleMeta):
        """A tuple with named fields, as in ``typing``."""
