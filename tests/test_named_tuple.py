"""Our NamedTuple has the same features as that of ``typing``."""

import pickle
import typing

from cardlint.findings.diagnostic import Edit
from cardlint.findings.source import Span
from cardlint.system.named_tuple import NamedTuple


class _Ours(NamedTuple):
    """A point."""

    x: int
    label: str = "here"

    @property
    def doubled(self) -> int:
        """Twice as far."""
        return 2 * self.x


class _Theirs(typing.NamedTuple):
    """A point."""

    x: int
    label: str = "here"

    @property
    def doubled(self) -> int:
        """Twice as far."""
        return 2 * self.x


def test_it_has_what_a_named_tuple_of_typing_has() -> None:
    for name in ("_fields", "_field_defaults", "__annotations__", "__doc__", "__module__"):
        assert getattr(_Ours, name) == getattr(_Theirs, name)
    ours, theirs = _Ours(3), _Theirs(3)
    assert (ours, ours.doubled, ours._replace(x=4)) == (theirs, theirs.doubled, theirs._replace(x=4))
    assert repr(ours) == repr(theirs).replace("_Theirs", "_Ours")
    assert typing.get_type_hints(_Ours) == typing.get_type_hints(_Theirs)


def test_workers_can_hand_it_on() -> None:
    edit = Edit(Span(1, 2), "text")
    assert pickle.loads(pickle.dumps(edit)) == edit  # noqa: S301 - our own bytes
