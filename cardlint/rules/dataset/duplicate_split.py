"""A subset with two splits of the same name cannot be loaded.

List all files of a split in one ``path``: ``path: [a.csv, b.csv]``.

Source: datasets data_files.py, "Some splits are duplicated in data_files"; splits.py, "Split train already present".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Node, Scalar, Sequence
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Applicability, Edit, Fix, Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Source
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, infos_of, split_names, splits_of_files, splits_of_info


def check(card: Card) -> Iterator[Found]:
    for config in configs_of(card):
        labels = [split.label for split in splits_of_files(config.node) or () if split.label is not None]
        for first, second in _twins(labels):
            message = f"two splits are named {quote(second.data)}, so loading fails; list all files in one `path`"
            fix, other = _fix(card, config.node, first, second), Related(first.span, "first here")
            yield Found(second.span, message, fix, related=(other,))
    for info in infos_of(card):
        for first, second in _twins(list(split_names(splits_of_info(info.node)))):
            message = f"two splits are named {quote(second.data)}, so all split sizes are ignored; remove one"
            other = Related(first.span, "first here")
            yield Found(second.span, message, severity=Severity.WARNING, related=(other,))


def _twins(labels: list[Scalar]) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield the first label of each name with each later one."""
    seen: dict[str, Scalar] = {}
    for label in labels:
        first = seen.setdefault(label.data, label)
        if first is not label:
            yield first, label


def _fix(card: Card, config: Mapping, first: Scalar, second: Scalar) -> Fix | None:
    """Add the paths of the second split to those of the first, and remove the second."""
    files = config.index["data_files"].value
    if not isinstance(files, Sequence):
        return None
    complete = [item for item in files.items if isinstance(item, Mapping) and item.data.keys() == {"split", "path"}]
    pair = [item for item in complete if item.index["split"].value in (first, second)]
    if len(pair) != 2:
        return None
    kept, twin = pair
    paths = kept.index["path"].value
    have, more = (each if isinstance(each, list) else [each] for each in (paths.data, twin.data["path"]))
    new = [path for path in more if path not in have]
    made = [edits.delete_item(card.source, files, files.items.index(twin))]
    if new:
        made.append(_longer(card.source, paths, new) if kept.start < paths.start < kept.end else None)
    done = tuple(edit for edit in made if edit is not None)
    return Fix("list all files in one `path`", done, Applicability.UNSAFE) if len(done) == len(made) else None


def _longer(source: Source, paths: Node, more: list[object]) -> Edit | None:
    """Add paths to a path or to a list of paths."""
    texts = [edits.to_yaml(path) for path in more if isinstance(path, str)]
    if len(texts) < len(more) or isinstance(paths, Mapping):
        return None
    if isinstance(paths, Scalar):
        own = source.slice(paths.span)
        if "\n" in own or own.startswith(("&", "!")):
            return None
        return Edit(paths.span, f"[{', '.join((edits.to_yaml(paths.data) if paths.plain else own, *texts))}]")
    return edits.extend(source, paths, texts) if paths.items else None


RULE = Rule(
    name="duplicate-split",
    code="CL225",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs", "dataset_info"),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n"
            "  - split: «train»\n    path: b.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: [a.csv, b.csv]",
            kind=Kind.DATASET,
            fixed=True,
            message="two splits are named `train`, so loading fails; list all files in one `path`",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path:\n    - a.csv # new\n"
            "  - split: test\n    path: t.csv\n  - split: «train»\n    path: 'b/*.csv'\n"
            "  - split: «train»\n    path: [c.csv, d.csv]",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path:\n    - a.csv # new\n"
            '    - "b/*.csv"\n    - c.csv\n    - d.csv\n  - split: test\n    path: t.csv',
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv\n"
            "  - split: «train»\n    path: a.csv",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: a.csv",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="configs: [{config_name: en, data_files: [{split: test, path: a.csv}, {split: «test», path: b.csv}]}]",
            good="configs: [{config_name: en, data_files: [{split: test, path: [a.csv, b.csv]}]}]",
            kind=Kind.DATASET,
            fixed=True,
        ),
        Example(
            bad="dataset_info: {splits: [{name: test}, {name: «test»}]}",
            good="dataset_info: {splits: [{name: test}]}",
            kind=Kind.DATASET,
            message="two splits are named `test`, so all split sizes are ignored; remove one",
        ),
    ),
)
