"""A value of the wrong type, such as a list instead of text or an unquoted number, is rejected or ignored by the Hub.

Write the type that the message names: text, a list, a mapping, a number, or true or false. An error where the Hub is
known to reject the value, as it does a number among the tags, or where a library cannot read the card: ``load_dataset``
fails if ``configs`` is a mapping or a list of names, or if ``config_name``, ``split`` or ``dtype`` is a number. Where
only the type in the Hub's API says so, a warning.

Source: the types of the Hub's own API, @huggingface/hub 2.17.5; its validator answers '"widget" must be an array';
huggingface/huggingface_hub#1356; datasets 5.2.0, measured.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Path, is_unread, show
from cardlint.card.front_matter.scalars import Timestamp
from cardlint.card.kind import Kind
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Severity, SharedCause, Verdict
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.findings.type_words import describe_types
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fields._retyping import retyping

_SINGLE = frozenset(("string", "number", "integer", "boolean", "null"))


def check(card: Card) -> Iterator[Found]:
    """Report one finding per value, but only one for all items of one type in a list that must be rewritten by hand."""
    before: tuple[Path, type] | None = None
    for violation in card.violations("wrong-type"):
        if isinstance(violation.node, Mapping) and any(is_unread(entry.value) for entry in violation.node.entries):
            continue  # an error of the YAML cut it off, so its type is not known
        fix = retyping(card, violation)
        items = (violation.path[:-1], type(violation.found)) if isinstance(violation.path[-1], int) else None
        if fix is None and items is not None and items == before:
            continue
        before = items if fix is None else None
        yield Found(
            violation.span,
            _message(violation),
            fix,
            hub=violation.hub,
            severity=violation.severity,
            cause=Span(violation.key.start, violation.span.end) if violation.key is not None else None,
            alike=_alike(violation),
        )


def _message(violation: Violation) -> str:
    expected = describe_types(name for name in violation.expected if name != "null")
    if isinstance(violation.found, list) and len(violation.found) > 1 and {*violation.expected} <= _SINGLE:
        several = f"{quote(show(violation.path))} takes one value, not a list of {len(violation.found)}"
        return f"{several}{violation.consequence}; keep one"
    return f"{quote(show(violation.path))} must be {expected}, not {_named(violation.found)}{violation.consequence}"


def _alike(violation: Violation) -> SharedCause:
    expected = describe_types(name for name in violation.expected if name != "null")
    owner = show([step for step in violation.path if isinstance(step, str)])
    return SharedCause(
        f"values of {quote(owner)} must be {expected}{violation.consequence}", name=quote(violation.found)
    )


def _named(value: object) -> str:
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, int | float):
        return f"the number {quote(value)}"
    if isinstance(value, Timestamp):
        return f"the date {quote(value)}"
    return f"the text {quote(value)}" if isinstance(value, str) else quote(value)


RULE = Rule(
    name="wrong-type",
    code="CL052",
    category="fields",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    hub=Verdict.UNKNOWN,
    check=check,
    breach=True,
    yields_to=(
        "unquoted-date",
        "unquoted-version",
        "nested-list",
        "comma-list",
        "placeholder-value",
        "list-by-config",
        "invalid-yaml",
        "duplicate-field",
    ),
    examples=(
        Example(
            bad="tags: «legal»",
            good="tags: [legal]",
            fixed=True,
            message="`tags` must be a list, not the text `legal`",
        ),
        Example(
            bad="tags:\n- legal\n- «2024»",
            good='tags:\n- legal\n- "2024"',
            fixed=True,
            message="`tags[1]` must be text, not the number `2024`",
        ),
        Example(
            bad="language: «false»",
            good="language: en",
            message="`language` must be text or a list, not `false`",
        ),
        Example(
            bad="pipeline_tag:\n«- fill-mask»",
            good="pipeline_tag: fill-mask",
            fixed=True,
            message="`pipeline_tag` must be text, not a list",
        ),
        Example(
            bad="pipeline_tag: «[text-generation, text-classification]»",
            good="pipeline_tag: text-generation",
            message="`pipeline_tag` takes one value, not a list of 2; keep one",
        ),
        Example(bad="library_name: «[peft]»", good="library_name: peft", fixed=True),
        Example(bad='sdk: static\npinned: «"yes"»', good="sdk: static\npinned: true", kind=Kind.SPACE, fixed=True),
        Example(
            bad="sdk: static\npinned: «flase»",
            good="sdk: static\npinned: false",
            kind=Kind.SPACE,
            message="`pinned` must be true or false, not the text `flase`",
        ),
        Example(bad='sdk: docker\napp_port: «"8080"»', good="sdk: docker\napp_port: 8080", kind=Kind.SPACE, fixed=True),
        Example(
            bad="configs:\n- «en»\n- fr",
            good="configs:\n- config_name: en",
            kind=Kind.DATASET,
            message="`configs[0]` must be a mapping, not the text `en`, so `load_dataset` fails",
        ),
        Example(
            bad="configs:\n  «en: {data_files: a.csv}»",
            good="configs:\n- config_name: en\n  data_files: a.csv",
            kind=Kind.DATASET,
        ),
        Example(
            bad="configs: [{config_name: «1», data_files: a.csv}]",
            good='configs: [{config_name: "1", data_files: a.csv}]',
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="dataset_info:\n  features:\n    «text: string\n    label: int64»",
            good="dataset_info:\n  features:\n  - name: text\n    dtype: string",
            kind=Kind.DATASET,
        ),
        Example(
            bad="widget:\n  «text: Hello\n  output: # seen\n    - label: a»\ntags: [a]",
            good="widget:\n  - text: Hello\n    output: # seen\n      - label: a\ntags: [a]",
            fixed=True,
            message="`widget` must be a list, not a mapping",
        ),
        Example(bad="widget: «{text: a}»", good="widget: [{text: a}]", fixed=True),
        Example(
            bad="model-index:\n  «name: x\n  results: []»",
            good="model-index:\n  - name: x\n    results: []",
            fixed=True,
        ),
        Example(
            bad='widget: «"[{\'text\': \'Hello\'}]"»\nco2_eq_emissions: «|-\n  {"emissions": 3,\n  "source": "x"}»',
            good='widget: [{\'text\': \'Hello\'}]\nco2_eq_emissions: {"emissions": 3, "source": "x"}',
            fixed=True,
        ),
        Example(bad="tags: «\"{'a': 1}\"»", good="tags: [a]"),
        Example(bad="tags: «'[WIP]'»", good="tags: ['[WIP]']"),
        Example(bad="widget: «'[{text: None}]'»", good="widget: [{text: a}]"),
        Example(bad="sdk: static\nmodels: «a/b foo»", good="sdk: static\nmodels: [a/b]", kind=Kind.SPACE),
        Example(bad="widget: «Hello»  # all", good="widget: [{text: Hello}]  # all", fixed=True),
        Example(bad="widget:\n- «hello»\n- «a, b»", good="widget:\n- text: hello\n- text: a, b", fixed=True),
        Example(bad="widget: [«hello», {text: b}]", good="widget: [{text: hello}, {text: b}]", fixed=True),
        Example(bad="language: «{a: [en], b: fr}»", good="language: [en, fr]", fixed=True),
        Example(
            bad="size_categories:\n- «en: n<1K»\n- «fr: 1M<n<10M»",
            good="size_categories:\n- n<1K\n- 1M<n<10M",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(bad="tags: [«true», a]", good='tags: ["true", a]', fixed=True),
        Example(bad="tags:\n- «arxiv: 1706»\n- b", good='tags:\n- "arxiv: 1706"\n- b', fixed=True),
        Example(
            bad="model-index:\n- name: a\n  results:\n  - task: {type: fill-mask}\n"
            "    dataset: {type: x, name: X, split: «true»}\n    metrics: []",
            good="model-index:\n- name: a\n  results:\n  - task: {type: fill-mask}\n"
            '    dataset: {type: x, name: X, split: "true"}\n    metrics: []',
            fixed=True,
        ),
        Example(bad="tags: «2024-01-02»", good="tags: ['2024-01-02']"),
    ),
)
