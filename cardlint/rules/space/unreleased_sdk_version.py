"""There is no such release of the SDK, so the Space is not built.

Use a released version, as its page on PyPI lists them. Versions newer than the newest one that cardlint knows are not
reported, nor are pre-releases.

Source: PyPI, in schemas/facts/sdk_releases.json with its date; of 208 real Spaces, none has a version that was not released.
"""

from collections.abc import Iterator, Mapping

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern
from cardlint.system.resources import load_json

_VERSION = pattern(r"(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})")
_NAMES = {"gradio": "Gradio", "streamlit": "Streamlit"}

_Version = tuple[int, ...]


def check(card: Card) -> Iterator[Found]:
    node, sdk = card.node("sdk_version"), card.fields.get("sdk")
    if node is None or sdk not in _NAMES or not isinstance(node.data, str):
        return
    match = _VERSION.fullmatch(node.data)
    released: Mapping[str, list[int]] = load_json("schemas/facts/sdk_releases.json")["entries"][sdk]
    if match is None or int(match[3]) in released.get(f"{match[1]}.{match[2]}", ()):
        return
    wanted = tuple(map(int, match.groups()))
    known = [(*map(int, minor.split(".")), patch) for minor, patches in released.items() for patch in patches]
    if wanted > max(known):
        return
    nearest = ".".join(map(str, _nearest(wanted, known)))
    fix = Fix(f"replace with `{nearest}`", (edits.replace(card.source, node, nearest),), Applicability.UNSAFE)
    yield Found(node.span, f"there is no release `{node.data}` of {_NAMES[sdk]}; did you mean `{nearest}`?", fix)


def _nearest(wanted: _Version, known: list[_Version]) -> _Version:
    """Return the last release of the same minor version, otherwise the last one before ``wanted``, otherwise the first of all."""
    same = [each for each in known if each[:2] == wanted[:2]]
    return max(same or [each for each in known if each < wanted], default=min(known))


RULE = Rule(
    name="unreleased-sdk-version",
    code="CL363",
    category="space",
    severity=Severity.ERROR,
    kinds=(Kind.SPACE,),
    fields=("sdk_version",),
    check=check,
    examples=(
        Example(
            bad="sdk: gradio\nsdk_version: «5.49.7»",
            good="sdk: gradio\nsdk_version: 5.49.1",
            kind=Kind.SPACE,
            fixed=True,
            message="there is no release `5.49.7` of Gradio; did you mean `5.49.1`?",
        ),
        Example(
            bad="sdk: gradio\nsdk_version: «5.99.0»",
            good="sdk: gradio\nsdk_version: 5.50.0",
            kind=Kind.SPACE,
            fixed=True,
        ),
        Example(
            bad="sdk: streamlit\nsdk_version: «0.0.1»",
            good="sdk: streamlit\nsdk_version: 1.28.2",
            kind=Kind.SPACE,
        ),
    ),
    silent=(
        Example(good="sdk: gradio\nsdk_version: 999.0.0", kind=Kind.SPACE),
        Example(good="sdk: gradio\nsdk_version: 5.0.0b9", kind=Kind.SPACE),
        Example(good="sdk: docker\nsdk_version: 5.99.0", kind=Kind.SPACE),
    ),
)
