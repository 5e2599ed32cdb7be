"""``dataset_info`` and the files have different splits, so loading fails.

``load_dataset`` compares the splits that it made with those of ``dataset_info``, and stops if there is one too few or
too many. Name the same splits in both, or remove ``splits`` from ``dataset_info``.

Source: datasets 5.2.0 utils/info_utils.py, measured: ExpectedMoreSplitsError, UnexpectedSplitsError.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter.node import Mapping, Scalar
from cardlint.card.kind import Kind
from cardlint.card.repository.data_files import guessed_splits, is_readable
from cardlint.findings.diagnostic import Related, Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.dataset._subsets import NAMELESS, configs_of, infos_of, split_names, splits_of_files, splits_of_info

_LABEL = "the other splits"


def check(card: Card) -> Iterator[Found]:
    configs: dict[str, Mapping | None] = {}
    for config in configs_of(card):
        configs[config.name] = (
            None if config.name in configs else config.node
        )  # with two of one name, it is unclear which is meant
    for info in infos_of(card):
        stated = list(split_names(splits_of_info(info.node)))
        if not stated:
            continue
        node = configs.get(info.name)
        if node is not None:
            splits = splits_of_files(node)
            if splits is not None:
                made = [(split.name, split.label) for split in splits]
                files, sizes = node.index["data_files"].key.span, info.node.index["splits"].key.span
                for found in _compare(stated, made, "`data_files`"):
                    other = Related(files, _LABEL) if _is_inside(found.span, info.node) else Related(sizes, _LABEL)
                    yield found._replace(related=(other,))
        elif not configs and info.name == NAMELESS:
            yield from _compare(stated, [(name, None) for name in _guessed(card)], "the repository")


def _is_inside(span: Span, node: Mapping) -> bool:
    return node.start <= span.start < node.end


def _guessed(card: Card) -> tuple[str, ...]:
    repository = card.repository
    if repository is None or not repository.listed or not any(map(is_readable, repository.names)):
        return ()
    return guessed_splits(repository.names)


def _compare(stated: list[Scalar], made: list[tuple[str, Scalar | None]], where: str) -> Iterator[Found]:
    names = {name for name, _ in made}
    known = {label.data for label in stated}
    for label in stated:
        if made and label.data not in names:
            yield Found(
                label.span,
                f"`dataset_info` has the split {quote(label.data)}, but {where} does not, so loading fails; correct one",
            )
    for name, place in made:
        if name not in known:
            span = place.span if place is not None else stated[0].span
            yield Found(
                span, f"{where} has the split {quote(name)}, but `dataset_info` does not, so loading fails; correct one"
            )


RULE = Rule(
    name="mismatched-splits",
    code="CL234",
    category="dataset-info",
    severity=Severity.ERROR,
    kinds=(Kind.DATASET,),
    fields=("dataset_info",),
    check=check,
    examples=(
        Example(
            bad="configs:\n- config_name: en\n  data_files:\n"
            "  - {split: train, path: a.csv}\n  - {split: «test», path: b.csv}\n"
            "dataset_info:\n  config_name: en\n  splits:\n  - name: train\n  - name: «dev»",
            good="configs:\n- config_name: en\n  data_files:\n"
            "  - {split: train, path: a.csv}\n  - {split: dev, path: b.csv}\n"
            "dataset_info:\n  config_name: en\n  splits:\n  - name: train\n  - name: dev",
            kind=Kind.DATASET,
            message="`data_files` has the split `test`, but `dataset_info` does not, so loading fails; correct one",
        ),
        Example(
            bad="dataset_info:\n  splits:\n  - name: train\n  - name: test\n  - name: «validation»",
            good="dataset_info:\n  splits:\n  - name: train\n  - name: test",
            kind=Kind.DATASET,
            files={"train/0.csv": "", "test/0.csv": "", "LICENSE": ""},
            message="`dataset_info` has the split `validation`, but the repository does not, so loading fails; correct one",
        ),
    ),
    silent=(
        Example(
            good="configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: a.csv\ndataset_info:\n  features: []",
            kind=Kind.DATASET,
        ),
    ),
)
