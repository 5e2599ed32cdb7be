"""A model that does not name its library gets no code snippet, and the Hub may not read its task from config.json.

Since August 2024 the Hub no longer assumes transformers. Add ``library_name``.

Source: transformers#32623; 622 of 891 models of August 2026 with a known architecture and no library show no task.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.missing import lacks
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.library import TRANSFORMERS, library_of_files
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    if not lacks(card, "library_name"):
        return
    libraries = vocabulary("libraries")
    if any(tag in libraries for tag, _ in card.strings("tags")):
        return  # the Hub takes the library from the tags
    name = library_of_files(card)
    if name is None:
        return
    edit = edits.insert_field(card, "library_name", name)
    fix = Fix(f"add `library_name: {name}`", (edit,), Applicability.UNSAFE) if edit is not None else None
    lost, resolved = "", resolution(card)
    if name == TRANSFORMERS and resolved.hub_task is None and resolved.derived is not None and resolved.derived.task:
        lost = f", so the Hub may not find the task `{resolved.derived.task}`"
    yield Found(card.top, f"`library_name` is missing{lost}; add `{name}`", fix)


RULE = Rule(
    name="missing-library",
    code="CL128",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("lacks:library_name",),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\nlibrary_name: transformers\n---\n",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "model.safetensors": ""},
            fixed=True,
            whole=True,
            message="`library_name` is missing, so the Hub may not find the task `fill-mask`; add `transformers`",
        ),
        Example(
            bad="«---»\nbase_model: a/b\n---\n",
            good="---\nbase_model: a/b\nlibrary_name: peft\n---\n",
            files={"adapter_config.json": "{}", "adapter_model.safetensors": ""},
            fixed=True,
            whole=True,
            message="`library_name` is missing; add `peft`",
        ),
        Example(
            bad="«---»\ntags: [bert]\n---\n",
            good="---\ntags: [bert, transformers]\n---\n",
            files={"config.json": '{"architectures": ["BertModel"]}', "pytorch_model.bin": ""},
            whole=True,
        ),
    ),
    silent=(Example(good="library_name: nonsense", files={"config.json": '{"architectures": ["BertModel"]}'}),),
)
