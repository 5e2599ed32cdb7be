"""A broken ``license_link`` leaves the reader without the license.

Write a file in the repository, such as ``LICENSE`` or ``terms/LICENSE.md``, or a URL that begins with ``https://``.

Source: hub-docs repositories-licenses.md; a file is reported as missing only in a folder that is a repository.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits, file_case
from cardlint.rule_kit.rule import Example, Found, Rule

_URL = r"https?://[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?"
_SCHEME = r"[a-zA-Z][a-zA-Z0-9+.-]*:"
_BARE_URL = r"(?i)(?:www\.|huggingface\.co/|hf\.co/|github\.com/|creativecommons\.org/)\S+"
_OWN_FILE = r"https?://(?:huggingface\.co|hf\.co)/(?P<id>\S+?)/(?:blob|resolve|raw)/main/(?P<file>[^\s?#]+)"
_LONGEST_LINK = 2_000  # the limit of browsers; also, patterns are slow on longer text
_PREFIXES = {"model": "", "dataset": "datasets/", "space": "spaces/"}


def check(card: Card) -> Iterator[Found]:
    node = card.node("license_link")
    if not isinstance(node, Scalar) or not isinstance(node.data, str) or not node.data.strip():
        return
    link = node.data.strip()
    if len(link) > _LONGEST_LINK:
        yield Found(node.span, f"`license_link` has {len(link):,} characters; write a URL or a file in the repository")
        return
    if re.fullmatch(_URL, link):
        if (file := _own_file(card, link)) is not None:
            yield from _missing(card, node, link, file)
    elif re.fullmatch(_BARE_URL, link):
        fix = Fix("add `https://`", (edits.replace(card.source, node, f"https://{link}"),), Applicability.UNSAFE)
        yield Found(
            node.span, f"the license link {quote(link)} is read as a file name; write `https://` before it", fix
        )
    elif re.match(_SCHEME, link) or link.startswith("//"):
        yield Found(node.span, f"the license link {quote(link)} is not a web address; write a URL or a file name")
    elif link.startswith("/") or ".." in link.split("/"):
        message = f"the license link {quote(link)} points outside the repository; write a path inside it, or a URL"
        yield Found(node.span, message)
    else:
        yield from _missing(card, node, link, link.partition("#")[0])


def _missing(card: Card, node: Scalar, link: str, file: str) -> Iterator[Found]:
    """Report a missing file, and name one that differs only in case, or suggest one with another extension."""
    repository = card.repository
    if repository is not None and repository.has(file):
        return
    if repository is None or not repository.known:
        if re.search(r"\s", link) and "." not in link:
            yield Found(
                node.span, f"the license link {quote(link)} is neither a URL nor a file name; write one of them"
            )
        return
    if (other := file_case.look(repository, card.source, node.span, file)) is not None:
        yield Found(node.span, *other)
        return
    stem = file.lower().partition(".")[0]
    near = [name for name in repository.top if name.lower().partition(".")[0] == stem]
    if len(near) == 1 and file == link:
        edit = edits.replace(card.source, node, near[0])
        fix = Fix(f"replace with {quote(near[0])}", (edit,), Applicability.UNSAFE)
        yield Found(node.span, f"the repository has no file {quote(link)}; did you mean {quote(near[0])}?", fix)
    else:
        yield Found(node.span, f"the repository has no file {quote(link)}; add it, or link to a URL")


def _own_file(card: Card, link: str) -> str | None:
    """Return the path in a URL that points into the card's own repository, if that is known."""
    if card.repository is None or card.repository.origin is None:
        return None
    match = re.fullmatch(_OWN_FILE, link)
    own = card.repository.origin
    return match["file"] if match is not None and match["id"] == _PREFIXES.get(own.kind, "") + own.id else None


RULE = Rule(
    name="broken-license-link",
    code="CL077",
    category="license",
    severity=Severity.ERROR,
    check=check,
    fields=("license_link",),
    examples=(
        Example(
            bad="license: other\nlicense_link: «LICENSE»",
            good="license: other\nlicense_link: https://example.org/license",
            files={"config.json": "{}"},
            message="the repository has no file `LICENSE`; add it, or link to a URL",
        ),
        Example(
            bad="license_link: «license.md»",
            good="license_link: LICENSE.md",
            files={"LICENSE.md": "Terms"},
            fixed=True,
            message="the repository has `LICENSE.md`, not `license.md`; correct the case",
        ),
        Example(
            bad="license_link: «terms/license»",
            good="license_link: terms/LICENSE",
            files={"terms/LICENSE": "Terms", "config.json": "{}"},
            fixed=True,
        ),
        Example(
            bad="license_link: «LICENSE»",
            good="license_link: LICENSE.txt",
            files={"LICENSE.txt": "Terms"},
            fixed=True,
        ),
        Example(
            bad="license_link: «'www.example.org/terms'»",
            good="license_link: 'https://www.example.org/terms'",
            fixed=True,
        ),
        Example(bad="license_link: «mailto:me@example.org»", good="license_link: LICENSE"),
        Example(bad="license_link: «../LICENSE»", good="license_link: LICENSE"),
        Example(bad="license_link: «see the paper»", good="license_link: LICENSE"),
    ),
)
