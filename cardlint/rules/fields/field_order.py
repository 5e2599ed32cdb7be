"""The fields are not in the order of the Hub's documentation, which is where a reader looks for them.

The Hub reads fields by name in any order, so this is a matter of taste: the rule runs only if it is selected
by name. A field that the documentation does not list stays after the field before it.

Source: hub-docs 242f4a1 modelcard.md, datasetcard.md and docs/hub/spaces-config-reference.md.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, key_text
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.fields._reordering import reordering
from cardlint.system.resources import load_json


def check(card: Card) -> Iterator[Found]:
    if card.root is None or card.front_matter is None or not card.front_matter.complete:
        return
    ranks = _ranks(card.kind.value)
    groups: list[list[Entry]] = [
        []
    ]  # each a listed field and the unlisted ones after it; the first has only unlisted ones
    for entry in card.root.entries:
        if key_text(entry.key) in ranks:
            groups.append([])
        groups[-1].append(entry)
    top, *listed = groups
    ordered = sorted(listed, key=lambda group: ranks[_name(group)])
    stray = next((below for above, below in pairwise(listed) if ranks[_name(below)] < ranks[_name(above)]), None)
    if stray is None:
        return
    at = ordered.index(stray)
    side, mark = ("after", ordered[at - 1]) if at else ("before", listed[0])
    fix = reordering(card, [entry for group in (top, *ordered) for entry in group])
    message = f"the field {quote(_name(stray))} is out of order; move it {side} {quote(_name(mark))}"
    yield Found(stray[0].key.span, message, fix, related=(Related(mark[0].key.span, f"move it {side} this"),))


def _name(group: list[Entry]) -> str:
    return key_text(group[0].key)


@cache
def _ranks(kind: str) -> Mapping[str, int]:
    order: list[str] = load_json("schemas/facts/field_order.json")["entries"][kind]
    return {name: rank for rank, name in enumerate(order)}


RULE = Rule(
    name="field-order",
    code="CL061",
    category="fields",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL, Kind.DATASET, Kind.SPACE),
    opt_in=True,
    examples=(
        Example(
            bad="license: mit\ntags: [a]\n# spoken in the files\n«language»: # two\n- en\n- de",
            good="# spoken in the files\nlanguage: # two\n- en\n- de\nlicense: mit\ntags: [a]",
            fixed=True,
            message="the field `language` is out of order; move it before `license`",
        ),
        Example(
            bad="language: en\ntags: [a]\nbase_model: gpt2\nbase_model_relation: merge\n\n«library_name»: timm\nmetrics: [f1]",
            good="language: en\nlibrary_name: timm\ntags: [a]\nmetrics: [f1]\n\nbase_model: gpt2\nbase_model_relation: merge",
            fixed=True,
            message="the field `library_name` is out of order; move it after `language`",
        ),
        Example(
            bad="dataset_info:\n  features:\n  - name: x\n    dtype: string\n«pretty_name»: |-\n  A\n  B",
            good="pretty_name: |-\n  A\n  B\ndataset_info:\n  features:\n  - name: x\n    dtype: string",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="pinned: false\n«sdk»: gradio\ntitle: A",
            good="title: A\nsdk: gradio\npinned: false",
            kind=Kind.SPACE,
            fixed=True,
            message="the field `sdk` is out of order; move it after `title`",
        ),
        Example(bad="{license: mit, «language»: en}", good="{language: en, license: mit}"),
        Example(bad="license: &a mit\n«language»: en\nlicense_name: *a", good="language: en\nlicense: mit"),
        Example(bad="# on all, or on the license\nlicense: mit\n«language»: en", good="license: mit\nmood: good"),
    ),
)
