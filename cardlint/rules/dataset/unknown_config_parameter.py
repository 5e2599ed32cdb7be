"""The builder ignores a parameter that it does not know, so the files are not read as intended.

Apart from its name and files, a subset takes the parameters of the builder that reads the files: ``sep`` for csv,
``drop_labels`` for imagefolder. Correct the name, or remove the line.

Source: datasets load.py: "Some datasets params were ignored"; the parameters are those of packaged_modules.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import builder_of
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, splits_of_files
from cardlint.rules.dataset._words import MOST_HINTS
from cardlint.vocabulary import nearest, vocabulary

_OF_FILES = ("split", "path")
_SHORTEST = 3  # characters of a parameter that another word is taken for


def check(card: Card) -> Iterator[Found]:
    common = frozenset(vocabulary("datasets").data["config_keys"])
    builder: str | None = None  # of the first subset: it reads the others too
    number = 0
    for config in configs_of(card):
        builder = builder or _builder(config.node)
        if (outside := _outside_data_files(config.node)) is not None:
            yield outside
        for entry in config.node.entries:
            key = entry.key
            if outside is not None and key.data in _OF_FILES:
                continue
            if not isinstance(key, Scalar) or not isinstance(key.data, str) or key.data in common:
                continue
            takers = _takers(key.data)
            if builder in takers or (builder is None and takers):
                continue
            if takers:
                yield Found(
                    key.span,
                    f"`{builder}` ignores `{key.data}`, a parameter of {', '.join(map(quote, takers[:3]))}; remove it",
                )
            else:
                yield _unknown(key, builder, number < MOST_HINTS)
                number += 1


def _outside_data_files(config: Mapping) -> Found | None:
    """Report ``split`` and ``path`` below ``data_files`` that should be an item of it: one finding for all."""
    keys = [entry.key for entry in config.entries if entry.key.data in _OF_FILES]
    if not keys or "data_files" not in config.index:
        return None
    names = " and ".join(quote(str(key.data)) for key in keys[: len(_OF_FILES)])
    belong, them = ("belong", "them") if len(keys) > 1 else ("belongs", "it")
    message = f"{names} {belong} to an item of `data_files`, not to the subset; indent {them} below a dash"
    return Found(keys[0].span, message)


def _builder(config: Mapping) -> str | None:
    return builder_of(path.data for split in splits_of_files(config) or () for path in split.paths)


def _unknown(key: Scalar, builder: str | None, with_hint: bool) -> Found:
    what = f"{quote(builder) if builder else 'a subset'} has no parameter {quote(key.data)}"
    near = (_begun(key.data, _known(builder)) or nearest(key.data, _known(builder), 1)) if with_hint else ()
    if near:
        return Found(key.span, f"{what}; did you mean `{near[0]}`?")
    return Found(key.span, f"{what}, so the library ignores it; remove it")


def _begun(word: str, known: list[str]) -> tuple[str, ...]:
    """Return the longest known parameter that ``word`` begins with, as ``separator`` does with ``sep``; or nothing."""
    return tuple(sorted((each for each in known if word.startswith(each) and len(each) >= _SHORTEST), key=len)[-1:])


def _known(builder: str | None) -> list[str]:
    """Return the keys that a subset can have if ``builder`` reads it, or any builder if that is None."""
    builders = vocabulary("datasets/builders")
    keys = set(vocabulary("datasets").data["config_keys"])
    return sorted(keys.union(*(builders[each]["parameters"] for each in builders.ids if builder in (None, each))))


def _takers(word: str) -> list[str]:
    """Return the builders that have a parameter."""
    builders = vocabulary("datasets/builders")
    in_folders = vocabulary("datasets").data["folder_parameters"]
    return [
        each
        for each in builders.ids
        if word in builders[each]["parameters"] or (builders[each].get("folder") and word in in_folders)
    ]


RULE = Rule(
    name="unknown-config-parameter",
    code="CL228",
    category="configs",
    severity=Severity.WARNING,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    yields_to=("null-value",),
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n  «split»: test\n  path: b.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n  - split: test\n    path: b.csv",
            kind=Kind.DATASET,
            message="`split` and `path` belong to an item of `data_files`, not to the subset; indent them below a dash",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: a.csv\n  «seperator»: ;\n  «delimeter»: ;",
            good="configs:\n- config_name: en\n  data_files: a.csv\n  delimiter: ;",
            kind=Kind.DATASET,
        ),
        Example(
            bad="configs: [{config_name: en, data_files: a.csv, «drop_labels»: true}]",
            good="configs: [{config_name: en, data_files: a.jpg, drop_labels: true}]",
            kind=Kind.DATASET,
            message="`csv` ignores `drop_labels`, a parameter of `imagefolder`, `audiofolder`, `videofolder`; remove it",
        ),
        Example(
            bad="configs: [{config_name: en, «data_file»: a.csv}]",
            good="configs: [{config_name: en, data_files: a.csv}]",
            kind=Kind.DATASET,
            message="a subset has no parameter `data_file`; did you mean `data_files`?",
        ),
    ),
)
