"""Reads the header of a safetensors file, and only the header: the number of parameters by type.

Source: the specification of the format: a length in eight bytes, little endian, then JSON of this length: name → dtype, shape,
data_offsets.
"""

import json
import os
from collections import Counter
from math import prod

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import open_regular

HEADER_LIMIT = 16 * 1024 * 1024
"""The largest header that is read, in bytes. For a model with 100,000 tensors it has 12 MB."""


class Weights(NamedTuple):
    """The number of parameters by type, with the names of the format: ``F16``, ``BF16``, ``I8``."""

    by_type: dict[str, int]

    @property
    def total(self) -> int:
        """The number of all parameters."""
        return sum(self.by_type.values())


def read(path: str | os.PathLike[str]) -> Weights | None:
    """Return the parameters according to the header, or None if it is not a safetensors file. Never raises."""
    try:
        data = json.loads(header(path))
    except (ValueError, RecursionError):
        return None
    return _weights(data) if isinstance(data, dict) else None


def header(path: str | os.PathLike[str]) -> bytes:
    """Return the header of the file as bytes; empty if there is no valid header. Never raises."""
    try:
        with open(open_regular(path), "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            return file.read(length) if 2 <= length <= HEADER_LIMIT else b""
    except (OSError, ValueError):  # a NUL character in the name
        return b""


def _weights(tensors: dict[str, object]) -> Weights:
    counts: Counter[str] = Counter()
    for name, tensor in tensors.items():
        if name == "__metadata__" or not isinstance(tensor, dict):
            continue
        dtype, shape = tensor.get("dtype"), tensor.get("shape")
        if (
            isinstance(dtype, str)
            and isinstance(shape, list)
            and all(type(size) is int and size >= 0 for size in shape)
        ):
            counts[dtype[:20]] += min(prod(shape[:16]), 10**18)
    return Weights(dict(counts))
