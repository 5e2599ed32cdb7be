"""The file is not in the repository, so the example has no image or sound, and the gallery has a gap.

Add the file, or write its path from the root of the repository, or a URL. Paths are case-sensitive.

Source: hub-docs models-widgets.md 242f4a1: ``src`` and ``output.url`` are URLs or paths of the repository.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Scalar
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import file_case
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.widget._examples import examples
from cardlint.system.lazy_pattern import pattern

_NOT_A_PATH = pattern(r"[a-z][a-z0-9+.-]*:|/|\\|\.\./|#", re.IGNORECASE)
_LONGEST = 1000


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    named = list(_files(card)) if repository is not None else []
    if repository is None or not named or not repository.known:
        return
    elsewhere: dict[str, str] | None = None
    for node in named:
        path = node.text.removeprefix("./").partition("?")[0]
        if not path or len(path) > _LONGEST or repository.has(path):
            continue
        if (other := file_case.look(repository, card.source, node.span, path)) is not None:
            yield Found(node.span, *other)
            continue
        if elsewhere is None:
            elsewhere = {_base(name): name for name in sorted(repository.names)}
        near = elsewhere.get(_base(path))
        hint = f"did you mean {quote(near)}?" if near is not None else "add it, or correct the path"
        yield Found(node.span, f"{quote(path)} is not in the repository; {hint}")


def _files(card: Card) -> Iterator[Scalar]:
    """Yield the paths in the examples, except URLs and paths outside the repository."""
    for example in examples(card):
        output = example.index.get("output")
        urls: list[Node | None] = [_value(example, "src")]
        if output is not None and isinstance(output.value, Mapping):
            urls.append(_value(output.value, "url"))
        for node in urls:
            if isinstance(node, Scalar) and isinstance(node.data, str) and not _NOT_A_PATH.match(node.text):
                yield node


def _base(path: str) -> str:
    """Return the name of a file without its folders, in lower case."""
    return path.rpartition("/")[2].lower()


def _value(mapping: Mapping, name: str) -> Node | None:
    entry = mapping.index.get(name)
    return entry.value if entry is not None else None


RULE = Rule(
    name="missing-widget-file",
    code="CL182",
    category="widget",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    fields=("widget",),
    signs=("text:src", "text:output"),
    examples=(
        Example(
            bad="widget:\n- src: «sample1.flac»",
            good="widget:\n- src: audio/sample1.flac\n- src: https://example.org/sample.flac",
            files={"config.json": "{}", "audio/sample1.flac": ""},
            message="`sample1.flac` is not in the repository; did you mean `audio/sample1.flac`?",
        ),
        Example(
            bad="widget:\n- text: a cat\n  output:\n    url: «images/Cat.png»",
            good="widget:\n- text: a cat\n  output:\n    url: images/cat.png",
            files={"lora.safetensors": "", "images/cat.png": ""},
            message="the repository has `images/cat.png`, not `images/Cat.png`; correct the case",
            fixed=True,
        ),
        Example(
            bad="widget:\n- src: «x»",
            good="license: mit",
            files={"model.safetensors": ""},
            message="`x` is not in the repository; add it, or correct the path",
        ),
    ),
)
