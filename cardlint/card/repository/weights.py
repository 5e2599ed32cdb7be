"""Which files of a repository contain weights."""

from cardlint.card.repository import Repository
from cardlint.card.repository.formats import PICKLED, WEIGHTS

SAFE = (*WEIGHTS, ".npz")

_NOT_WEIGHTS = frozenset(("training_args.bin", "optimizer.bin", "optimizer.pt", "scheduler.pt", "scaler.pt"))


def weights(repository: Repository, suffixes: tuple[str, ...] = SAFE + PICKLED) -> tuple[str, ...]:
    """Return the weights in the card's own folder, sorted."""
    return tuple(name for name in repository.top if name.endswith(suffixes) and name not in _NOT_WEIGHTS)
