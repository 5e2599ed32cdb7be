"""Weights that are split into several files, ``model-00001-of-00003.safetensors``, and the index that says which tensor is in which."""

import re
from collections.abc import Iterator

from cardlint.card.repository import Repository
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

INDEX = pattern(r"(?P<single>[\w.-]+\.(?:safetensors|bin|h5|msgpack))\.index(?:\.[\w-]+)?\.json", re.ASCII)
"""The name of an index; ``single`` is the file that is loaded if the weights are not split."""

_SHARD = pattern(
    r"(?P<stem>.+)-(?P<number>[0-9]{5})-of-(?P<total>[0-9]{5})\.(?P<suffix>safetensors|bin|gguf)", re.ASCII
)
_MOST = 2_000
"""The most shards of one model; a larger number counts something else."""


class ShardSet(NamedTuple):
    """The shards of one model that are there."""

    stem: str
    total: int
    suffix: str
    numbers: frozenset[int]

    def name(self, number: int) -> str:
        """Return the name of a shard."""
        return f"{self.stem}-{number:05}-of-{self.total:05}.{self.suffix}"

    @property
    def missing(self) -> list[str]:
        """The names of the shards that are not there: they are numbered from 1, or from 0 if there is a 0."""
        first = 0 if 0 in self.numbers else 1
        return [self.name(each) for each in range(first, first + self.total) if each not in self.numbers]


class WeightsIndex(NamedTuple):
    """The path of an index, its folder with a slash at the end, and the name of the file in which all weights would be."""

    path: str
    folder: str
    single: str


def shard_sets(repository: Repository) -> Iterator[ShardSet]:
    """Yield the shards in the card's own folder, those of one model together."""
    found: dict[tuple[str, str, str], set[int]] = {}
    for name in repository.top:
        shard = _SHARD.fullmatch(name)
        if shard is not None and int(shard["total"]) <= _MOST:
            found.setdefault((shard["stem"], shard["total"], shard["suffix"]), set()).add(int(shard["number"]))
    for (stem, total, suffix), numbers in found.items():
        if max(numbers) <= int(total):
            yield ShardSet(stem, int(total), suffix, frozenset(numbers))


def indexes(repository: Repository) -> Iterator[WeightsIndex]:
    """Yield the indexes in the card's own folder, and those in the folders of a pipeline's parts."""
    paths = sorted(repository.names) if "model_index.json" in repository.top else repository.top
    for path in paths:
        folder, slash, name = path.rpartition("/")
        if (index := INDEX.fullmatch(name)) is not None:
            yield WeightsIndex(path, folder + slash, index["single"])


def is_indexed(repository: Repository, shards: ShardSet) -> bool:
    """Return whether an index for ``shards`` is there, in one of the forms in which libraries write its name."""
    plain = shards.stem.partition(".")[0]  # without a variant: model.fp16
    return any(
        name.endswith(".json") and ".index." in name and f".{shards.suffix}." in name and name.startswith(plain)
        for name in repository.top
    )


def indexed_files(index: object) -> frozenset[str]:
    """Return the files that an index, parsed, names."""
    weight_map = index.get("weight_map") if isinstance(index, dict) else None
    values = weight_map.values() if isinstance(weight_map, dict) else ()
    return frozenset(name for name in values if isinstance(name, str))
