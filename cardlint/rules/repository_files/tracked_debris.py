"""A file of the author's machine is in the repository; readers do not need it, and it can show names or passwords.

Remove it from the repository (``git rm -r --cached NAME``), and add it to ``.gitignore``. What git ignores or does not
have is not reported.

Source: gitignore templates for Python, macOS and Windows; ``hf upload`` uploads all of a folder.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import ALL, Example, Found, Rule

_DEBRIS = {
    ".env": "has settings of your machine, often passwords",
    ".DS_Store": "is a file of macOS that lists your files",
    "__pycache__": "has code that Python compiles anew",
    ".ipynb_checkpoints": "has old copies of your notebooks",
    "Thumbs.db": "is a file of Windows with previews",
    "desktop.ini": "is a file of Windows",
    ".idea": "has settings of your editor",
    ".vscode": "has settings of your editor",
    ".pytest_cache": "has results of your last tests",
    ".venv": "has the packages of your machine",
}


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    for name in repository.top if repository is not None else ():
        if name in _DEBRIS and repository is not None and repository.publishes(name):
            alike = SharedCause("files of your machine are in the repository", "remove them", quote(name, 24))
            yield Found(card.top, f"`{name}` {_DEBRIS[name]}; remove it from the repository", alike=alike)


RULE = Rule(
    name="tracked-debris",
    code="CL369",
    category="files",
    severity=Severity.INFO,
    check=check,
    kinds=ALL,
    signs=tuple(f"file:{name}" for name in _DEBRIS),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlicense: mit\n---\n",
            files={".DS_Store": "", ".gitignore": ""},
            good_files={".gitignore": ".DS_Store\n"},
            whole=True,
            message="`.DS_Store` is a file of macOS that lists your files; remove it from the repository",
        ),
    ),
    silent=(Example(good="license: mit", files={"__pycache__/a.pyc": "", ".gitignore": "__pycache__/\n"}),),
)
