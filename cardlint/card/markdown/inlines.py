"""Finds inline elements: links, images, tags, comments, code. One pass from left to right.

Follows CommonMark. Emphasis is ignored because it does not affect the other elements. Code, autolinks and HTML bind more
tightly than brackets.
"""

import re
from collections.abc import Mapping

from cardlint.card.markdown.definitions import normal, plain, target, title
from cardlint.card.markdown.elements import Definition, Link, Origin, Run, Tag
from cardlint.card.markdown.html import TAG
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import new

LONGEST_LABEL = 999
LONGEST_WORDS = 2_000
"""How many characters of a link's text are kept: with nested images, each would have the text of all within it."""

# In both patterns every branch begins with a literal character, so that the engine skips text five times as fast.
INTERESTING = pattern(r"\[|`|<|https?://|HTTPS?://")
"""A run without any of this has no inline elements."""

_SIMPLE = r"\[([^\[\]`<\\]*+)\]\(([^\s()<>\\&\x00-\x20\x7f]++)\)"  # nearly all links: no special cases
_CODE = r"`[^`]++`(?!`)"  # nearly all code
_TOKEN = pattern(rf"{_SIMPLE}|!{_SIMPLE}|{_CODE}|\[|!\[|\]|``*+|<|\\.|https?://|HTTPS?://", re.DOTALL)
_TICKS = pattern(r"`++")
_URL = pattern(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+)>")
_MAIL = pattern(
    r"<(?P<target>[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_BARE = pattern(r"https?://[^\s<>\[\]`\\|\"]++", re.IGNORECASE)
_BEHIND_ADDRESS = "?!.,:*_~'\";"
_WHITE = pattern(r"[ \t\n]*+")
_LABEL = pattern(r"\[(?P<label>(?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_SPECIAL = (("<!--", "-->", 4), ("<?", "?>", 2), ("<![CDATA[", "]]>", 9))
_DECLARATION = pattern(r"<![A-Za-z][^>]*+>")


class Inlines:
    """The inline elements of a body, each list in the order found."""

    __slots__ = ("code", "comments", "images", "links", "tags")

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.tags: list[Tag] = []
        self.comments: list[Span] = []
        self.code: list[Span] = []


class _Bracket:
    """An opening bracket without its closing one yet, and how much had been found before it."""

    __slots__ = ("comments", "image", "images", "links", "start", "tags", "words")

    def __init__(self, start: int, image: bool, found: Inlines) -> None:
        self.start = start
        self.image = image
        self.words = start + (2 if image else 1)
        self.links = len(found.links)
        self.images = len(found.images)
        self.tags = len(found.tags)
        self.comments = len(found.comments)


def scan(text: str, run: Run, definitions: Mapping[str, Definition], into: Inlines) -> None:
    """Add the elements in ``run`` of ``text``."""
    if run.text is not None:
        _InlineScanner(run.text, 0, len(run.text), run.start, definitions, into).run()
    elif INTERESTING.search(text, run.start, run.end) is not None:
        _InlineScanner(text, run.start, run.end, 0, definitions, into).run()


class _InlineScanner:
    """The state of the pass over one run."""

    __slots__ = ("brackets", "definitions", "end", "forbidden", "found", "missing", "shift", "start", "text", "ticks")

    def __init__(
        self, text: str, start: int, end: int, shift: int, definitions: Mapping[str, Definition], found: Inlines
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.shift = shift  # from offsets in ``text`` to those in the card
        self.definitions = definitions
        self.found = found
        self.brackets: list[_Bracket] = []
        self.forbidden = 0  # how many of the first brackets cannot open a link: links do not nest
        self.ticks: dict[int, list[int]] | None = (
            None  # length of a run of backticks → where such runs begin, last first
        )
        self.missing: set[str] = set()  # delimiters that do not occur again

    def run(self) -> None:
        search, text, end, at = _TOKEN.search, self.text, self.end, self.start
        while (token := search(text, at, end)) is not None:
            start, at = token.span()
            character = text[start]
            if token.lastindex:
                self.simple(token)
            elif character == "[" or character == "!":
                self.brackets.append(_Bracket(start, character == "!", self.found))
            elif character == "]":
                at = self.close_bracket(start)
            elif character == "`":
                if text[at - 1] == "`" and at - start > 2 and text[start + 1] != "`":
                    self.found.code.append(self.span(start, at))
                else:
                    at = self.code(start, at)
            elif character == "<":
                at = self.angle(start)
            elif character != "\\":
                at = self.bare(start)

    def simple(self, token: re.Match[str]) -> None:
        """Add a link or image without special cases."""
        group = token.lastindex or 0
        words, destination = token.group(group - 1, group)
        place, whole = token.span(group), token.span()
        if self.shift:
            place, whole = self.span(*place), self.span(*whole)
        link = new(Link, (destination, new(Span, place), "", words, new(Span, whole), Origin.INLINE))
        if group == 4:
            self.found.images.append(link)
        else:
            self.found.links.append(link)
            self.forbid_links()

    def span(self, start: int, end: int) -> Span:
        return new(Span, (start + self.shift, end + self.shift))

    def code(self, start: int, behind: int) -> int:
        """Return the offset after the code that begins with these backticks, or after the backticks if it is not code."""
        if self.ticks is None:
            self.ticks = {}
            for run in reversed(list(_TICKS.finditer(self.text, start, self.end))):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        length = behind - start
        candidates = self.ticks.get(length, [])
        while candidates and candidates[-1] < behind:
            candidates.pop()
        if not candidates:
            return behind
        self.found.code.append(self.span(start, candidates[-1] + length))
        return candidates[-1] + length

    def angle(self, start: int) -> int:
        """Return the offset after the autolink, tag or comment that begins here, or after the ``<`` if it is none of them."""
        text, end, found = self.text, self.end, self.found
        link = _URL.match(text, start, end) or _MAIL.match(text, start, end)
        if link is not None:
            place, written = self.span(*link.span("target")), link["target"]
            mail = "" if _URL.match(text, start, end) else "mailto:"
            found.links.append(Link(mail + written, place, "", written, self.span(*link.span()), Origin.AUTOLINK))
            return link.end()
        tag = TAG.match(text, start, end)
        if tag is not None:
            name = tag["name"] or tag["closed"]
            found.tags.append(Tag(name.lower(), tag["name"] is None, self.span(*tag.span())))
            return tag.end()
        return self.special(start)

    def special(self, start: int) -> int:
        """Return the offset after a comment, an instruction or a declaration."""
        text, end = self.text, self.end
        if text.startswith(("<!-->", "<!--->"), start):
            stop = text.index(">", start) + 1
            self.found.comments.append(self.span(start, stop))
            return stop
        for opening, closing, width in _SPECIAL:
            if text.startswith(opening, start) and closing not in self.missing:
                stop = text.find(closing, start + width, end)
                if stop < 0:
                    self.missing.add(closing)
                    return start + 1
                stop += len(closing)
                if opening == "<!--":
                    self.found.comments.append(self.span(start, stop))
                return stop
        if ">" in self.missing:
            return start + 1
        if text.find(">", start, end) < 0:
            self.missing.add(">")
            return start + 1
        declaration = _DECLARATION.match(text, start, end)
        return declaration.end() if declaration is not None else start + 1

    def bare(self, start: int) -> int:
        """Return the offset after a bare address."""
        text = self.text
        address = _BARE.match(text, start, self.end)
        if address is None or (start > self.start and text[start - 1].isalnum()):
            return start + 4
        written = address[0].rstrip(_BEHIND_ADDRESS)
        if written.endswith(")"):  # trailing parentheses belong to the address if they were opened within it
            closing = len(written) - len(written.rstrip(")"))
            written = written[: len(written) - min(closing, max(written.count(")") - written.count("("), 0))]
            written = written.rstrip(_BEHIND_ADDRESS)
        place = self.span(start, start + len(written))
        self.found.links.append(Link(plain(written), place, "", written, place, Origin.BARE))
        return start + len(written)

    def close_bracket(self, at: int) -> int:
        """Return the offset after the link or image that ends with the bracket at ``at``, otherwise after the bracket."""
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        if self.forbidden > len(self.brackets):
            self.forbidden = len(self.brackets)
            if not bracket.image:
                return at + 1
        link = self.inline(bracket, at) or self.reference(bracket, at)
        if link is None:
            return at + 1
        found = self.found
        if bracket.image:
            del found.images[bracket.images :]  # the alternative text has no elements
            del found.links[bracket.links :]
            del found.tags[bracket.tags :]
            del found.comments[bracket.comments :]
            found.images.append(link)
        else:
            inside = found.links[bracket.links :]  # an address is part of the text unless it has its own brackets
            found.links[bracket.links :] = [each for each in inside if each.origin is Origin.AUTOLINK]
            found.links.append(link)
            self.forbid_links()
        return link.span.end - self.shift

    def forbid_links(self) -> None:
        self.forbidden = len(self.brackets)

    def inline(self, bracket: _Bracket, closing: int) -> Link | None:
        """Return the link whose target follows in parentheses after the ``closing`` bracket."""
        text, end = self.text, self.end
        if not text.startswith("(", closing + 1) or closing + 1 >= end:
            return None
        at = self.behind_white(closing + 2)
        place, words_of_title = Span(at, at), ""
        destination = target(text, at, end)
        if destination is not None:
            place, behind = destination
            at = self.behind_white(behind)
            quoted = title(text, at, end) if at > behind else None
            if quoted is not None:
                words_of_title = plain(text[at + 1 : quoted - 1])
                at = self.behind_white(quoted)
        if at >= end or text[at] != ")":
            return None
        return Link(
            plain(text[place.start : place.end]),
            self.span(*place),
            words_of_title,
            text[bracket.words : min(closing, bracket.words + LONGEST_WORDS)],
            self.span(bracket.start, at + 1),
            Origin.INLINE,
        )

    def reference(self, bracket: _Bracket, closing: int) -> Link | None:
        """Return the link whose label follows in brackets after the ``closing`` one, or is the text itself."""
        if not self.definitions:
            return None
        stop, label = closing + 1, ""
        explicit = _LABEL.match(self.text, closing + 1, self.end)
        if explicit is not None:
            stop, label = explicit.end(), explicit["label"]
        if not label and closing - bracket.words <= LONGEST_LABEL:
            label = self.text[bracket.words : closing]
        definition = self.definitions.get(normal(label))
        if definition is None:
            return None
        words = self.text[bracket.words : min(closing, bracket.words + LONGEST_WORDS)]
        place = self.span(bracket.start, stop)
        return Link(definition.target, definition.target_span, definition.title, words, place, Origin.REFERENCE)

    def behind_white(self, at: int) -> int:
        found = _WHITE.match(self.text, at, self.end)
        return found.end() if found is not None else at
