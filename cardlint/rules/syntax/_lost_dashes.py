"""List items whose dash is missing: their fields repeat those of the item above, and YAML reads duplicates."""

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Sequence, key_text, walk
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Found

_LEAST_COMMON = 2
"""How many fields two items must have in common: one that is repeated alone may as well be a slip."""


def items_without_dash(card: Card) -> dict[int, Found]:
    """Return a finding for each mapping that holds several items, by the offset at which the mapping begins."""
    front_matter = card.front_matter
    if front_matter is None or front_matter.root is None:
        return {}
    found: dict[int, Found] = {}
    for path, node in walk(front_matter.root):
        items = [each for each in node.items if isinstance(each, Mapping)] if isinstance(node, Sequence) else []
        for item in items if isinstance(node, Sequence) and not node.flow else ():
            if (groups := _groups(item)) is not None:
                found[item.start] = _found(card, groups, _dashes(card, groups))
        if path and isinstance(node, Mapping) and node.start not in found and (groups := _groups(node)) is not None:
            found[node.start] = _found(card, groups, _whole_list(card, node, groups))
    return found


def _groups(mapping: Mapping) -> list[list[Entry]] | None:
    """Return the fields of each item, if the first field of ``mapping`` begins several that are alike; otherwise None."""
    if mapping.flow or not mapping.entries:
        return None
    first = key_text(mapping.entries[0].key)
    groups: list[list[Entry]] = []
    for entry in mapping.entries:
        if key_text(entry.key) == first:
            groups.append([])
        groups[-1].append(entry)
    names = [[key_text(entry.key) for entry in group] for group in groups]
    is_list = len(groups) > 1 and all(len({*each} & {*names[0]}) >= _LEAST_COMMON for each in names)
    return groups if is_list and all(len({*each}) == len(each) for each in names) else None


def _found(card: Card, groups: list[list[Entry]], edits: tuple[Edit, ...]) -> Found:
    second = groups[1][0]
    line = card.source.slice(Span(second.key.start, card.source.line_span(second.key.start).end)).strip()
    is_sure = len({frozenset(key_text(entry.key) for entry in group) for group in groups}) == 1
    title = "insert the dash" if len(edits) == 1 else "insert the dashes"
    fix = Fix(title, edits, Applicability.SAFE if is_sure else Applicability.UNSAFE) if edits else None
    others = (
        Related(groups[0][0].key.span, "the item above"),
        *(Related(each[0].key.span, "here too") for each in groups[2:4]),
    )
    return Found(
        second.key.span,
        f"a dash is missing before {quote(line)}, which begins another list item; insert it",
        fix,
        covers=tuple(entry.key.span for group in groups[1:] for entry in group),
        related=others,
    )


def _dashes(card: Card, groups: list[list[Entry]]) -> tuple[Edit, ...]:
    """Write a dash before the first field of each group, below that of the first."""
    text = card.source.text
    start = groups[0][0].key.start
    before = text[card.source.line_span(start).start : start]
    if before.strip(" -") or before.rstrip(" ").count("-") != 1:
        return ()
    edits = []
    for group in groups[1:]:
        key = group[0].key.start
        gap = Span(card.source.line_span(key).start, key)
        if text[slice(*gap)] != " " * len(before):
            return ()
        edits.append(Edit(gap, before))
    return tuple(edits)


def _whole_list(card: Card, mapping: Mapping, groups: list[list[Entry]]) -> tuple[Edit, ...]:
    """Write a dash before the first field of each group, and indent the others behind it."""
    source = card.source
    firsts = {source.line_span(group[0].key.start).start for group in groups}
    line = source.line_span(mapping.start)
    column = mapping.start - line.start
    written: list[str] = []
    while line.start < mapping.end:
        text = source.slice(line)
        if text[:column].strip(" ") and text.strip():
            return ()
        mark = "- " if line.start in firsts else "  "
        written.append(f"{text[:column]}{mark}{text[column:]}" if text.strip() else text)
        line = source.line_span(line.end)
    new = "".join(written)
    return (Edit(Span(mapping.start, line.start), new[column:]),)
