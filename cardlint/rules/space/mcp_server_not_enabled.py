"""The tag says that the Space is an MCP server, but its app does not start one, so agents cannot use it.

Gradio starts the server with ``launch(mcp_server=True)``. Code that brings its own server is not reported.

Source: hub-docs, Spaces as MCP servers; Gradio guide, building an MCP server.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._app_code import all_code, app_name

_TAG = "mcp-server"
_VARIABLE = "GRADIO_MCP_SERVER"
_OWN_SERVER = r"(?i)mcp"
_LAUNCH = r"\.launch\([^*]{0,400}?\)"


def check(card: Card) -> Iterator[Found]:
    span = next((span for tag, span in card.strings("tags") if tag == _TAG), None)
    repository = card.repository
    if span is None or repository is None or card.fields.get("sdk") != "gradio" or not repository.has(app_name(card)):
        return
    code = all_code(repository) or []
    text = "\n".join(map(_without_words, code))
    if any(_VARIABLE in each for each in code):
        return
    if re.search(_LAUNCH, text) is not None and re.search(_OWN_SERVER, text) is None:
        yield Found(
            span, f"{quote(app_name(card), 40)} starts no MCP server; use `launch(mcp_server=True)`, or remove the tag"
        )


def _without_words(text: str) -> str:
    """Return code without comments, without the text in quotation marks, where MCP is only mentioned, and without the default."""
    text = re.sub(r'"""(?:[^"]|"(?!""))*"""', '""', text)
    text = re.sub(r"\bmcp_server\s*=\s*False\b", "", text)
    return re.sub(r"(?m)#[^\n\"']*$|\"[^\"\n]*\"|'[^'\n]*'", "", text)


RULE = Rule(
    name="mcp-server-not-enabled",
    code="CL365",
    category="files",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=("tags",),
    signs=("ends:.py", "files"),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\ntags: [«mcp-server»]",
            good="sdk: gradio\ntags: [mcp]",
            kind=Kind.SPACE,
            files={
                "app.py": 'import gradio as gr\n\n# an MCP server\ngr.Interface(len, "text", "MCP").launch(share=False)\n'
            },
            message="`app.py` starts no MCP server; use `launch(mcp_server=True)`, or remove the tag",
        ),
        Example(
            bad="sdk: gradio\ntags: [gradio, «mcp-server»]",
            good="sdk: gradio\ntags: [gradio]",
            kind=Kind.SPACE,
            files={"app.py": "import gradio as gr\ngr.Interface(len, 'text', 'text').launch(mcp_server=False)\n"},
        ),
    ),
    silent=(
        Example(good="sdk: gradio\ntags: [mcp-server]", kind=Kind.SPACE, files={"app.py": "d.launch(mcp_server=True)"}),
        Example(good="sdk: gradio\ntags: [mcp-server]", kind=Kind.SPACE, files={"app.py": "d.launch(**options)"}),
        Example(
            good="sdk: gradio\ntags: [mcp-server]",
            kind=Kind.SPACE,
            files={"app.py": "from fastmcp import FastMCP\nd.launch()"},
        ),
        Example(
            good="sdk: gradio\ntags: [mcp-server]",
            kind=Kind.SPACE,
            files={"app.py": "os.environ['GRADIO_MCP_SERVER'] = 'True'\nd.launch()"},
        ),
        Example(good="sdk: docker\ntags: [mcp-server]", kind=Kind.SPACE, files={"app.py": "d.launch()"}),
        Example(
            good="sdk: gradio\ntags: [mcp-server]",
            kind=Kind.SPACE,
            files={"app.py": "d.launch()", "a.py": "#" * 200_001},
        ),
    ),
)
