"""Reading the Markdown of a card: which elements are found, and at which positions."""

import json
import re
from pathlib import Path

import markdown_oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardlint.card.card import Card
from cardlint.card.markdown import Body, Origin
from cardlint.card.markdown.blocks import scan
from cardlint.card.markdown.commonmark import read, second_opinion
from cardlint.findings.source import Source, Span

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def texts(body: Body, spans: object) -> list[str]:
    return [body.text[slice(*span)] for span in spans]  # type: ignore[attr-defined]


def test_headings_have_level_text_anchor_and_place() -> None:
    body = read("# A *B* `c_d` &amp; [E](f) #\n\nG\n===\nx\n\n## G\n- # In a list\n")
    assert [(h.level, h.text, h.nested) for h in body.headings] == [
        (1, "A B c_d & E", False),
        (1, "G", False),
        (2, "G", False),
        (1, "In a list", True),
    ]
    assert body.anchors == ("a-b-c_d--e", "g", "g-1", "in-a-list")
    assert texts(body, [h.span for h in body.headings]) == [
        "# A *B* `c_d` &amp; [E](f) #",
        "G\n===",
        "## G",
        "# In a list",
    ]
    assert texts(body, [h.title for h in body.headings]) == ["A *B* `c_d` &amp; [E](f)", "G", "G", "In a list"]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("How to use?", "how-to-use"),
        ("🤗 Datasets", "-datasets"),
        ("Évaluation & Résultats", "évaluation--résultats"),
        ("snake_case _word_", "snake_case-word"),
        ("![logo](x.png) Name", "name"),
        ("<b>Bold</b> 1.0", "bold-10"),
        ("देवनागरी", "देवनागरी"),
    ],
)
def test_anchors_are_those_of_the_hub(heading: str, anchor: str) -> None:
    assert read(f"## {heading}\n").anchors == (anchor,)


def test_second_heading_of_a_name_has_a_number_that_no_other_has() -> None:
    body = read("# A\n## A\n## A 1\n## A\n## B\n")
    assert body.anchors == ("a", "a-1", "a-1-1", "a-2", "b")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("```\nx\n   ```\ny\n", "x\n"),
        ("```\nx\n    ```\ny\n", "x\n    ```\ny"),
        ("   ```\n   x\n   ```\n", "   x\n"),
        ("```\nx\n~~~\ny\n", "x\n~~~\ny"),
        ("````\nx\n```\ny\n````\n", "x\n```\ny\n"),
        ("```\nx\n``` y\n```\n", "x\n``` y\n"),
        ("```\n\n```\n", "\n"),
        ("```\n```\n", ""),
    ],
    ids=["three blanks", "four blanks", "all indented", "other marks", "fewer marks", "words", "a blank line", "empty"],
)
def test_fence_ends_at_a_line_of_its_marks(text: str, content: str) -> None:
    body = read(text)
    assert texts(body, [each.content for each in body.fences]) == [content]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A\n\n```\nx\n```  \nB\n", "```\nx\n```"),
        ("A\n\n```\nx\ny\n\n", "```\nx\ny"),
    ],
    ids=["closed", "not closed"],
)
def test_fence_has_its_place(text: str, whole: str) -> None:
    body = read(text)
    assert texts(body, [each.span for each in body.fences]) == [whole]


def test_sections_end_where_a_heading_as_high_begins() -> None:
    body = read("# A\na\n## B\nb\n### C\n## D\nd\n# E\n")
    assert [(s.heading.text, body.text[slice(*s.span)], body.text[slice(*s.own)]) for s in body.sections] == [
        ("A", "\na\n## B\nb\n### C\n## D\nd\n", "\na\n"),
        ("B", "\nb\n### C\n", "\nb\n"),
        ("C", "\n", "\n"),
        ("D", "\nd\n", "\nd\n"),
        ("E", "\n", "\n"),
    ]


def test_links_and_images_have_exact_targets() -> None:
    text = (
        'See [a b](x.md "T") and ![alt](<i j.png>), <https://e.org>, <m@e.org>, https://f.org/a_(b).\n\n'
        "[r][Lab el], [lab el][], [LAB EL]\n\n[lab el]: y.md 'Y'\n\n"
        '<a href="h.md">H</a> <img src=p.png alt="P">\n'
    )
    body = read(text)
    assert [
        (each.target, body.text[slice(*each.target_span)], each.title, each.text, each.origin) for each in body.links
    ] == [
        ("x.md", "x.md", "T", "a b", Origin.INLINE),
        ("https://e.org", "https://e.org", "", "https://e.org", Origin.AUTOLINK),
        ("mailto:m@e.org", "m@e.org", "", "m@e.org", Origin.AUTOLINK),
        ("https://f.org/a_(b)", "https://f.org/a_(b)", "", "https://f.org/a_(b)", Origin.BARE),
        ("y.md", "y.md", "Y", "r", Origin.REFERENCE),
        ("y.md", "y.md", "Y", "lab el", Origin.REFERENCE),
        ("y.md", "y.md", "Y", "LAB EL", Origin.REFERENCE),
        ("h.md", "h.md", "", "", Origin.HTML),
    ]
    assert [(each.target, body.text[slice(*each.target_span)], each.text) for each in body.images] == [
        ("i j.png", "i j.png", "alt"),
        ("p.png", "p.png", "P"),
    ]


@pytest.mark.parametrize(
    ("text", "links", "images"),
    [
        ("xhttps://a.org", [], []),
        ("(https://a.org)", ["https://a.org"], []),
        ("https://a.org/b_(c)).", ["https://a.org/b_(c)"], []),
        ("[a [b](c) d](e)", ["c"], []),
        ("[a [b] c](d)", ["d"], []),
        ("[![i](j)](k)", ["k"], ["j"]),
        ("![a [b](c)](d)", [], ["d"]),
        ("[a https://b.org c](d)", ["d"], []),
        ("[a](b", [], []),
        ("[a](b c)", [], []),
        ("[a](b 'c')", ["b"], []),
        ("[a](<b c>)", ["b c"], []),
        ("[a]( b )", ["b"], []),
        ("[](b)", ["b"], []),
        ("a ](b)", [], []),
        ("\\[a](b)", [], []),
        ("[x][b] [y]\n\n[b]: c", ["c"], []),
        ("[b][]\n\n[b]: c", ["c"], []),
        ("![b]\n\n[b]: c", [], ["c"]),
        ("a <![CDATA[ [b](c) ]]> [d](e)", ["e"], []),
        ("a <?b [c](d) ?> [e](f)", ["f"], []),
        ("a <!B [c](d)> [e](f)", ["f"], []),
        ("a <!b [c](d)", ["d"], []),
        ("a <? [b](c)\nd <? [e](f)", ["c", "f"], []),
    ],
)
def test_brackets_and_addresses_are_links_as_commonmark_says(text: str, links: list[str], images: list[str]) -> None:
    body = read(f"{text}\n")
    assert ([each.target for each in body.links], [each.target for each in body.images]) == (links, images)


@pytest.mark.parametrize(
    ("text", "code", "comments", "tags"),
    [
        ("`a", [], [], []),
        ("`` a ` b", [], [], []),
        ("`` a ` b ``", ["`` a ` b ``"], [], []),
        ("`a``b`", ["`a``b`"], [], []),
        ("\\`a`", [], [], []),
        ("`a` b ```c``` `d", ["`a`", "```c```"], [], []),
        ("a <!-- b --> c", [], ["<!-- b -->"], []),
        ("a <!--> b -->", [], ["<!-->"], []),
        ("a <!---> b", [], ["<!--->"], []),
        ("a <!-- b\nc <!-- d", [], [], []),
        ("a < b", [], [], []),
        ("a <b c='d>' e> </b>", [], [], ["b", "/b"]),
    ],
)
def test_code_comments_and_tags_end_where_commonmark_says(
    text: str, code: list[str], comments: list[str], tags: list[str]
) -> None:
    body = read(f"{text}\n")
    assert (texts(body, body.code_spans), texts(body, body.comments)) == (code, comments)
    assert [("/" if tag.closing else "") + tag.name for tag in body.html] == tags


def test_code_hides_everything() -> None:
    body = read("`[a](b)`\n\n    [c](d)\n\n```py x\n[e](f)\n# g\n```\n~~~\n<a href=h>\n")
    assert (body.links, body.headings, body.html) == ((), (), ())
    assert [(f.language, f.info, body.text[slice(*f.content)], f.closed) for f in body.fences] == [
        ("py", "py x", "[e](f)\n# g\n", True),
        ("", "", "<a href=h>", False),
    ]
    assert texts(body, body.code_blocks) == ["    [c](d)"]
    assert texts(body, body.code_spans) == ["`[a](b)`"]


def test_tables_have_rows_and_cells() -> None:
    body = read("Scores\n| a | b \\| c |\n|:--|--:|\n| 1 |\n| 2 | `x` | more |\n\nend\n")
    assert [(texts(body, t.header), [texts(body, row) for row in t.rows]) for t in body.tables] == [
        (["a", "b \\| c"], [["1"], ["2", "`x`", "more"]])
    ]
    assert texts(body, body.prose) == ["Scores", "end"]


def test_html_and_comments() -> None:
    body = read("<div align='center'>\n<IMG src='a.png'/>\n<!-- x --> </div>\n\nText <br> <!-- y\nz -->\n")
    assert [(tag.name, tag.closing) for tag in body.html] == [
        ("div", False),
        ("img", False),
        ("div", True),
        ("br", False),
    ]
    assert texts(body, body.comments) == ["<!-- x -->", "<!-- y\nz -->"]
    assert texts(body, body.html_blocks) == ["<div align='center'>\n<IMG src='a.png'/>\n<!-- x --> </div>"]


def test_lists_and_quotes_are_entered() -> None:
    body = read("1. a\n   ```\n   x\n   ```\n> [b](c\n> 'd')\n>\n> ## e\n- f\n\n  [g](h)\n")
    assert [f.closed for f in body.fences] == [True]
    assert [(link.target, link.title) for link in body.links] == [("c", "d"), ("h", "")]
    assert [(h.text, h.nested) for h in body.headings] == [("e", True)]


def test_mark_of_a_quote_may_be_indented_by_three_spaces() -> None:
    body = read("> Title\n   > ===\n")
    assert ([(h.level, h.text, h.nested) for h in body.headings], body.certain) == ([(1, "Title", True)], True)
    assert not read("> Title\n    > ===\n").certain


def test_address_at_the_very_beginning_of_a_card_is_a_link() -> None:
    assert [link.target for link in read("https://example.org/a x").links] == ["https://example.org/a"]


def test_places_count_from_the_beginning_of_the_card() -> None:
    text = "---\r\nlicense: mit\r\n---\r\n# T\r\n\r\n[a](b)\r\n"
    body = read(text, text.index("# T"))
    assert [text[slice(*link.target_span)] for link in body.links] == ["b"]
    assert ([h.text for h in body.headings], body.anchors) == (["T"], ("t",))


def test_what_is_not_certain_is_asked_of_another_reader() -> None:
    text = "1. | a |\n   |---|\n\n## [x](y)\n"
    body = read(text)
    assert not body.certain
    assert [(h.text, body.text[slice(*h.title)]) for h in body.headings] == [("x", "[x](y)")]


@pytest.mark.parametrize(
    ("text", "is_certain"),
    [
        ("[a] b\n", True),
        ("[a]: b\n", True),
        ("[a]: b\n[c]: d\n", True),
        ("[a]: b\nc\n", True),
        ("[a]: b 'c\n", False),
        ("[a]:\nb\n", False),
        ("[a]: b\\c\n", False),
        ("- [a]: b\n  [c]: d\n", False),
    ],
)
def test_definitions_about_which_readers_differ_are_not_certain(text: str, is_certain: bool) -> None:
    assert read(text).certain is is_certain


HOSTILE = {
    "brackets": "[" * 50_000,
    "image brackets": "![" * 50_000 + "]" * 50_000,
    "targets": "[a](" * 20_000,
    "titles": '[a](b "' * 20_000,
    "backticks": "".join("`" * n + " " for n in range(1, 400)),
    "tags": "<a b='" * 20_000,
    "comments": "<!--" * 50_000,
    "comments among text": "x <!--" * 50_000,
    "instructions": "a <?" * 50_000,
    "declarations": "a <!X" * 20_000,
    "quotes": ">" * 20_000 + "a\n" + ">\n" * 1_000,
    "nested lists": "- " * 20_000 + "a\n" + "\n" * 5_000,
    "one item deeper each": "".join(" " * (2 * n) + "- a\n" for n in range(400)),
    "pipes": "|" * 50_000 + "\n" + "|-" * 50_000 + "\n" + "|a|\n" * 1_000,
    "wide table": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "|\n" * 20_000,
    "definitions": "".join(f"[{n}]: x\n" for n in range(10_000)) + "[1]" * 10_000,
    "open definitions": "[a]: b '\n" * 10_000,
    "references": "[a]: b\n\n" + "[a]" * 20_000,
    "fences": "```\n~~~\n" * 20_000,
    "marks of fences": "```\n" + "x```" * 50_000,
    "underlines": "a\n" * 20_000 + "=",
    "stars": "* " * 50_000,
    "rules": "- - - a\n" * 5_000,
    "headings": "# a\n" * 10_000,
    "dashes": "a | b\n" * 20_000,
    "white space": " " * 100_000 + "x" + "\t" * 100_000,
    "addresses": "https://" * 20_000,
    "parentheses": "https://x" + ")" * 50_000 + "\n",
    "open parentheses": "[a](" + "(" * 50_000,
    "entities": "[a](" + "&" * 50_000 + ")",
    "escapes": "\\[" * 50_000,
    "digits": "1" * 100_000 + ".",
    "mail": "<" + "a" * 50_000 + "@" + "b-" * 50_000,
    "attributes": "<a " + "b " * 50_000,
    "underscores": "# " + "_" * 50_000 + " " + "_a" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    body = Body(text, 0, scan(text))
    everything(body)
    assert all(
        0 <= each.span.start <= each.span.end <= len(text) for each in (*body.links, *body.headings, *body.fences)
    )


def everything(body: Body) -> dict[str, object]:
    return {
        "headings": [(h.level, h.text, body.text[slice(*h.title)]) for h in body.headings],
        "anchors": body.anchors,
        "fences": body.fences,
        "links": [(link.target, link.target_span, link.text) for link in body.links],
        "images": [(image.target, image.target_span, image.text) for image in body.images],
        "tables": [(table.span, table.header, table.rows) for table in body.tables],
        "prose": body.prose,
        "html": body.html,
        "comments": body.comments,
    }


def cards(tier: str) -> list[tuple[str, str, int]]:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real cards is not here")
    found = []
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["tier"] == tier:
            source = Source.decode((CORPUS / row["path"]).read_bytes(), row["path"])
            block = Card(source).block
            found.append((row["path"], source.text, block.body if block is not None else 0))
    return found


def test_real_cards_are_read_as_markdown_it_reads_them() -> None:
    uncertain, different = 0, []
    for path, text, start in cards("core"):
        body = text[start:].replace("\r\n", " \n").replace("\r", "\n")
        if not read(body).certain:
            uncertain += 1
        elif len(body) < 100_000 and markdown_oracle.actual(body) != markdown_oracle.expected(body):
            different.append(path)
    assert different == []
    assert uncertain < 10  # of 1,465


def test_both_readers_agree_to_the_letter() -> None:
    different = []
    for path, text, start in cards("core")[::5]:
        body = read(text, start)
        if body.certain and len(text) < 50_000:
            other = Body(body.text, start, second_opinion(body.text, start))
            if everything(body) != everything(other):
                different.append(path)
    assert different == []


_STARTS = [
    "",
    "",
    "",
    "",
    " ",
    "   ",
    "    ",
    "\t",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "10. ",
    "  - ",
    "- - ",
    "> - ",
    "-\t",
]
_LINES = [
    "foo", "# head", "## h ##", "#", "====", "---", "- - -", "***", "```", "```py", "~~~", "````", "<div>", "</div>", "<!-- c",
    "-->", "<span>", "<b>x</b>", "| a | b |", "|---|---|", "| - |", "--|--", "a | b", "", "", "[a]: /u", "[b]: <u> 't'", "[a]",
    "[c]:", "/x", "=", "-", "1. x", "* y", "<pre>", "</pre>", "<?p", "?>", "foo\\", "|---|", "`a|b`|c",
]  # fmt: skip
_PIECES = [
    "[", "]", ")", "![", "](u)", '](/x "t")', "](<a b>)", "`", "``", "\\", "<", ">", "<a>", "</a>", "<http://e.x>", "<m@e.x>",
    "<!-- c -->", "<!--", "-->", "a", "b", " ", "\n", "*", "_", "&amp;", "&lt", "'", '"', "<b c='d'>", "http://x.y/z", "!", "()",
    "<?x?>", "<!X>", "\\]", "\\[",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_STARTS), st.sampled_from(_LINES), st.sampled_from(["", " ", "  foo"])), max_size=8
    )
)
def test_blocks_of_any_text_are_read_as_markdown_it_reads_them(lines: list[tuple[str, str, str]]) -> None:
    text = "\n".join(map("".join, lines))
    if read(text).certain:
        assert markdown_oracle.actual(text) == markdown_oracle.expected(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=16).map("".join))
def test_text_of_any_kind_is_read_as_markdown_it_reads_it(text: str) -> None:
    # markdown-it-py differs from CommonMark: it allows a link around an image that contains a link, and forbids "--" in comments.
    if read(text).certain and "---" not in text and not re.search(r"\[.*!\[.*\[", text, re.DOTALL):
        assert markdown_oracle.actual(text) == markdown_oracle.expected(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab \n\t\r#>-*+1.)[](){}<>!`~|:=&;\\\"'/_é🤗\u2028\x00", max_size=120), st.integers(0, 5))
def test_every_place_lies_in_the_text(text: str, start: int) -> None:
    body = read(text, min(start, len(text)))
    spans = [*body.prose, *body.comments, *body.code_spans, *body.code_blocks, *body.html_blocks]
    spans += [each.span for each in (*body.headings, *body.fences, *body.links, *body.images, *body.tables, *body.html)]
    spans += [link.target_span for link in (*body.links, *body.images)]
    spans += [cell for table in body.tables for row in (table.header, *table.rows) for cell in row]
    assert all(0 <= first <= last <= len(text) for first, last in spans)
    assert all(isinstance(span, Span) for span in spans)


def test_text_above_a_misplaced_block_belongs_to_the_body() -> None:
    card = Card(Source("# Flamingo\n\nA [bird](b.md).\n\n---\r\nlicense: mit\r\n---\n\n## Uses\n\nFly.\n"))
    assert card.fields == {"license": "mit"}
    assert [(each.text, card.source.slice(each.span)) for each in card.markdown.headings] == [
        ("Flamingo", "# Flamingo"),
        ("Uses", "## Uses"),
    ]
    assert [card.source.slice(each.target_span) for each in card.markdown.links] == ["b.md"]
    assert texts(card.markdown, card.markdown.prose) == ["A [bird](b.md).", "Fly."]
    assert card.body == "# Flamingo\n\nA [bird](b.md).\n\n\n## Uses\n\nFly.\n"
