"""Code with a placeholder instead of the repository id fails for everyone who copies it.

Use the id of this repository.

Source: sentence-transformers' template ``{MODEL_NAME}``, 63 of 7,116 real cards; templates of courses.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Fence
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._loaded import is_placeholder, loaded

_SIGNS = (
    "your",
    "model_name",
    "model_id",
    "repo",
    "user",
    "my-",
    "my_",
    "org",
    "path/to",
    "path_to",
    "path-to",
    "owner",
    "namespace",
)


def check(card: Card) -> Iterator[Found]:
    for fence in card.markdown.fences:
        code = card.source.text[slice(*fence.content)].lower()
        if not any(sign in code for sign in _SIGNS):
            continue
        yield from _in_code(card, fence)


def _in_code(card: Card, fence: Fence) -> Iterator[Found]:
    origin = card.repository.origin if card.repository is not None else None
    for written, place in loaded(card, fence.content):
        if is_placeholder(written):
            fix = None
            if origin is not None:
                fix = Fix(f"replace with {quote(origin.id)}", (Edit(place, origin.id),), Applicability.UNSAFE)
            alike = SharedCause(f"times the code says {quote(written)}, a placeholder", "use the id of this repository")
            yield Found(place, f"{quote(written)} is a placeholder; use the id of this repository", fix, alike=alike)


RULE = Rule(
    name="placeholder-in-code",
    code="CL322",
    category="body",
    severity=Severity.WARNING,
    check=check,
    signs=(
        "text:your",
        "text:model_name",
        "text:model_id",
        "text:repo_id",
        "text:repo_name",
        "text:username",
        "text:user_name",
        "text:user-name",
        "text:{user",
        "text:user/",
        "text:my-org",
        "text:my_org",
        "text:myorg",
        "text:my-user",
        "text:my_user",
        "text:myuser",
        "text:<org",
        "text:owner/",
        "text:namespace/",
        "text:org/model",
        "text:org/repo",
        "text:org/name",
        "text:path/to",
        "text:path_to",
        "text:path-to",
    ),
    examples=(
        Example(
            bad='```python\nm = AutoModel.from_pretrained("«your-username/film-sentiment»")\n```\n',
            good='```python\nm = AutoModel.from_pretrained("example-org/film-sentiment")\n```\n',
            whole=True,
            files={".git/config": '[remote "origin"]\n\turl = https://huggingface.co/example-org/film-sentiment\n'},
            fixed=True,
            message="`your-username/film-sentiment` is a placeholder; use the id of this repository",
        ),
        Example(
            bad="```\nm = SentenceTransformer('«{MODEL_NAME}»')\np = pipeline('x', model='«path/to/model»')\n```\n",
            good="```python\nm = load_dataset('csv', data_files='path/to/data.csv')\nn = load(f'{model_id}')\n```\n",
            whole=True,
        ),
        Example(
            bad="```sh\nhf download «your-org/your-model»\ngit clone https://huggingface.co/«YOUR_USERNAME/YOUR_REPO»\n"
            'vllm serve "«your-username/your-model»"\nollama run hf.co/«your-username/film»:Q4\n```\n',
            good="```sh\nhf download $MODEL_ID --local-dir your-model\ngit clone https://github.com/your-org/code\n"
            "vllm serve example-org/film\n```\n",
            whole=True,
        ),
        Example(
            bad='```python\nd = load_dataset("«[your-dataset]»")\nm = AutoModel.from_pretrained("«{{model_id}}»")\n```\n',
            good='```python\nd = load_dataset("example-org/data")\nt = tokenizer("[MASK]")\n```\n',
            whole=True,
        ),
    ),
)
