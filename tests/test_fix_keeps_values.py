"""Safe fixes of values that are easily misread: nothing that somebody wrote is lost, and nothing is invented."""

import pytest

from cardlint.lint.fix import fix_text

SPACE = "title: A\nsdk: gradio\nhf_oauth: true\n"

KEPT = {
    "a note instead of a license": ("model", "license: # see LICENSE\ntags: [a]"),
    "a value that is commented out": ("model", "license: #mit\ntags: [a]"),
    "a color in hexadecimal": ("space", SPACE + "colorFrom: #1e3a5f"),
    "a task for later": ("space", SPACE + "short_description: #TODO"),
    "a list that is commented out": ("model", "license: mit\ndatasets:\n#- a/b\n#- c/d\ntags: [a]"),
    "a note below a field": ("model", "license: mit\ndatasets:\n  # none yet\ntags: [a]"),
    "a note after null": ("model", "license: mit\ndatasets: null # none yet\ntags: [a]"),
    "notes instead of items": ("model", "license: mit\ntags:\n- # first\n- # second"),
    "a title of a model": ("model", "license: mit\nlanguage: en\ntitle: #1 model"),
    "a value in a comment, and its field again": ("model", "license: #mit\ntags: [a]\nlicense: mit"),
    "scopes, one of them unknown": ("space", SPACE + "hf_oauth_scopes: email everything"),
    "a model and a word": ("space", SPACE + "models: a/b gpt2"),
    "datasets without owners": ("model", "license: mit\ndatasets: squad imdb"),
    "a license and words": ("model", "license: mit and others\ntags: [a]"),
    "a license and a remark": ("model", "license: apache-2.0 (code only)\ntags: [a]"),
    "a mapping in quotes instead of a list": ("model", "license: mit\ntags: \"{'a': 1, 'b': 2}\""),
    "a list in quotes that is not closed": ("model", "license: mit\ntags: \"['a', 'b'\""),
    "a word in brackets": ("model", "license: mit\ntags: '[WIP]'"),
    "a local folder": ("model", "license: mit\nbase_model: models/llama/8b"),
    "a local folder with a slash": ("model", "license: mit\nbase_model: Meta-Llama-3.1-8B/"),
    "an id with a slash": ("model", "license: mit\nbase_model: meta-llama/Llama-3.1-8B/"),
    "a folder below home": ("model", "license: mit\nbase_model: ~/llama"),
    "a folder from the environment": ("model", "license: mit\nbase_model: ${MODELS}/llama"),
    "a folder of Windows": ("model", "license: mit\nbase_model: C:\\models\\llama"),
    "a checkpoint": ("model", "license: mit\nbase_model: outputs/checkpoint-500"),
    "a folder of data": ("model", "license: mit\ndatasets: [my_data/, data/train/a.csv]"),
    "a folder in a Space": ("space", SPACE + "models: [models/a/b, gpt2/]"),
}
"""Front matter that no safe fix may change."""

WRITTEN = {
    "a title": ("space", "title: #1 chat demo\nsdk: gradio", 'title: "#1 chat demo"\nsdk: gradio'),
    "a title after many spaces": ("space", "title:   #1 demo\nsdk: gradio", 'title:   "#1 demo"\nsdk: gradio'),
    "a title after a tab": ("space", "title:\t#1 demo\nsdk: gradio", 'title: "#1 demo"\nsdk: gradio'),
    "a name": (
        "dataset",
        "license: mit\npretty_name: #MeToo tweets",
        'license: mit\npretty_name: "#MeToo tweets"',
    ),
    "items": ("model", "license: mit\ntags:\n- #nlp\n- #cv", 'license: mit\ntags:\n- "#nlp"\n- "#cv"'),
    "items in brackets": ("model", "license: mit\ntags: [#nlp, #cv, a]", 'license: mit\ntags: ["#nlp", "#cv", a]'),
    "a nested text": (
        "model",
        "license: mit\nwidget:\n- text: #MeToo\n",
        'license: mit\nwidget:\n- text: "#MeToo"\n',
    ),
    "a list of Python": ("model", "license: mit\ntags: \"['lora', 'trl']\"", "license: mit\ntags: [lora, trl]"),
    "a list of JSON": ("model", 'license: mit\ntags: \'["lora", "trl"]\'', "license: mit\ntags: [lora, trl]"),
    "a list in a block": ("model", "license: mit\ntags: |\n  ['lora', 'trl']", "license: mit\ntags: [lora, trl]"),
    "a list of JSON over lines": (
        "model",
        'license: mit\nwidget: |\n  [{"text": "a"},\n   {"text": "b"}]',
        'license: mit\nwidget: [{"text": "a"}, {"text": "b"}]',
    ),
    "scopes": (
        "space",
        SPACE + "hf_oauth_scopes: email read-repos",
        SPACE + "hf_oauth_scopes: [email, read-repos]",
    ),
    "licenses": ("model", "license: mit apache-2.0", "license: [mit, apache-2.0]"),
    "licenses of a list": ("model", "license:\n- MIT Apache-2.0", "license:\n- mit\n- apache-2.0"),
    "models": ("space", SPACE + "models: a/b c/d", SPACE + "models: [a/b, c/d]"),
    "datasets over lines": (
        "model",
        "license: mit\ndatasets:\n  a/b\n  c/d",
        "license: mit\ndatasets:\n  [a/b, c/d]",
    ),
    "spaces in an id": ("model", "license: mit\nbase_model: a / b", "license: mit\nbase_model: a/b"),
}
"""Front matter before and after its safe fixes."""


def card(front_matter: str) -> str:
    return f"---\n{front_matter}\n---\n\n# A\n\nText.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize(("kind", "front_matter"), KEPT.values(), ids=KEPT.keys())
def test_what_may_be_meant_otherwise_is_kept(kind: str, front_matter: str, end: str) -> None:
    text = card(front_matter).replace("\n", end)
    assert fix_text(text, kind=kind) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize(("kind", "before", "after"), WRITTEN.values(), ids=WRITTEN.keys())
def test_what_is_clear_is_written_without_loss(kind: str, before: str, after: str, end: str) -> None:
    assert fix_text(card(before).replace("\n", end), kind=kind) == card(after).replace("\n", end)


@pytest.mark.parametrize(
    "example",
    [
        "# A\n\n```yaml\n{}\n```\n",
        "# A\n\n~~~\n{}\n~~~\n",
        "# A\n\n````markdown\n```yaml\n{}\n```\n````\n",
        "# A\n\n<pre>\n{}\n</pre>\n",
        "<pre><code>\n{}\n</code></pre>\n\n# A\n",
        "<!--\n{}\n-->\n\n# A\n",
        "# A\n\n```yaml\n{}\n",
    ],
    ids=["backticks", "tildes", "nested", "pre", "pre at the top", "comment", "not closed"],
)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_an_example_is_not_front_matter(example: str, unsafe: bool) -> None:
    text = example.format("---\nlicense: MIT\ntags: legal\n---")
    assert fix_text(text, kind="model", unsafe=unsafe).startswith(text)  # a code fence may be closed
