"""The application file of the Space is missing, so it does not start and its page says that there is no such file.

``app_file`` is the path in the repository; without it, the Hub starts ``app.py``, shows ``index.html``, or builds the
``Dockerfile``.

Source: hub-docs, Spaces configuration reference; stage ``NO_APP_FILE`` of the Hub's API.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import file_case
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    repository, entry = card.repository, card.entry("sdk")
    sdks = vocabulary("spaces/sdk")
    sdk = entry.value.data if entry is not None else None
    if entry is None or not isinstance(sdk, str) or sdk not in sdks or repository is None or not repository.known:
        return
    if sdk == "static" and "app_build_command" in card.fields:
        return  # the build makes the file
    named = card.entry("app_file")
    if named is None or sdk == "docker":
        name = sdks[sdk]["app_file"]
        complete = card.front_matter is not None and card.front_matter.complete
        if not repository.has(name) and (complete or sdk == "docker"):
            cure = "add it" if sdk == "docker" else "add it, or name another file in `app_file`"
            cure = "correct the case" if repository.in_other_case(name) else cure
            message = f"`sdk: {sdk}` starts `{name}`, which is not in the repository{_elsewhere(repository, name)}"
            yield Found(entry.value.span, f"{message}; {cure}")
        return
    name = named.value.data
    if not isinstance(name, str) or repository.has(name):
        return
    if (other := file_case.look(repository, card.source, named.value.span, name)) is not None:
        yield Found(named.value.span, *other)
    else:
        message = f"`app_file` {quote(name)} is not in the repository{_elsewhere(repository, name)}"
        yield Found(named.value.span, f"{message}; correct the path")


def _elsewhere(repository: Repository, name: str) -> str:
    """Return a hint at a file with the same name, whatever its folder and case; empty if there is none."""
    wanted = name.rpartition("/")[2].lower()
    same = sorted(path for path in repository.names if path.rpartition("/")[2].lower() == wanted)
    return f" ({quote(same[0])} is)" if same and wanted else ""


RULE = Rule(
    name="missing-app-file",
    code="CL252",
    category="space",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\napp_file: «main.py»",
            good="sdk: gradio\napp_file: app.py",
            kind=Kind.SPACE,
            files={"app.py": "import gradio\n"},
            message="`app_file` `main.py` is not in the repository; correct the path",
        ),
        Example(
            bad="sdk: gradio\napp_file: «App.py»",
            good="sdk: gradio\napp_file: ./src/app.py",
            kind=Kind.SPACE,
            files={"requirements.txt": "", "src/app.py": "import gradio\n"},
            message="`app_file` `App.py` is not in the repository (`src/app.py` is); correct the path",
        ),
        Example(
            bad="sdk: gradio\napp_file: «'./Src/App.py'»",
            good="sdk: gradio\napp_file: './src/app.py'",
            kind=Kind.SPACE,
            files={"requirements.txt": "", "src/app.py": "import gradio\n"},
            fixed=True,
            message="the repository has `src/app.py`, not `./Src/App.py`; correct the case",
        ),
        Example(
            bad="sdk: «docker»",
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"dockerfile": "FROM x\n", "app.py": ""},
            message="`sdk: docker` starts `Dockerfile`, which is not in the repository (`dockerfile` is); correct the case",
        ),
        Example(
            bad="sdk: «docker»\napp_file: app.py",
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": "import gradio\n"},
            message="`sdk: docker` starts `Dockerfile`, which is not in the repository; add it",
        ),
        Example(
            bad="sdk: «static»",
            good="sdk: static\napp_build_command: npm run build\napp_file: dist/index.html",
            kind=Kind.SPACE,
            files={"app.py": ""},
        ),
        Example(
            bad="sdk: static\napp_file: «/index.html»",
            good="sdk: static",
            kind=Kind.SPACE,
            files={"index.html": "<p>"},
        ),
    ),
)
