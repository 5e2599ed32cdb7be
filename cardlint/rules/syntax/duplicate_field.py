"""A field that appears twice is rejected by the Hub, while Python tools silently keep the last one.

Keep one of them. To give several values, write a list. If the fields of a list item are repeated below it, its dash is missing.

Source: the Hub answers "duplicated mapping key" with its place; PyYAML is silent.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Node, is_same_data, is_unread, walk
from cardlint.card.front_matter.reader import ProblemKind
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Fix, Related, Severity, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.syntax._lost_dashes import items_without_dash


def check(card: Card) -> Iterator[Found]:
    front_matter = card.front_matter
    if front_matter is None or not front_matter.problems or front_matter.root is None:
        return
    duplicates = [each for each in front_matter.problems if each.kind is ProblemKind.DUPLICATE_KEY]
    if not duplicates:
        return
    entries, dashless = _entries(front_matter.root), items_without_dash(card)
    for problem in duplicates:
        duplicate = entries.get(problem.span.start)
        if duplicate is not None and duplicate[0].start in dashless:
            found = dashless[duplicate[0].start]
            if found.span == problem.span:
                yield found
            continue
        line = card.source.position(problem.other.start).line if problem.other is not None else 0
        message = f"duplicate field {quote(problem.detail)}, first on line {line}; keep one of them"
        first = entries.get(problem.other.start) if problem.other is not None else None
        fix = _fix(card, first, duplicate) if first and duplicate else None
        others = (Related(problem.other, "first here"),) if problem.other is not None else ()
        yield Found(problem.span, message, fix, related=others)


def _entries(root: Node) -> dict[int, tuple[Mapping, Entry]]:
    """Return every field by the position of its key."""
    return {
        entry.key.start: (node, entry) for _, node in walk(root) if isinstance(node, Mapping) for entry in node.entries
    }


def _fix(card: Card, first: tuple[Mapping, Entry], duplicate: tuple[Mapping, Entry]) -> Fix | None:
    """Remove the duplicate if its value is equal, or the first if it has no value. Otherwise either may be the one that is meant."""
    mapping, second = duplicate
    if is_unread(second.value):
        return None
    if is_same_data(second.value, first[1].value):
        edit = edits.delete_entry(card.source, mapping, second)
    elif first[1].value.data is None:
        edit = edits.delete_entry(card.source, mapping, first[1])
    else:
        return None
    return Fix("remove the duplicate", (edit,)) if edit is not None else None


RULE = Rule(
    name="duplicate-field",
    code="CL027",
    category="syntax",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    yields_to=("null-value",),
    signs=("problems",),
    examples=(
        Example(
            bad="license: mit\ntags: [a]\n«license»: mit",
            good="license: mit\ntags: [a]",
            fixed=True,
            message="duplicate field `license`, first on line 2; keep one of them",
        ),
        Example(bad="tags:\n«tags»:\n- a", good="tags:\n- a", fixed=True),
        Example(bad="license: mit\n«license»: apache-2.0", good="license: [mit, apache-2.0]"),
        Example(
            bad="model-index:\n- name: a\n  «name»: b\n  results: []", good="model-index:\n- name: a\n  results: []"
        ),
        Example(
            bad="configs:\n- config_name: a\n  data_files:\n  - split: train\n    path: a.csv\n"
            "    «split»: test\n    path: b.csv\n    split: dev\n    path: c.csv",
            good="configs:\n- config_name: a\n  data_files:\n  - split: train\n    path: a.csv\n"
            "  - split: test\n    path: b.csv\n  - split: dev\n    path: c.csv",
            kind=Kind.DATASET,
            fixed=True,
            message="a dash is missing before `split: test`, which begins another list item; insert it",
        ),
        Example(
            bad="configs:\n  config_name: a\n  data_files:\n  - x.csv\n\n  «config_name»: b\n  data_files: y.csv\n  default: true",
            good="configs:\n  - config_name: a\n    data_files:\n    - x.csv\n\n  - config_name: b\n    data_files: y.csv\n"
            "    default: true",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="license: mit\ntags: [a]\n«tags»: [b]", good="license: mit\ntags: [a, b]"),
    ),
)
