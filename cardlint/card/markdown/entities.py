"""Character references such as ``&amp;``, and the percent signs of addresses: rare, and their tables take 6 ms to import."""


def unescape(text: str) -> str:
    """Return ``text`` with its character references replaced."""
    if "&" not in text:
        return text
    from html import unescape as replaced

    return replaced(text)


def unquote(address: str) -> str:
    """Return ``address`` with its percent-encoded characters replaced."""
    if "%" not in address:
        return address
    from urllib.parse import unquote as replaced

    return replaced(address)
