"""Shows the changes that repairing the cards of a session would make, as patches for ``git apply``."""

import os
import stat
import sys
from collections.abc import Callable
from functools import partial

from cardlint.findings.diagnostic import Severity
from cardlint.lint.fix.patch import printable_patch
from cardlint.output.terminal import BOLD, CYAN, GREEN, RED, style, visible, wants_color
from cardlint.run.fixing import fix
from cardlint.run.session import Session
from cardlint.system.named_tuple import NamedTuple

_HEADS = ("diff ", "--- ", "+++ ", "index ", "rename ", "similarity ", "old mode ", "new mode ")
_STYLES = {"-": (RED,), "+": (GREEN,), "@": (CYAN,)}


class Patched(NamedTuple):
    """The result for one card."""

    patch: bytes
    fixed: tuple[Severity, ...]  # severities of the findings that the patch repairs
    warnings: tuple[str, ...]  # messages for people
    is_incomplete: bool


def patch(session: Session, *, unsafe: bool = False) -> bool:
    """Write the patch of each card once, even if several paths lead to it; return whether the repaired findings make the run fail.

    On a terminal, special characters are escaped. Output that goes neither to a terminal nor to a file may be the log of a CI server,
    so changes that the server would execute as a command are left out there.
    """
    work = partial(_patch_card, session, unsafe=unsafe, is_trap=_trap_of_output())
    write = _show if sys.stdout.isatty() else sys.stdout.buffer.write
    seen: set[bytes] = set()
    for path, patched in session.each(work):
        session.failing.note(path, patched.fixed)
        for line in patched.warnings:
            session.say(line)
        if patched.patch not in seen:
            seen.add(patched.patch)
            write(patched.patch)
    return session.failing.is_failure


def _trap_of_output() -> Callable[[str], bool] | None:
    """Return a function that decides which lines of a patch must not be printed to standard output; None if all may be."""
    if sys.stdout.isatty() or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
        return None
    from cardlint.output.log_commands import has_command

    return has_command


def _show(patch: bytes) -> None:
    lines = patch.decode(errors="surrogateescape").removesuffix("\n").split("\n")
    color = wants_color(sys.stdout)
    sys.stdout.write("".join(f"{style(visible(line), *_style_of(line), color=color)}\n" for line in lines if patch))


def _style_of(line: str) -> tuple[str, ...]:
    """Return the ANSI styles for a line of a patch."""
    if line.startswith(_HEADS):
        return (BOLD,)
    return _STYLES.get(line[:1], ())


def _patch_card(session: Session, path: str, *, unsafe: bool, is_trap: Callable[[str], bool] | None) -> Patched:
    """Return the patch that repairs the card at ``path``, and the files next to it."""
    fixing = fix(session, path, unsafe=unsafe)
    patches = [(each.path, printable_patch(*each, is_trap=is_trap)) for each in fixing.changes()]
    name = fixing.card.source.path
    left_out = (
        f"{visible(file)}:{line}: left out of the patch: {reason}; --fix makes the change"
        for file, made in patches
        for line, reason in made.left_out
    )
    return Patched(
        b"".join(made.content for _, made in patches),
        tuple(each.severity for each in fixing.fixed.applied),
        (*fixing.failures(name), *fixing.left_out(name), *left_out),
        bool(fixing.fixed.failures),
    )
