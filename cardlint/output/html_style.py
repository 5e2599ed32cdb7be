"""The style sheet of the HTML report."""

from cardlint.output.palette import root_style

_LIGHT = (
    " --code: #f3f5f8; --mark: #ffe08a; --mark-text: #221a00;"
    " --del: #fdecec; --ins: #e5f6ea; --del-text: #8d1d23; --ins-text: #14603a;"
)
_DARK = (
    " --code: #12161e; --mark: #6b5410; --mark-text: #ffefbf;"
    " --del: #3a1c20; --ins: #16321f; --del-text: #ffb3b6; --ins-text: #a5e6bd;"
)
STYLE = (
    root_style(_LIGHT, _DARK)
    + """\
* { box-sizing: border-box; }
body {
  max-width: 62rem; margin: 0 auto; padding: 2rem 1rem 4rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif;
}
header { margin-bottom: 2rem; }
h1 { margin: 0; font-size: 1.75rem; letter-spacing: -.02em; }
header p { margin: .25rem 0 1rem; color: var(--soft); }
h2 {
  margin: 0; padding: .75rem 1.25rem; font-size: 1rem; overflow-wrap: anywhere; border-bottom: 1px solid var(--edge);
}
p { margin: 0; }
a { color: inherit; text-underline-offset: .2em; }
pre, code, .card h2 { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; }
.switches { display: flex; flex-wrap: wrap; gap: .5rem; }
.switches label {
  display: flex; align-items: center; gap: .4rem; padding: .25rem .8rem .25rem .6rem; border: 1px solid currentcolor;
  border-radius: 2rem; font-weight: 600; font-size: .875rem; cursor: pointer; user-select: none;
}
.switches label:not(:has(:checked)) { opacity: .45; }
.switches input { accent-color: currentcolor; margin: 0; }
.card, .rules, .nothing {
  margin-bottom: 1.5rem; background: var(--panel); border: 1px solid var(--edge); border-radius: .6rem;
}
.nothing { padding: 2rem; text-align: center; color: var(--soft); }
.finding { padding: 1rem 1.25rem; border-left: .25rem solid var(--severity); }
.finding + .finding { border-top: 1px solid var(--edge); }
.card { overflow: hidden; }
.error { --severity: var(--error); } .warning { --severity: var(--warning); } .info { --severity: var(--info); }
label.error, label.warning, label.info { color: var(--severity); }
.message { overflow-wrap: anywhere; }
.message strong { color: var(--severity); margin-right: .25rem; }
.rule { color: var(--soft); font-size: .875rem; }
pre {
  margin: .6rem 0 0; padding: .5rem 0; overflow-x: auto; background: var(--code); border-radius: .4rem;
  font-size: .84rem; line-height: 1.55;
}
.line { display: block; min-width: max-content; padding: 0 .9rem 0 0; min-height: 1.55em; text-decoration: none; }
.line i {
  display: inline-block; min-width: 3.2rem; padding-right: .9rem; text-align: right; font-style: normal;
  color: var(--soft); user-select: none;
}
mark {
  background: var(--mark); color: var(--mark-text); border-radius: .2rem; box-shadow: inset 0 -2px var(--severity);
}
mark:empty { padding: 0 .2ch; }
u { text-decoration: underline dashed var(--soft); text-underline-offset: .25em; }
.label { padding-left: 1.2rem; color: var(--soft); font-style: italic; }
.more { padding-left: 3.2rem; color: var(--soft); }
.fix { margin-top: .6rem; font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
.change del, .change ins { padding-left: 3.2rem; position: relative; }
.change del { background: var(--del); color: var(--del-text); }
.change ins { background: var(--ins); color: var(--ins-text); }
.change del::before, .change ins::before { position: absolute; left: 1.7rem; }
.change del::before { content: "\\2212"; } .change ins::before { content: "+"; }
.rules { margin-top: 3rem; }
.rules article { padding: .75rem 1.25rem; }
.rules article + article { border-top: 1px solid var(--edge); }
.rules article:target { background: var(--code); }
h3 { margin: 0; font-size: 1rem; }
small { margin-left: .4rem; color: var(--soft); font-size: .875rem; font-weight: normal; }
.rules p { margin: .6rem 0; overflow-wrap: anywhere; }
code { padding: .1em .3em; background: var(--code); border-radius: .25rem; font-size: .9em; }
@supports selector(:has(*)) {
  .finding, .card { display: none; }
  body:has(#show-error:checked) :is(.finding.error, .has-error),
  body:has(#show-warning:checked) :is(.finding.warning, .has-warning),
  body:has(#show-info:checked) :is(.finding.info, .has-info) { display: block; }
}
@media print { .switches { display: none; } .finding, .card { display: block; break-inside: avoid; } }
"""
)
