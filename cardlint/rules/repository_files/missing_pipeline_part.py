"""A part of the pipeline is not in the repository, so diffusers does not load the pipeline.

``model_index.json`` names the parts. Upload the folder, or the weights in it; a part that the pipeline works without is
``[null, null]``. What lies in the repository's own folder instead is loaded from there, and is not reported.

Source: diffusers, ``DiffusionPipeline.from_pretrained``.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_INDEX = "model_index.json"
_HAS_WEIGHTS = pattern(
    r"(?:UNet|Autoencoder|VQModel|ControlNet|T2IAdapter|MotionAdapter)\w*"
    r"|\w*(?:Model|Encoder|WithProjection|Transformer\w*DModel|ForConditionalGeneration|ForCausalLM|SafetyChecker|VAE|HifiGan)",
    re.ASCII,
)
"""Classes of parts that have weights; schedulers, tokenizers and processors have none."""

_SETTINGS = (".json", ".txt", ".md", ".py", ".jinja", ".model", ".yaml")
_AT_TOP = (
    ("Scheduler", ("scheduler_config.json",)),
    ("Tokenizer", ("tokenizer_config.json", "vocab.json", "vocab.txt")),
)


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    index = repository.mapping(_INDEX) if repository is not None and _INDEX in repository.top else None
    if repository is None or index is None or not repository.listed:
        return
    absent = [name for name, kind in _parts(index) if repository.lacks(name) and not _is_at_top(repository, kind)]
    bare = [name for name, kind in _parts(index) if _HAS_WEIGHTS.fullmatch(kind) and _is_bare(repository, name)]
    file = repository.source(_INDEX) if absent or bare else None
    if file is None:
        return
    for names, fault in ((absent, "not in the repository"), (bare, "without weights")):
        if names:
            at = file.text.find(f'"{names[0]}"')
            span = Span(at + 1, at + 1 + len(names[0])) if at >= 0 else Span(0, 1)
            rest = f" and {len(names) - 1} more are" if len(names) > 1 else " is"
            folder = quote(f"{names[0]}/", 40)
            yield Found(
                span, f"{folder}{rest} {fault}, so the pipeline does not load; upload {_them(names)}", file=file
            )


def _parts(index: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the name and the class of every part of a pipeline."""
    for name, value in index.items():
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(word, str) for word in value):
            continue
        if not name.startswith("_") and "/" not in name:
            yield name, value[1]


def _is_at_top(repository: Repository, kind: str) -> bool:
    """Return whether diffusers finds a part of the class ``kind`` in the repository's own folder."""
    files = next((files for word, files in _AT_TOP if word in kind), ("config.json",))
    return any(name in repository.top for name in files)


def _is_bare(repository: Repository, folder: str) -> bool:
    """Return whether ``folder`` is there and has only settings."""
    inside = [name for name in repository.names if name.startswith(f"{folder}/")]
    return (
        bool(inside)
        and all(name.endswith(_SETTINGS) for name in inside)
        and repository.lacks(f"{folder}/diffusion_pytorch_model.safetensors")
        and repository.lacks(f"{folder}/model.safetensors")
    )


def _them(names: list[str]) -> str:
    return "them" if len(names) > 1 else "it"


_PARTS = (
    '{"unet": ["diffusers", "UNet2DConditionModel"], "scheduler": ["diffusers", "DDIMScheduler"], "a": [null, null]}'
)

RULE = Rule(
    name="missing-pipeline-part",
    code="CL357",
    category="files",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:model_index.json",),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "model_index.json": '{"«unet»": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]}',
                "vae/config.json": "{}",
                "vae/diffusion_pytorch_model.safetensors": "",
            },
            good_files={"model_index.json": '{"vae": ["diffusers", "AutoencoderKL"]}'},
            message="`unet/` is not in the repository, so the pipeline does not load; upload it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "model_index.json": '{"«text_encoder»": ["transformers", "CLIPTextModel"], "«tokenizer»": ["a", "CLIPTokenizer"]}',
                "text_encoder/config.json": "{}",
            },
            good_files={
                "model_index.json": '{"text_encoder": ["transformers", "CLIPTextModel"]}',
                "text_encoder/model.safetensors": "",
            },
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"model_index.json": _PARTS.replace('"unet"', '"«unet»"')},
            good_files={"model_index.json": '{"_class_name": "StableDiffusionPipeline"}'},
            message="`unet/` and 1 more are not in the repository, so the pipeline does not load; upload them",
        ),
    ),
    silent=(
        Example(
            good="license: mit", files={"model_index.json": _PARTS, "unet/model.onnx": "", "scheduler/a.json": "{}"}
        ),
        Example(
            good="license: mit", files={"model_index.json": _PARTS, "config.json": "{}", "scheduler_config.json": "{}"}
        ),
        Example(good="license: mit", files={"model_index.json": _PARTS, ".cache/huggingface/download/a": ""}),
        Example(
            good="license: mit",
            files={"model_index.json": '{"_a": ["a", "b"], "c": ["d"], "e": true, "f/g": ["h", "i"]}'},
        ),
    ),
)
