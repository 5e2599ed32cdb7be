"""The weights are split, but the index that says which part has which tensor is missing, so the model does not load.

Upload it with the weights: ``save_pretrained`` has written ``model.safetensors.index.json`` next to them.

Source: transformers and diffusers look for the index, not for the parts; GGUF files and those for MLX need none.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.shards import ShardSet, is_indexed, shard_sets
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule

_STEMS = ("model", "pytorch_model", "diffusion_pytorch_model")
_LIBRARIES = ("transformers", "diffusers", "sentence-transformers", None)
_CONFIG = "config.json"


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or _CONFIG not in repository.top or card.fields.get("library_name") not in _LIBRARIES:
        return
    if any(tag == "mlx" for tag, _ in card.strings("tags")):
        return
    for shards in shard_sets(repository):
        index = _index(shards)
        if index is None or is_indexed(repository, shards) or not repository.lacks(index):
            continue
        single = f"{shards.stem}.{shards.suffix}"
        if repository.lacks(single):  # which is loaded instead
            count = f"{len(shards.numbers)} part{'s' if len(shards.numbers) > 1 else ''}"
            yield Found(card.top, f"{quote(index)} is missing, so the weights in {count} are not found; upload it")


def _index(shards: ShardSet) -> str | None:
    """Return the usual name of the index of ``shards``; None if no library looks for it."""
    plain, _, variant = shards.stem.partition(".")
    if plain not in _STEMS or shards.suffix == "gguf":
        return None
    return f"{plain}.{shards.suffix}.index{f'.{variant}' if variant else ''}.json"


RULE = Rule(
    name="missing-weights-index",
    code="CL356",
    category="files",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("ends:.safetensors", "ends:.bin"),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            files={
                "config.json": "{}",
                "model-00001-of-00002.safetensors": "",
                "model-00002-of-00002.safetensors": "",
            },
            good_files={"model.safetensors.index.json": "{}"},
            whole=True,
            message="`model.safetensors.index.json` is missing, so the weights in 2 parts are not found; upload it",
        ),
        Example(
            bad="«---»\nlibrary_name: transformers\n---\n",
            good="---\nlibrary_name: mlx\n---\n",
            files={"config.json": "{}", "pytorch_model.fp16-00001-of-00001.bin": ""},
            whole=True,
            message="`pytorch_model.bin.index.fp16.json` is missing, so the weights in 1 part are not found; upload it",
        ),
    ),
    silent=(
        Example(good="tags: [mlx]", files={"config.json": "{}", "model-00001-of-00001.safetensors": ""}),
        Example(good="license: mit", files={"model-00001-of-00001.safetensors": ""}),
        Example(
            good="license: mit",
            files={"config.json": "{}", "model-00001-of-00001.safetensors": "", "model.safetensors": ""},
        ),
        Example(good="license: mit", files={"config.json": "{}", "consolidated-00001-of-00001.safetensors": ""}),
        Example(
            good="license: mit",
            files={
                "config.json": "{}",
                "model.fp16-00001-of-00001.safetensors": "",
                "model.safetensors.fp16.index.json": "{}",
            },
        ),
    ),
)
