r"""An escape such as ``\ud83d\ude80`` is two halves of one character, which only the Hub's parser joins.

js-yaml joins the halves, so the Hub shows the character. libyaml rejects them, and PyYAML reads two characters that Python can
neither print nor save. Write the character itself. A half without the other is not a character.

Source: js-yaml 4, PyYAML 6 and libyaml 0.2.5, measured side by side; YAML 1.2, section 5.7.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Scalar, walk
from cardlint.findings.diagnostic import Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_ESCAPE = pattern(
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<half>[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
)
_HALF = pattern(r"\\u[dD][89a-fA-F]")


def check(card: Card) -> Iterator[Found]:
    if card.block is None or not _HALF.search(card.source.text, *card.block.content):
        return
    for node in _in_double_quotes(card):
        for match in _ESCAPE.finditer(card.source.text, *node.span):
            span, written = Span(*match.span()), quote(match[0])
            if match["high"]:
                pair = bytes.fromhex(match["high"] + match["low"])
                character = pair.decode("utf-16-be")
                fix = Fix("write the character", (Edit(span, character),)) if character.isprintable() else None
                message = f"{written} is two halves of a character, which Python cannot print; write {quote(character)}"
                alike = SharedCause(
                    "characters are escaped as two halves, which Python cannot print", "write them", written
                )
                yield Found(span, message, fix, alike=alike)
            elif match["half"]:
                yield Found(span, f"{written} is only half of a character; write the full character")


def _in_double_quotes(card: Card) -> Iterator[Scalar]:
    """Yield the keys and values in double quotes, each once."""
    done: set[int] = set()
    for _, node in walk(card.root) if card.root is not None else ():
        keys: list[Node] = [entry.key for entry in node.entries] if isinstance(node, Mapping) else []
        for each in (node, *keys):
            if isinstance(each, Scalar) and not each.plain and each.start not in done:
                done.add(each.start)
                if card.source.text.startswith('"', edits.value_span(card.source, each).start):
                    yield each


RULE = Rule(
    name="surrogate-escape",
    code="CL040",
    category="syntax",
    severity=Severity.WARNING,
    check=check,
    signs=("text:\\ud",),
    examples=(
        Example(
            bad='title: "Go «\\ud83d\\ude80» \\u00e9"\ntags: ["«\\uD83D\\uDE80»"]',
            good='title: "Go 🚀 \\u00e9"\ntags: ["🚀"]',
            fixed=True,
            message="`\\ud83d\\ude80` is two halves of a character, which Python cannot print; write `🚀`",
        ),
        Example(
            bad='extra_gated_fields:\n  "«\\ud83d\\ude80» name": text',
            good='extra_gated_fields:\n  "🚀 name": text',
            fixed=True,
        ),
        Example(bad='title: "«\\ud83d» x"', good='title: "x"'),
    ),
    silent=(
        Example(good="title: '\\ud83d\\ude80'\ntext: |\n  \"\\ud83d\\ude80\"\npretty: \\ud83d"),
        Example(good='title: "\\\\ud83d\\\\ude80 \\uD7FF \\ue000"'),
    ),
)
