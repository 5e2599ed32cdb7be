"""The values of options and arguments: rules, entries of vocabularies, fixed words, and paths, which the shell completes itself."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from cardlint.completion.command_line import Wanted
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.resources import PACKAGE
from cardlint.vocabulary import vocabulary

_SEVERITIES = ("", "info", "warning", "error")


class Completion(NamedTuple):
    """One way to complete a word, and its description."""

    text: str
    help: str = ""


class Offer(NamedTuple):
    """All ways to complete a word: ``kept`` stays, and ``typed`` is replaced by one of the completions, or completed as a path."""

    kept: str
    typed: str
    paths: str = ""  # "files" and "folders" are completed by the shell
    completions: tuple[Completion, ...] = ()

    def matching(self) -> tuple[Completion, ...]:
        """Return the completions that begin with ``typed``; if there are none, regardless of case."""
        same = tuple(each for each in self.completions if each.text.startswith(self.typed))
        typed = self.typed.lower()
        return same or tuple(each for each in self.completions if each.text.lower().startswith(typed))


def offer(wanted: Wanted) -> Offer:
    """Return what a shell can offer for the word."""
    name, *details = wanted.source or ("choice",)
    return _SOURCES[name](wanted, *details)


def _choice(wanted: Wanted, *words: str) -> Offer:
    return _offer(wanted, map(Completion, words))


def _described(wanted: Wanted, *rows: tuple[str, str]) -> Offer:
    return _offer(wanted, (Completion(*row) for row in rows))


def _files(wanted: Wanted) -> Offer:
    return Offer(wanted.kept, wanted.typed, "files")


def _folders(wanted: Wanted) -> Offer:
    return Offer(wanted.kept, wanted.typed, "folders")


def _vocabulary(wanted: Wanted, name: str) -> Offer:
    """Offer the identifiers of a vocabulary; nothing if there is no such vocabulary."""
    try:
        known = vocabulary(name)
    except CardlintError:
        return _offer(wanted, ())
    titles = ((word, str(known[word].get("name", ""))) for word in known.ids)
    return _offer(wanted, (Completion(word, "" if title == word else title) for word, title in titles))


def _vocabulary_of_argument(wanted: Wanted) -> Offer:
    """Offer the identifiers of the vocabulary that the argument before names."""
    return _vocabulary(wanted, wanted.arguments[-1])


def _rules(wanted: Wanted) -> Offer:
    """Offer the names of the rules, and their codes if the word begins like one."""
    return _offer(wanted, _rules_and_codes(wanted.typed))


def _selectors(wanted: Wanted) -> Offer:
    """Offer the selectors of rules: names, codes, categories and ``all``."""
    groups = [*_categories(), Completion("all", "all rules")]
    return _offer(wanted, [*groups, *_rules_and_codes(wanted.typed)])


def _category(wanted: Wanted) -> Offer:
    return _offer(wanted, _categories())


def _list(wanted: Wanted, source: tuple[Any, ...]) -> Offer:
    """Offer what can follow the last comma, without the words that the list already has."""
    before, comma, typed = wanted.typed.rpartition(",")
    found = offer(wanted._replace(source=source, kept=wanted.kept + before + comma, typed=typed))
    given = set(before.split(","))
    return found._replace(completions=tuple(each for each in found.completions if each.text not in given))


def _pair(wanted: Wanted, mark: str, left: tuple[Any, ...], right: tuple[Any, ...]) -> Offer:
    """Offer what comes before ``mark``, with the mark; after it, what comes there."""
    before, found, after = wanted.typed.partition(mark)
    if found:
        return offer(wanted._replace(source=right, kept=wanted.kept + before + mark, typed=after))
    names = offer(wanted._replace(source=left)).completions
    return _offer(wanted, (each._replace(text=each.text + mark) for each in names))


def _either(wanted: Wanted, *sources: tuple[Any, ...]) -> Offer:
    """Offer what any of the sources offers for the same part of the word; the last one decides which part that is."""
    found = [offer(wanted._replace(source=source)) for source in sources]
    same = [each for each in found if each.kept == found[-1].kept]
    completions = tuple(completion for each in same for completion in each.completions)
    return found[-1]._replace(paths="".join({each.paths for each in same}), completions=completions)


_SOURCES: dict[str, Callable[..., Offer]] = {
    "category": _category,
    "choice": _choice,
    "described": _described,
    "either": _either,
    "files": _files,
    "folders": _folders,
    "list": _list,
    "pair": _pair,
    "rules": _rules,
    "selectors": _selectors,
    "vocabulary": _vocabulary,
    "vocabulary-of-argument": _vocabulary_of_argument,
}


def _offer(wanted: Wanted, completions: Iterable[Completion]) -> Offer:
    return Offer(wanted.kept, wanted.typed, "", tuple(completions))


def _rules_and_codes(typed: str) -> Iterator[Completion]:
    """Yield the rules by name; by code too if ``typed`` begins like one."""
    by_code = typed.upper()[:2] == "CL" or typed.upper() == "C"
    for _, name, code, category, severity, *_ in _rule_rows():
        facts = f"{_SEVERITIES[severity]}, {category}"
        yield Completion(name, facts)
        if by_code:
            yield Completion(code, f"{name}, {facts}")


def _categories() -> list[Completion]:
    return [Completion(name, "category of rules") for name in sorted({row[3] for row in _rule_rows()})]


@cache
def _rule_rows() -> tuple[tuple[Any, ...], ...]:
    """Return the rows of ``rules/listing.py``, loaded from the file: to import its package takes longer than everything else here."""
    from importlib.machinery import SourceFileLoader
    from types import ModuleType

    listing = ModuleType("cardlint.rules.listing")
    SourceFileLoader(listing.__name__, os.path.join(PACKAGE, "rules", "listing.py")).exec_module(listing)
    rows: tuple[tuple[Any, ...], ...] = listing.LISTING
    return rows
