"""The results have a different name from the repository, so they look like those of another model.

Write the name of the repository, which the results box and leaderboards show.

Source: hub-docs modelcard.md 242f4a1, where the name is that of the repository by convention.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.results._scores import child, models, text


def check(card: Card) -> Iterator[Found]:
    if card.repository is None:
        return
    named = [model for model in models(card) if text(model, "name")]
    origin = card.repository.origin if len(named) == 1 else None
    if origin is None or origin.kind != "model":
        return
    name = text(named[0], "name")
    own = origin.id.rpartition("/")[2]
    node = child(named[0], "name")
    if node is None or _plain(name) in (_plain(origin.id), _plain(own)):
        return
    fix = Fix(f"replace with `{own}`", (edits.replace(card.source, node, own),), Applicability.UNSAFE)
    yield Found(node.span, f"the results are for {quote(name)}, but the repository is {quote(own)}; use its name", fix)


def _plain(name: str) -> str:
    """Return ``name`` without what a title and a repository write differently: case, spaces, punctuation."""
    return "".join(character for character in name.lower() if character.isalnum())


_REMOTE = {".git/config": '[remote "origin"]\n\turl = https://huggingface.co/me/my-model\n'}

RULE = Rule(
    name="result-name-mismatch",
    code="CL165",
    category="results",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("model-index",),
    examples=(
        Example(
            bad="model-index:\n- name: «output_dir»\n  results: []",
            good="model-index:\n- name: my-model\n  results: []",
            files=_REMOTE,
            fixed=True,
            message="the results are for `output_dir`, but the repository is `my-model`; use its name",
        ),
        Example(
            bad='model-index:\n- name: "«x»"\n  results: []'.replace('"«x»"', '«"x"»'),
            good='model-index:\n- name: "my-model"\n  results: []',
            files=_REMOTE,
            fixed=True,
        ),
        Example(
            bad="model-index:\n- name: «other»\n  results: []",
            good="model-index:\n- name: My Model\n  results: []",
            files=_REMOTE,
        ),
    ),
)
