"""The statistics of an index as one HTML page, without scripts or external resources, light or dark like the reader's system."""

from collections.abc import Iterable, Iterator

from cardlint.cli.printing.stats_charts import Bar, Chart
from cardlint.output.palette import root_style
from cardlint.output.text import markup

_STYLE = (
    root_style()
    + """\
* { box-sizing: border-box; }
body {
  max-width: 76rem; margin: 0 auto; padding: 2rem 1rem 4rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif;
}
h1 { margin: 0; font-size: 1.75rem; letter-spacing: -.02em; }
header p { margin: .25rem 0 1.5rem; color: var(--soft); }
main { columns: 28rem; column-gap: 1.25rem; }
section {
  break-inside: avoid; margin-bottom: 1.25rem; padding: 1rem 1.25rem; background: var(--panel);
  border: 1px solid var(--edge); border-radius: .6rem;
}
h2 { margin: 0 0 .6rem; font-size: 1rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: .1rem 0; font-weight: normal; text-align: left; white-space: nowrap; }
th { width: 36%; padding-right: .8rem; overflow: hidden; text-overflow: ellipsis; }
.figure {
  width: 3.6rem; padding-left: .6rem; text-align: right; color: var(--soft); font-size: .8125rem;
  font-variant-numeric: tabular-nums;
}
.figure + .figure { width: 3rem; }
.whole .figure { width: 3rem; } .whole .figure + .figure { width: 7.2rem; }
.whole .area { background: var(--track); }
.area, .bar { display: block; height: .75rem; border-radius: .2rem; }
.bar { min-width: 2px; background: var(--bar); }
.error { background: var(--error); } .warning { background: var(--warning-area); } .info { background: var(--info); }
.bar.none { min-width: 0; }
.note { margin: .4rem 0 0; color: var(--soft); font-size: .8125rem; }
@media (max-width: 34rem) { main { columns: auto; } }
"""
)


def page(headline: str, charts: Iterable[Chart]) -> str:
    """Return the page with the charts."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>cardlint: {markup(headline)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>cardlint</h1>\n<p>{markup(headline)}</p>\n</header>\n<main>\n"
        + "".join(part for chart in charts for part in _chart(chart))
        + "</main>\n</body>\n</html>\n"
    )


def _chart(chart: Chart) -> Iterator[str]:
    name = ' class="whole"' if chart.whole else ""
    yield f"<section{name}>\n<h2>{markup(chart.title)}</h2>\n<table>\n"
    yield from map(_row, chart.bars)
    yield "</table>\n"
    if chart.note:
        yield f'<p class="note">{markup(chart.note)}</p>\n'
    yield "</section>\n"


def _row(bar: Bar) -> str:
    label, tone = markup(bar.label), f" {bar.tone}" if bar.tone else "" if bar.share else " none"
    figures = "".join(f'<td class="figure">{markup(figure)}</td>' for figure in bar.figures)
    return (
        f'<tr><th scope="row" title="{label}">{label}</th>'
        f'<td><span class="area"><span class="bar{tone}" style="width: {bar.share:.2%}"></span></span></td>'
        f"{figures}</tr>\n"
    )
