"""A ``license_name`` with spaces or capitals does not match the short lower-case names that tools filter by.

The Hub shows it as it is written. Write it in lower case with hyphens: ``my-license-1.0``.

Source: the examples of hub-docs repositories-licenses.md; all names of 15,904 models of August 2026 are in that form.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.license_names import LONGEST_NAME, slug
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_SHAPE = pattern(r"[a-z0-9][a-z0-9._+-]*")


def check(card: Card) -> Iterator[Found]:
    node = card.node("license_name")
    if not isinstance(node, Scalar) or not isinstance(node.data, str) or _SHAPE.fullmatch(node.data):
        return
    name = slug(node.data) if len(node.data) <= LONGEST_NAME else ""
    if not name:
        message = f"the license name {quote(node.data)} is not a short name; write one such as `my-license-1.0`"
        yield Found(node.span, message)
        return
    fix = Fix(f"replace with {quote(name)}", (edits.replace(card.source, node, name),), Applicability.UNSAFE)
    yield Found(node.span, f"the license name {quote(node.data)} is not a short name; use {quote(name)}", fix)


RULE = Rule(
    name="malformed-license-name",
    code="CL075",
    category="license",
    severity=Severity.INFO,
    check=check,
    fields=("license_name",),
    examples=(
        Example(
            bad="license: other\nlicense_name: «My License v1.0»",
            good="license: other\nlicense_name: my-license-v1.0",
            fixed=True,
            message="the license name `My License v1.0` is not a short name; use `my-license-v1.0`",
        ),
        Example(
            bad="license: other\nlicense_name: «NVIDIA Open Model License (rev. 2)»",
            good="license: other\nlicense_name: nvidia-open-model-license-rev-2",
            fixed=True,
        ),
        Example(bad="license: other\nlicense_name: «???»", good="license: other\nlicense_name: my-license"),
    ),
)
