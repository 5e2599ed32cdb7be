"""The library does not know this shape of ``data_files``, so the subset cannot be loaded.

``data_files`` is a path, a list of paths, or a list of mappings with only ``split`` and ``path``; do not mix paths and
mappings. In a path, ``**`` must be between slashes on its own: ``**/*.csv``. Braces, as in ``{train,test}.csv``, are
not wildcards: list the paths. Paths begin at the root of the repository, without a slash, and do not leave it:
``load_dataset`` looks for ``/data/a.csv`` on the computer of the reader.

Source: datasets 5.2.0 utils/metadata.py and data_files.py, measured; fsspec glob_translate; huggingface/datasets#6561.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Entry, Mapping, Scalar, Sequence
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import has_glued_stars, is_inside, leaves_repository
from cardlint.card.schema.violation import Violation
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.findings.source import Source, Span
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._braces import Braces
from cardlint.rules.dataset._subsets import Split, configs_of, splits_of_files

_KEYS = frozenset(("split", "path"))


def check(card: Card) -> Iterator[Found]:
    for violation in card.violations("invalid-data-files"):
        yield Found(violation.span, _message(violation), _as_list(card, violation), violation.hub)
    braces = Braces(card)
    for subset in configs_of(card):
        entry = subset.node.index.get("data_files")
        if entry is not None and isinstance(entry.value, Sequence):
            yield from _mixed(entry.value)
            yield from _without_files(entry.value)
        for split in splits_of_files(subset.node) or ():
            yield from _paths(card, split)
            yield from braces.check(split)
        folder = subset.node.index.get("data_dir")
        if folder is not None and isinstance(folder.value.data, str) and leaves_repository(folder.value.data):
            yield Found(folder.value.span, _outside(folder.value.data))


def _message(violation: Violation) -> str:
    """Return what is wrong with the shape: a key too many or too few, or a value of the wrong type."""
    name, found = violation.path[-1], quote(violation.found)
    if violation.keyword == "required":
        return f"an item of `data_files` has no `{violation.expected}`; write `{{split: …, path: …}}`"
    if violation.keyword != "type":
        return f"an item of `data_files` takes only `split` and `path`; remove {quote(str(name))}"
    if name == "data_files":
        return f"`data_files` is {found}; write a path, a list of paths, or a list of `{{split: …, path: …}}`"
    if name == "split":
        return f"`split` is {found}, which is not text; put it in quotes"
    if name == "path":
        return f"`path` is {found}; write a path or a list of paths"
    if "path" in violation.path:
        return f"{found} is not a path; write text"
    return f"{found} is not an item of `data_files`; write a path, or `{{split: …, path: …}}`"


def _as_list(card: Card, violation: Violation) -> Fix | None:
    """Write a mapping of splits, as ``load_dataset`` takes it, as the list that a card takes."""
    splits, source = violation.node, card.source
    if violation.path[-1] != "data_files" or not isinstance(splits, Mapping) or not splits.entries:
        return None
    if splits.data.keys() == _KEYS:  # a list of one without its dash
        wrapped = edits.wrap(source, splits) if splits.flow else None
        made = (wrapped,) if wrapped is not None else edits.wrap_block(source, splits)
    elif _is_bare(source, splits) and all(_is_split(entry, splits) for entry in splits.entries):
        made = (Edit(splits.span, _in_brackets(source, splits) if splits.flow else _with_dashes(source, splits)),)
    else:
        return None
    return Fix("turn the splits into a list", made, Applicability.UNSAFE) if made else None


def _is_bare(source: Source, splits: Mapping) -> bool:
    """Return whether a mapping has no anchor and no comments that would be lost."""
    text = source.slice(splits.span)
    if splits.flow:
        return text[0] == "{" and "\n" not in text
    return splits.start == splits.entries[0].key.start


def _is_split(entry: Entry, splits: Mapping) -> bool:
    """Return whether a field is the name of a split and its paths, written in place rather than by alias."""
    values = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
    are_texts = all(isinstance(each, Scalar) and isinstance(each.data, str) for each in (entry.key, *values))
    return are_texts and entry.key.data not in _KEYS and splits.start <= entry.value.start < splits.end


def _in_brackets(source: Source, splits: Mapping) -> str:
    pairs = [(source.slice(entry.key.span), source.slice(entry.value.span)) for entry in splits.entries]
    return f"[{', '.join(f'{{split: {name}, path: {paths}}}' for name, paths in pairs)}]"


def _with_dashes(source: Source, splits: Mapping) -> str:
    path = f"{source.line_end}{' ' * (source.position(splits.start).column + 1)}path"
    parts, at = [], splits.start
    for entry in splits.entries:
        paths = source.text[entry.key.end : entry.value.end].replace("\n", "\n  ")
        parts += [source.text[at : entry.key.start], "- split: ", source.slice(entry.key.span), path, paths]
        at = entry.value.end
    return "".join(parts)


def _mixed(value: Sequence) -> Iterator[Found]:
    if not value.items:
        yield Found(value.span, "`data_files` is empty; name the files of the subset, or remove the field")
    elif any(isinstance(item, Mapping) for item in value.items):
        for item in value.items:
            if isinstance(item, Scalar) and isinstance(item.data, str):
                yield Found(
                    item.span, f"`data_files` mixes paths and splits; write `{{split: …, path: {shorten(item.data)}}}`"
                )


def _without_files(value: Sequence) -> Iterator[Found]:
    for item in value.items:
        path = item.index.get("path") if isinstance(item, Mapping) else None
        if path is not None and isinstance(path.value, Sequence) and not path.value.items:
            yield Found(path.value.span, "`path` is empty, so `load_dataset` fails; name the files of the split")


def _paths(card: Card, split: Split) -> Iterator[Found]:
    for path in split.paths:
        if not path.data:
            yield Found(path.span, "the path is empty; name a file in the repository")
        elif leaves_repository(path.data):
            yield Found(path.span, _outside(path.data))
        elif has_glued_stars(path.data) and is_inside(path.data):
            yield Found(
                path.span,
                f"`**` must be between slashes on its own in {quote(path.data)}; write `**/*`",
                _fix(card, path),
            )


def _outside(path: str) -> str:
    return f"{quote(path)} is outside the repository, so `load_dataset` fails; write a path from its root"


def _fix(card: Card, path: Scalar) -> Fix | None:
    """Return the fix for the commonest case: ``**.csv`` was any file at any depth before fsspec 2023.12."""
    start = card.source.text.find("**.", path.start, path.end)
    if path.data.count("**") != 1 or "/**." not in f"/{path.data}" or start < 0:
        return None
    return Fix("replace `**` with `**/*`", (Edit(Span(start, start + 2), "**/*"),))


RULE = Rule(
    name="invalid-data-files",
    code="CL223",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    yields_to=("duplicate-field",),
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n    «sep»: ;",
            good="configs:\n- config_name: en\n  sep: ;\n  data_files:\n  - split: train\n    path: a.csv",
            kind=Kind.DATASET,
            message="an item of `data_files` takes only `split` and `path`; remove `sep`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - «a.csv»\n  - split: test\n    path: b.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: test\n    path: b.csv",
            kind=Kind.DATASET,
            message="`data_files` mixes paths and splits; write `{split: …, path: a.csv}`",
        ),
        Example(
            bad='configs:\n- config_name: en\n  data_files: «"data/**.csv"»',
            good='configs:\n- config_name: en\n  data_files: "data/**/*.csv"',
            kind=Kind.DATASET,
            fixed=True,
            message="`**` must be between slashes on its own in `data/**.csv`; write `**/*`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: all\n    path: «data/{train,test}.csv»\n",
            good="configs:\n- config_name: en\n  data_files:\n  - split: all\n    path: [data/train.csv, data/test.csv]\n",
            kind=Kind.DATASET,
            files={"data/train.csv": "a\n", "data/test.csv": "a\n", "LICENSE": ""},
            fixed=True,
            message="braces do not work in `data/{train,test}.csv`; write a list, `[data/train.csv, data/test.csv]`",
        ),
        Example(
            bad='configs:\n- config_name: en\n  data_files:\n  - a.csv\n  - «"{b,c/{d,e}}-*.{csv,tsv}"»\n',
            good='configs:\n- config_name: en\n  data_files:\n  - a.csv\n  - "b-*.csv"\n  - "b-*.tsv"\n'
            '  - "c/d-*.csv"\n  - "c/d-*.tsv"\n  - "c/e-*.csv"\n  - "c/e-*.tsv"\n',
            kind=Kind.DATASET,
            fixed=True,
            message="braces do not work in `{b,c/{d,e}}-*.{csv,tsv}`; write a list of the paths",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: [«'a-{0..9}.csv'», b.csv, «'{c,d}.csv'»]}]",
            good='configs: [{config_name: en, data_files: ["a-*.csv", b.csv, c.csv, d.csv]}]',
            kind=Kind.DATASET,
            message="braces do not work in `a-{0..9}.csv`; write a list of the paths",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: «[]»}, {config_name: fr, data_files: «''»}]",
            good="configs: [{config_name: en, data_files: a.csv}]",
            kind=Kind.DATASET,
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: «3»",
            good="configs:\n- config_name: en\n  data_files: a.csv",
            kind=Kind.DATASET,
            message="`data_files` is `3`; write a path, a list of paths, or a list of `{split: …, path: …}`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n    «train: a.csv # new\n    # old\n    test:\n    - b.csv\n    - c.csv»",
            good="configs:\n- config_name: en\n  data_files:\n    - split: train\n      path: a.csv # new\n    # old\n"
            "    - split: test\n      path:\n      - b.csv\n      - c.csv",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad='configs: [{config_name: en, data_files: «{"train":"a.csv", test: [b.csv]}»}]',
            good='configs: [{config_name: en, data_files: [{split: "train", path: "a.csv"}, {split: test, path: [b.csv]}]}]',
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n    «split: train\n    path: a.csv»\n",
            good="configs:\n- config_name: en\n  data_files:\n    - split: train\n      path: a.csv\n",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - «path»: a.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv",
            kind=Kind.DATASET,
            message="an item of `data_files` has no `split`; write `{split: …, path: …}`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - «split»: train",
            good="configs:\n- config_name: en\n  data_files:\n  - a.csv",
            kind=Kind.DATASET,
            message="an item of `data_files` has no `path`; write `{split: …, path: …}`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: «1»\n    path: «2»",
            good='configs:\n- config_name: en\n  data_files:\n  - split: "1"\n    path: [a.csv]',
            kind=Kind.DATASET,
            message="`split` is `1`, which is not text; put it in quotes",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: [a.csv, «3»]",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: [a.csv, '3']",
            kind=Kind.DATASET,
            message="`3` is not a path; write text",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: [«/data/train.csv», «../a.csv»]\n"
            "- config_name: fr\n  data_dir: «/data»",
            good="configs:\n- config_name: en\n  data_files: [data/train.csv, ./a.csv, b/../a.csv]\n"
            "- config_name: fr\n  data_dir: data",
            kind=Kind.DATASET,
            message="`/data/train.csv` is outside the repository, so `load_dataset` fails; write a path from its root",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: [«'~/a.csv'», «'C:\\a.csv'», «file:///a.csv»]}]",
            good="configs: [{config_name: en, data_files: [https://example.org/a.csv, hf://datasets/a/b/c.csv]}]",
            kind=Kind.DATASET,
        ),
        Example(
            bad="configs: [{config_name: en, data_files: [{split: train, path: a.csv}, {split: test, path: «[]»}]}]",
            good="configs: [{config_name: en, data_files: [{split: train, path: a.csv}, {split: test, path: [b.csv]}]}]",
            kind=Kind.DATASET,
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: [«1.5»]",
            good="configs:\n- config_name: en\n  data_files: [a.csv]",
            kind=Kind.DATASET,
            message="`1.5` is not an item of `data_files`; write a path, or `{split: …, path: …}`",
        ),
    ),
    silent=(
        Example(
            good="configs: [{config_name: en, data_files: ['{a,b}.csv', 'a{b}.csv', 'a{1}..{2}.csv', 'https://x.org/{a,b}.csv']}]",
            kind=Kind.DATASET,
            files={"{a,b}.csv": "a\n", "LICENSE": ""},
        ),
    ),
)
