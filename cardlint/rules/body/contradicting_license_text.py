"""The text names a different license than the metadata, so the reader does not know which one applies.

Correct the wrong one. A card whose text names several licenses is not reported.

Source: Hub documentation, repository licenses; consistency.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit import related
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._license_lines import claims_of_lines
from cardlint.system.lazy_pattern import pattern
from cardlint.vocabulary import vocabulary

LONGEST_SENTENCE = 300

_SEVERAL = pattern(r" (?:or|and) ")
_UNDER = pattern(r"(?:licen[cs]ed|released|distributed|available|published|provided|shared)\s$", re.IGNORECASE)
_NAME = pattern(
    r"under\s++(?:(?:the|an|a)\s++)?+(?:terms\s++of\s++(?:the\s++)?+)?+\[?(?P<name>[A-Za-z][A-Za-z0-9 ,.:()/-]{1,70}+)"
)
_ENTIRE_WORK = pattern(
    r"\s*\W*(?:this|the|our|all|it|these)\b(?=.*\b(?:dataset|model|models|project|weights|work|corpus|it|data|benchmark|collection|resource|card)\b)",
    re.IGNORECASE | re.DOTALL,
)
_BECOMES = pattern(r"(?: \w+)? (?:is|are|was|has been|have been)(?: \w+)? (?:\w+)")
_CARD_FOR = pattern(r"^(?:model|dataset) card (?:for|of) ", re.IGNORECASE)
_UNMARKED = str.maketrans("", "", "*_`")
_PART = pattern(
    r":|\b(?:and|code|scripts?|software|library|repository|repo|original|paper|annotations?|portions?|parts?|texts?|images?|photo|audio|videos?|"
    r"base|underlying|source|articles?|content|dual|either|some|each|except|wikipedia|llama|documentation|framework|tools?|variant|version|"
    r"by|other|another)\b",
    re.IGNORECASE,
)
_DATA = pattern(r"\b(?:data|dataset|datasets|corpora|corpus|examples)\b", re.IGNORECASE)
_MODEL = pattern(r"\b(?:model|models|weights)\b", re.IGNORECASE)
_LICENSES = (
    (pattern(r"apache(?: software)?(?: license)?,?(?: version)?[ -]*v?2(?:\.0)?\b"), "apache-2.0"),
    (pattern(r"mit\b"), "mit"),
    (pattern(r"(?:gnu )?(?:agpl|affero general public license)[ -]*v?3"), "agpl-3.0"),
    (pattern(r"(?:gnu )?(?:gpl|general public license)[ -]*v?3"), "gpl-3.0"),
    (pattern(r"(?:gnu )?(?:gpl|general public license)[ -]*v?2"), "gpl-2.0"),
    (pattern(r"bsd[ -]3"), "bsd-3-clause"),
    (pattern(r"(?:cc0|creative commons (?:zero|cc0))"), "cc0-1.0"),
)
_CREATIVE_COMMONS = pattern(
    r"(?:creative commons|cc)[ -]*(?:\(?cc\)?[ -]*)?(?:by|attribution)"
    r"(?P<rest>[ a-z()-]*?)[ -]*v?(?P<version>[1-4]\.0)"
)
_PARTS_OF_CC = (
    ("nc", ("nc", "noncommercial", "non-commercial")),
    ("nd", ("nd", "noderiv")),
    ("sa", ("sa", "share")),
)


def check(card: Card) -> Iterator[Found]:
    stated = {value for value, _ in card.strings("license")}
    known = vocabulary("licenses")
    if len(stated) != 1 or ("under" not in card.markdown.lower and "licen" not in card.markdown.lower):
        return
    license_ = stated.pop()
    if license_ not in known or known[license_]["is_family"] or license_ in ("other", "unknown"):
        return
    claims = sorted((*_claims(card), *claims_of_lines(card)), key=lambda claim: claim[1])
    if any(claimed == license_ for claimed, _ in claims) or len({claimed for claimed, _ in claims}) != 1:
        return
    claimed, place = claims[0]
    message = f"the text says {quote(claimed)}, but `license` is {quote(license_)}; correct one of them"
    yield Found(place, message, related=related.to_value(card, "license", "`license` is here"))


def _claims(card: Card) -> Iterator[tuple[str, Span]]:
    """Yield the licenses that sentences state for the entire work, with the words that name them."""
    body = card.markdown
    text = body.text
    other = _MODEL if card.kind is Kind.DATASET else _DATA
    for run in body.prose:
        at = text.find("under", *run)
        while at >= 0:
            found = _NAME.match(text, at, run.end)
            if found is not None and _UNDER.search(text, max(at - 14, run.start), at):
                first = max(at - LONGEST_SENTENCE, run.start)
                sentence = text[max(text.rfind(". ", first, at) + 1, first) : at]
                claimed = _identified(found["name"])
                if (
                    claimed is not None
                    and (_ENTIRE_WORK.match(sentence) or _is_about(card, sentence))
                    and not _PART.search(sentence)
                    and not other.search(sentence)
                    and not _SEVERAL.search(text, at, min(found.end() + 40, run.end))
                ):
                    yield claimed[0], Span(found.start("name"), found.start("name") + claimed[1])
            at = text.find("under", at + 5, run.end)


def _names(card: Card) -> Iterator[str]:
    """Yield the names that the card gives its work, in lower case."""
    title = next((heading.text for heading in card.markdown.headings if heading.level == 1), "")
    stated = (each.data for _, each in (*card.values("pretty_name"), *card.values("model_name")))
    origin = card.repository.origin if card.repository is not None else None
    for name in (title, *stated, origin.id.rpartition("/")[2] if origin is not None else ""):
        words = _CARD_FOR.sub("", name).strip().lower() if isinstance(name, str) else ""
        if len(words) > 2:
            yield words


def _is_about(card: Card, sentence: str) -> bool:
    """Return whether the sentence begins with the name of the work and a verb such as ``is`` or ``has been``."""
    words = sentence.lower().translate(_UNMARKED).split()
    plain = " ".join(words[1:] if words[:1] == ["the"] else words)
    return any(plain.startswith(name) and _BECOMES.fullmatch(plain, len(name)) for name in _names(card))


def _identified(name: str) -> tuple[str, int] | None:
    """Return the Hub's identifier of a license named in prose, and the length of that name; None if in doubt."""
    plain = name.lower().replace("licence", "license").replace("\n", " ")
    for written, identifier in _LICENSES:
        if words := written.match(plain):
            return identifier, words.end()
    found = _CREATIVE_COMMONS.match(plain)
    if found is None:
        return None
    rest, parts = found["rest"], ["cc", "by"]
    for part, words_of_it in _PARTS_OF_CC:
        if any(word in rest for word in words_of_it):
            parts.append(part)
    identifier = f"{'-'.join(parts)}-{found['version']}"
    return (identifier, found.end()) if identifier in vocabulary("licenses") else None


_CARD = (
    "---\nlicense: mit\n---\n# M\n\nThe model is released under the {} license. The code is released under GPL-3.0.\n"
)
_BARE = "---\nlicense: mit\n---\n# Film Thing\n\n{}"

RULE = Rule(
    name="contradicting-license-text",
    code="CL325",
    category="body",
    severity=Severity.WARNING,
    kinds=(Kind.MODEL, Kind.DATASET),
    check=check,
    fields=("license",),
    examples=(
        Example(
            bad=_CARD.format("«Apache 2.0»"),
            good=_CARD.format("MIT"),
            whole=True,
            message="the text says `apache-2.0`, but `license` is `mit`; correct one of them",
        ),
        Example(
            bad=_BARE.format("- **License:** «Apache-2.0»\n\n## Training data\n\n- License: CC0\n"),
            good=_BARE.format("- **License:** MIT\n- **License of the code:** Apache-2.0\n"),
            whole=True,
        ),
        Example(
            bad=_BARE.format("## License\n\n[«CC BY-NC 4.0»](https://creativecommons.org/licenses/by-nc/4.0/).\n"),
            good=_BARE.format("## License\n\nCC BY-NC 4.0, and MIT for the code.\n"),
            whole=True,
        ),
        Example(
            bad=_BARE.format("Film Thing is released under the «Apache 2.0» license.\n"),
            good=_BARE.format("Thing Film is released under the Apache 2.0 license.\n"),
            whole=True,
        ),
        Example(
            bad=_BARE.format("The weights are licensed under «CC BY 4.0».\n"),
            good=_BARE.format("| License | MIT |\n| --- | --- |\n| **License** | MIT |\n"),
            whole=True,
        ),
    ),
    silent=(
        Example(good=_CARD.format("Apache 2.0").replace("license: mit", "license: other"), whole=True),
        Example(good=_CARD.format("Apache 2.0").replace("license: mit", "license: unknown"), whole=True),
        Example(good=_CARD.format("Apache 2.0").replace("license: mit", "license: nonsense"), whole=True),
        Example(good=_CARD.format("Apache 2.0").replace("license: mit", "license: [mit, gpl-3.0]"), whole=True),
        Example(good=_CARD.format("Apache 2.0").replace("The code is", "It is"), whole=True, kind=Kind.DATASET),
        Example(good=_CARD.format("nonsense"), whole=True),
        Example(good=_CARD.format("CC-BY-9.9"), whole=True),
    ),
)
