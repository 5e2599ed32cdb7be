"""The statistics of an index as text, with bars that use the width of the terminal, precise to an eighth of a character."""

from collections.abc import Iterable, Iterator

from cardlint.cli.printing.stats_charts import Bar, Chart
from cardlint.output.terminal import BLUE, BOLD, CYAN, DIM, RED, YELLOW, style, width

_EIGHTHS = " ▏▎▍▌▋▊▉"
_TONES = {"error": RED, "warning": YELLOW, "info": CYAN}
_LONGEST_LABEL = 32
_SHORTEST_BAR, _LONGEST_BAR = 8, 60


def lines(charts: Iterable[Chart], columns: int, *, color: bool, blocks: bool) -> Iterator[str]:
    """Yield the charts as lines of at most ``columns`` cells. Without ``blocks``, bars consist of ``#``."""
    drawn = list(charts)
    labels = min(_LONGEST_LABEL, max((width(bar.label) for chart in drawn for bar in chart.bars), default=0))
    figures = max((len(row) for chart in drawn for row in _figures(chart.bars)), default=0)
    labels = max(8, min(labels, columns - figures - _SHORTEST_BAR - 6))
    length = max(_SHORTEST_BAR, min(_LONGEST_BAR, columns - labels - figures - 6))
    for chart in drawn:
        yield ""
        yield style(chart.title, BOLD, color=color)
        for bar, figure in zip(chart.bars, _figures(chart.bars), strict=True):
            yield f"  {fit(bar.label, labels)}  {_bar(bar, length, color=color, blocks=blocks)}  {figure}"
        if chart.note:
            yield f"  {style(chart.note, DIM, color=color)}"


def fit(text: str, cells: int) -> str:
    """Return ``text`` in exactly ``cells`` cells, cut with an ellipsis or filled with spaces."""
    if width(text) > cells:
        while width(text) > cells - 1:
            text = text[:-1]
        text = f"{text}…"
    return text + " " * (cells - width(text))


def _figures(bars: Iterable[Bar]) -> list[str]:
    """Return the figures of each bar, right-aligned in columns."""
    rows = [bar.figures for bar in bars]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(part.rjust(cells) for part, cells in zip(row, widths, strict=True)) for row in rows]


def _bar(bar: Bar, length: int, *, color: bool, blocks: bool) -> str:
    cells = bar.share * length
    if blocks:
        eighths = max(1, round(cells * 8)) if bar.share else 0
        drawn = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    else:
        drawn = "#" * (max(1, round(cells)) if bar.share else 0)
    return style(drawn, _TONES.get(bar.tone, BLUE), color=color) + " " * (length - len(drawn))
