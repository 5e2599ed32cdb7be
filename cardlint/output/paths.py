"""The path of a card for other programs: relative to the working folder where it is below it, with forward slashes."""

import os

from cardlint.output.text import encodable


def relative(path: str) -> str:
    """Return ``path`` as text, without the working folder or ``./`` in front; bytes that are no UTF-8 are U+FFFD."""
    return encodable(_relative(path))


def uri(path: str) -> str:
    """Return ``path`` as a percent-encoded URI reference, byte for byte; a ``file:`` URI where it stays absolute."""
    from urllib.parse import quote

    quoted = quote(_bytes(_relative(path)))
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}" if os.path.isabs(_relative(path)) else quoted


def _bytes(path: str) -> bytes:
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:  # no name of a file, but one that a program gave
        return encodable(path).encode()


def _relative(path: str) -> str:
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:  # the working folder is gone
        here = os.sep
    if here != os.sep:
        path = path.removeprefix(here)
    path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path
