"""The app listens only on the Space's own machine, so its page stays empty until the Hub stops it.

Listen on ``0.0.0.0``. Gradio does so by itself in a Gradio Space; uvicorn and ``flask run`` need an option.

Source: hub-docs, Docker Spaces; a server that is bound to 127.0.0.1 cannot be reached from outside of the container.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source, Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._app_code import app_name, code_file, in_comment
from cardlint.rules.space._dockerfile import FILE, LONGEST_FILE, instructions, words

# As text: re compiles them when a Space first has such a file.
_LOCAL = r"(?P<host>127\.0\.0\.1|localhost)"
_OPTION = rf"(?:--host|--bind|--server\.address|--server-name|--ip|-b)(?:=|[\s\"',]{{1,5}}){_LOCAL}(?=[\s\"',:]|$)"
_IN_CODE = rf"\b(?:host|server_name)\s?=\s?[\"']{_LOCAL}[\"']"
_IN_GRADIO = rf"\bserver_name\s?=\s?[\"']{_LOCAL}[\"']"
_STARTS = r"\.(?:run|launch|serve|run_server)\("
_SCRIPT = r"(?:[\w./-]{0,100}/)?(?P<path>[\w.-]{1,100}\.py)"
_ELSEWHERE = r"(?i)nginx|caddy|traefik|haproxy|supervisor|socat|0\.0\.0\.0|\bSPACE_|_HOST\b|GRADIO_SERVER_NAME"
_OWN_ADDRESS = ("--host", "-h", "--uds", "--fd", "$", "&", "|", ";")
_EVERYWHERE = "0.0.0.0"  # noqa: S104


def check(card: Card) -> Iterator[Found]:
    repository, sdk = card.repository, card.fields.get("sdk")
    if repository is None:
        return
    if sdk == "gradio":
        yield from _in_code(code_file(repository, app_name(card)), _IN_GRADIO)
    elif sdk == "docker" and FILE in repository.top:
        yield from _of_docker(repository)


def _of_docker(repository: Repository) -> Iterator[Found]:
    try:
        file = repository.source(FILE)
    except BrokenFile:
        return
    if file is None or len(file.text) > LONGEST_FILE or re.search(_ELSEWHERE, file.text):
        return
    started = None
    for instruction in instructions(file):
        if instruction.word == "FROM":
            started = None
        elif instruction.word in ("CMD", "ENTRYPOINT"):
            started = instruction
    if started is None:
        return
    if (option := re.search(_OPTION, file.slice(started.span))) is not None:
        yield _found(file, started.span.start + option.start("host"), option["host"])
        return
    written = words(file, started)
    command = [word.text for word in written]
    if command[:1] == ["uvicorn"] or command[:2] == ["flask", "run"]:
        if not any(word.startswith(_OWN_ADDRESS) for word in command):
            message = f"`{command[0]}` listens on `127.0.0.1`, which nobody reaches; add `--host {_EVERYWHERE}`"
            yield Found(written[0].span, message, file=file)
        return
    if (
        command[:1]
        and command[0].startswith("python")
        and (scripts := [each for each in command if each.endswith(".py")])
    ):
        script = re.fullmatch(_SCRIPT, scripts[0])
        path = _path(repository, scripts[0], script["path"]) if script is not None else None
        yield from _in_code(code_file(repository, path) if path else None, _IN_CODE)


def _path(repository: Repository, written: str, name: str) -> str | None:
    """Return the file of the repository that a command starts, whatever folder it was copied to."""
    if repository.has(written):
        return written
    same = [path for path in repository.names if path.rpartition("/")[2] == name]
    return same[0] if len(same) == 1 else None


def _in_code(file: Source | None, form: str) -> Iterator[Found]:
    if file is None or re.search(_ELSEWHERE, file.text):
        return
    calls = [call.end() for call in re.finditer(_STARTS, file.text)]
    for found in re.finditer(form, file.text):
        call = max((end for end in calls if end <= found.start()), default=None)
        if call is None or in_comment(file.text, found.start()):
            continue
        between = file.text[call : found.start()]
        if between.count("(") >= between.count(")"):  # the call is not closed before
            yield _found(file, found.start("host"), found["host"])


def _found(file: Source, at: int, host: str) -> Found:
    span = Span(at, at + len(host))
    fix = Fix(f"replace with `{_EVERYWHERE}`", (Edit(span, _EVERYWHERE),), Applicability.UNSAFE)
    return Found(span, f"nobody outside of the container reaches {quote(host)}; use `{_EVERYWHERE}`", fix, file=file)


RULE = Rule(
    name="server-on-localhost",
    code="CL367",
    category="files",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    signs=("ends:.py", "files", "file:Dockerfile"),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio",
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": 'demo.launch(auth=("a", "b"), server_name="«127.0.0.1»", server_port=7860)\n'},
            good_files={"app.py": 'demo.launch(auth=("a", "b"), server_name="0.0.0.0", server_port=7860)\n'},
            fixed=True,
            message="nobody outside of the container reaches `127.0.0.1`; use `0.0.0.0`",
        ),
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": 'FROM x\nCMD ["uvicorn", "app:app", "--host", "«localhost»", "--port", "7860"]\n'},
            good_files={"Dockerfile": 'FROM x\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "7860"]\n'},
            fixed=True,
        ),
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": 'FROM x\nCMD ["«uvicorn»", "app:app", "--port", "7860"]\n'},
            good_files={"Dockerfile": 'FROM x\nCMD ["uvicorn", "app:app", "--host=::", "--port", "7860"]\n'},
            message="`uvicorn` listens on `127.0.0.1`, which nobody reaches; add `--host 0.0.0.0`",
        ),
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM x\nCMD gunicorn -b «127.0.0.1»:7860 app:app\n"},
            good_files={"Dockerfile": "FROM x\nCMD gunicorn -b 0.0.0.0:7860 app:app\n"},
        ),
        Example(
            bad="sdk: docker",
            good="sdk: docker",
            kind=Kind.SPACE,
            files={
                "Dockerfile": "FROM x\nCMD python /app/main.py\n",
                "src/main.py": "app.run(port=7860, host='«127.0.0.1»')",
            },
            good_files={"src/main.py": "app.run(port=7860, host='0.0.0.0')"},
        ),
    ),
    silent=(
        Example(
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM x\nENV UVICORN_HOST=::\nCMD uvicorn a:b\n"},
        ),
        Example(good="sdk: docker", kind=Kind.SPACE, files={"Dockerfile": "FROM x\nCMD flask run -h $ADDRESS\n"}),
        Example(
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": "d.launch()  # server_name='127.0.0.1'\nc(host='localhost')"},
        ),
        Example(
            good="sdk: gradio",
            kind=Kind.SPACE,
            files={"app.py": "d.launch(server_name='127.0.0.1' if not os.getenv('SPACE_ID') else '0.0.0.0')"},
        ),
        Example(
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM x\nCMD python a.py --host localhost\nFROM y\nRUN curl --host localhost\n"},
        ),
        Example(
            good="sdk: docker",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM x\nRUN apt-get install nginx\nCMD uvicorn a:b --host 127.0.0.1\n"},
        ),
        Example(
            good="sdk: docker", kind=Kind.SPACE, files={"Dockerfile": "FROM x\nCMD python main.py\n", "app.py": ""}
        ),
        Example(good="sdk: docker", kind=Kind.SPACE, files={"Dockerfile": "FROM x\n" + "#" * 100_000}),
    ),
)
