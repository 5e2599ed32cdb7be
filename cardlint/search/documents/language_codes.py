"""The code of a language, however a card writes it, and the codes of the languages that include it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from cardlint.system.resources import load_yaml
from cardlint.vocabulary import languages


@lru_cache(maxsize=4096)  # 9 to 18 µs per word, and many cards have the same words
def codes(word: str) -> tuple[str, ...]:
    """Return the code of the language ``word`` and the codes of the languages that include it; ``word`` itself if it is not a language.

    ``eng``, ``English`` and ``en-US`` become ``en``; ``cmn`` becomes ``zh``; ``yue`` keeps its code and is also found as ``zh``.
    """
    return tuple(dict.fromkeys(_codes(word)))


def _codes(word: str) -> Iterator[str]:
    groups: Mapping[str, Mapping[str, str]] = load_yaml("index/language_groups.yaml")
    known = languages()
    text = word.strip()
    code = text if text in known else known.alias(text) or known.alias(text.lower()) or text.lower()
    code = known.two_letter_form(code) or known.withdrawn(code) or known.bibliographic(code) or code
    code = groups["same"].get(code, code)
    yield code
    if code in groups["member"]:
        yield groups["member"][code]
