"""The Hub gives this name to no repository, so the reference leads nowhere.

An id has no ``--`` and no ``..``, its name has at most 96 characters, does not begin or end with a period or a hyphen, and does not end
with ``.git``. ``models--owner--name`` is a folder of the cache.

Source: huggingface_hub 1.11, utils/_validators.py, validate_repo_id; none in 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Scalar
from cardlint.card.repository.ids import is_id
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import ALL, Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_FIELDS = ("base_model", "new_version", "models", "datasets")
_ID = pattern(r"(?:[\w.-]+/)?[\w.-]+")
_FOLDER = pattern(r"(?:models|datasets|spaces)--(?P<owner>[\w.-]+?)--(?P<name>[\w.-]+)")
_LONGEST_NAME = 96


def check(card: Card) -> Iterator[Found]:
    for field in _FIELDS:
        for _, node in card.values(field):
            if not isinstance(node, Scalar) or not isinstance(node.data, str) or not _ID.fullmatch(node.data):
                continue
            fault = _fault(node.data)
            if fault is None:
                continue
            meant = _meant(node.data)
            advice = f"did you mean {quote(meant, 60)}?" if meant is not None else "correct it"
            fix = None
            if meant is not None:
                edit = edits.replace(card.source, node, meant)
                fix = Fix(f"replace with `{meant}`", (edit,), Applicability.UNSAFE)
            yield Found(node.span, f"{quote(node.data, 24)} cannot be an id, because {fault}; {advice}", fix)


def _fault(text: str) -> str | None:
    """Return why the Hub gives the name ``text`` to no repository, or None."""
    if _FOLDER.fullmatch(text):
        return "it is a cache folder"
    for part in ("--", ".."):
        if part in text:
            return f"it contains `{part}`"
    if text.endswith(".git"):
        return "it ends with `.git`"
    name = text.rpartition("/")[2]
    if len(name) > _LONGEST_NAME:
        return f"its name is longer than {_LONGEST_NAME} characters"
    for part in text.split("/"):
        if part[0] in ".-" or part[-1] in ".-":
            return f"`{part[0] if part[0] in '.-' else part[-1]}` is at the {'beginning' if part[0] in '.-' else 'end'} of a name"
    return None


def _meant(text: str) -> str | None:
    """Return the id that ``text`` was clearly meant to be."""
    folder = _FOLDER.fullmatch(text)
    meant = f"{folder['owner']}/{folder['name']}" if folder is not None else text.removesuffix(".git")
    return meant if meant != text and is_id(meant) and _fault(meant) is None else None


RULE = Rule(
    name="impossible-id",
    code="CL153",
    category="relations",
    severity=Severity.WARNING,
    check=check,
    kinds=ALL,
    fields=_FIELDS,
    yields_to=("invalid-dataset-id", "local-path"),
    examples=(
        Example(
            bad="base_model: «models--an-org--films»",
            good="base_model: an-org/films",
            fixed=True,
            message="`models--an-org--films` cannot be an id, because it is a cache folder; did you mean `an-org/films`?",
        ),
        Example(bad="base_model:\n- «a/b.git»\n- c/d", good="base_model:\n- a/b\n- c/d", fixed=True),
        Example(
            bad="datasets: [«a/b--c», «a/b..c», a/d]",
            good="datasets: [a/b-c, a/b.c, a/d]",
            message="`a/b--c` cannot be an id, because it contains `--`; correct it",
        ),
        Example(
            bad="datasets: [«a/b.», «a-/b», «a/_b-»]",
            good="datasets: [a/b]",
            message="`a/b.` cannot be an id, because `.` is at the end of a name; correct it",
        ),
        Example(
            bad=f"base_model: «a/{'b' * 97}»",
            good=f"base_model: a/{'b' * 96}",
        ),
    ),
    silent=(
        Example(good="base_model: a/b_-c.d-e\ndatasets: [squad, a/_b]\nmodels: [The Pile -- v2]"),
        Example(good="base_model: 5"),
    ),
)
