"""The card and the requirements ask for different versions of Gradio, so the build of the Space fails.

The Hub installs the ``sdk_version`` together with ``requirements.txt``. Remove ``gradio`` from the file, or write the
same version in both.

Source: hub-docs, Spaces dependencies: the version of Gradio is set in the front matter.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._requirements import FILE, demands_of_gradio

# Patterns as text: re compiles them when a Space first has requirements, and not for every Space.
_DEMAND = r"(?P<operator>[=<>!~]=|[<>])\s*(?P<version>[0-9]{1,4}(?:\.[0-9]{1,4})*)(?P<any>\.\*)?"
_VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}"


def check(card: Card) -> Iterator[Found]:
    entry, repository = card.entry("sdk_version"), card.repository
    if entry is None or repository is None or card.fields.get("sdk") != "gradio":
        return
    version = entry.value.data
    if not isinstance(version, str):
        return
    for demands in demands_of_gradio(repository):
        if re.fullmatch(_VERSION, version) and not all(
            _allows(demand.strip(), _release(version)) for demand in demands.split(",")
        ):
            yield Found(
                entry.value.span,
                f"`sdk_version` {quote(version)} contradicts `gradio{shorten(demands)}` in `{FILE}`; remove it there",
            )
            return


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _allows(demand: str, version: tuple[int, ...]) -> bool:
    """Return whether ``version`` satisfies one specifier; true for a specifier in another form."""
    match = re.fullmatch(_DEMAND, demand)
    if match is None:
        return True
    wanted = _release(match["version"])
    length = max(len(wanted), len(version))
    have, want = version + (0,) * (length - len(version)), wanted + (0,) * (length - len(wanted))
    same = have[: len(wanted)] == wanted if match["any"] else have == want
    match match["operator"]:
        case "==":
            return same
        case "!=":
            return not same
        case ">=":
            return have >= want
        case "<=":
            return have <= want
        case ">":
            return have > want
        case "<":
            return have < want
    return have >= want and have[: len(wanted) - 1] == wanted[:-1]  # ~=


RULE = Rule(
    name="conflicting-gradio-pin",
    code="CL255",
    category="space",
    severity=Severity.WARNING,
    kinds=(Kind.SPACE,),
    fields=("sdk_version",),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\nsdk_version: «5.49.1»",
            good="sdk: gradio\nsdk_version: 4.44.0",
            kind=Kind.SPACE,
            files={"requirements.txt": "numpy\ngradio[oauth]==4.44.0  # pinned\ngradio_client==1.0\n"},
            message="`sdk_version` `5.49.1` contradicts `gradio==4.44.0` in `requirements.txt`; remove it there",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «6.0.0»",
            good="sdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio>=5,<6\n"},
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «6.0.0»",
            good="sdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio~=5.4\ngradio==5.*\ngradio==3.0 ; python_version < '3.8'\n"},
        ),
    ),
    silent=(
        Example(good="sdk: gradio\nsdk_version: 5", kind=Kind.SPACE, files={"requirements.txt": "gradio==4.0.0\n"}),
        Example(
            good="sdk: gradio\nsdk_version: 5.0.0", kind=Kind.SPACE, files={"requirements.txt": "gradio===4.0.0\n"}
        ),
        Example(good="sdk: docker\nsdk_version: 5.0.0", kind=Kind.SPACE, files={"requirements.txt": "gradio==4.0.0\n"}),
    ),
)
