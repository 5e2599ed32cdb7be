"""``library_name`` names a file format or a framework, so readers do not learn which library loads the model.

The Hub adds tags for formats itself. Name the library, such as ``transformers`` or ``llama-cpp-python``, or remove the
field.

Source: hub-docs models-libraries.md; 255 models with gguf and 238 with pytorch among 10,498 of August 2026.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.library import TRANSFORMERS, library_of_files
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.rules.library._names import is_format, unknown


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        if is_format(word):
            name = _loaded_by(card)
            cure = f", and the files are for `{name}`; use that" if name else "; name the library that loads the model"
            fix = None
            if name is not None:
                fix = Fix(f"replace with `{name}`", (edits.replace(card.source, node, name),), Applicability.UNSAFE)
            yield Found(node.span, f"`library_name` {quote(word)} is a format or framework{cure}", fix)


def _loaded_by(card: Card) -> str | None:
    """Return the library that the files are for; transformers only if it knows the architecture."""
    name = library_of_files(card)
    derived = resolution(card).derived if name == TRANSFORMERS else None
    return None if name == TRANSFORMERS and (derived is None or derived.by == "nothing") else name


RULE = Rule(
    name="format-as-library",
    code="CL126",
    category="metadata",
    severity=Severity.INFO,
    check=check,
    kinds=(Kind.MODEL,),
    examples=(
        Example(
            bad="library_name: «gguf»",
            good="library_name: llama-cpp-python",
            message="`library_name` `gguf` is a format or framework; name the library that loads the model",
        ),
        Example(bad="library_name: «PyTorch»", good="library_name: timm"),
        Example(
            bad="library_name: «pytorch»",
            good="library_name: transformers",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "model.safetensors": ""},
            fixed=True,
            message="`library_name` `pytorch` is a format or framework, and the files are for `transformers`; use that",
        ),
        Example(
            bad="library_name: «pytorch»",
            good="library_name: my-library",
            files={"config.json": '{"architectures": ["MyOwnNet"]}', "model.safetensors": ""},
            message="`library_name` `pytorch` is a format or framework; name the library that loads the model",
        ),
    ),
)
