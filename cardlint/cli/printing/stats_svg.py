"""The statistics of an index as an SVG image without scripts, light or dark like the reader's system."""

from collections.abc import Iterable, Iterator

from cardlint.cli.printing.stats_charts import Bar, Chart
from cardlint.cli.printing.stats_text import fit
from cardlint.output.palette import DARK, LIGHT, Palette
from cardlint.output.text import markup

_WIDTH, _MARGIN, _GAP = 1200, 32, 48
_COLUMN = (_WIDTH - 2 * _MARGIN - _GAP) // 2
_ROW, _BAR, _TITLE = 22, 12, 34
_LABEL, _FIGURES = 190, 146
_FIRST_OF_WHOLE, _FIRST = 34, 96  # the right edge of the first of two figures; the second ends with the column
_LABEL_CELLS = 25  # how many cells fit into the width of a label
_AREA = _COLUMN - _LABEL - _FIGURES - 20
_TOP = 96


def _fills(palette: Palette) -> str:
    return (
        f".page {{ fill: {palette.page}; }} text {{ fill: {palette.text}; }} .soft {{ fill: {palette.soft}; }}"
        f" .track {{ fill: {palette.track}; }} .bar {{ fill: {palette.bar}; }} .error {{ fill: {palette.error}; }}"
        f" .warning {{ fill: {palette.warning_area}; }} .info {{ fill: {palette.info}; }}"
    )


_STYLE = f"""\
svg {{ color-scheme: light dark; font: 13px system-ui, sans-serif; }}
{_fills(LIGHT)}
.name {{ font-size: 26px; font-weight: 700; }} .title {{ font-size: 15px; font-weight: 600; }} .figure {{ font-size: 12px; }}
@media (prefers-color-scheme: dark) {{ {_fills(DARK)} }}
"""


def picture(headline: str, charts: Iterable[Chart]) -> str:
    """Return the charts in two columns, each added to the shorter one."""
    bottoms = [_TOP, _TOP]
    drawn: list[str] = []
    for chart in charts:
        column = bottoms.index(min(bottoms))
        drawn += _chart(chart, _MARGIN + column * (_COLUMN + _GAP), bottoms[column])
        bottoms[column] += _height(chart)
    height = max(bottoms) + _MARGIN // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-label="{markup(headline)}">\n<style>\n{_STYLE}</style>\n'
        f'<rect class="page" width="{_WIDTH}" height="{height}"/>\n'
        f'<text class="name" x="{_MARGIN}" y="48">cardlint</text>\n'
        f'<text class="soft" x="{_MARGIN}" y="72">{markup(headline)}</text>\n' + "".join(drawn) + "</svg>\n"
    )


def _height(chart: Chart) -> int:
    return _TITLE + _ROW * (len(chart.bars) + bool(chart.note)) + _ROW


def _chart(chart: Chart, left: int, top: int) -> Iterator[str]:
    yield f'<text class="title" x="{left}" y="{top + 18}">{markup(chart.title)}</text>\n'
    for row, bar in enumerate(chart.bars):
        yield from _bar(bar, left, top + _TITLE + row * _ROW, track=chart.whole)
    if chart.note:
        y = top + _TITLE + len(chart.bars) * _ROW + 14
        yield f'<text class="soft figure" x="{left + _LABEL + 12}" y="{y}">{markup(chart.note)}</text>\n'


def _bar(bar: Bar, left: int, top: int, *, track: bool) -> Iterator[str]:
    start, text_line = left + _LABEL + 12, top + 14
    shown = fit(bar.label, _LABEL_CELLS).rstrip()
    full = f"<title>{markup(bar.label)}</title>" if shown != bar.label else ""
    yield f'<text x="{left + _LABEL}" y="{text_line}" text-anchor="end">{full}{markup(shown)}</text>\n'
    if track:
        yield f'<rect class="track" x="{start}" y="{top + 4}" width="{_AREA}" height="{_BAR}" rx="3"/>\n'
    length = max(2.0, bar.share * _AREA) if bar.share else 0.0
    yield f'<rect class="{bar.tone or "bar"}" x="{start}" y="{top + 4}" width="{length:.1f}" height="{_BAR}" rx="3"/>\n'
    ends = (_FIRST_OF_WHOLE if track else _FIRST, _FIGURES)[-len(bar.figures) :]
    for figure, end in zip(bar.figures, ends, strict=True):
        x = start + _AREA + 8 + end
        yield f'<text class="soft figure" x="{x}" y="{text_line}" text-anchor="end">{markup(figure)}</text>\n'
