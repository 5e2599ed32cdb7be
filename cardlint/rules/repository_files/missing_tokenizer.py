"""The weights of a text model have no tokenizer next to them, so ``pipeline`` and ``AutoTokenizer`` fail.

Upload it: ``tokenizer.save_pretrained`` writes its files, and the ``Trainer`` does only if it was given one. A card that
loads the tokenizer of another model, or whose model reads bytes, sound or images, is not reported.

Source: transformers, ``pipeline``; 68 of 3,559 models of February 2022, all read, all true.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.task import resolution
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import vocabulary

_WEIGHTS = pattern(
    r"(?:model|pytorch_model|tf_model|flax_model)(?:-[0-9]{5}-of-[0-9]{5})?\.(?:safetensors|bin|h5|msgpack)"
)
_TOKENIZER = pattern(
    r"token|vocab|spiece|sentencepiece|merges|tekken|bpe|dict|\.(?:model|tiktoken|spm|vocab)$|^(?:pre)?processor_config",
    re.IGNORECASE,
)
_LOADED = pattern(r"""(?P<name>\w+)\.from_pretrained\(\s*["'](?P<id>[^"'\n]{1,200})["']""")
_TEXT = "nlp"
_NEEDS_NO_FILES = frozenset(("canine", "perceiver", "byt5", "charformer"))
_LIBRARIES = ("transformers", None)


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or "config.json" not in repository.top or card.fields.get("library_name") not in _LIBRARIES:
        return
    if not any(_WEIGHTS.fullmatch(name) for name in repository.top) or _has_tokenizer(repository):
        return
    config = repository.mapping("config.json")
    if config is None or not _is_for_text(card) or config.get("model_type") in _NEEDS_NO_FILES:
        return
    if repository.lacks("tokenizer_config.json") and not _is_elsewhere(card):
        yield Found(card.top, "the repository has no tokenizer, so `pipeline` fails; upload its files")


def _has_tokenizer(repository: Repository) -> bool:
    return any(_TOKENIZER.search(name) for name in repository.top)


def _is_for_text(card: Card) -> bool:
    """Return whether the model's class is for a task of text, and the card does not name another."""
    tasks = vocabulary("tasks")
    derived = resolution(card).derived
    stated = card.fields.get("pipeline_tag")
    found = [task for task in (derived.task if derived is not None else None, stated) if isinstance(task, str)]
    return (
        derived is not None
        and bool(found)
        and all(task in tasks and tasks[task]["modality"] == _TEXT for task in found)
    )


def _is_elsewhere(card: Card) -> bool:
    """Return whether the card's code loads the tokenizer from where it does not load the model."""
    tokenizers: set[str] = set()
    models: set[str] = set()
    for loaded in _LOADED.finditer(card.source.text):
        (tokenizers if "okenizer" in loaded["name"] else models).add(loaded["id"])
    return not tokenizers <= models


RULE = Rule(
    name="missing-tokenizer",
    code="CL359",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:config.json",),
    examples=(
        Example(
            bad="«---»\npipeline_tag: fill-mask\n---\n",
            good="---\npipeline_tag: audio-classification\n---\n",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "model.safetensors": ""},
            whole=True,
            message="the repository has no tokenizer, so `pipeline` fails; upload its files",
        ),
        Example(
            bad="«---»\nlibrary_name: transformers\n---\n"
            "```python\nAutoTokenizer.from_pretrained('a/b')\nAutoModel.from_pretrained('a/b')\n```\n",
            good="---\nlibrary_name: transformers\n---\n"
            "```python\nAutoTokenizer.from_pretrained('a/base')\nAutoModel.from_pretrained('a/b')\n```\n",
            files={"config.json": '{"architectures": ["GPT2LMHeadModel"]}', "model-00001-of-00002.safetensors": ""},
            whole=True,
        ),
    ),
    silent=(
        Example(good="license: mit", files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "a.gguf": ""}),
        Example(
            good="license: mit",
            files={"config.json": '{"architectures": ["ViTForImageClassification"]}', "model.safetensors": ""},
        ),
        Example(
            good="license: mit",
            files={
                "config.json": '{"architectures": ["CanineForTokenClassification"], "model_type": "canine"}',
                "pytorch_model.bin": "",
            },
        ),
        Example(
            good="license: mit",
            files={"config.json": '{"architectures": ["BertForMaskedLM"]}', "model.safetensors": "", "vocab.txt": ""},
        ),
        Example(
            good="license: mit",
            files={
                "config.json": '{"architectures": ["Wav2Vec2Model"]}',
                "model.safetensors": "",
                "preprocessor_config.json": "{}",
            },
        ),
        Example(
            good="library_name: timm",
            files={"config.json": '{"architectures": ["BertModel"]}', "model.safetensors": ""},
        ),
    ),
)
