"""Reads the YAML of a card: one pass over libyaml's events builds the data as the Hub reads it, with every position.

Events, not ``yaml.compose``: composing recurses in C, and 200,000 opening brackets end the process. The pass is
iterative, and caps limit what an untrusted card can cost. After an error, everything before it is kept. This is the only
reader of card YAML.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from itertools import islice
from typing import Any

from cardlint.card.front_matter import events, rejections, scalars
from cardlint.card.front_matter.node import Entry, Mapping, Node, Scalar, Sequence, key_text
from cardlint.card.front_matter.rejections import Rejection, RejectionKind
from cardlint.findings.source import Span
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

MAX_DEPTH = 100
MAX_NODES = 750_000
MAX_ALIASED = 100_000
"""Caps on nesting, on values, and on values reached again through aliases. Real cards stay below a tenth of each."""

_LIBYAML_IS_TOO_DEEP = "exceeded maximum nesting depth"

_TAG = "tag:yaml.org,2002:"
_TAGS_OF_SCALARS: dict[str, tuple[type, ...]] = {
    f"{_TAG}str": (),
    f"{_TAG}int": (int,),
    f"{_TAG}float": (int, float),
    f"{_TAG}bool": (bool,),
    f"{_TAG}null": (type(None),),
    f"{_TAG}timestamp": (scalars.Timestamp,),
    f"{_TAG}binary": (bytes,),
}
"""What a scalar with such a tag is read as; one that cannot be is rejected."""

_TAGS_OF_MAPPINGS = frozenset((f"{_TAG}map", f"{_TAG}set"))
_TAGS_OF_SEQUENCES = frozenset((f"{_TAG}seq", f"{_TAG}omap", f"{_TAG}pairs"))
_COLLECTIONS = _TAGS_OF_MAPPINGS | _TAGS_OF_SEQUENCES

_WRITTEN_TAG = pattern(r"(?:&[^\s,\[\]{}]+\s+)?(?P<tag>!<[^>\s]*>|![^\s,\[\]{}]*)")
_TAG_AT_END = pattern(r"(?<!\S)![^<\s]*\Z")
_BASE64 = pattern(r"[A-Za-z0-9+/=]*")
_HARMLESS_TABS = pattern(r"(?:^|(?<=\r))[ \t]+(?=\r|$|#)|(?<=[-?:]) *\t[ \t]*", re.MULTILINE)
"""Tabs on blank lines, before comments and after a dash: js-yaml reads them as white space, libyaml stops at them."""

_AFTER_NAME = frozenset("?:%@`")
"""What libyaml takes for the end of an anchor or alias, and js-yaml for a part of it."""

_PROPERTIES = pattern(r"(?:[&!]\S*[ \t]+)*[&!]\S*[ \t]*(?:#[^\r\n]*)?[\r\n](?:\s|#[^\r\n]*[\r\n])*")
"""The anchor and the tag of a list or mapping that begins on a later line, and what is before it."""

_NAME = pattern(r"[A-Za-z0-9_-]+")
_GLUED_DASHES = pattern(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?P<dashes>---)(?P<text>\S)")
_LINE_END = pattern(r"\r\n?|\n")
_BRACKETS = frozenset(",[]{}")
_BEFORE_ITEM = frozenset(",[{")
_NEVER_FIRST = frozenset("#&*!|>'\"%@`")
"""What cannot begin plain text in brackets."""

_COMMENT_AT_BLOCK_MARK = pattern(r"(?:[&!]\S*[ \t]+)*(?P<mark>[|>][-+0-9]*)#")

_LINE_BREAKS = pattern(f"[{events.LINE_BREAKS}]+")
_MOST_LINE_BREAKS = 20
"""How many of these are tried; real cards have none."""

_MOST_CHARACTERS = 20
"""How many control characters are reported at once."""


class ProblemKind(Enum):
    """What the Hub's YAML parser rejects, or cardlint does not follow."""

    SYNTAX = "syntax"
    TAB_INDENTATION = "tab indentation"
    CONTROL_CHARACTER = "control character"
    DUPLICATE_KEY = "duplicate key"
    UNDEFINED_ALIAS = "undefined alias"
    RECURSIVE_ALIAS = "recursive alias"
    UNKNOWN_TAG = "unknown tag"
    GLUED_NAME = "anchor or alias with more characters"
    GLUED_DASHES = "mark of the beginning right before text"
    GLUED_TAG = "tag right before a comma"
    GLUED_COMMENT = "comment without a space before it"
    LONE_DASH = "dash alone in brackets"
    LESS_INDENTED = "value in brackets that goes on without indentation"
    UNINDENTED_MARK = "mark of block text without indentation"
    NESTED_KEY = "list in a list as a key"
    BAD_MERGE = "merge of no mapping"
    MANY_DOCUMENTS = "several documents"
    TOO_DEEP = "too deep"
    TOO_MANY_VALUES = "too many values"
    TOO_MANY_ALIASES = "too many aliases"


class Problem(NamedTuple):
    """An error in the YAML itself. ``detail`` is the parser's message, a key, an alias or a tag, depending on the kind."""

    kind: ProblemKind
    span: Span
    detail: str
    other: Span | None = (
        None  # of a duplicate key: its first occurrence; of a syntax error: where the broken part begins
    )


class FrontMatter:
    """The parsed block: ``root`` (None if nothing is written), the problems, and what else rules need to know."""

    __slots__ = ("aliases", "complete", "differing", "problems", "rejections", "root")

    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.differing: list[Scalar] = []  # scalars that PyYAML reads as a different value, or rejects
        self.rejections: list[Rejection] = []  # what PyYAML rejects, and the Hub reads
        self.aliases: list[Span] = []  # anchors, aliases and merge keys
        self.complete = True  # False: an error cut the rest off


def parse(text: str, start: int = 0, end: int | None = None) -> FrontMatter:
    """Return the YAML in ``text[start:end]``, with positions from the beginning of ``text``. Never raises."""
    end = len(text) if end is None else end
    start += text.startswith("\ufeff", start, end)
    content = events.hide_odd_characters(text[start:end])
    try:
        return _read_all(text, start, content)
    except (events.ReaderError, UnicodeEncodeError):
        at = _forbidden_character(text, start, end)
        result = _read_with_controls(text, start, content)
        if result is not None:
            return result
        # libyaml reads ahead, and loses what is before the character along with it: read only that part.
        result = _Composer(text, start, text[start : max(start, text.rfind("\n", start, at) + 1)]).read()
        result.problems.append(Problem(ProblemKind.CONTROL_CHARACTER, Span(at, at + 1), f"U+{ord(text[at]):04X}"))
        result.complete = False
        return result


def _read_all(text: str, start: int, content: str) -> FrontMatter:
    result = _read(text, start, content)
    if result.complete:
        _find_rejections(result, text, start, content)
        _find_glued_dashes(result, start, content)
    else:
        result.rejections.clear()  # what was read may not be what is meant
    return result


def _read_with_controls(text: str, start: int, content: str) -> FrontMatter | None:
    """Return what js-yaml reads if it accepts all control characters in ``content``, which PyYAML rejects; otherwise None."""
    hidden = events.hide_control_characters(content)
    places = [at for at, (one, other) in enumerate(zip(content, hidden, strict=True)) if one != other]
    try:
        if not places or not rejections.are_outside_of_text(content, places, events.tokens(hidden)):
            return None
        result = _read_all(text, start, hidden)
    except (events.ReaderError, UnicodeEncodeError):  # because of NUL, for example
        return None
    if not result.complete:
        return None
    few = places[:_MOST_CHARACTERS]
    result.rejections += (Rejection(RejectionKind.CHARACTER, Span(start + at, start + at + 1)) for at in few)
    result.rejections.sort(key=lambda rejection: rejection.span)
    return result


def _read(text: str, start: int, content: str) -> FrontMatter:
    """Return what ``content`` says, which is ``text`` from ``start`` on, with its line breaks of YAML 1.1 hidden or not."""
    result = _Composer(text, start, content).read()
    if any(problem.kind is ProblemKind.TAB_INDENTATION for problem in result.problems):
        content = _HARMLESS_TABS.sub(_as_spaces, content)
        result = _Composer(text, start, content).read()
    if result.complete:
        if events.may_begin_with_question_mark(content):
            return _read_leniently(text, start, content) or result
    elif events.may_be_read(content, result.problems[-1].detail):
        lenient = _read_leniently(text, start, content)
        if lenient is not None and lenient.complete and not _is_worse(lenient, content):
            return lenient
    return result


def _read_leniently(text: str, start: int, content: str) -> FrontMatter | None:
    """Return what the lenient parser reads; None if there is an escape above U+10FFFF."""
    composer = _Composer(text, start, content, events.lenient_parser_of)
    try:
        result = composer.read()
    except ValueError:
        return None
    result.rejections += rejections.long_names(result.root, text)
    return result


def _is_worse(lenient: FrontMatter, content: str) -> bool:
    """Return whether the error of libyaml says more than what the lenient parser reads, which the Hub rejects too."""
    return any(problem.kind is ProblemKind.UNDEFINED_ALIAS for problem in lenient.problems) or bool(
        "\t" in content and _tabs(content).rejected_by_hub
    )


def _tabs(content: str) -> rejections.Tabs:
    return rejections.tabs(content, events.tokens(_HARMLESS_TABS.sub(_as_spaces, content)))


def _find_rejections(result: FrontMatter, text: str, start: int, content: str) -> None:
    """Add what PyYAML rejects, and what js-yaml rejects behind a tab."""
    if "\t" in content:
        tabs = _tabs(content)
        for tab, value in tabs.rejected_by_python:
            inside = Span(start + value.start, start + value.end) if value is not None else None
            result.rejections.append(
                Rejection(RejectionKind.TAB, Span(start + tab.start, start + tab.end), other=inside)
            )
        for tab in tabs.rejected_by_hub:
            at = start + tab.start
            result.problems.append(Problem(ProblemKind.TAB_INDENTATION, Span(at, at), ""))
    if events.has_hidden_line_breaks(content) and not result.problems:
        result.rejections += _broken_lines(result, text, start, content)
    result.rejections += rejections.in_values(result.differing)
    result.rejections += rejections.in_names(result.root, result.differing)
    result.rejections.sort(key=lambda rejection: rejection.span)


def _find_glued_dashes(result: FrontMatter, start: int, content: str) -> None:
    """Add ``---`` right before text at the beginning: js-yaml takes it for the beginning of a document, others for a part of the text."""
    if (found := _GLUED_DASHES.match(content)) is not None and not result.problems:
        span = Span(start + found.start("dashes"), start + found.end("dashes"))
        result.problems.append(Problem(ProblemKind.GLUED_DASHES, span, found["text"]))


def _broken_lines(result: FrontMatter, text: str, start: int, content: str) -> Iterator[Rejection]:
    """Yield the characters that end a line for PyYAML, so that it reads something else than the Hub, or nothing."""
    read = repr(result.root.data) if result.root is not None else ""
    found = _LINE_BREAKS.finditer(text, start, start + len(content))
    for span in (Span(*match.span()) for match in islice(found, _MOST_LINE_BREAKS)):
        shown = content[: span.start - start] + text[span.start : span.end] + content[span.end - start :]
        other = _read_as_python(text, start, shown)
        rejected = (
            *other.rejections,
            *rejections.in_names(other.root, other.differing),
            *rejections.in_values(other.differing),
        )
        fails = bool(other.problems) or any(rejection.fails for rejection in rejected)
        if fails or read != (repr(other.root.data) if other.root is not None else ""):
            yield Rejection(RejectionKind.LINE_BREAK, span, fails=fails)


def _read_as_python(text: str, start: int, content: str) -> FrontMatter:
    """Return what ``content`` says to a parser that ends lines as YAML 1.1 does."""
    result = _Composer(text, start, content).read()
    if not result.complete and events.may_be_read(content, result.problems[-1].detail):
        with suppress(ValueError):  # an escape above U+10FFFF
            return _Composer(text, start, content, events.python_parser_of).read()
    return result


def is_known(tag: str) -> bool:
    """Return whether ``tag`` is one of YAML's own: it was used for a value that it does not allow."""
    return tag in _TAGS_OF_SCALARS or tag in _COLLECTIONS


def _has(mapping: Mapping, entry: Entry) -> bool:
    """Return whether ``entry`` is written in ``mapping``; if not, it is merged in."""
    index = bisect_left(mapping.entries, entry.key.start, key=lambda each: each.key.start)
    return index < len(mapping.entries) and mapping.entries[index] is entry


def _fits(tag: str, node: Sequence | Mapping) -> bool:
    """Return whether js-yaml accepts ``tag``, which is one of YAML's own for such nodes, for what is in ``node``."""
    if tag == f"{_TAG}set":
        return isinstance(node, Mapping) and all(value is None for value in node.data.values())
    if tag not in (f"{_TAG}omap", f"{_TAG}pairs") or not isinstance(node, Sequence):
        return True
    pairs = [item for item in node.items if isinstance(item, Mapping) and len(item.data) == 1]
    names = {name for pair in pairs for name in pair.data}
    return len(pairs) == len(node.items) and (tag == f"{_TAG}pairs" or len(names) == len(pairs))


def _bytes(text: str) -> bytes | None:
    """Return the base64 text of a ``!!binary`` value, or None if it is not base64."""
    written = text.replace("\n", "").replace("\r", "")
    return text.encode() if len(written) % 4 == 0 and _BASE64.fullmatch(written) else None


def _as_spaces(tabs: re.Match[str]) -> str:
    return " " * len(tabs[0])


def _forbidden_character(text: str, start: int, end: int) -> int:
    """Return the offset of the first character that YAML does not allow."""
    allowed = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
    found = re.compile(f"[^{allowed}]").search(text, start, end)
    return found.start() if found else start


class _Composer:
    """The state of one pass: the open containers, the anchors, the key that has no value yet."""

    def __init__(self, text: str, start: int, content: str, parser_of: Callable[[str], Any] = events.parser_of) -> None:
        self.text = text
        self.base = start
        self.content = content
        self.parser_of = parser_of
        self.result = FrontMatter()
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Node | None] = []  # for each open container: the key without a value yet, if it is a mapping
        self.anchors: dict[str, Node] = {}
        self.places: dict[str, Span] = {}  # of the anchors
        self.merging: set[int] = set()  # mappings that others are merged into
        self.tagged: dict[int, Any] = {}  # the events of containers that have a tag
        self.weights: dict[int, int] = {}  # of anchored nodes: values below them, aliases expanded
        self.counts: list[int] = []  # for each open container: the values in it so far
        self.strict: list[Problem] = []
        self.nodes = 0
        self.aliased = 0
        self.documents = 0

    def read(self) -> FrontMatter:
        content = self.content
        end = self.base + len(content)
        parser = self.parser_of(content if content.endswith("\n") else content + "\n")  # as js-yaml does: | keeps it
        try:
            self.run(parser)
        except events.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(self.base + (mark.index if mark is not None else 0), end)
            if error.problem == _LIBYAML_IS_TOO_DEEP:
                # libyaml reads ahead of its events, and newer versions have their own cap, which is above ours.
                return _Composer(self.text, self.base, content[: at - self.base], self.parser_of).read()
            begin = min(self.base + error.context_mark.index, end) if error.context_mark is not None else at
            kind = ProblemKind.TAB_INDENTATION if self.text.startswith("\t", at) else ProblemKind.SYNTAX
            self.forget_value_before(at)
            self.stop(kind, Span(at, at), error.problem or "", Span(begin, begin))
        finally:
            parser.dispose()
        while self.open:
            self.close(None)
        if self.result.complete and self.strict:
            self.result.problems = sorted((*self.result.problems, *self.strict), key=lambda problem: problem.span)
        return self.result

    def run(self, parser: Any) -> None:
        next_event = parser.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is events.ScalarEvent:
                self.scalar(event)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                if not self.container(event, kind is events.MappingStartEvent):
                    return
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                self.close(event)
            elif kind is events.AliasEvent:
                self.alias(event)
            elif kind is events.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    at = self.base + event.start_mark.index
                    self.stop(ProblemKind.MANY_DOCUMENTS, Span(at, at + 3), "")
                    return
            elif kind is events.StreamEndEvent:
                return
            if self.nodes > MAX_NODES:
                at = self.base + event.start_mark.index
                self.stop(ProblemKind.TOO_MANY_VALUES, Span(at, at), f"{MAX_NODES:,}")
                return

    def scalar(self, event: Any) -> None:
        text: str = event.value
        start = self.base + event.start_mark.index
        end = self.base + event.end_mark.index
        plain = not event.style
        data: Any = text
        is_different = False
        if event.tag is not None and event.tag != "!":
            data = self.read_tagged(event, text)
            is_different = isinstance(data, scalars.Timestamp | int) and self.is_different(event, text)
        elif plain:
            if event.tag is not None or scalars.may_be_special(text):
                data = text if event.tag is not None and text else scalars.read(text)
                is_different = self.is_different(event, text)
        elif event.style in "|>":
            end = start + len(self.text[start:end].rstrip())
            self.check_block_mark(start)
        node = Scalar(start, end, data, text, plain)
        if is_different:
            self.result.differing.append(node)
        if plain and self.open and self.open[-1].flow:
            self.check_in_brackets(node)
        if event.anchor is not None:
            self.anchor(event, node)
        self.add(node)

    def check_in_brackets(self, node: Scalar) -> None:
        """Report a plain scalar in brackets that js-yaml rejects: a dash alone, or one that goes on with too little indentation.

        PyYAML rejects one with a question mark, or with a colon at its beginning.
        """
        text, (start, end) = node.text, node.span
        if text == "-" and self.text[end : end + 1] in _BRACKETS:
            self.only_js_yaml(ProblemKind.LONE_DASH, node.span, text)
        elif not text:
            self.check_tag_alone(node)
        elif _LINE_END.search(self.text, start, end) is not None:
            rest = _LINE_END.split(self.text[start:end])[1:]
            if any(len(each) - len(each.lstrip(" ")) < self.least_indentation for each in rest if each.strip(" \t")):
                self.only_js_yaml(ProblemKind.LESS_INDENTED, node.span, text)
        if "?" in text or text[:1] == ":":
            begins_item = text[:1] == "?" and self.text[:start].rstrip()[-1:] in _BEFORE_ITEM
            fails = not begins_item or "?" in text[1:] or text[1:2] in _NEVER_FIRST
            self.result.rejections.append(Rejection(RejectionKind.MARK_IN_BRACKETS, node.span, node, fails=fails))

    def check_tag_alone(self, node: Scalar) -> None:
        """Report a tag without a value in brackets if the comma that follows is a part of its name to others than libyaml."""
        written = self.text[node.start : node.end]
        if self.text[node.end : node.end + 1] == "," and (tag := _TAG_AT_END.search(written)) is not None:
            self.only_js_yaml(ProblemKind.GLUED_TAG, Span(node.start + tag.start(), node.end), tag[0])

    def check_block_mark(self, start: int) -> None:
        """Report a mark ``|`` or ``>`` that js-yaml rejects: right before a comment, or on a line without indentation."""
        if (glued := _COMMENT_AT_BLOCK_MARK.match(self.text, start)) is not None:
            self.only_js_yaml(ProblemKind.GLUED_COMMENT, Span(glued.end() - 1, glued.end()), glued["mark"])
        line = self.line_start(start)
        if self.open and not self.text[line:start].strip(" ") and start - line < self.least_indentation:
            self.only_js_yaml(ProblemKind.UNINDENTED_MARK, Span(start, start + 1), self.text[start])

    @property
    def least_indentation(self) -> int:
        """The number of spaces before lines that continue a value of the innermost list or mapping without brackets."""
        block = next((node for node in reversed(self.open) if not node.flow), None)
        if block is None:
            return 0
        properties = _PROPERTIES.match(self.text, block.start)
        start = properties.end() if properties is not None else block.start
        return start - self.line_start(start) + 1

    def line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at), self.base - 1) + 1

    def is_different(self, event: Any, text: str) -> bool:
        """Return whether PyYAML reads another value in a plain scalar; it does not see the tag ``!``, which makes it text."""
        if event.tag == "!":
            return text != "" and not isinstance(scalars.read_by_python(text), str)
        if event.tag is not None and isinstance(scalars.read_by_python(text), str):
            return False  # the tag makes it what it is for the Hub
        return scalars.differs(text) and not (text in ("<<", "=") and self.awaits_key)

    @property
    def awaits_key(self) -> bool:
        """Whether the next value is a key of a mapping."""
        return bool(self.open) and isinstance(self.open[-1], Mapping) and self.keys[-1] is None

    def read_tagged(self, event: Any, text: str) -> Any:
        """Return the value of a scalar with an explicit tag; the text itself if the tag does not fit it."""
        tag: str = event.tag
        if tag in _COLLECTIONS and not text:
            start = self.base + event.start_mark.index
            self.result.rejections.append(Rejection(RejectionKind.TAG, Span(start, self.base + event.end_mark.index)))
            return None
        types = _TAGS_OF_SCALARS.get(tag)
        if types == ():
            return text
        data = _bytes(text) if types == (bytes,) else scalars.read(text)
        if (
            types is None
            or (not text and event.style and types == (type(None),))
            or not isinstance(data, types)
            or (isinstance(data, bool) and bool not in types)
        ):
            self.unknown_tag(event)
            return text
        return data

    def unknown_tag(self, event: Any) -> None:
        start = self.base + event.start_mark.index
        written = _WRITTEN_TAG.match(self.text, start)
        span = Span(*written.span("tag")) if written else Span(start, start)
        self.problem(ProblemKind.UNKNOWN_TAG, span, event.tag)

    def container(self, event: Any, is_mapping: bool) -> bool:
        """Open a list or mapping; return False if the nesting is too deep."""
        start = self.base + event.start_mark.index
        tags = _TAGS_OF_MAPPINGS if is_mapping else _TAGS_OF_SEQUENCES
        if event.tag is not None and event.tag not in tags and event.tag != "!":
            self.unknown_tag(event)
        if len(self.open) >= MAX_DEPTH:
            self.stop(ProblemKind.TOO_DEEP, Span(start, start + 1), str(MAX_DEPTH))
            return False
        node: Sequence | Mapping = Mapping(start, event.flow_style) if is_mapping else Sequence(start, event.flow_style)
        self.open.append(node)
        self.keys.append(None)
        self.counts.append(1)
        if event.anchor is not None:
            self.anchor(event, node)
        if event.tag is not None:
            self.tagged[id(node)] = event
        return True

    def close(self, event: Any | None) -> None:
        node = self.open.pop()
        self.keys.pop()
        count = self.counts.pop()
        self.weights[id(node)] = count
        if event is not None and node.flow:
            node.end = self.base + event.end_mark.index
        elif isinstance(node, Mapping):
            for entry in node.entries:  # an alias may be somewhere above
                node.end = max(node.end, entry.key.end, entry.value.end)
        else:
            for item in node.items:
                node.end = max(node.end, item.end)
        if self.counts:
            self.counts[-1] += count - 1  # add() counts the node itself
        if self.tagged and (start := self.tagged.pop(id(node), None)) is not None and not _fits(start.tag, node):
            self.unknown_tag(start)
        self.add(node)

    def alias(self, event: Any) -> None:
        start = self.base + event.start_mark.index
        span = Span(start, self.base + event.end_mark.index)
        self.result.aliases.append(span)
        self.check_name(span, None)
        if self.text[span.end : span.end + 1] in _AFTER_NAME:
            self.only_js_yaml(ProblemKind.GLUED_NAME, Span(span.start, span.end + 1), event.anchor)
        target = self.anchors.get(event.anchor)
        if target is None:
            self.problem(ProblemKind.UNDEFINED_ALIAS, span, event.anchor)
        elif any(target is node for node in self.open):
            self.problem(ProblemKind.RECURSIVE_ALIAS, span, event.anchor)
            target = None
        else:
            weight = self.weights.get(id(target), 1)
            if self.aliased + weight > MAX_ALIASED:
                if self.aliased <= MAX_ALIASED:
                    self.problem(ProblemKind.TOO_MANY_ALIASES, span, f"{MAX_ALIASED:,}")
                self.aliased = MAX_ALIASED + 1
                target = None
            else:
                self.aliased += weight
                if self.counts:
                    self.counts[-1] += weight - 1
        self.add(target or Scalar(span.start, span.end, None, "", False))

    def add(self, node: Node) -> None:
        """Put a finished node where it belongs: a list's next item, or a mapping's next key or value."""
        self.nodes += 1
        if not self.open:
            if self.result.root is None:
                self.result.root = node
            return
        self.counts[-1] += 1
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            parent.data.append(node.data)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = node
            return
        self.keys[-1] = None
        self.pair(parent, key, node)

    def pair(self, mapping: Mapping, key: Node, value: Node) -> None:
        name = key_text(key)
        if not isinstance(key, Scalar):
            self.complex_key(key, name)
        elif name == "<<" and key.plain:
            if self.merge(mapping, value):
                self.result.aliases.append(key.span)
                return
            self.problem(ProblemKind.BAD_MERGE, key.span, name)
        earlier = mapping.index.get(name)
        if earlier is not None and (id(mapping) not in self.merging or _has(mapping, earlier)):
            self.result.problems.append(Problem(ProblemKind.DUPLICATE_KEY, key.span, name, earlier.key.span))
        entry = Entry(key, value)
        mapping.entries.append(entry)
        mapping.index[name] = entry
        mapping.data[name] = value.data

    def merge(self, mapping: Mapping, value: Node) -> bool:
        """Add the keys of a merged mapping, or of a list of them; explicit keys win."""
        sources = value.items if isinstance(value, Sequence) else [value]
        if not all(isinstance(source, Mapping) for source in sources):
            return False
        self.merging.add(id(mapping))
        for source in sources:
            if isinstance(source, Mapping):
                for name, entry in source.index.items():
                    mapping.index.setdefault(name, entry)
                    mapping.data.setdefault(str(name), entry.value.data)
        return True

    def forget_value_before(self, at: int) -> None:
        """Read a value as null if an error follows on its line: ``[x] y`` was meant as one value, so ``[x]`` alone is wrong."""
        parent = self.open[-1] if self.open else None
        if isinstance(parent, Mapping) and parent.entries:
            entry = parent.entries[-1]
            if self.is_cut_off(entry.value, at):
                entry.value = self.unread(entry.value)
                parent.data[key_text(entry.key)] = None
        elif isinstance(parent, Sequence) and parent.items and self.is_cut_off(parent.items[-1], at):
            parent.items[-1] = self.unread(parent.items[-1])
            parent.data[-1] = None

    def is_cut_off(self, value: Node, at: int) -> bool:
        """Return whether more text follows ``value`` on its line at ``at``."""
        between, behind = self.text[value.end : at], self.text[at : at + 1]
        return value.start < value.end <= at and not between.strip(" ") and behind not in ("", "\r", "\n")

    def unread(self, value: Node) -> Scalar:
        self.result.differing = [each for each in self.result.differing if each.start < value.start]
        return Scalar(value.start, value.end, None, "", False)

    def complex_key(self, key: Sequence | Mapping, name: str) -> None:
        """Note a list or mapping as a key: PyYAML rejects it, js-yaml only a list in a list."""
        if isinstance(key, Sequence) and any(isinstance(item, Sequence) for item in key.items):
            self.only_js_yaml(ProblemKind.NESTED_KEY, key.span, name)
        else:
            self.result.rejections.append(Rejection(RejectionKind.KEY, key.span, key))

    def anchor(self, event: Any, node: Node) -> None:
        """Define the anchor of ``event`` as ``node``. PyYAML rejects a second definition, and js-yaml reads longer names."""
        name = event.anchor
        at = self.text.find("&", self.base + event.start_mark.index)
        span = Span(at, at + 1 + len(name))
        self.result.aliases.append(span)
        self.check_name(span, node)
        if self.text[span.end : span.end + 1] in _AFTER_NAME:
            self.only_js_yaml(ProblemKind.GLUED_NAME, Span(span.start, span.end + 1), name)
        if (first := self.places.get(name)) is not None:
            self.result.rejections.append(Rejection(RejectionKind.ANCHOR, span, node, first))
        self.places[name] = span
        self.anchors[name] = node

    def check_name(self, span: Span, node: Node | None) -> None:
        """Note the name of an anchor or alias that only js-yaml reads."""
        name = self.text[span.start + 1 : span.end].rstrip(events.LINE_BREAKS)
        if not _NAME.fullmatch(name) or self.text[span.end : span.end + 1] in ("[", "{"):
            self.result.rejections.append(Rejection(RejectionKind.ANCHOR_NAME, span, node))

    def problem(self, kind: ProblemKind, span: Span, detail: str) -> None:
        self.result.problems.append(Problem(kind, span, detail))

    def only_js_yaml(self, kind: ProblemKind, span: Span, detail: str) -> None:
        """Note a problem that only js-yaml has. It says nothing if libyaml cannot read the YAML either."""
        self.strict.append(Problem(kind, span, detail))

    def stop(self, kind: ProblemKind, span: Span, detail: str, other: Span | None = None) -> None:
        self.result.problems.append(Problem(kind, span, detail, other))
        self.result.complete = False
