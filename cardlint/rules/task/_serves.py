"""Tasks other than its own that a model of some architecture can serve, so that the card may name one of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardlint.task.resolution import Derived


UNCERTAIN = frozenset(("feature-extraction", "image-feature-extraction", "any-to-any"))
"""Tasks of models with no head, or with any head: they rule nothing out."""

_FURTHER: Mapping[str, frozenset[str]] = {
    "text-generation": frozenset(
        (
            "any-to-any",
            "audio-text-to-text",
            "audio-to-audio",
            "automatic-speech-recognition",
            "feature-extraction",
            "image-text-to-text",
            "question-answering",
            "robotics",
            "sentence-similarity",
            "summarization",
            "text-ranking",
            "text-to-audio",
            "text-to-image",
            "text-to-speech",
            "time-series-forecasting",
            "translation",
            "video-text-to-text",
        )
    ),
    "text-classification": frozenset(("sentence-similarity", "text-ranking", "zero-shot-classification")),
    "fill-mask": frozenset(("feature-extraction", "sentence-similarity", "text-ranking")),
    "image-text-to-text": frozenset(
        (
            "any-to-any",
            "audio-text-to-text",
            "document-question-answering",
            "feature-extraction",
            "image-text-to-image",
            "image-to-text",
            "object-detection",
            "robotics",
            "sentence-similarity",
            "text-generation",
            "text-ranking",
            "video-text-to-text",
            "visual-document-retrieval",
            "visual-question-answering",
        )
    ),
    "automatic-speech-recognition": frozenset(("audio-text-to-text", "audio-to-audio", "translation")),
    "text-to-audio": frozenset(("any-to-any", "audio-to-audio", "text-to-speech")),
    "zero-shot-image-classification": frozenset(
        (
            "feature-extraction",
            "image-classification",
            "image-feature-extraction",
            "sentence-similarity",
            "visual-document-retrieval",
            "zero-shot-classification",
        )
    ),
    "image-classification": frozenset(("image-feature-extraction",)),
    "image-segmentation": frozenset(("mask-generation",)),
    "mask-generation": frozenset(("image-segmentation",)),
    "zero-shot-object-detection": frozenset(("object-detection",)),
    "question-answering": frozenset(("document-question-answering",)),
    "document-question-answering": frozenset(("question-answering", "visual-question-answering")),
    "visual-question-answering": frozenset(("document-question-answering", "image-text-to-text", "image-to-text")),
    "audio-classification": frozenset(("voice-activity-detection",)),
}


def serves(derived: "Derived", task: str) -> bool:
    """Return whether a model of this class can serve ``task``."""
    own = derived.task
    return (
        own is None
        or own == task
        or own in UNCERTAIN
        or task == "other"
        or task in derived.alternatives
        or task in _FURTHER.get(own, ())
    )
