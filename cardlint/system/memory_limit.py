"""A limit to the memory that a library may ask for while it reads a file that strangers wrote.

A file of a thousand bytes can say that it unpacks to gigabytes, and a library that believes it takes the memory of the whole
machine. With a limit the allocation fails, and it says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager

_OWN_SIZE = "/proc/self/statm"


@contextmanager
def memory_limit(most: int) -> Iterator[None]:
    """Let this process take up to ``most`` further bytes of memory within the block, all its threads together.

    What asks for more gets a MemoryError, or what its library makes of that. Where the system is not Linux, there is no limit.
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
    """Return how many bytes of addresses this process has, or None where that is not known."""
    try:
        import resource

        with open(_OWN_SIZE, encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return None
