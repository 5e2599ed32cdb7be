"""Converts what markdown-it-py and cardlint find in a text to the same form, so that it can be compared."""

from typing import Any

from cardlint.card.markdown import Body, Origin
from cardlint.card.markdown.commonmark import parser, read

_MARKDOWN = parser()


def expected(text: str) -> dict[str, list[Any]]:
    """Return what markdown-it-py finds."""
    tokens = _MARKDOWN.parse(text)
    found: dict[str, list[Any]] = {
        name: [] for name in ("headings", "fences", "code", "html", "tables", "paragraphs", "links", "images", "tags")
    }
    inside: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            found["headings"].append((int(token.tag[1]), _words(tokens[index + 1].content)))
        elif token.type == "fence":
            found["fences"].append((token.info.strip(), token.map[0]))
        elif token.type == "code_block":
            found["code"].append(token.map[0])
        elif token.type == "html_block":
            found["html"].append(token.map[0])
        elif token.type == "table_open":
            found["tables"].append([])
        elif token.type == "tr_open":
            found["tables"][-1].append([])
        elif token.type == "inline":
            if inside[-1] in ("th_open", "td_open"):
                found["tables"][-1][-1].append(_words(token.content.replace("\\|", "|")))
            elif inside[-1] == "paragraph_open":
                found["paragraphs"].append(token.map[0])
            _inline(token.children or [], found)
        if token.nesting == 1:
            inside.append(token.type)
        elif token.nesting == -1:
            inside.pop()
    for name in ("links", "images", "tags"):
        found[name].sort()
    return found


def _inline(children: list[Any], found: dict[str, list[Any]]) -> None:
    for token in children:
        if token.type == "link_open":
            found["links"].append((token.attrs["href"], token.attrs.get("title", "")))
        elif token.type == "image":
            found["images"].append((token.attrs["src"], token.attrs.get("title", "")))
        elif token.type == "html_inline" and (
            token.content[1] in "/" or token.content[1].isalpha() or token.content.startswith("<!--")
        ):
            found["tags"].append(token.content)


def actual(text: str) -> dict[str, list[Any]]:
    """Return what cardlint finds."""
    return shown(read(text))


def shown(body: Body) -> dict[str, list[Any]]:
    """Return what is in ``body``, in the form of ``expected``."""
    text = body.text
    in_blocks = list(body.html_blocks)

    def line(offset: int) -> int:
        return text.count("\n", 0, offset)

    def among_text(offset: int) -> bool:
        return not any(span.start <= offset < span.end for span in in_blocks)

    inline = [link for link in body.links if link.origin not in (Origin.BARE, Origin.HTML)]
    images = [image for image in body.images if image.origin is not Origin.HTML]
    return {
        "headings": [
            (level, _words(run.text or text[run.start : run.end])) for level, _, run, _ in body._blocks.headings
        ],
        "fences": [(fence.info, line(fence.span.start)) for fence in body.fences],
        "code": [line(span.start) for span in body.code_blocks],
        "html": [line(span.start) for span in body.html_blocks],
        "tables": [
            [
                _row([text[slice(*cell)].replace("\\|", "|") for cell in row], len(table.header))
                for row in (table.header, *table.rows)
            ]
            for table in body.tables
        ],
        "paragraphs": [line(span.start) for span in body.prose],
        "links": sorted((_MARKDOWN.normalizeLink(link.target), link.title) for link in inline),
        "images": sorted((_MARKDOWN.normalizeLink(image.target), image.title) for image in images),
        "tags": sorted(
            text[slice(*span)] for span in (*(tag.span for tag in body.html), *body.comments) if among_text(span.start)
        ),
    }


def _row(cells: list[str], width: int) -> list[str]:
    return [_words(cell) for cell in (cells + [""] * width)[:width]]


def _words(text: str) -> str:
    return " ".join(text.split())
