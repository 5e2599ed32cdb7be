"""Whether a file on disk equals what git stores for it. Git is not asked, because it would run the filters that a repository names."""

import hashlib
import re

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_LONGEST_POINTER = 1024  # according to the specification of Git LFS


def blob_id(content: bytes, like: str) -> str:
    """Return the id of ``content`` in git, by the hash of the id ``like`` from the same repository: SHA-1 or SHA-256."""
    name = "sha256" if len(like) == 64 else "sha1"
    return hashlib.new(name, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def lines(content: bytes) -> list[bytes]:
    """Return the lines without line endings: git may convert those on checkout, which is not a change."""
    return [line.rstrip(b"\r") for line in content.split(b"\n")] if b"\r" in content else content.split(b"\n")


def stands_for(stored: bytes, content: bytes) -> bool:
    """Return whether ``stored`` is a Git LFS pointer to ``content``."""
    pointer = _POINTER.match(stored) if len(stored) <= _LONGEST_POINTER else None
    return pointer is not None and hashlib.sha256(content).hexdigest().encode() == pointer[1]
