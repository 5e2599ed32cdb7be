"""A file or folder in ``configs`` is not in the repository, so the subset cannot be loaded and the viewer shows an error.

Paths and globs start at the root of the repository, or at ``data_dir``, and case matters: ``A.csv`` is not ``a.csv``.
The library ignores a glob that matches nothing if others do. Correct the path, or push the files.

Source: datasets data_files.py, resolve_pattern: "Unable to find".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import DataFiles, is_glob, is_inside, is_readable, with_case_of
from cardlint.findings.diagnostic import Fix, Related, Severity
from cardlint.findings.quoting import quote, shorten
from cardlint.rule_kit import edits, file_case
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import Split, configs_of, splits_of_files

_MOST_LISTED = 20


def check(card: Card) -> Iterator[Found]:
    configs, repository = configs_of(card), card.repository
    if not configs or repository is None or not repository.listed:
        return
    files = DataFiles(repository.names)
    for config in configs:
        folder = _folder(config.node)
        if folder is not None and (other := _folder_in_other_case(card, files, config.node, folder)) is not None:
            yield other
        elif folder is not None:
            for split in splits_of_files(config.node) or ():
                yield from _split(card, files, folder, split, config.node)
            yield from _data_dir(files, folder, config.node)


def _folder(config: Mapping) -> str | None:
    """Return ``data_dir``, the root if there is none, or None if it is outside the repository."""
    entry = config.index.get("data_dir")
    if entry is None or entry.value.data is None:
        return ""
    folder = entry.value.data
    return folder if isinstance(folder, str) and is_inside(folder) else None


def _folder_in_other_case(card: Card, files: DataFiles, config: Mapping, folder: str) -> Found | None:
    """Return the finding for ``data_dir`` if no folder has its name, but one that differs from it only in case."""
    node = config.index["data_dir"].value if folder else None
    if not isinstance(node, Scalar) or is_glob(folder) or files.find(f"{folder}/**") != []:
        return None
    named = _normal(folder)
    there = {"/".join(name.split("/")[: named.count("/") + 1]) for name in files.in_other_case(f"{named}/**")}
    return Found(node.span, *file_case.describe(card.source, node.span, named, sorted(there))) if there else None


def _normal(path: str) -> str:
    return "/".join(part for part in path.split("/") if part not in ("", "."))


def _split(card: Card, files: DataFiles, folder: str, split: Split, config: Mapping) -> Iterator[Found]:
    answers = [(path, files.find(path.data, folder)) for path in split.paths if is_inside(path.data) and path.data]
    hit = any(found is None or any(map(is_readable, found)) for _, found in answers) or len(answers) < len(split.paths)
    for path, found in answers:
        if found is None or any(map(is_readable, found)):
            continue
        ignored = hit and is_glob(path.data)
        if not found and (other := _in_other_case(card, files, folder, path)) is not None:
            yield other._replace(severity=Severity.WARNING if ignored else None)
            continue
        if (several := _several(card, files, folder, split, path)) is not None:
            yield several
            continue
        severity, message = Severity.WARNING if ignored else None, _message(files, folder, path, found)
        related = (Related(config.index["data_dir"].value.span, "the folder"),) if "`data_dir`" in message else ()
        yield Found(path.span, message, severity=severity, related=related)


def _several(card: Card, files: DataFiles, folder: str, split: Split, path: Scalar) -> Found | None:
    """Return the finding for ``a.csv, b.csv``, which is one path; the fix needs all of the files."""
    paths = [each.strip() for each in path.data.split(",", _MOST_LISTED)]
    there = [bool(each and files.find(each, folder)) for each in paths]
    if len(paths) < 2 or not any(there):
        return None
    edit = edits.divide(card.source, path, split.listed, paths) if all(there) else None
    fix = Fix("write a list", (edit,)) if edit is not None else None
    written = quote(f"[{', '.join(paths)}]")
    return Found(path.span, f"{quote(path.data)} is one path; write a list, {written}", fix)


def _in_other_case(card: Card, files: DataFiles, folder: str, path: Scalar) -> Found | None:
    """Return the finding for a path or a glob that would lead to files if case did not matter."""
    names = files.in_other_case(path.data, folder)
    if not any(map(is_readable, names)):
        return None
    root = len(_normal(folder)) + 1 if folder else 0
    below = [name[root:] for name in names]
    if not is_glob(path.data):
        return Found(path.span, *file_case.describe(card.source, path.span, _normal(path.data), below))
    meant = with_case_of(path.data, below[0])
    if meant is None or files.find(meant, folder) != names:
        return Found(path.span, f"{quote(path.data)} does not match {quote(below[0])}; correct the case")
    message = f"{quote(path.data)} matches no file, but {quote(meant)} does; correct the case"
    return Found(path.span, message, file_case.correct(card.source, path.span, _normal(path.data), meant))


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
    yields_to=("invalid-data-files",),
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
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - «Data/A.csv»\n  - «./data/B.CSV»\n",
            good="configs:\n- config_name: en\n  data_files:\n  - data/a.csv\n  - ./data/b.csv\n",
            kind=Kind.DATASET,
            files={"data/a.csv": "a\n", "data/b.csv": "a\n", "LICENSE": ""},
            fixed=True,
            message="the repository has `data/a.csv`, not `Data/A.csv`; correct the case",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: «'Data/**/Train-*.CSV'»}, {config_name: fr, data_dir: «FR»}]",
            good="configs: [{config_name: en, data_files: 'data/**/train-*.csv'}, {config_name: fr, data_dir: fr}]",
            kind=Kind.DATASET,
            files={"data/en/train-0.csv": "a\n", "data/train-1.csv": "a\n", "fr/a.csv": "a\n", "LICENSE": ""},
            fixed=True,
            message="`Data/**/Train-*.CSV` matches no file, but `data/**/train-*.csv` does; correct the case",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: «a.csv, b*.csv»\n",
            good='configs:\n- config_name: en\n  data_files: [a.csv, "b*.csv"]\n',
            kind=Kind.DATASET,
            files={"a.csv": "a\n", "b.csv": "a\n", "LICENSE": ""},
            fixed=True,
            message="`a.csv, b*.csv` is one path; write a list, `[a.csv, b*.csv]`",
        ),
        Example(
            bad="configs: [{config_name: en, data_dir: data, data_files: «A.csv»},"
            " {config_name: fr, data_files: «'data/[A-C].CSV'»}, {config_name: de, data_files: «'data/a.csv,b.csv'»}]",
            good="configs: [{config_name: en, data_dir: data, data_files: a.csv}]",
            kind=Kind.DATASET,
            files={"data/a.csv": "a\n", "LICENSE": ""},
            message="the repository has `a.csv`, not `A.csv`; correct the case",
        ),
        Example(
            bad="configs: [{config_name: en, data_files: «A.csv»}]",
            good="configs: [{config_name: en, data_files: a.csv}]",
            kind=Kind.DATASET,
            files={"a.csv": "a\n", "a.CSV": "a\n", "LICENSE": ""},
            message="the repository has `a.CSV`, not `A.csv`; correct the case",
        ),
    ),
)
