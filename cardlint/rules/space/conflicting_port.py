"""The app listens on a different port than the Hub expects, so the Hub stops the Space after half an hour.

Write the port of the app in ``app_port``, or change the app. Without ``app_port``, the Hub expects a Docker Space on
port 7860; it always expects a Gradio Space there. Nothing in the files shows which of two ports is the newer one.

An error, because the Space never gets ready.

Source: hub-docs, Spaces configuration reference and Docker Spaces: the Hub waits for ``app_port`` to answer, for
``startup_duration_timeout``, which is 30 minutes by default.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._listening import of_code, of_docker
from cardlint.vocabulary import vocabulary


def check(card: Card) -> Iterator[Found]:
    entry, named = card.entry("sdk"), card.entry("app_port")
    sdk = entry.value.data if entry is not None else None
    sdks = vocabulary("spaces/sdk")
    if entry is None or card.repository is None or not isinstance(sdk, str) or sdk not in sdks:
        return
    if named is not None and sdk != "docker":
        return
    wanted = named.value.data if named is not None else sdks[sdk].get("port")
    name = card.fields.get("app_file", sdks[sdk]["app_file"])
    if type(wanted) is not int or not isinstance(name, str):
        return
    evidence = of_docker(card.repository, wanted) if sdk == "docker" else of_code(card.repository, name, wanted)
    if evidence is None or wanted in evidence.ports:
        return
    port = evidence.ports[0]
    node = named.value if named is not None else entry.value
    fix, cure = None, f"use `{wanted}` there"
    if sdk == "docker" and port >= vocabulary("spaces").data["limits"]["app_port_min"]:
        setting = f"set `app_port: {port}`"
        insert = edits.insert_field(card, "app_port", str(port), after="sdk")
        edit = Edit(node.span, str(port)) if named is not None else insert
        fix = Fix(setting, (edit,), Applicability.UNSAFE) if edit is not None else None
        cure = f"{setting}, or {cure}"
    default = "" if named is not None else " by default"
    yield Found(node.span, f"{evidence.where} port `{port}`, but the Hub expects `{wanted}`{default}; {cure}", fix)


RULE = Rule(
    name="conflicting-port",
    code="CL263",
    category="space",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk",),
    check=check,
    examples=(
        Example(
            bad="sdk: «docker»\ntitle: Demo",
            good="sdk: docker\napp_port: 8501\ntitle: Demo",
            kind=Kind.SPACE,
            files={"Dockerfile": 'FROM python:3.12\nEXPOSE 8501\nCMD ["streamlit", "run", "app.py"]\n'},
            fixed=True,
            message="the `Dockerfile` exposes port `8501`, but the Hub expects `7860` by default; "
            "set `app_port: 8501`, or use `7860` there",
        ),
        Example(
            bad="sdk: docker\napp_port: «7860»",
            good="sdk: docker\napp_port: 8000",
            kind=Kind.SPACE,
            files={"Dockerfile": 'FROM x\nEXPOSE 7860\nCMD ["uvicorn", "app:app", \\\n  "--port", "8000"]\n'},
            fixed=True,
            message="the `Dockerfile` starts the app on port `8000`, but the Hub expects `7860`; "
            "set `app_port: 8000`, or use `7860` there",
        ),
        Example(
            bad="sdk: «docker»",
            good="sdk: docker\napp_port: 5000",
            kind=Kind.SPACE,
            files={"Dockerfile": "FROM x\nCMD python app.py\n", "app.py": 'app.run(host="0.0.0.0", port=5000)\n'},
            message="`app.py` listens on port `5000`, but the Hub expects `7860` by default; "
            "set `app_port: 5000`, or use `7860` there",
            fixed=True,
        ),
        Example(
            bad="sdk: «gradio»",
            good="sdk: docker\napp_port: 8080",
            kind=Kind.SPACE,
            files={"app.py": "demo.launch(server_port=8080)\n"},
            message="`app.py` listens on port `8080`, but the Hub expects `7860` by default; use `7860` there",
        ),
    ),
    silent=(
        Example(good="sdk: dockker", kind=Kind.SPACE, files={"Dockerfile": "FROM x\nEXPOSE 8501\n"}),
        Example(good="sdk: [docker]", kind=Kind.SPACE, files={"Dockerfile": "FROM x\nEXPOSE 8501\n"}),
        Example(
            good="sdk: gradio\napp_port: 8080",
            kind=Kind.SPACE,
            files={"app.py": "demo.launch(server_port=9000)\n"},
        ),
        Example(good="sdk: static", kind=Kind.SPACE, files={"index.html": "server_port=9000\n"}),
        Example(good="sdk: docker\napp_port: '8501'", kind=Kind.SPACE, files={"Dockerfile": "FROM x\nEXPOSE 8080\n"}),
        Example(
            good="sdk: gradio\napp_file: [app.py]",
            kind=Kind.SPACE,
            files={"app.py": "demo.launch(server_port=9000)\n"},
        ),
        Example(good="sdk: docker", kind=Kind.SPACE, files={"Dockerfile": "FROM x\n"}),
    ),
)
