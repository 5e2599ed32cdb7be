"""The header of a safetensors file: how many parameters of which type. Nothing but the header is read.

Source: the format's own description: eight bytes of length, little endian, then that much JSON: name → dtype, shape,
data_offsets.
"""

import json
import os
from collections import Counter
from math import prod

from cardlint.system.named_tuple import NamedTuple
from cardlint.system.regular_file import open_regular

HEADER_LIMIT = 16 * 1024 * 1024
"""The largest header that is read, in bytes. That of a model with 100,000 tensors has 12 MB."""


class Weights(NamedTuple):
    """The number of parameters by type, as the format names types: ``F16``, ``BF16``, ``I8``."""

    by_type: dict[str, int]

    @property
    def total(self) -> int:
        """The number of all parameters."""
        return sum(self.by_type.values())


def read(path: str | os.PathLike[str]) -> Weights | None:
    """Return what the header of the file says, or None where it is not a safetensors file. Never raises."""
    try:
        told = json.loads(header(path))
    except (ValueError, RecursionError):
        return None
    return _weights(told) if isinstance(told, dict) else None


def header(path: str | os.PathLike[str]) -> bytes:
    """Return the header of the file as it is written, empty where the file has none that is one. Never raises."""
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
