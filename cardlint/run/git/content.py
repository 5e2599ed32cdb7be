"""Whether a file on disk holds what git keeps of it. Git is not asked: it would run the filters that a repository names."""

import hashlib
import re

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_LONGEST_POINTER = 1024  # as the specification of Git LFS says


def blob_id(content: bytes, like: str) -> str:
    """Return the id that git gives ``content``, in a repository that has ``like`` as another one: SHA-1, or SHA-256."""
    name = "sha256" if len(like) == 64 else "sha1"
    return hashlib.new(name, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def lines(content: bytes) -> list[bytes]:
    """Return the lines without their ends: git may convert those on the way to the disk, and that is not a change."""
    return [line.rstrip(b"\r") for line in content.split(b"\n")] if b"\r" in content else content.split(b"\n")


def stands_for(stored: bytes, content: bytes) -> bool:
    """Return whether ``stored`` is a pointer of Git LFS to ``content``."""
    pointer = _POINTER.match(stored) if len(stored) <= _LONGEST_POINTER else None
    return pointer is not None and hashlib.sha256(content).hexdigest().encode() == pointer[1]
