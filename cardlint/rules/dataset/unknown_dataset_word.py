"""The Hub does not know this word, so no filter finds the dataset by it.

These lists take only a few words each. Name people in the text of the card, and languages in ``language``.

Source: hub-docs datasetcard.md; datasets resources/creators.json and multilingualities.json; 127 values in 2,426 real
dataset cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._words import correction
from cardlint.vocabulary import languages, vocabulary

_HONEST = "unknown"
_OTHER = "other"
_SHORTEST = 4  # letters that can be the beginning of a word


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("unknown-dataset-word"):
        field, word = str(violation.path[0]), violation.found
        words = vocabulary(f"datasets/{field}")
        near = words.suggest(word) or _begun(word, words.ids)
        fault = f"`{field}` does not take {quote(word)}"
        severity = Severity.INFO if word == _HONEST or word.startswith(f"{_OTHER}-") else None
        if severity is not None and not near:
            near = (_OTHER,) if word != _HONEST else ()
        if word == _HONEST:
            hint = "remove the field if nobody knows"
        elif near:
            hint = f"did you mean {' or '.join(map(quote, near))}?"
        elif field == "multilinguality" and word in languages():
            hint = "move languages to `language`"
        else:
            fault = f"the Hub does not know {quote(word)}"  # the list needs the room
            hint = f"use {', '.join(map(quote, words.ids[:-1]))} or {quote(words.ids[-1])}"
        fix = correction(card, violation, near[0]) if len(near) == 1 else None
        alike = SharedCause(f"fields do not take `{word}`", "remove those that nobody knows", f"`{field}`")
        yield Found(
            violation.span,
            f"{fault}; {hint}",
            fix,
            violation.hub,
            severity,
            alike=alike if word == _HONEST else None,
        )


def _begun(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the only one of ``words`` that begins with ``word``, or nothing."""
    longer = tuple(each for each in words if each.startswith(word.lower()))
    return longer if len(longer) == 1 and len(word) >= _SHORTEST else ()


RULE = Rule(
    name="unknown-dataset-word",
    code="CL214",
    category="metadata",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("annotations_creators", "language_creators", "multilinguality"),
    check=check,
    breach=True,
    yields_to=("comma-list",),
    examples=(
        Example(
            bad="annotations_creators:\n- «crowd-sourced»",
            good="annotations_creators:\n- crowdsourced",
            kind=Kind.DATASET,
            fixed=True,
            message="`annotations_creators` does not take `crowd-sourced`; did you mean `crowdsourced`?",
        ),
        Example(
            bad="language_creators: [«expert»]",
            good="language_creators: [expert-generated]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="language_creators: [«machine», «crowd»]\nmultilinguality: [«Mono»]",
            good="language_creators: [machine-generated, crowdsourced]\nmultilinguality: [monolingual]",
            kind=Kind.DATASET,
            fixed=True,
            message="`language_creators` does not take `machine`; did you mean `machine-generated`?",
        ),
        Example(bad="multilinguality: [«other-music»]", good="multilinguality: [other]", kind=Kind.DATASET, fixed=True),
        Example(
            bad="multilinguality: [«en»]",
            good="multilinguality: [monolingual]\nlanguage: [en]",
            kind=Kind.DATASET,
            message="`multilinguality` does not take `en`; move languages to `language`",
        ),
        Example(
            bad="annotations_creators: [«Jane Doe»]",
            good="annotations_creators: [expert-generated]",
            kind=Kind.DATASET,
            message="the Hub does not know `Jane Doe`; use `found`, `crowdsourced`, `expert-generated`,"
            " `machine-generated`, `no-annotation` or `other`",
        ),
    ),
)
