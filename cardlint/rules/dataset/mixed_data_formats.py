"""One builder reads all files of a dataset, so files in a second format break the viewer.

The library uses the most common format in a split, rejects splits in different formats, and reads every subset the way
it reads the first one. Keep one format in ``configs``; move files in another format to a repository of their own.

Source: datasets load.py: "Couldn't infer the same data file format for all splits".
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import builder_of
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import configs_of, splits_of_files
from cardlint.system.named_tuple import NamedTuple


class _Read(NamedTuple):
    """The reader of a file type that the library uses for a split or a subset, and the file that makes it do so."""

    builder: str
    place: Related


def check(card: Card) -> Iterator[Found]:
    first: _Read | None = None
    for config in configs_of(card):
        own: _Read | None = None
        for split in splits_of_files(config.node) or ():
            builder = builder_of(path.data for path in split.paths)
            if builder is None:
                continue
            usual = next((path for path in split.paths if builder_of([path.data]) == builder), split.paths[0])
            for path in split.paths:
                other = builder_of([path.data])
                if other is not None and other != builder:
                    message = f"{quote(path.data)} is read as `{builder}`, like most files of the split; use one format"
                    yield Found(path.span, message, related=(Related(usual.span, f"read as `{builder}`"),))
            if own is not None and builder != own.builder:
                message = f"the split {quote(split.name)} is `{builder}`, but earlier splits are `{own.builder}`; use one format"
                yield Found(split.paths[0].span, message, severity=Severity.ERROR, related=(own.place,))
            own = own or _Read(builder, Related(usual.span, f"read as `{builder}`"))
        if own is not None and first is not None and own.builder != first.builder and config.label is not None:
            what = f"the subset {quote(config.name)} is `{own.builder}`"
            message = f"{what}, but is read as `{first.builder}` like the first one; use one format"
            yield Found(config.label.span, message, related=(first.place,))
        first = first or own


RULE = Rule(
    name="mixed-data-formats",
    code="CL227",
    category="configs",
    severity=Severity.WARNING,
    worst=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("configs",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: train.csv\n"
            "  - split: test\n    path: «test.jsonl»",
            good="configs:\n- config_name: en\n  data_files:\n  - split: train\n    path: train.json\n"
            "  - split: test\n    path: test.jsonl",
            kind=Kind.DATASET,
            message="the split `test` is `json`, but earlier splits are `csv`; use one format",
        ),
        Example(
            bad="configs:\n- config_name: en\n  data_files: [a.csv, b.csv, «c.parquet»]\n"
            "- config_name: «fr»\n  data_files: fr/*.parquet",
            good="configs:\n- config_name: en\n  data_files: [a.csv, b.csv]\n"
            "- config_name: fr\n  data_files: fr/*.csv.gz",
            kind=Kind.DATASET,
            message="`c.parquet` is read as `csv`, like most files of the split; use one format",
        ),
    ),
)
