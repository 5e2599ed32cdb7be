"""The path of a card for other programs: with forward slashes, and relative if the card is inside the working directory."""

import os

from cardlint.output.text import encodable


def relative(path: str) -> str:
    """Return ``path`` as text, without the working directory or ``./`` at its start; U+FFFD replaces bytes that are not UTF-8."""
    return encodable(_relative(path))


def uri(path: str) -> str:
    """Return ``path`` as a percent-encoded URI reference, byte for byte; as a ``file:`` URI if it is outside the working directory."""
    from urllib.parse import quote

    quoted = quote(_bytes(_relative(path)))
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}" if os.path.isabs(_relative(path)) else quoted


def _bytes(path: str) -> bytes:
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:  # not the name of an existing file, but a path given by a program
        return encodable(path).encode()


def _relative(path: str) -> str:
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:  # the working directory is gone
        here = os.sep
    if here != os.sep:
        path = path.removeprefix(here)
    path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path
