"""The Hub rejects a card that names a dataset by anything other than its id, so the push fails.

Write the id of a dataset on the Hub, ``owner/name`` or ``name``. Describe data that is not on the Hub in the text.

Source: the Hub's answer to a push: '"datasets[0]" with value "accented french (openslr56)" is not valid';
126 values in 7,116 real cards.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.findings.diagnostic import Severity, Verdict
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.relations._ids import NOTHING, invalid_ids, named_nothing


def check(card: Card) -> Iterator[Found]:
    for found in invalid_ids(card, "invalid-dataset-id", "dataset"):
        yield found if found.hub is Verdict.REFUSES else found._replace(severity=Severity.WARNING)
    yield from named_nothing(card, "datasets")


RULE = Rule(
    name="invalid-dataset-id",
    code="CL141",
    category="relations",
    severity=Severity.ERROR,
    hub=Verdict.REFUSES,
    check=check,
    kinds=(Kind.MODEL, Kind.SPACE),
    fields=("datasets",),
    signs=("breach:invalid-dataset-id", *(f"text:{word}" for word in NOTHING)),
    yields_to=("wrong-repository-type", "comma-list"),
    examples=(
        Example(
            bad="datasets:\n- imdb\n- «https://huggingface.co/datasets/nyu-mll/glue»",
            good="datasets:\n- imdb\n- nyu-mll/glue",
            fixed=True,
            message="`datasets` is a URL, not an id; use `nyu-mll/glue`",
        ),
        Example(
            bad="datasets: «The Pile»",
            good="datasets: EleutherAI/pile",
            message="`datasets` `The Pile` is not an id; write the `owner/name` of a dataset on the Hub",
        ),
        Example(
            bad="datasets: [«oscar (NL)»]",
            good="datasets: [oscar]",
            message="`datasets` `oscar (NL)` is not an id; did you mean `oscar`?",
        ),
        Example(
            bad="datasets:\n- imdb\n- «N/A»\n- «' '»",
            good="datasets:\n- imdb",
            fixed=True,
            message="`datasets` `N/A` is not a repository; remove it",
        ),
        Example(
            bad="datasets: [«my_data/», «data/train/x.csv», «./data», «models/a/b»]",
            good="datasets: [a/b]",
            message="`datasets` `my_data/` looks like a local folder; use the id of a dataset on the Hub",
        ),
        Example(bad="datasets: [«none»]\nlicense: mit", good="license: mit", fixed=True),
        Example(
            bad="sdk: gradio\ndatasets:\n- «datasets/a/b»",
            good="sdk: gradio\ndatasets:\n- a/b",
            kind=Kind.SPACE,
            fixed=True,
        ),
    ),
)
