"""The card and the requirements ask for different versions of Gradio, so the build of the Space fails.

The Hub installs the ``sdk_version`` together with ``requirements.txt``. Remove ``gradio`` from the file, or write the
same version in both. The message names the cure first that keeps the higher version, because it is likely the one that
was updated. Which of the two files was changed last is not known: a checkout gives all files the same time.

Source: hub-docs, Spaces dependencies: the version of Gradio is set in the front matter.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Node
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.space._requirements import FILE, Requirement, demands_of_gradio

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
    for requirement in demands_of_gradio(repository):
        refused = _refused(requirement.demands, version) if re.fullmatch(_VERSION, version) else []
        if refused:
            yield _found(card, entry.value, version, requirement, refused)
            return


def _refused(demands: str, version: str) -> list["re.Match[str]"]:
    """Return the specifiers that do not allow ``version``; those in another form allow all."""
    found = (re.fullmatch(_DEMAND, demand.strip()) for demand in demands.split(","))
    return [demand for demand in found if demand is not None and not _allows(demand, _release(version))]


def _found(card: Card, node: Node, version: str, requirement: Requirement, refused: list["re.Match[str]"]) -> Found:
    """Return the finding, with the cure first that keeps the newer of the two versions."""
    place = f"`gradio{shorten(requirement.demands, 24)}` on line {requirement.line} of `{FILE}`"
    wanted = [_release(demand["version"]) for demand in refused]
    pinned = _pinned(requirement.demands)
    here = f"set `sdk_version: {pinned}`" if pinned is not None else "set another version"
    if all(each > _release(version) for each in wanted):
        fix = (
            Fix(here, (edits.replace(card.source, node, pinned),), Applicability.UNSAFE) if pinned is not None else None
        )
        return Found(
            node.span, f"`sdk_version` {quote(version)} is older than {place}; {here}, or remove that line", fix
        )
    is_newer = all(
        each < _release(version) or demand["operator"] == "<" for each, demand in zip(wanted, refused, strict=True)
    )
    contradicts = "is newer than" if is_newer else "contradicts"
    return Found(node.span, f"`sdk_version` {quote(version)} {contradicts} {place}; remove that line, or {here}")


def _pinned(demands: str) -> str | None:
    """Return the only version that ``demands`` allows, if it can be a ``sdk_version``."""
    match = re.fullmatch(rf"==\s*({_VERSION})", demands)
    return match[1] if match is not None else None


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _allows(match: "re.Match[str]", version: tuple[int, ...]) -> bool:
    """Return whether ``version`` satisfies one specifier."""
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
            message="`sdk_version` `5.49.1` is newer than `gradio==4.44.0` on line 2 of `requirements.txt`; remove that line, "
            "or set `sdk_version: 4.44.0`",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «4.44.0»",
            good="sdk: gradio\nsdk_version: 6.7.0",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio==6.7.0\n"},
            fixed=True,
            message="`sdk_version` `4.44.0` is older than `gradio==6.7.0` on line 1 of `requirements.txt`; "
            "set `sdk_version: 6.7.0`, or remove that line",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «4.44.0»",
            good="sdk: gradio\nsdk_version: 5.0.0",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio>=5\n"},
            message="`sdk_version` `4.44.0` is older than `gradio>=5` on line 1 of `requirements.txt`; "
            "set another version, or remove that line",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «5.0.0»",
            good="sdk: gradio\nsdk_version: 5.0.1",
            kind=Kind.SPACE,
            files={"requirements.txt": "gradio!=5.0.0\n"},
            message="`sdk_version` `5.0.0` contradicts `gradio!=5.0.0` on line 1 of `requirements.txt`; "
            "remove that line, or set another version",
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
