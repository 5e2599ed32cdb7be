"""A placeholder of the card template was never filled in, so the field has no meaning, or the Hub rejects it.

Write the value, or remove the line. Placeholders are the variables of templates and shells (``{{ name }}``, ``${name}``,
``__QUANT__``, ``%(name)s``), ``<your-user>/m``, ``YOUR_TAG_HERE``, ``TODO``, ``TBD``, ``xxx``, and pairs such as
``username/model-name``. YAML reads ``{license}`` as a mapping, and ``[TODO: …]`` as a list. In titles, names and tags only
what no author would write counts: ``todo`` and ``<think>`` are fine there.

An error where the Hub rejects the value or shows nothing of it, and where it is all of the front matter; elsewhere, as in
``pretty_name: TODO``, the page shows it.

Source: modelcard_template.md of huggingface_hub; the generator of huggingface/kernels; js-yaml reads ``{license}`` as a
mapping, measured; 9 of 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Path, Scalar, Sequence, is_unread, walk
from cardlint.card.kind import Kind
from cardlint.card.schema import fields
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.rule_kit import placeholders
from cardlint.rule_kit.rule import Example, Found, Rule

_FREE = frozenset(
    ("widget", "inference", "instance_prompt", "dataset_info")
)  # where braces are examples, and TODO is a label
_PROSE = frozenset(
    (
        "title",
        "pretty_name",
        "short_description",
        "page_description",
        "license_name",
        "tags",
        "configs",
        "co2_eq_emissions",
    )
)
_PROSE_BELOW = frozenset(("name", "args", "config", "split", "title", "text", "description"))
_LOST = frozenset(("pipeline_tag", "emoji", "new_version", "license_link"))
"""Fields of which the page shows nothing if the value is wrong, although the Hub accepts it."""

_CALLS = frozenset(("TODO", "TBD", "TBA", "FIXME"))
_NOT_FOR_ALL = frozenset(("nsfw", "NSFW", "not-for-all-audiences", "porn", "adult"))
_OF_ADULTS = frozenset(("xxx", "XXX"))  # a genre, too


def check(card: Card) -> Iterator[Found]:
    if card.block is None or card.root is None:
        return
    if not placeholders.may_have(card.source.slice(card.block.content)):
        return
    if _is_unfilled(card.root):
        yield _found(card, (), card.root)._replace(severity=Severity.ERROR)
        return
    refused = _refused(card)
    known = fields.known(card.kind.value)
    for entry in card.root.entries:
        name = entry.key.data
        if not isinstance(name, str) or name not in known or name in _FREE:
            continue
        done = -1
        for path, node in walk(entry.value, (name,)):
            if node.start >= done and _is_placeholder(card, path, node):
                done = node.end
                violation = next((each for each in refused if _meet(each.path, path)), None)
                severity = Severity.ERROR if violation is not None or name in _LOST else None
                hub = violation.hub if violation is not None else None
                yield _found(card, path, node)._replace(severity=severity, hub=hub)


def _is_placeholder(card: Card, path: Path, node: Node) -> bool:
    """Return whether nobody filled in ``node``, also where YAML reads what was written as a mapping or a list."""
    if isinstance(node, Mapping):
        return _is_unfilled(node) or (_is_call(node) and len(path) > 1)
    is_prose = path[0] in _PROSE or path[-1] in _PROSE_BELOW or str(path[0]).startswith("extra_gated_")
    if isinstance(node, Sequence):
        return node.flow and len(node.items) == 1 and _is_in_brackets(card, path, node, is_prose=is_prose)
    text = node.data
    if not isinstance(text, str):
        return False
    if text in _OF_ADULTS and path[0] == "tags":
        return _NOT_FOR_ALL.isdisjoint(tag for tag, _ in card.strings("tags"))
    return placeholders.is_placeholder(text, is_prose=is_prose)


def _is_call(node: Mapping) -> bool:
    """Return whether ``node`` is what YAML makes of ``TODO: describe it``."""
    name = node.entries[0].key.data if len(node.entries) == 1 else None
    return isinstance(name, str) and name in _CALLS


def _is_in_brackets(card: Card, path: Path, node: Sequence, *, is_prose: bool) -> bool:
    """Return whether ``node`` is ``[TODO: describe it]`` or ``[Your Name]``, whose brackets are part of the placeholder."""
    item = node.items[0]
    if isinstance(item, Mapping):
        return _is_call(item)
    if isinstance(item, Sequence):
        return False
    if path[1:] == () and path[0] in fields.lists_of_words(card.kind.value):
        return False
    alone = isinstance(item.data, str) and placeholders.is_placeholder(item.data, is_prose=is_prose)
    return not alone and placeholders.is_placeholder(card.source.slice(node.span), is_prose=is_prose)


def _refused(card: Card) -> list[Violation]:
    """Return the values that the Hub rejects, or on which a library fails."""
    every = (violation for rule in card.breached for violation in card.violations(rule))
    return [violation for violation in every if violation.severity is Severity.ERROR]


def _meet(one: Path, other: Path) -> bool:
    """Return whether one of two places is in the other."""
    return one[: len(other)] == other[: len(one)]


def _is_unfilled(node: Node) -> bool:
    """Return whether ``node`` is ``{license}`` or ``{{ license }}``: names in braces without a value."""
    return (
        isinstance(node, Mapping)
        and node.flow
        and bool(node.entries)
        and not any(value is not None for value in node.data.values())
        and not any(is_unread(entry.value) for entry in node.entries)
    )


def _found(card: Card, path: Path, node: Node) -> Found:
    written = quote(card.source.slice(node.span))
    if isinstance(node, Mapping) and _is_list(card, path, node):
        message = f"{written} is a mapping in YAML, not a list; write brackets instead of braces"
        words = ", ".join(card.source.slice(entry.key.span) for entry in node.entries)
        in_brackets = Fix(f"replace with {quote(f'[{words}]')}", (Edit(node.span, f"[{words}]"),), Applicability.UNSAFE)
        return Found(node.span, message, in_brackets if "#" not in card.source.slice(node.span) else None)
    message = f"{written} is an unfilled placeholder; write the value"
    alike: SharedCause | None = SharedCause("values are unfilled placeholders", "write the values", written)
    fix = None
    if path and isinstance(node, Mapping) and len(node.entries) == 1:
        key = node.entries[0].key
        if isinstance(key, Scalar) and isinstance(key.data, str) and key.data != path[0] and "_" not in key.data:
            message = f"{written} is a mapping in YAML; remove the braces, or fill in the placeholder"
            edit = Edit(node.span, card.source.slice(key.span))
            fix, alike = Fix("remove the braces", (edit,), Applicability.UNSAFE), None
    return Found(node.span, message, fix, alike=alike)


def _is_list(card: Card, path: Path, node: Mapping) -> bool:
    """Return whether ``node`` is ``{a, b}`` where a list of words belongs."""
    keys = [entry.key.data for entry in node.entries]
    words = all(isinstance(key, str) for key in keys)
    return words and len(keys) > 1 and len(path) == 1 and path[0] in fields.lists_of_words(card.kind.value)


RULE = Rule(
    name="placeholder-value",
    code="CL034",
    category="syntax",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    examples=(
        Example(
            bad="license: «{license}»",
            good="license: mit",
            message="`{license}` is an unfilled placeholder; write the value",
        ),
        Example(bad="license: «{{ license }}»", good="license: mit"),
        Example(
            bad="language:\n- «{en}»",
            good="language:\n- en",
            fixed=True,
            message="`{en}` is a mapping in YAML; remove the braces, or fill in the placeholder",
        ),
        Example(
            bad="tags: «{a, b}»",
            good="tags: [a, b]",
            fixed=True,
            message="`{a, b}` is a mapping in YAML, not a list; write brackets instead of braces",
        ),
        Example(bad='license_name: «"[More Information Needed]"»', good="license_name: my-license"),
        Example(bad="tags: [«TODO»]", good="tags: [todo]"),
        Example(bad="base_model: «your-username/your-model»", good="base_model: gpt2"),
        Example(bad="license_link: «<your link>»", good="license_link: LICENSE"),
        Example(bad="pretty_name: «TODO»", good="pretty_name: Film reviews", kind=Kind.DATASET),
        Example(bad="«{card_data}»", good="license: mit"),
        Example(bad="license: «[TODO: describe it]»", good="license: mit"),
        Example(bad="title: «[Your Name]»\nsdk: static", good="title: Your Name\nsdk: static", kind=Kind.SPACE),
        Example(
            bad="base_model: [«'${BASE}'», «<your-user>/m», «__MODEL__», «username/model-name», «xxx»]",
            good="base_model: ['a/${b}^2$', coqui/your_tts, a/__init__, user/gpt2, a/xxx-large]",
        ),
        Example(
            bad="tags: [«YOUR_TAG_HERE», «$TAG», «xxx»]\nlibrary_name: «TBD»",
            good="tags: [nsfw, xxx, todo, C++, $1M]\nlibrary_name: todo-list",
        ),
    ),
    silent=(
        Example(good="mood: '<your mood>'"),
        Example(
            good="title: TODO List\nshort_description: Learn C++ with <think> and $1M\nsdk: static", kind=Kind.SPACE
        ),
        Example(good="tags: [todo-list, [a], [[b]]]\nmetrics: [your-metric-x]"),
        Example(good="pretty_name: 'todo'\nlicense: mit", kind=Kind.DATASET),
    ),
)
