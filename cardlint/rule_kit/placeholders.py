"""Values that a template or a tool left for the author to fill in: ``{repo_id}``, ``$MODEL``, ``YOUR_TAG_HERE``, ``[TODO: …]``.

Real values that look similar are not: ``C++``, ``__init__``, ``todo-list``, ``xxx-large``, ``$1M dataset``, ``<s>``, ``coqui/your_tts``.
"""

import re

from cardlint.system.lazy_pattern import pattern

_LONGEST = 200

_THINGS = (
    r"(?:user(?:[-_ ]?name)?|org(?:ani[sz]ation)?|owner|author|account|name(?:space)?|hf|hub|id|path|url|link|email|token|team|company"
    r"|(?:base[-_ ])?models?|datasets?|repo(?:sitory)?|space|project|app|adapter|library|licen[cs]e|languages?|tags?|task|metrics?|title"
    r"|description|value|version|emoji|color|sdk|card|config|checkpoint|pretty[-_ ]name)"
)
_NAME = rf"{_THINGS}(?:[-_ ]?{_THINGS}){{0,3}}"

_VARIABLE = (
    r"\{\{[^{}]{1,150}\}\}"  # {{ name | default("x") }}
    r"|\{ ?[a-z_][\w .|-]*\}"
    r"|\$\{[a-z_]\w*(?:[:-][^{}]*)?\}"
    rf"|\$(?:[a-z]|{_NAME}|[a-z0-9]+(?:_[a-z0-9]+)+)"
    r"|(?-i:__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]+@@?|%%?[A-Z][A-Z0-9_]+%%?)"
    r"|%\([a-z_]\w*\)s"
    r"|<<[^<>]{1,60}>>"
)
_CALL = (
    r"\[?(?:needs )?more information(?: needed)?\]?"
    r"|[\[<(_*]{0,3}(?-i:TODO|TBD|TBA|FIXME)[\])>_*]{0,3}"
    r"|[\[<(_*]{0,3}(?-i:TODO|FIXME)[_*]{0,2}(?::|\(| (?:add|write|fill|provide|describe|complete|update|insert|specify|choose)\b).*"
    r"|\[(?:todo|tbd|your|insert|add|fill|enter|specify|choose|describe|provide|replace)\b[^\[\]]+\]"
    r"|<(?:your|my|insert|add|fill|enter|path|name|model|dataset|license|language|todo|replace|choose|specify)\b[^<>]*>"
    r"|(?-i:YOUR(?:[_-][A-Z0-9]+)+|(?:[A-Z0-9]+[_-])+HERE|(?:INSERT|ENTER)(?:[_-][A-Z0-9]+)+)"
    rf"|(?:insert|enter|add|put|write|your)[-_ ](?:your[-_ ])?{_NAME}[-_ ]here"
    r"|(?:change|replace|fill)[-_]?me"
    rf"|<(?:{_NAME}|(?-i:[A-Z0-9]+(?:_[A-Z0-9]+)+))>"
    rf"|your[-_]{_NAME}(?:/\S*)?"
    rf"|(?:insert|enter)[-_ ](?:a |the |your )?{_NAME}"
)
_IN_ID = pattern(
    rf"{_VARIABLE}|{_CALL}|<[a-z][\w .-]*>|\[{_NAME}\]|your[-_ ]?{_NAME}|my[-_]{_NAME}|(?:hf|hub|hf-hub)[-_]user[-_]?name",
    re.IGNORECASE,
)
_OWNER = pattern(
    r"(?:hf[-_])?user(?:[-_]?name)?|org(?:ani[sz]ation)?|owner|author|namespace|your[-_]?\w+|my[-_]\w+", re.IGNORECASE
)
_REPOSITORY = pattern(rf"(?:(?:your|my)[-_]?)?{_NAME}", re.IGNORECASE)
_CLOSED = pattern(r"x{3,8}|todo|tbd|tba|fixme|placeholder", re.IGNORECASE)
_PROSE = pattern(rf"{_VARIABLE}|{_CALL}|x{{3,8}}|tbd", re.IGNORECASE)
_EMBEDDED = pattern(r"\{\{[^{}]{1,150}\}\}|\$\{[A-Za-z_]\w*(?::[^{}]*)?\}|(?<![^/])<your[^<>]*>(?![^/])")
_LETTERED = pattern(r"__[A-Z]|@[A-Z]|%[A-Z(]")

_SIGNS = (
    "{", "todo", "tbd", "tba", "fixme", "more information", "your", "xxx", "here", "insert", "enter", "placeholder", "change", "replace",
    "fill", "user", "org", "owner", "author/", "namespace", "my-", "my_", "$", "[add", "[choose", "[describe", "[provide",
    "[specify", "path",
)  # fmt: skip


def may_have(text: str) -> bool:
    """Return whether the front matter ``text`` may have a placeholder, at little cost."""
    lower = text.lower()
    return any(sign in lower for sign in _SIGNS) or ("<" in text and ">" in text) or _LETTERED.search(text) is not None


def _may_be(text: str) -> bool:
    """Return the same for a single value: the patterns take longer to compile than a small card to check."""
    lower = text.lower()
    if lower.startswith("org") or "[" in text or "<" in text:
        return True
    return any(sign in lower for sign in _SIGNS if sign != "org") or _LETTERED.search(text) is not None


def is_placeholder(text: str, *, is_prose: bool = False) -> bool:
    """Return whether ``text`` is the value of a field that nobody filled in.

    ``is_prose``: the field takes any text, in which only what no author writes counts; in others, ``tbd`` and ``user/model`` do too.
    """
    text = text.strip()
    if not 0 < len(text) <= _LONGEST or not _may_be(text):
        return False
    if _EMBEDDED.search(text) is not None and "$" not in text.replace("${", ""):  # not a formula
        return True
    if is_prose:
        return _PROSE.fullmatch(text) is not None
    if _CLOSED.fullmatch(text) is not None or _IN_ID.fullmatch(text) is not None:
        return True
    owner, slash, name = text.partition("/")
    if not slash:
        return False
    if _IN_ID.fullmatch(owner) or any(_IN_ID.fullmatch(part) for part in name.split("/")):
        return True
    return (_OWNER.fullmatch(owner) and _REPOSITORY.fullmatch(name)) is not None or text.startswith("path/to/")
