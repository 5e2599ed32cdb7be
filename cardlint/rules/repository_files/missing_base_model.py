"""The adapter does not name its base model, so nobody finds it from the page of the model that it needs.

peft has written the base model to ``adapter_config.json``. Add it as ``base_model``.

Source: hub-docs model-cards.md; peft reads base_model_name_or_path.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_id, is_training_folder
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule

_ADAPTER = "adapter_config.json"


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "base_model"):
        return
    if card.repository is None or _ADAPTER not in card.repository.top:
        library = card.node("library_name")
        if library is not None and library.data == "peft":
            yield Found(library.span, "`library_name: peft` means that this is an adapter; add its `base_model`")
        return
    config = card.repository.mapping(_ADAPTER)
    if config is None:
        return
    base = config.get("base_model_name_or_path")
    if not isinstance(base, str) or not is_id(base) or is_training_folder(base):
        yield Found(card.top, f"`{_ADAPTER}` means that this is an adapter; add its `base_model`")
        return
    edit = edits.insert_field(card, "base_model", edits.to_yaml(base))
    fix = Fix(f"add `base_model: {base}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    yield Found(card.top, f"`base_model` is missing; add {quote(base, 60)} from `{_ADAPTER}`", fix)


RULE = Rule(
    name="missing-base-model",
    code="CL341",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:adapter_config.json", "text:peft"),
    yields_to=("unwritten-base-model",),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\nbase_model: a/b\n---\n",
            files={"adapter_config.json": '{"base_model_name_or_path": "a/b"}'},
            fixed=True,
            whole=True,
            message="`base_model` is missing; add `a/b` from `adapter_config.json`",
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\nbase_model: a/b\n---\n",
            files={"adapter_config.json": '{"base_model_name_or_path": "/home/me/llama"}'},
            whole=True,
            message="`adapter_config.json` means that this is an adapter; add its `base_model`",
        ),
        Example(
            bad="library_name: «peft»",
            good="library_name: peft\nbase_model: a/b",
            message="`library_name: peft` means that this is an adapter; add its `base_model`",
        ),
    ),
    silent=(
        Example(good="license: mit", files={"adapter_config.json": "["}),
        Example(good="library_name: transformers"),
    ),
)
