"""The adapter names its base model by a path on the author's computer, so nobody else can load it.

Write the id of the base model on the Hub. Training from a local copy leaves its path in ``adapter_config.json``.

Source: peft loads ``base_model_name_or_path``; transformers#33922, trl#1873.
"""

import json
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.ids import is_id, is_local_path, is_training_folder
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.rule import Example, Found, Rule

_ADAPTER = "adapter_config.json"
_KEY = "base_model_name_or_path"


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    config = repository.mapping(_ADAPTER) if repository is not None and _ADAPTER in repository.top else None
    base = config.get(_KEY) if config is not None else None
    if repository is None or not isinstance(base, str) or not _is_path(base):
        return
    file = repository.source(_ADAPTER)
    if file is None:
        return
    place = _place(file, base)
    named = [text for text, _ in card.strings("base_model") if is_id(text)]
    fix = None
    if len(named) == 1 and place is not None:
        fix = Fix(f"replace with {quote(named[0], 60)}", (Edit(place, named[0]),), Applicability.UNSAFE)
    cure = f"write {quote(named[0], 60)}" if len(named) == 1 else "write its id on the Hub"
    message = f"the base model {quote(base, 24)} is a path on your computer; {cure}"
    yield Found(place or Span(0, 1), message, fix, file=file)


def _is_path(base: str) -> bool:
    return is_local_path(base) or is_training_folder(base) or base.count("/") > 1


def _place(file: Source, base: str) -> Span | None:
    """Return where the value is written; None if it is written in an unusual way."""
    for written in (json.dumps(base), json.dumps(base, ensure_ascii=False)):
        key = file.text.find(f'"{_KEY}"')
        at = file.text.find(written, key + len(_KEY) + 2) if key >= 0 else -1
        if at >= 0:
            return Span(at + 1, at + len(written) - 1)
    return None


RULE = Rule(
    name="local-base-model",
    code="CL360",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:adapter_config.json",),
    examples=(
        Example(
            bad="base_model: a/llama",
            good="base_model: a/llama",
            files={"adapter_config.json": '{"base_model_name_or_path": "«/home/me/models/llama»"}'},
            good_files={"adapter_config.json": '{"base_model_name_or_path": "a/llama"}'},
            fixed=True,
            message="the base model `/home/me/models/llama` is a path on your computer; write `a/llama`",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"adapter_config.json": '{"base_model_name_or_path": "«C:\\\\llm\\\\base»"}'},
            good_files={"adapter_config.json": '{"base_model_name_or_path": "a/base"}'},
        ),
        Example(
            bad="base_model: [a/b, a/c]",
            good="base_model: [a/b, a/c]",
            files={"adapter_config.json": '{"base_model_name_or_path": "«checkpoints/base/final»"}'},
            good_files={"adapter_config.json": '{"base_model_name_or_path": "gpt2"}'},
            message="the base model `checkpoints/base/final` is a path on your computer; write its id on the Hub",
        ),
    ),
    silent=(
        Example(good="license: mit", files={"adapter_config.json": '{"base_model_name_or_path": null}'}),
        Example(good="license: mit", files={"adapter_config.json": "["}),
    ),
)
