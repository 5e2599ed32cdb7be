"""A part of the weights is not in the repository, so the model does not load.

Upload it. Which parts there are is said by the index (``model.safetensors.index.json``), or by the numbers in the names. A
file that git has and the checkout leaves out is not missing.

Source: transformers and diffusers load every file in ``weight_map``; llama.cpp loads all parts of a split GGUF file.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.shards import WeightsIndex, indexed_files, indexes, is_indexed, shard_sets
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not repository.known:
        return
    for index in indexes(repository):
        yield from _of_index(repository, index)
    for shards in shard_sets(repository):
        missing = [each for each in shards.missing if repository.lacks(each)]
        if missing and not is_indexed(repository, shards):
            yield Found(
                card.top, f"{_are_missing(missing)}, although there are {shards.total} parts; {_upload(missing)}"
            )


def _of_index(repository: Repository, index: WeightsIndex) -> Iterator[Found]:
    named = indexed_files(repository.mapping(index.path))
    missing = sorted(name for name in named if repository.lacks(index.folder + name))
    file = repository.source(index.path) if missing else None
    if file is None:
        return
    at = file.text.find(f'"{missing[0]}"')
    span = Span(at + 1, at + 1 + len(missing[0])) if at >= 0 else Span(0, 1)
    if repository.has(index.folder + index.single):  # which transformers loads without the index
        message = f"{_are_missing(missing)}; {_upload(missing)}, or remove this index"
        yield Found(span, message, file=file, severity=Severity.WARNING)
    else:
        message = f"{_are_missing(missing)}, so the model does not load; {_upload(missing)}"
        yield Found(span, message, file=file)


def _are_missing(names: list[str]) -> str:
    rest = f" and {len(names) - 1} more are" if len(names) > 1 else " is"
    return f"{quote(names[0], 60)}{rest} not in the repository"


def _upload(names: list[str]) -> str:
    return "upload them" if len(names) > 1 else "upload it"


_TWO = '{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "«model-00002-of-00002.safetensors»"}}'
_ONE = '{"weight_map": {"a": "model-00001-of-00002.safetensors"}}'

RULE = Rule(
    name="missing-shard",
    code="CL355",
    category="files",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    signs=(
        "ends:.index.json",
        "file:model_index.json",
        "ends:.fp16.json",
        "ends:.safetensors",
        "ends:.bin",
        "ends:.gguf",
    ),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={"model-00001-of-00002.safetensors": "", "model.safetensors.index.json": _TWO},
            good_files={"model.safetensors.index.json": _ONE},
            message="`model-00002-of-00002.safetensors` is not in the repository, so the model does not load; upload it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "config.json": "{}",
                "pytorch_model.bin.index.json": '{"weight_map": {"b": "«b.bin»", "c": "c.bin"}}',
            },
            good_files={
                "b.bin": "",
                "c.bin": "",
                "pytorch_model.bin.index.json": '{"weight_map": {"b": "b.bin", "c": "c.bin"}}',
            },
            message="`b.bin` and 1 more are not in the repository, so the model does not load; upload them",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "model.safetensors": "",
                "model.safetensors.index.json": '{"weight_map": {"a": "«model-00001-of-00001.safetensors»"}}',
            },
            good_files={"model.safetensors.index.json": '{"weight_map": {"a": "model.safetensors"}}'},
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "model_index.json": "{}",
                "unet/diffusion_pytorch_model.safetensors.index.json": '{"weight_map": {"a": "«a.safetensors»"}}',
            },
            good_files={"unet/diffusion_pytorch_model.safetensors.index.json": '{"weight_map": {}}'},
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            files={"m-Q4_K_M-00001-of-00003.gguf": "", "m-Q4_K_M-00003-of-00003.gguf": ""},
            good_files={"m-Q4_K_M-00002-of-00003.gguf": ""},
            whole=True,
            message="`m-Q4_K_M-00002-of-00003.gguf` is not in the repository, although there are 3 parts; upload it",
        ),
    ),
    silent=(
        Example(good="license: mit", files={"model.safetensors.index.json": "[]", "a-00001-of-99999.bin": ""}),
        Example(good="license: mit", files={"model.safetensors.index.json": '{"weight_map": {"a": 1}}'}),
        Example(good="license: mit", files={"m-00000-of-00002.gguf": "", "m-00001-of-00002.gguf": ""}),
        Example(good="license: mit", files={"m-00007-of-00002.gguf": ""}),
    ),
)
