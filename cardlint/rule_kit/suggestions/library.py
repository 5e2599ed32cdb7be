"""Which library the files next to a card belong to, if that is certain."""

from cardlint.card.card import Card
from cardlint.card.repository.weights import weights

TRANSFORMERS = "transformers"

_OF_TRANSFORMERS = (".safetensors", ".bin", ".h5", ".msgpack")
_KNOWN_BY_FILES = frozenset(
    (TRANSFORMERS, "peft", "diffusers", "sentence-transformers", "timm", "setfit", "span-marker", "gliner")
)


def library_of_files(card: Card) -> str | None:
    """Return the library whose files are next to the card; None if they could belong to another."""
    repository = card.repository
    if repository is None or not repository.known:
        return None
    from cardlint.task.library_files import detect  # slow to import, and many cards name their library
    from cardlint.task.reading import facts_beside

    name = detect(facts_beside(repository))
    if name not in _KNOWN_BY_FILES or (name == TRANSFORMERS and not weights(repository, _OF_TRANSFORMERS)):
        return None
    return name
