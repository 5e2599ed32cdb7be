"""The statistics of an index as bar charts, which are drawn as text, HTML or SVG."""

from collections.abc import Iterable, Iterator

from cardlint.output.tally import plural
from cardlint.output.terminal import visible
from cardlint.search.answers.statistics import Distribution, Finding, Share, Statistics
from cardlint.system.named_tuple import NamedTuple

_LONGEST_LABEL = 100


class Bar(NamedTuple):
    """A row of a chart. ``share`` is the length of the bar, from 0 to 1; ``tone`` is a severity, or empty.

    All bars of a chart have the same number of ``figures``, which are aligned in columns.
    """

    label: str
    share: float
    figures: tuple[str, ...]
    tone: str = ""


class Chart(NamedTuple):
    """A list of bars. ``whole``: a full bar stands for all cards, so that missing ones are visible."""

    title: str
    bars: list[Bar]
    note: str = ""
    whole: bool = False


def headline(statistics: Statistics) -> str:
    """Return the numbers of cards as a sentence without a period."""
    kinds = ", ".join(plural(count, kind) for kind, count in statistics.kinds)
    return f"{plural(statistics.cards, 'card')}: {kinds}" if kinds else plural(statistics.cards, "card")


def charts(statistics: Statistics, rules: int) -> Iterator[Chart]:
    """Yield the charts, with at most ``rules`` of the rules that have findings."""
    if statistics.coverage:
        yield Chart("Cards that have the field", list(map(_coverage, statistics.coverage)), whole=True)
    if statistics.findings:
        yield Chart(
            "Cards with findings",
            [_part(name, cards, statistics.cards, name) for name, cards in statistics.severities],
            whole=True,
        )
        yield _rules(statistics.findings, rules)
    yield from map(_distribution, statistics.distributions)


def _coverage(share: Share) -> Bar:
    return _part(share.title, share.cards, share.of, "")


def _part(label: str, cards: int, total: int, tone: str) -> Bar:
    return Bar(label, cards / total, (percent(cards, total), f"{cards:,} of {total:,}"), tone)


def _rules(findings: Iterable[Finding], most: int) -> Chart:
    listed = list(findings)
    top = max(each.cards for each in listed)
    bars = [
        Bar(_label(each.rule), each.cards / top, (f"{each.cards:,}",), each.severity or "") for each in listed[:most]
    ]
    return Chart("Findings by rule, in cards", bars, _more(len(listed) - len(bars), "rule"))


def _distribution(distribution: Distribution) -> Chart:
    top = max(count for _, count in distribution.values)
    bars = [
        Bar(_label(value), count / top, (f"{count:,}", percent(count, distribution.of)))
        for value, count in distribution.values
    ]
    return Chart(distribution.title, bars, _more(distribution.others, "value"))


def _label(text: str) -> str:
    return visible(text)[:_LONGEST_LABEL]


def _more(count: int, word: str) -> str:
    return f"and {plural(count, f'more {word}')}" if count > 0 else ""


def percent(part: int, whole: int) -> str:
    """Return a share as an integer percentage, which is 0 only for none, and 100 only for all."""
    exact = 100 * part / whole
    if 0 < exact < 1:
        return "<1%"
    return f"{min(99, round(exact)) if part < whole else 100}%"
