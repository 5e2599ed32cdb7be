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
_WORDS = ("from transformers", "from datasets", "pipeline(", "use_auth_token", "import transformers")


def check(card: Card) -> Iterator[Found]:
    body = card.markdown
    lower = body.lower
    if not any(word in lower for word in _WORDS):
        return
    pinned = {found["library"] for found in _PINNED.finditer(body.text, body.start)}
    done: set[str] = set()
    for fence in body.fences:
        if fence.language in _LANGUAGES and any(body.text.find(word, *fence.content) >= 0 for word in _WORDS):
            for name, span, found in _in_code(card, fence, pinned):
                if name not in done:
                    done.add(name)
                    yield found._replace(span=span)


def _in_code(card: Card, fence: Fence, pinned: set[str]) -> Iterator[tuple[str, Span, Found]]:
    """Yield the removed names in ``fence``, each with its place and its finding."""
    code = card.source.text
    names = vocabulary("removed_names")
    for imported in _IMPORT.finditer(code, *fence.content):
        for name in _NAME.finditer(code, *imported.span("names")):
            if name[0] in names and names[name[0]]["library"] == imported["library"]:
                yield from _removed(card, name[0], Span(*name.span()), pinned)
    for used in _ATTRIBUTE.finditer(code, *fence.content):
        if used["name"] in names and names[used["name"]]["library"] == used["library"]:
            yield from _removed(card, used["name"], Span(*used.span("name")), pinned)
    if "transformers" in pinned:
        return
    tasks = names.data["pipeline_tasks"]
    for called in _PIPELINE.finditer(code, *fence.content):
        task = _TRANSLATION if called["task"].startswith(f"{_TRANSLATION}_") else called["task"]
        if task in tasks:
            what = f"transformers no longer has a pipeline for {quote(task)} (last in {_short(tasks[task]['last'])})"
            yield (
                task,
                Span(*called.span("task")),
                Found(Span(0, 0), f"{what}; load the model itself", alike=_alike(quote(task))),
            )
    if not pinned:
        for keyword in _KEYWORD.finditer(code, *fence.content):
            instead = names.data["keywords"][keyword["name"]]["instead"]
            message = f"transformers and datasets no longer accept {quote(keyword['name'])}; write {quote(instead)}"
            fix = _renaming(card, keyword["name"], instead)
            yield keyword["name"], Span(*keyword.span("name")), Found(Span(0, 0), message, fix)


def _removed(card: Card, name: str, span: Span, pinned: set[str]) -> Iterator[tuple[str, Span, Found]]:
    entry = vocabulary("removed_names")[name]
    if entry["library"] in pinned:
        return
    instead: list[str] = entry.get("instead", [])
    verb = "try" if len(instead) > 1 else "use"
    advice = f"{verb} {quote(instead[0])}" if instead else "say which version the code needs"
    message = f"{entry['library']} no longer has {quote(name)} (last in {_short(entry['last'])}); {advice}"
    is_same = len(instead) == 1 and "." not in instead[0] and not name.startswith(("TF", "Flax"))
    fix = _renaming(card, name, instead[0]) if is_same else None
    yield name, span, Found(span, message, fix, alike=_alike(quote(name)))


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
