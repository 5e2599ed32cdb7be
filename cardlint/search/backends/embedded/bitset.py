"""Sets of document numbers as Python integers: bit n is document n. Their ``&``, ``|`` and ``bit_count`` run in C.

A set is stored as a list of numbers or as bits, whichever is shorter.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import compress

_SPARSE, _DENSE = b"s", b"d"
_NUMBER_BYTES = 4
_DIGIT_TO_BIT = bytes.maketrans(b"01", b"\0\1")


def from_numbers(numbers: Iterable[int]) -> int:
    """Return the set of ``numbers``."""
    listed = numbers if isinstance(numbers, list) else list(numbers)
    if len(listed) < 8:
        few = 0
        for number in listed:
            few |= 1 << number
        return few
    bits = bytearray((max(listed) >> 3) + 1)
    for number in listed:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def members(bits: int) -> Iterator[int]:
    """Yield the numbers of the set, ascending."""
    if bits.bit_count() * 64 < bits.bit_length():
        return _few_members(bits)
    digits = f"{bits:b}"[::-1].encode().translate(_DIGIT_TO_BIT)
    return compress(range(len(digits)), digits)


def _few_members(bits: int) -> Iterator[int]:
    content = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for place in filter(content.__getitem__, range(len(content))):
        byte = content[place]
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low


def encode(bits: int) -> bytes:
    """Return the stored form of the set."""
    length = (bits.bit_length() + 7) // 8
    if bits.bit_count() * _NUMBER_BYTES < length:
        return _SPARSE + array("I", members(bits)).tobytes()
    return _DENSE + bits.to_bytes(length, "little")


def decode(content: bytes, size: int) -> int:
    """Return the set that ``encode`` stored. Raises ValueError if it has a number that is not less than ``size``."""
    if content[:1] == _DENSE:
        bits = int.from_bytes(memoryview(content)[1:], "little")
        if bits.bit_length() > size:
            raise ValueError("a set has numbers that no document has")
        return bits
    numbers = array("I")
    numbers.frombytes(content[1:])
    if numbers and max(numbers) >= size:
        raise ValueError("a set has numbers that no document has")
    return from_numbers(numbers.tolist())
