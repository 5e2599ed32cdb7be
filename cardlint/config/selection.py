"""Resolves selectors (names, codes, prefixes of codes, categories) to rules, and select against ignore.

Each source (a file that another extends, that file, the command line) overrides the one before it. Within a source
the more specific selector wins, as in ruff: ``select = ["unknown-license"]`` beats ``ignore = ["license"]``. An opt-in rule is
selected only by its name or code.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rules import LISTED, Listed
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.vocabulary import nearest

if TYPE_CHECKING:
    from cardlint.rule_kit.rule import Rule  # with all that reads a card: not needed where the cache knows everything

_EXACT = 100  # how specific a name is; more than the prefix of any code


class Selectors(NamedTuple):
    """The selectors of one source."""

    select: tuple[str, ...] | None = None  # None: those that run already
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


class Selection(NamedTuple):
    """The rules that run: ``select`` if given, otherwise those of the profile without ``ignore`` and with ``extend``."""

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    extend: frozenset[str] = frozenset()


def choose(layers: Sequence[Selectors], own: "Sequence[Rule]" = ()) -> Selection:
    """Return what ``layers``, in order of increasing precedence, select among the built-in rules and the ``own`` ones."""
    if not any(layer.select is not None or layer.ignore or layer.extend_select for layer in layers):
        return Selection()
    rules: list[Rule | Listed] = [*LISTED, *own]
    selected: set[str] | None = None
    ignored: set[str] = set()
    extended: set[str] = set()
    for layer in layers:
        on = _asked_for((*(layer.select or ()), *layer.extend_select), rules)
        off = _exactness(layer.ignore, rules)
        wins = {name for name, exactness in on.items() if exactness > off.get(name, -1)}
        loses = off.keys() - wins
        if layer.select is not None:
            selected, ignored, extended = set(wins), set(), set()
        elif selected is not None:
            selected = (selected | wins) - loses
        else:
            extended = (extended | wins) - loses
            ignored = (ignored | loses) - wins
    if selected is not None:
        return Selection(select=frozenset(selected))
    return Selection(None, frozenset(ignored), frozenset(extended))


def rule_names(selectors: Iterable[str], own: "Sequence[Rule]" = ()) -> frozenset[str]:
    """Return the names of the rules that ``selectors`` match: names, codes, prefixes of codes, categories, ``all``.

    Raises CardlintError for a selector that matches nothing, and suggests the nearest one.
    """
    rules: list[Rule | Listed] = [*LISTED, *own]
    return frozenset(_exactness(selectors, rules))


def parse_severity(word: str) -> Severity:
    """Return the severity called ``word``. Raises CardlintError."""
    try:
        return Severity[word.strip().upper()]
    except KeyError:
        raise CardlintError(f"{quote(word)} is not a severity", "use `error`, `warning` or `info`") from None


def _asked_for(selectors: Iterable[str], rules: "Sequence[Rule | Listed]") -> dict[str, int]:
    """Return the same as ``_exactness``, without the opt-in rules that are not named."""
    opt_in = {rule.name for rule in rules if rule.opt_in}
    found = _exactness(selectors, rules)
    return {name: exactness for name, exactness in found.items() if exactness == _EXACT or name not in opt_in}


def _exactness(selectors: Iterable[str], rules: "Sequence[Rule | Listed]") -> dict[str, int]:
    """Return the rules that ``selectors`` match, each with the specificity of its most specific selector."""
    found: dict[str, int] = {}
    for selector in dict.fromkeys(selectors):
        wanted = selector.strip().lower()
        matching = {rule.name: how for rule in rules if (how := _match(wanted, rule)) is not None}
        if not matching:
            raise _unknown(selector, wanted, rules)
        for name, exactness in matching.items():
            found[name] = max(exactness, found.get(name, 0))
    return found


def _match(wanted: str, rule: "Rule | Listed") -> int | None:
    """Return how specifically ``wanted`` matches ``rule``: a name most, a longer prefix more than a short one."""
    code = rule.code.lower()
    if wanted in (rule.name, code):
        return _EXACT
    if wanted == rule.category:
        return 2
    if len(wanted) > 1 and code.startswith(wanted):
        return len(wanted)
    return 0 if wanted == "all" else None


def _unknown(selector: str, wanted: str, rules: "Sequence[Rule | Listed]") -> CardlintError:
    names = [rule.name for rule in rules]
    codes = {rule.code.lower(): rule.code for rule in rules}
    near = nearest(wanted, [*names, *sorted({rule.category for rule in rules}), *codes], 1)
    hint = f"did you mean `{codes.get(near[0], near[0])}`?" if near else "run `cardlint rules` to list them"
    return CardlintError(f"there is no rule {quote(selector)}", hint)
