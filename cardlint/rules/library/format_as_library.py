"""A file format or a framework in ``library_name`` tells nobody which library loads the model.

The Hub adds tags for formats by itself. Name the library, such as transformers or llama-cpp-python, or leave the field
out.

Source: hub-docs models-libraries.md; 255 models with gguf and 238 with pytorch among 10,498 of August 2026.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.rule import Example, Found, Rule
from cardlint.rules.library._names import is_format, unknown
from cardlint.shown import shown


def check(card: Card) -> Iterator[Found]:
    for word, node in unknown(card):
        if is_format(word):
            yield Found(
                node.span,
                f"library_name is {shown(word)}, a format or framework; name the library that loads the model",
            )


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
            message="library_name is gguf, a format or framework; name the library that loads the model",
        ),
        Example(bad="library_name: «PyTorch»", good="library_name: timm"),
    ),
)
