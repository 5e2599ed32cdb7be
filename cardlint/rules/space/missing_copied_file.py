"""The Dockerfile copies a file that is not in the repository, so the Space is not built.

Upload the file, or correct its path: paths are relative to the repository, and upper and lower case differ.

Source: Dockerfile reference, COPY; the Hub builds the Dockerfile of a clone.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._dockerfile import FILE, LONGEST_FILE, DockerfileWord, instructions, words

_COPIES = ("COPY", "ADD")


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or card.fields.get("sdk") != "docker" or FILE not in repository.top or not repository.listed:
        return
    try:
        file = repository.source(FILE)
    except BrokenFile:
        return
    if file is None or len(file.text) > LONGEST_FILE:
        return
    for instruction in instructions(file):
        if instruction.word not in _COPIES:
            continue
        for word in _sources(words(file, instruction)):
            path = "/".join(part for part in word.text.split("/") if part not in ("", "."))
            if path and not _is_there(repository, path):
                other = repository.in_other_case(path)
                cure = f"write {quote(other[0], 40)}" if other else "upload it, or correct the path"
                yield Found(
                    word.span, f"{quote(word.text, 40)} is not in the repository, so the build fails; {cure}", file=file
                )


def _sources(written: list[DockerfileWord]) -> list[DockerfileWord]:
    """Return the files that an instruction copies from the repository; none if that is not certain."""
    if any(word.text.startswith(("--from", "--exclude", "--parents", "<<")) for word in written):
        return []
    sources = [word for word in written if not word.text.startswith("--")][:-1]
    unclear = ("$", "<<", "://", "..", "git@", '"', "'")
    return [word for word in sources if not any(sign in word.text for sign in unclear)]


def _is_there(repository: Repository, path: str) -> bool:
    if not any(sign in path for sign in "*?["):
        return not repository.lacks(path)
    folders = {name[:at] for name in repository.names for at, letter in enumerate(name) if letter == "/"}
    depth = path.count("/")
    return any(fnmatchcase(name, path) and name.count("/") == depth for name in repository.names | folders)


RULE = Rule(
    name="missing-copied-file",
    code="CL366",
    category="files",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    signs=("file:Dockerfile",),
    check=check,
    examples=(
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={
                "Dockerfile": "FROM python:3.13\nCOPY --chown=user requirements.txt «start.sh» /app/\nCOPY . /app\n",
                "requirements.txt": "",
            },
            good_files={"Dockerfile": "FROM python:3.13\nCOPY --chown=user requirements.txt /app/\nCOPY . /app\n"},
            message="`start.sh` is not in the repository, so the build fails; upload it, or correct the path",
        ),
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={
                "Dockerfile": 'FROM x\ncopy ["./Src/main.py", "«conf/*.toml»", "/app/"]\nADD src/main.py \\\n  # two\n  «/App.py» /\n',
                "Src/main.py": "",
                "app.py": "",
                "src/main.py": "",
            },
            good_files={"Dockerfile": 'FROM x\nCOPY ["./Src/*.py", "s?c", "app.py", "/app/"]\n'},
        ),
    ),
    silent=(
        Example(
            good="sdk: docker",
            kind=Kind.SPACE,
            files={
                "Dockerfile": "FROM a AS b\nCOPY --from=b /x /y\nCOPY $FILE /y\nADD https://a.org/b /c\n# COPY a b\n"
                "COPY <<EOF /robots.txt\nCOPY a b\nEOF\nRUN echo \\\n  COPY a b\nCOPY ../a /b\nCOPY / /app\nCOPY"
            },
        ),
        Example(good="sdk: gradio", kind=Kind.SPACE, files={"Dockerfile": "COPY a b", "app.py": ""}),
        Example(good="sdk: docker", kind=Kind.SPACE, files={"Dockerfile": "COPY a b\n" + "#" * 100_000}),
    ),
)
