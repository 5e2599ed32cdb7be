"""The code uses a name that current releases of transformers or datasets no longer have, so it fails for new users.

Write the code for the current release, or say which version it needs: ``pip install "transformers<5"``.

Source: the releases of transformers and datasets, compared; see ``schemas/vocab/removed_names.json``; in 434 of 7,116 real cards,
70 read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Fence
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import vocabulary

_LANGUAGES = frozenset(("", "python", "py", "python3", "pycon", "ipython"))
_IMPORT = pattern(
    r"^[ \t]*(?:>>>[ \t]*)?from[ \t]+(?P<library>transformers|datasets)[ \t]+import[ \t]+"
    r"(?P<names>\([^()]*\)|(?:[^\n#;\\]|\\\r?\n)*)",
    re.MULTILINE,
)
_ATTRIBUTE = pattern(r"(?<![\w.])(?P<library>transformers|datasets)\.(?P<name>[A-Za-z]\w+)")
_NAME = pattern(r"(?<![\w.])[A-Za-z]\w+")
_PIPELINE = pattern(r"\bpipeline\(\s*(?:task\s*=\s*)?[\"'](?P<task>[a-z0-9-]+|translation_[a-z]\w*_to_[a-z]\w*)[\"']")
_PINNED = pattern(r"\b(?P<library>transformers|datasets)(?:\[[\w,]+\])?[\"']?\s?(?:==|<=?|~=)\s?[\"']?v?[0-9]")
_KEYWORD = pattern(r"\b(?P<name>use_auth_token)\s*=")
_TRANSLATION = "translation"
_WORDS = ("from transformers", "from datasets", "pipeline(", "use_auth_token", "transformers.", "datasets.")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    lower = body.lower
    if not any(word in lower for word in _WORDS):
        return
    found: dict[str, _Use] = {}  # the first use of each name
    for fence in body.fences:
        if fence.language in _LANGUAGES:
            for use in _in_code(card, fence):
                found.setdefault(use.name, use)
    pinned = {pin["library"] for pin in _PINNED.finditer(body.text, body.start)} if found else set()
    for use in found.values():
        if use.library not in pinned and (use.library or not pinned):
            yield use.found


class _Use(NamedTuple):
    """The use of a removed name, and the finding about it. ``library`` is empty if it is one of both."""

    name: str
    library: str
    found: Found


def _in_code(card: Card, fence: Fence) -> Iterator[_Use]:
    """Yield the uses of removed names in ``fence``."""
    code = card.source.text
    shown = [word for word in _WORDS if code.find(word, *fence.content) >= 0]
    if not shown:
        return
    names = vocabulary("removed_names")
    for imported in _IMPORT.finditer(code, *fence.content) if any(word.startswith("from") for word in shown) else ():
        for name in _NAME.finditer(code, *imported.span("names")):
            if name[0] in names and names[name[0]]["library"] == imported["library"]:
                yield _removed(card, name[0], Span(*name.span()))
    for used in _ATTRIBUTE.finditer(code, *fence.content) if any(word.endswith(".") for word in shown) else ():
        if used["name"] in names and names[used["name"]]["library"] == used["library"]:
            yield _removed(card, used["name"], Span(*used.span("name")))
    tasks = names.data["pipeline_tasks"]
    for called in _PIPELINE.finditer(code, *fence.content) if "pipeline(" in shown else ():
        task = _TRANSLATION if called["task"].startswith(f"{_TRANSLATION}_") else called["task"]
        if task in tasks:
            last = _short(tasks[task]["last"])
            message = f"transformers no longer has a pipeline for {quote(task)} (last in {last}); load the model itself"
            found = Found(Span(*called.span("task")), message, alike=_alike(quote(task)))
            yield _Use(called["task"], "transformers", found)
    for keyword in _KEYWORD.finditer(code, *fence.content) if "use_auth_token" in shown else ():
        instead = names.data["keywords"][keyword["name"]]["instead"]
        message = f"transformers and datasets no longer accept {quote(keyword['name'])}; write {quote(instead)}"
        fix = _renaming(card, keyword["name"], instead)
        yield _Use(keyword["name"], "", Found(Span(*keyword.span("name")), message, fix))


def _removed(card: Card, name: str, span: Span) -> _Use:
    entry = vocabulary("removed_names")[name]
    instead: list[str] = entry.get("instead", [])
    verb = "try" if len(instead) > 1 else "use"
    advice = f"{verb} {quote(instead[0])}" if instead else "say which version the code needs"
    message = f"{entry['library']} no longer has {quote(name)} (last in {_short(entry['last'])}); {advice}"
    is_same = len(instead) == 1 and "." not in instead[0] and not name.startswith(("TF", "Flax"))
    fix = _renaming(card, name, instead[0]) if is_same else None
    return _Use(name, entry["library"], Found(span, message, fix, alike=_alike(quote(name))))


def _alike(name: str) -> SharedCause:
    return SharedCause("names in the code were removed from the libraries", "say which versions it needs", name)


def _short(version: str) -> str:
    """Return ``4.57`` for ``4.57.3``."""
    return ".".join(version.split(".")[:2])


def _renaming(card: Card, name: str, instead: str) -> Fix:
    """Rename ``name`` in all blocks of code."""
    word = re.compile(rf"(?<!\w){name}(?!\w)")
    code = card.source.text
    places = [found.span() for fence in card.markdown.fences for found in word.finditer(code, *fence.content)]
    return Fix(
        f"rename it to `{instead}`", tuple(Edit(Span(*place), instead) for place in places), Applicability.UNSAFE
    )


_CODE = "# M\n\n```python\n{}\n```\n"

RULE = Rule(
    name="removed-name-in-code",
    code="CL353",
    category="body",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    signs=tuple(f"text:{word}" for word in _WORDS),
    examples=(
        Example(
            bad=_CODE.format("from transformers import (\n    AutoTokenizer,\n    «AutoModelWithLMHead»,\n)"),
            good=_CODE.format("from transformers import AutoTokenizer, AutoModelForCausalLM"),
            whole=True,
            message="transformers no longer has `AutoModelWithLMHead` (last in 4.57); try `AutoModelForCausalLM`",
        ),
        Example(
            bad=_CODE.format("from transformers import «ViTFeatureExtractor», pipeline\nf = ViTFeatureExtractor()"),
            good=_CODE.format("from transformers import ViTImageProcessor, pipeline\nf = ViTImageProcessor()"),
            whole=True,
            fixed=True,
            message="transformers no longer has `ViTFeatureExtractor` (last in 4.57); use `ViTImageProcessor`",
        ),
        Example(
            bad=_CODE.format("import transformers\nm = transformers.«TFBertModel».from_pretrained('a/b')"),
            good=_CODE.format("m = BertModel.from_pretrained('a/b')"),
            whole=True,
            message="transformers no longer has `TFBertModel` (last in 4.57); use `BertModel`",
        ),
        Example(
            bad=_CODE.format(
                "from transformers import pipeline\np = pipeline('«summarization»', 'a/b')\n"
                'q = pipeline(\n  task="«translation_en_to_fr»")'
            ),
            good=_CODE.format("from transformers import pipeline\np = pipeline('text-generation', 'a/b')"),
            whole=True,
            message="transformers no longer has a pipeline for `summarization` (last in 4.57); load the model itself",
        ),
        Example(
            bad=_CODE.format(
                "from datasets import load_dataset, «load_metric»\nd = load_dataset('a/b', «use_auth_token»=True)"
            ),
            good=_CODE.format(
                "from datasets import load_dataset\nimport evaluate\nd = load_dataset('a/b', token=True)"
            ),
            whole=True,
        ),
        Example(
            bad=_CODE.format("from datasets import load_dataset\nd = load_dataset('a/b', «use_auth_token»=True)"),
            good=_CODE.format("from datasets import load_dataset\nd = load_dataset('a/b', token=True)"),
            whole=True,
            fixed=True,
            message="transformers and datasets no longer accept `use_auth_token`; write `token`",
        ),
    ),
    silent=(
        Example(
            good='```\npip install "transformers==4.30"\n```\n' + _CODE.format("from transformers import TFBertModel"),
            whole=True,
        ),
        Example(
            good=_CODE.format("from transformers import BertTokenizerFast, AutoModel, pipeline\npipeline('ner')"),
            whole=True,
        ),
        Example(
            good=_CODE.format("from my.transformers import TFBertModel\nfrom other import load_metric"), whole=True
        ),
        Example(good="# M\n\n`AutoModelWithLMHead` was in transformers.\n", whole=True),
        Example(good="# M\n\n```js\npipeline('summarization') // from transformers\n```\n", whole=True),
    ),
)
