"""Finds and escapes the commands that CI servers execute when they appear in a log.

A card, a file name or a configuration that a stranger wrote may contain such a command, and printing it would run it. So the last
character of each command is escaped, and stays readable. Text for people gets a backslash before it, as GitHub's own runner does;
JSON, XML and HTML use a character escape, so that their data stay exact.

The commands and their sources:

* ``##[name]`` anywhere, and ``::name::`` at the start of a line after any white space: actions/runner,
  ``src/Runner.Common/ActionCommand.cs`` (2026-08-17); the same in Gitea and Forgejo. The runner's comparison depends on the
  culture, which means that it ignores invisible characters.
* ``##vso[area.action]`` anywhere, and ``##[command]``: Azure Pipelines documentation, "Logging commands".
* ``##teamcity[name]``: TeamCity documentation, "Service Messages".

Sections of GitLab, folds of Travis CI and notes of Jenkins need an escape character, which is never printed. ``---``, ``+++`` and
``~~~`` only fold the log of Buildkite, and are not escaped.
"""

from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_LINE_END = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_COMMAND = pattern(
    f"#[{_UNSEEN}]*#[{_UNSEEN}]*[A-Za-z0-9_.-]{{0,40}}(?=\\[)"
    f"|(?:\\A|(?<=[{_LINE_END}]))(?:[{_UNSEEN}{_BLANK}]|(?<=\x1b)\\[[0-9;]*m)*:[{_UNSEEN}]*(?=:)"
)
_NO_HEADING = pattern("##(?![# ])")
"""A heading of Markdown has a space after its signs, which no command has."""

_LONGEST_LINE = 200
"""How many characters of an unfinished line are kept."""


class Escape(NamedTuple):
    """The replacements for the last character of a command."""

    bracket: str
    colon: str


FOR_PEOPLE = Escape("\\[", "\\:")
JSON = Escape("\\u005b", "\\u003a")
MARKUP = Escape("&#91;", "&#58;")


class LogGuard:
    """Escapes the commands in one text that is written in pieces."""

    def __init__(self, escape: Escape) -> None:
        self._escape = escape
        self._line = ""  # the unfinished line; the next piece may complete a command in it

    def can_pass(self, piece: str) -> bool:
        """Return whether ``piece`` consists of complete lines without a command. Most do, and need not be guarded."""
        return piece[-1:] == "\n" and not self._line and _is_harmless(piece)

    def __call__(self, piece: str) -> str:
        """Return the next ``piece`` of the text with the commands that are in it, or end in it, escaped."""
        line = self._line
        self._line = _unfinished(line, piece)
        text = line + piece if line else piece
        if _is_harmless(text):
            return piece
        return _escape_commands(text, len(line), self._escape)


def break_up(text: str, escape: Escape = FOR_PEOPLE) -> str:
    """Return ``text`` with all commands escaped."""
    return _escape_commands(text, 0, escape)


def has_command(text: str) -> bool:
    """Return whether a CI server would execute a command in ``text``."""
    return _COMMAND.search(text) is not None


def _is_harmless(text: str) -> bool:
    """Return whether ``text`` holds no command, judging by the little that every command has; invisible characters are escaped before."""
    return "::" not in text and ("##" not in text or not _NO_HEADING.search(text))


def _escape_commands(text: str, written: int, escape: Escape) -> str:
    """Return ``text`` from ``written`` on, with the last character of each command escaped."""
    parts, at = [], written
    for found in _COMMAND.finditer(text):
        end = found.end()
        if end >= written:
            parts += [text[at:end], escape.bracket if text[end] == "[" else escape.colon]
            at = end + 1
    return "".join((*parts, text[at:]))


def _unfinished(line: str, piece: str) -> str:
    """Return the part to keep of the line that ``piece`` does not finish."""
    rest = piece.rpartition("\n")[2] if "\n" in piece else line + piece
    if len(rest) <= _LONGEST_LINE:
        return rest
    return ("" if rest[:-_LONGEST_LINE].isspace() else "x") + rest[-_LONGEST_LINE:]
