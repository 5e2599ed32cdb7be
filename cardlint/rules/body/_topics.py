"""What a section is about, judged by the words of its heading, in the languages that cards use most."""

from itertools import chain

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.markdown import Body

# fmt: off
LIMITS = (
    "limitation", "bias", "risk", "out-of-scope", "out of scope", "misuse", "ethic", "considerations",
    "caveat", "known issue", "safety", "disclaimer", "warning", "fairness", "weakness", "shortcoming", "failure mode",
    "not to use", "cannot do", "limite", "límite", "limitaç", "limitaz", "biais", "sesgo", "viés", "risque", "riesgo",
    "risiken", "einschränkung", "beperking", "局限", "限制", "制限", "한계", "ограничени",
)
MODEL = {
    "uses": (
        "use", "usage", "intended", "application", "purpose", "quickstart", "quick start", "get started", "getting started",
        "verwendung", "nutzung", "utilisation", "uso", "用途", "使用", "使い方",
    ),
    "training data": (
        "training", "data", "corpus", "corpora", "fine-tun", "finetun", "pretrain", "trained", "entraînement", "entrenamiento",
        "treinamento", "treino", "données", "datos", "dados", "训练", "学習",
    ),
    "evaluation": (
        "evaluation", "result", "performance", "benchmark", "metric", "score", "accuracy", "comparison", "eval", "test",
        "évaluation", "avaliação", "résultat", "ergebnis", "评", "評価",
    ),
}
DATASET = {
    "structure": (
        "structure", "format", "field", "schema", "split", "column", "content", "subset", "instances",
        "features", "files", "layout",
    ),
    "creation": (
        "creation", "source", "collect", "curat", "annotation", "construct", "process", "methodology",
        "generated", "origin", "how",
    ),
    "citation": (
        "citation", "cite", "reference", "bibtex", "paper",
    ),
}
_OTHER = (
    "about", "acknowledg", "annotator", "author", "contact", "contents", "contribut", "demo", "description", "detail",
    "environment", "example", "factors", "framework version", "glossary", "intended", "introduction", "language", "leaderboard",
    "licens", "model card", "model examination", "more information", "overview", "personal", "pii", "producers", "recommendation",
    "social", "specification", "summary", "team", "todo", "tutorial",
)
# fmt: on

_ORDINARY = (*LIMITS, *chain.from_iterable((*MODEL.values(), *DATASET.values())), *_OTHER)


def topics(card: Card) -> dict[str, tuple[str, ...]]:
    """Return the topics that a card of this kind should cover, each with the words that indicate it."""
    return MODEL if card.kind is Kind.MODEL else DATASET


def is_ordinary(heading: str) -> bool:
    """Return whether most cards have this heading: a section of its own, not a part of the section above it."""
    heading = heading.lower()
    return any(word in heading for word in _ORDINARY)


def has_topic(card: Card, words: tuple[str, ...]) -> bool:
    """Return whether a heading, or a bold line used as a heading, contains one of ``words``."""
    found = titles(card)
    return any(word in found for word in words)


def demanded(card: Card) -> tuple[tuple[str, ...], ...]:
    """Return the words of every topic that a rule asks for if the card has no section on it."""
    return () if card.kind is Kind.SPACE else (LIMITS, *topics(card).values())


@PerCard
def titles(card: Card) -> str:
    """Return the headings and the bold beginnings of paragraphs in lower case, one per line."""
    return "\n".join(
        (
            *(heading.text.lower() for heading in card.markdown.headings),
            *(title for title, _ in bold_titles(card.markdown)),
        )
    )


def bold_titles(body: Body) -> list[tuple[str, int]]:
    """Return the bold beginnings of paragraphs in lower case, and the offset after each."""
    found = []
    for start, end in body.prose:
        if body.text.startswith("**", start):
            close = body.text.find("**", start + 2, min(start + 60, end))
            if close > 0:
                found.append((body.text[start + 2 : close].lower(), close + 2))
    return found
