"""A limit on the memory that a library may allocate while it reads an untrusted file.

A file of a thousand bytes can claim to unpack to gigabytes, and a library that believes it takes all memory of the machine.
With a limit, the allocation fails with an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager

_OWN_SIZE = "/proc/self/statm"


@contextmanager
def memory_limit(most: int) -> Iterator[None]:
    """Let this process, with all its threads, allocate at most ``most`` further bytes of memory within the block.

    Beyond that, a MemoryError is raised, or whatever the library makes of it. On systems other than Linux, there is no limit.
    """
    size = _own_size()
    if size is None:
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [limit for limit in (before, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([size + most, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _own_size() -> int | None:
    """Return the size of this process's address space in bytes, or None if it is unknown."""
    try:
        import resource

        with open(_OWN_SIZE, encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return None
