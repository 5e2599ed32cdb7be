"""A card: its source, kind, front matter and the files next to it. Everything beyond the text is computed once, on demand."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Fields
from copy import copy
from typing import Any

from cardlint.card.analysis import PerCard
from cardlint.card.front_matter import fences, reader
from cardlint.card.front_matter.fences import Block, Defect
from cardlint.card.front_matter.node import Entry, Mapping, Node, Path, Sequence, descend
from cardlint.card.front_matter.reader import FrontMatter
from cardlint.card.kind import Kind
from cardlint.card.kind.inference import CardData, Inference, infer, keys_in
from cardlint.card.markdown import Body, commonmark
from cardlint.card.repository import Repository
from cardlint.card.schema import fields, violation
from cardlint.card.schema.violation import Violation
from cardlint.findings.failure import Failure, failure
from cardlint.findings.source import FULL_LIMIT, Source, Span
from cardlint.system.lazy_pattern import pattern

_GIVEN = "given"
_NO_FIELDS: dict[str, Any] = {}
_WRITTEN = pattern(r"[^\r\n]")

_LONGEST_UNFENCED = 4_000
"""Characters at the beginning of a text without front matter in which its lines are looked for."""


class Card:
    """One README.md as every rule sees it."""

    __slots__ = (
        "_markdown",
        "_violations",
        "block",
        "failure",
        "front_matter",
        "inference",
        "kind",
        "repository",
        "results",
        "root",
        "source",
        "stated_kind",
    )

    def __init__(
        self,
        source: Source,
        kind: Kind | None = None,
        repository: Repository | None = None,
        rivals: tuple[Kind, ...] = (),
    ) -> None:
        """Read the front matter, and determine the kind. If a reader fails, the card has no fields, and ``failure`` says why.

        ``rivals``: the kinds that the card could be as well, if ``kind`` is a guess.

        Of a text longer than FULL_LIMIT, ``source`` keeps only the front matter, or nothing if that is too long as well.
        """
        self.source = source if len(source.text) <= FULL_LIMIT else _front_matter_of(source)
        self.repository = repository
        self.block: Block | None = None
        self.front_matter: FrontMatter | None = None
        self.root: Mapping | None = None
        self.failure: Failure | None = None  # why nothing could be read
        self.results: dict[PerCard[Any, Any], Any] = {}  # results of the functions that are computed once per card
        self._violations: dict[str, list[Violation]] | None = None
        self._markdown: Body | None = None
        self.stated_kind = kind
        inference = Inference(kind or Kind.MODEL, _GIVEN, rivals=rivals)
        try:
            self._read()
            if kind is None:
                inference = infer(CardData(self.fields, self.body, self._unread_lines()), repository)
        except Exception as error:
            self.failure = failure(None, error)
            self.block = self.front_matter = self.root = None
        self.inference: Inference = inference
        self.kind: Kind = inference.kind

    def as_kind(self, kind: Kind) -> "Card":
        """Return the same text as a card of another kind. It is not read again; what depends on the kind is determined again."""
        other = copy(self)
        other.kind = other.stated_kind = kind
        other.inference = Inference(kind, _GIVEN)
        other.results = {}
        other._violations = None
        return other

    def _read(self) -> None:
        self.block = _find_block(self.source.text)
        if self.block is not None:
            self.front_matter = reader.parse(self.source.text, *self.block.content)
            root = self.front_matter.root
            self.root = root if isinstance(root, Mapping) else None

    def _unread_lines(self) -> str:
        """Return the front matter as text if it was not read to its end, or lacks its fences."""
        block, text = self.block, self.source.text
        if block is None:
            start = text[:_LONGEST_UNFENCED].lstrip()
            first = keys_in(start.partition("\n")[0])
            return start.partition("\n\n")[0] if first and first[0] in fields.all_known() else ""
        is_read = self.root is not None and self.front_matter is not None and self.front_matter.complete
        return "" if is_read else text[block.content.start : block.content.end]

    @property
    def rivals(self) -> tuple[Kind, ...]:
        """The kinds that the card could be as well, if ``kind`` is only a guess."""
        return self.inference.rivals

    @property
    def fields(self) -> Fields[str, Any]:
        """The front matter as plain data, as the Hub reads it; empty if there is no front matter."""
        return self.root.data if self.root is not None else _NO_FIELDS

    @property
    def body(self) -> str:
        """The Markdown below the front matter, and above it if it is misplaced."""
        text, block = self.source.text, self.block
        if block is None:
            return text
        above = text[: block.opening.start] if block.defect is Defect.TEXT_BEFORE else ""
        return above + text[block.body :]

    @property
    def markdown(self) -> Body:
        """The headings, links, code and tables of the body, with their places."""
        if self._markdown is None:
            text, block = self.source.text, self.block
            if block is not None and block.defect is Defect.TEXT_BEFORE:
                spaces = _WRITTEN.sub(" ", text[block.opening.start : block.body])
                self._markdown = commonmark.read(text[: block.opening.start] + spaces + text[block.body :])
            else:
                self._markdown = commonmark.read(text, block.body if block is not None else 0)
        return self._markdown

    def entry(self, name: str) -> Entry | None:
        """Return the key and value of a top-level field, or None."""
        return self.root.index.get(name) if self.root is not None else None

    def node(self, *path: str | int) -> Node | None:
        """Return the value at ``path``, such as ``("model-index", 0, "name")``, or None."""
        return descend(self.root, path) if self.root is not None else None

    def values(self, name: str) -> Iterator[tuple[Path, Node]]:
        """Yield the value of a field, or each item if it is a list: ``license: mit`` and ``license: [mit]`` are read alike."""
        entry = self.entry(name)
        if entry is None:
            return
        if isinstance(entry.value, Sequence):
            for index, item in enumerate(entry.value.items):
                yield (name, index), item
        else:
            yield (name,), entry.value

    def strings(self, name: str) -> Iterator[tuple[str, Span]]:
        """Yield every string among ``values``, with its span."""
        for _, node in self.values(name):
            if isinstance(node.data, str):
                yield node.data, node.span

    def violations(self, rule: str) -> list[Violation]:
        """Return the violations of the card's schema that ``rule`` reports, in the order of the data."""
        return self._by_rule().get(rule, [])

    @property
    def breached(self) -> Iterable[str]:
        """The names of the rules that have schema violations to report."""
        return self._by_rule()

    def _by_rule(self) -> dict[str, list[Violation]]:
        if self._violations is None:
            self._violations = {}
            if self.root is not None and self.kind is not Kind.BUCKET:
                for each in violation.violations(self.kind.value, self.root):
                    self._violations.setdefault(each.rule, []).append(each)
        return self._violations

    @property
    def top(self) -> Span:
        """Where a finding about the entire card is shown: the opening fence, or the start of the text."""
        return self.block.opening if self.block is not None else Span(0, 0)


def _front_matter_of(source: Source) -> Source:
    """Return the beginning of a long text, up to the end of its front matter."""
    block = fences.find(source.text)
    return source.beginning(block.body if block is not None and block.body <= FULL_LIMIT else 0)


def _find_block(text: str) -> Block | None:
    """Return the front matter as the Hub finds it, or the block that was meant as front matter."""
    block = fences.find(text)
    if block is not None:
        return block
    from cardlint.card.front_matter import near_fences  # few cards need it

    return near_fences.find(text, fields.all_known(), _Code(text).holds)


class _Code:
    """The code and comments of a text that was not yet found to have front matter; read when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._markdown: Body | None = None

    def holds(self, offset: int) -> bool:
        """Return whether Markdown shows the text at ``offset`` as it is, or not at all."""
        if self._markdown is None:
            self._markdown = commonmark.read(self._text)
        return self._markdown.in_code(offset) or self._markdown.in_preformatted(offset)
