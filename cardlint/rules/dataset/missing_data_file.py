"""A file or folder in ``configs`` is not in the repository, so the subset cannot be loaded and the viewer shows an error.

Paths and globs start at the root of the repository, or at ``data_dir``. The library ignores a glob that matches nothing
if others do. Correct the path, or push the files.

Source: datasets data_files.py, resolve_pattern: "Unable to find".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import DataFiles, is_glob, is_inside, is_readable
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import Split, configs_of, splits_of_files


def check(card: Card) -> Iterator[Found]:
    configs, repository = configs_of(card), card.repository
    if not configs or repository is None or not repository.listed:
        return
    files = DataFiles(repository.names)
    for config in configs:
        folder = _folder(config.node)
        if folder is not None:
            for split in splits_of_files(config.node) or ():
                yield from _split(files, folder, split, config.node)
            yield from _data_dir(files, folder, config.node)


def _folder(config: Mapping) -> str | None:
    """Return ``data_dir``, the root if there is none, or None if it is outside the repository."""
    entry = config.index.get("data_dir")
    if entry is None or entry.value.data is None:
        return ""
    folder = entry.value.data
    return folder if isinstance(folder, str) and is_inside(folder) else None


def _split(files: DataFiles, folder: str, split: Split, config: Mapping) -> Iterator[Found]:
    answers = [(path, files.find(path.data, folder)) for path in split.paths if is_inside(path.data) and path.data]
    hit = any(found is None or any(map(is_readable, found)) for _, found in answers) or len(answers) < len(split.paths)
    for path, found in answers:
        if found is None or any(map(is_readable, found)):
            continue
        ignored = hit and is_glob(path.data)
        severity, message = Severity.WARNING if ignored else None, _message(files, folder, path, found)
        other = (Related(config.index["data_dir"].value.span, "the folder"),) if "`data_dir`" in message else ()
        yield Found(path.span, message, severity=severity, related=other)


def _message(files: DataFiles, folder: str, path: Scalar, found: list[str]) -> str:
    name = quote(path.data)
    if found:
        return f"the `datasets` library cannot read the file type of {name}; use another format"
    if folder and files.find(path.data):
        return f"{name} is not in `data_dir` {quote(folder)}; remove the folder from one of the two"
    if is_glob(path.data):
        return f"no file in the repository matches {name}; correct the pattern"
    if files.below(f"{folder}/{path.data}/".lstrip("/").replace("//", "/")):
        return f"the path {name} is a folder; write `{shorten(path.data.rstrip('/'))}/*`"
    near = files.like(path.data) if not folder else None
    return f"the repository has no file {name}; " + (f"did you mean {quote(near)}?" if near else "correct the path")


def _data_dir(files: DataFiles, folder: str, config: Mapping) -> Iterator[Found]:
    entry = config.index.get("data_dir")
    if entry is None or not folder or "data_files" in config.index:
        return
    if not files.find(f"{folder}/**") and files.find("*") is not None:
        yield Found(entry.value.span, f"the repository has no files in `data_dir` {quote(folder)}; correct the path")


RULE = Rule(
    name="missing-data-file",
    code="CL226",
    category="configs",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: «data/trian.csv»\n"
            "  - split: test\n    path: [data/test.csv, «data/more-*.csv»]",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: data/train.csv\n"
            "  - split: test\n    path: [data/test.csv]",
            kind=Kind.DATASET,
            files={"data/train.csv": "a\n", "data/test.csv": "a\n", "LICENSE": ""},
            message="the repository has no file `data/trian.csv`; did you mean `data/train.csv`?",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: «train/*.csv»",
            good="configs:\n- config_name: en\n  data_files: data/**/train-*.csv",
            kind=Kind.DATASET,
            files={"data/en/train-0.csv": "a\n", "LICENSE": ""},
            message="no file in the repository matches `train/*.csv`; correct the pattern",
        ),
        Example(
            bad="configs: [{config_name: en, data_dir: data, data_files: «data/a.csv»},"
            " {config_name: fr, data_dir: «fr»}]",
            good="configs: [{config_name: en, data_dir: data, data_files: a.csv}, {config_name: fr, data_dir: data}]",
            kind=Kind.DATASET,
            files={"data/a.csv": "a\n", "LICENSE": ""},
            message="`data/a.csv` is not in `data_dir` `data`; remove the folder from one of the two",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: «data»}, {config_name: fr, data_files: «data/a.exe»}]",
            good="configs: [{config_name: en, data_files: data/*}]",
            kind=Kind.DATASET,
            files={"data/a.csv": "a\n", "data/a.exe": "", "LICENSE": ""},
            message="the path `data` is a folder; write `data/*`",
        ),
    ),
)
