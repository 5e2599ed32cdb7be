"""``datasets`` names datasets on the Hub; this is the name of a file format, a file, or a word for data of your own.

Write the ids of datasets on the Hub, and describe other data in the text.

Source: datasets 5.2, packaged modules; in 3 of 7,116 real cards, all true.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern
from cardlint.system.resources import load_json

_OWN = frozenset(
    (
        "custom",
        "custom_dataset",
        "custom-dataset",
        "customdataset",
        "own",
        "private",
        "local",
        "my_dataset",
        "my-dataset",
        "mydataset",
        "unknown",
        "dataset",
        "data",
        "train",
        "generator",
        "pandas",
    )
)
_FILE = pattern(r"(?:data/)?[\w.-]+\.(?:jsonl?|csv|tsv|parquet|txt|zip|arrow|xml|xlsx)(?:\.gz)?")


def check(card: Card) -> Iterator[Found]:
    formats = load_json("schemas/facts/datasets.json")["formats"]
    for word, span in card.strings("datasets"):
        if word.lower() in formats:
            what = "a file format"
        elif word.lower() in _OWN:
            what = "a word for data of your own"
        elif _FILE.fullmatch(word):
            what = "a file"
        else:
            continue
        yield Found(span, f"`datasets` {quote(word, 40)} is {what}; write the id of a dataset, or remove it")


RULE = Rule(
    name="format-as-dataset",
    code="CL154",
    category="relations",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL, Kind.SPACE),
    fields=("datasets",),
    examples=(
        Example(
            bad="datasets:\n- «imagefolder»\n- a/b\n- «train.jsonl»",
            good="datasets:\n- a/b",
            message="`datasets` `imagefolder` is a file format; write the id of a dataset, or remove it",
        ),
        Example(
            bad="datasets: «custom»",
            good="datasets: squad",
            message="`datasets` `custom` is a word for data of your own; write the id of a dataset, or remove it",
        ),
        Example(bad="datasets: [«data/train.csv.gz», «JSON»]", good="datasets: [a/json, a/train.csv]"),
    ),
    silent=(
        Example(good="datasets: [squad, a/json, common_voice, custom_voice, a/data.zip]"),
        Example(good="datasets: 5"),
    ),
)
