"""Classes from a repository's own code: the first entry of auto_map that loads the class decides, as observed on the Hub in August 2026."""

import pytest

from cardlint.task import Facts, resolve
from cardlint.task.derive import tables

TRANSFORMERS = {"library_name": "transformers"}


def auto_map(**entries: object) -> dict[str, object]:
    return {"auto_map": {"AutoConfig": "configuration.Settings", **entries}}


@pytest.mark.parametrize(
    ("name", "entries", "task"),
    [
        ("MiniCPMO", {"AutoModel": "modeling.MiniCPMO"}, "feature-extraction"),
        ("MineForConditionalGeneration", {"AutoModel": "modeling.MineForConditionalGeneration"}, "feature-extraction"),
        ("MineForCausalLM", {"AutoModelForCausalLM": "o/m--modeling.MineForCausalLM"}, "text-generation"),
        ("Mine", {"AutoModel": "a.Mine", "AutoModelForCausalLM": "a.Mine"}, "feature-extraction"),
        ("Mine", {"AutoModelForCausalLM": "a.Mine", "AutoModel": "a.Mine"}, "text-generation"),
        (
            "MineForCausalLM",
            {"AutoModel": "a.MineModel", "AutoModelForCausalLM": "a.MineForCausalLM"},
            "text-generation",
        ),
        ("BertForMaskedLM", {"AutoModel": "a.BertForMaskedLM"}, "feature-extraction"),
        ("MineVL", {"AutoModelForVision2Seq": "a.MineVL"}, "image-to-text"),
    ],
    ids=[
        "a class that no table has",
        "whatever its name ends with",
        "code of another repository",
        "the first of two",
        "the first of two, the other way round",
        "the entry of another class does not count",
        "before the table",
        "an auto class that transformers has no more",
    ],
)
def test_first_entry_that_loads_the_class_decides(name: str, entries: dict[str, object], task: str) -> None:
    found = resolve(Facts(fields=TRANSFORMERS, config={"architectures": [name], **auto_map(**entries)}))
    assert (found.hub_task, found.source) == (task, "config")


@pytest.mark.parametrize(
    "entries",
    [
        {"AutoModel": "modeling.Other"},
        {"AutoTokenizer": ["tokenization.MineForCausalLM", None]},
        {"AutoModelForNothing": "modeling.MineForCausalLM"},
        {"AutoModel": 3},
        {"AutoModel": None},
    ],
)
def test_entry_that_says_nothing_of_the_class_leaves_it_to_its_name(entries: dict[str, object]) -> None:
    found = resolve(Facts(fields=TRANSFORMERS, config={"architectures": ["MineForCausalLM"], **auto_map(**entries)}))
    assert found.hub_task == "text-generation"
    assert found.derived is not None
    assert found.derived.by == "suffix"


@pytest.mark.parametrize("value", [[], "x", 3, None, {}])
def test_auto_map_may_be_anything(value: object) -> None:
    found = resolve(Facts(fields=TRANSFORMERS, config={"architectures": ["Mine"], "auto_map": value}))
    assert found.hub_task is None


def test_without_transformers_it_does_not_count() -> None:
    config = {"architectures": ["Mine"], **auto_map(AutoModel="modeling.Mine")}
    found = resolve(Facts(fields={"library_name": "mlx"}, config=config))
    assert found.hub_task is None


def test_entry_whose_word_is_not_a_task_gives_proposals() -> None:
    config = {"architectures": ["Mine"], **auto_map(AutoModelForSeq2SeqLM="modeling.Mine")}
    found = resolve(Facts(fields=TRANSFORMERS, config=config))
    assert found.hub_task is None
    assert found.derived is not None
    assert found.derived.word == "text2text-generation"
    assert {each.task for each in found.proposals} >= {"translation", "summarization"}


def test_evidence_names_the_entry() -> None:
    config = {"architectures": ["Mine"], **auto_map(AutoModel="modeling.Mine")}
    reasons = [
        each.reason for each in resolve(Facts(fields=TRANSFORMERS, config=config)).evidence if each.source == "config"
    ]
    assert reasons == ["`Mine` is for `feature-extraction` by `AutoModel`, the first entry of `auto_map` that loads it"]


def test_every_auto_class_has_a_word_that_the_table_uses() -> None:
    found = tables()
    assert set(found.auto_classes.values()) <= {*found.entries.values(), *found.no_tasks}
