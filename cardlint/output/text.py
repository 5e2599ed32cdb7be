"""Makes text acceptable to every stream and parser: no lone surrogates, and nothing that XML forbids."""

from cardlint.system.lazy_pattern import pattern

_SURROGATE = pattern("[\ud800-\udfff]")
_NO_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = pattern("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def encodable(text: str) -> str:
    """Return ``text`` with U+FFFD for what UTF-8 cannot encode: a lone surrogate, or a stray byte in a file name."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def markup(text: str) -> str:
    """Return ``text`` for the content and the attributes of XML and HTML; characters that XML forbids become U+FFFD.

    Invisible characters become character references: a parser sees no difference, and people who read the source can see them.
    """
    written = _NO_XML.sub("\ufffd", text).translate(_MARKUP)
    return written if written.isascii() else _UNSEEN.sub(lambda match: f"&#{ord(match[0])};", written)
