"""The Space does not meet the conditions of ZeroGPU, so it gets no GPU or does not start.

ZeroGPU runs Gradio 4 or newer, on certain versions of Python, and only functions decorated with ``@spaces.GPU``.

Source: hub-docs, Spaces ZeroGPU.
"""

import math
import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.kind import Kind
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

MOST_FILES = 200  # Python files that are read to find the decorator
_DECORATOR = r"\bspaces\s*\.\s*GPU\b|\bfrom\s+spaces\s+import\b"


def check(card: Card) -> Iterator[Found]:
    conditions = vocabulary("spaces").data["zerogpu"]
    hardware, sdk = card.entry("suggested_hardware"), card.entry("sdk")
    if hardware is None or hardware.value.data != conditions["hardware"]:
        return
    other = (Related(hardware.value.span, "needs ZeroGPU"),)
    if sdk is not None and sdk.value.data in vocabulary("spaces/sdk") and sdk.value.data not in conditions["sdk"]:
        wanted = " or ".join(map(quote, conditions["sdk"]))
        message = f"`sdk: {sdk.value.data}` cannot run on ZeroGPU, only {wanted} can; use other hardware"
        yield Found(sdk.value.span, message, related=other)
        return
    python = card.node("python_version")
    if isinstance(python, Scalar) and not any(_starts(each, python.text) for each in conditions["python_versions"]):
        wanted = " or ".join(map(quote, conditions["python_versions"]))
        message = f"`python_version` {quote(python.text)} is not available on ZeroGPU; use {wanted}"
        yield Found(python.span, message, related=other)
    gradio, oldest = card.node("sdk_version"), conditions["min_gradio"]
    if isinstance(gradio, Scalar) and _major(gradio.text) < _major(oldest):
        message = f"`sdk_version` {quote(gradio.text)} is too old for ZeroGPU; use `{oldest}.0` or newer"
        yield Found(gradio.span, message, related=other)
    if card.repository is not None and card.repository.listed and _lacks_decorator(card.repository):
        yield Found(
            hardware.value.span,
            "no Python file uses `@spaces.GPU`, so the Space gets no GPU; decorate a function with it",
        )


def _major(version: str) -> float:
    match = re.match(r"([0-9]{1,4})\.", version)
    return int(match[1]) if match else math.inf


def _starts(version: str, written: str) -> bool:
    return version == written or version.startswith(f"{written}.")


def _lacks_decorator(repository: Repository) -> bool:
    """Return whether the Python files can all be read, but do not ask for a GPU."""
    files = [name for name in repository.names if name.endswith(".py")]
    if not files or len(files) > MOST_FILES:
        return False
    try:
        return not any(re.search(_DECORATOR, repository.text(name) or "") for name in files)
    except BrokenFile:
        return False


RULE = Rule(
    name="unmet-zero-gpu-condition",
    code="CL272",
    category="space",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=("suggested_hardware",),
    check=check,
    examples=(
        Example(
            bad="sdk: «docker»\nsuggested_hardware: zero-a10g",
            good="sdk: gradio\nsuggested_hardware: zero-a10g",
            kind=Kind.SPACE,
            message="`sdk: docker` cannot run on ZeroGPU, only `gradio` can; use other hardware",
        ),
        Example(
            bad='sdk: gradio\nsdk_version: «3.50.2»\npython_version: «"3.11"»\nsuggested_hardware: «zero-a10g»',
            good='sdk: gradio\nsdk_version: 5.49.1\npython_version: "3.12"\nsuggested_hardware: t4-small',
            kind=Kind.SPACE,
            files={"app.py": "import gradio\n"},
            message="`sdk_version` `3.50.2` is too old for ZeroGPU; use `4.0.0` or newer",
        ),
        Example(
            bad="sdk: gradio\nsuggested_hardware: zero-a10g\npython_version: «3.9»",
            good="sdk: gradio\nsuggested_hardware: zero-a10g\npython_version: 3.10.13",
            kind=Kind.SPACE,
            files={"app.py": "import spaces\n@spaces.GPU\ndef run(): ...\n"},
            message="`python_version` `3.9` is not available on ZeroGPU; use `3.12.12` or `3.10.13`",
        ),
    ),
)
