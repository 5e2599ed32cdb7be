"""The data behind the resolver: shipped tables, and the builders that make them from published packages."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cardlint.system.resources import load_json
from cardlint.task.derive import LONGEST_CLASS_NAME
from cardlint.vocabulary import vocabulary
from tools.vocabulary_builder import architectures, widgets
from tools.vocabulary_builder.packages import Archive

CHECKOUT = Path(__file__).parents[1]
SHARED = CHECKOUT.parent / "shared"
TASKS = frozenset(vocabulary("tasks").ids)
CLASSES: Mapping[str, Any] = load_json("schemas/vocab/architectures.json")
WIDGETS: Mapping[str, Any] = load_json("schemas/vocab/widgets.json")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("BertForMaskedLM", "fill-mask"),
        ("TFBertForMaskedLM", "fill-mask"),
        ("FlaxBartForConditionalGeneration", "text2text-generation"),
        ("T5ForConditionalGeneration", "text2text-generation"),
        ("FunnelModel", "feature-extraction"),
        ("FunnelBaseModel", "feature-extraction"),
        ("Qwen2_5_VLForConditionalGeneration", "image-text-to-text"),
        ("LlamaForCausalLM", "text-generation"),
        ("DetrForSegmentation", "image-segmentation"),
    ],
)
def test_class_has_the_word_of_the_hubs_table(name: str, word: str) -> None:
    assert CLASSES["entries"][name] == word


def test_every_word_is_a_task_or_has_tasks_to_propose() -> None:
    words = set(CLASSES["entries"].values()) | set(CLASSES["suffixes"].values())
    assert words - TASKS == set(CLASSES["no_tasks"])
    assert max(map(len, CLASSES["entries"])) < LONGEST_CLASS_NAME


def test_whatever_is_proposed_is_a_task() -> None:
    proposed = {
        *(task for tasks in CLASSES["no_tasks"].values() for task in tasks),
        *(task for tasks in CLASSES["narrower"].values() for task in tasks),
        *(task for tasks in CLASSES["alternatives"].values() for task in tasks),
        *CLASSES["unread"].values(),
        *CLASSES["pipelines"].values(),
        *CLASSES["pipeline_hints"].values(),
        *(entry.get("task", "other") for entry in load_json("schemas/vocab/library_files.json")["entries"].values()),
    }
    assert proposed <= TASKS


def test_narrower_proposals_are_of_known_classes() -> None:
    assert set(CLASSES["narrower"]) <= set(CLASSES["entries"])


def test_libraries_of_files_are_those_of_the_hub() -> None:
    named = set(load_json("schemas/vocab/library_files.json")["entries"])
    assert named - set(vocabulary("libraries").ids) == {"PyLate"}  # as that library writes it; the Hub lists it nowhere


def test_widgets_are_of_tasks_and_their_inputs_have_types() -> None:
    assert set(WIDGETS["entries"]) <= TASKS
    fields = {name for entry in WIDGETS["entries"].values() for form in entry.get("inputs", ()) for name in form}
    assert fields <= set(WIDGETS["fields"])


def test_every_input_of_a_served_task_has_a_place_in_its_request() -> None:
    unplaced = []
    for task, entry in WIDGETS["entries"].items():
        body = (entry.get("request") or {}).get("body", {}).get("properties")
        if body and task not in WIDGETS["chat"]["tasks"]:
            for name in {name for form in entry.get("inputs", ()) for name in form}:
                paths = [path.split(".") for path in WIDGETS["sent_as"].get(name, ())]
                if not any(path[0] in body and (len(path) == 1 or path[1] in body[path[0]]) for path in paths):
                    unplaced.append((task, name))
    assert unplaced == []


NEW = b"""
MODEL_MAPPING_NAMES = OrderedDict([("bert", "BertModel"), ("funnel", ("FunnelModel", "FunnelBaseModel"))])
MODEL_FOR_PRETRAINING_MAPPING_NAMES = OrderedDict([("bert", "BertForPreTraining"), ("bart", "BartModel")])
MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES = OrderedDict([("llava", "Llava")])
MODEL_FOR_MULTIMODAL_LM_MAPPING_NAMES = OrderedDict(
    [*list(MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES.items()), ("omni", "Omni")]
)
MODEL_FOR_SEMANTIC_SEGMENTATION_MAPPING_NAMES = OrderedDict([("beit", "BeitForSemanticSegmentation")])
"""
OLD = b"""
MODEL_MAPPING_NAMES = OrderedDict([("old", "OldModel"), ("llava", "Llava")])
MODEL_FOR_VISION_2_SEQ_MAPPING_NAMES = OrderedDict([("old", "OldVision")])
"""
OLD_TF = b'TF_MODEL_MAPPING_NAMES = OrderedDict([("bert", "TFBertModel")])'
DIFFUSERS = b"""
AUTO_TEXT2IMAGE_PIPELINES_MAPPING = OrderedDict([("flux", FluxPipeline), ("kontext", FluxKontextPipeline)])
AUTO_IMAGE2IMAGE_PIPELINES_MAPPING = OrderedDict([("kontext", FluxKontextPipeline), ("if", IFImg2ImgPipeline)])
AUTO_INPAINT_PIPELINES_MAPPING = OrderedDict([])
"""


def wheel(path: Path, **files: bytes) -> Archive:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            folder = "diffusers/pipelines" if name == "auto_pipeline" else "transformers/models/auto"
            archive.writestr(f"{folder}/{name}.py", content)
    return Archive(path)


def built(folder: Path) -> dict[str, Any]:
    empty = wheel(folder / "empty.whl", modeling_auto=b"")
    archives = {package.key: empty for package in architectures.RELEASES}
    archives[architectures.RELEASES[0].key] = wheel(folder / "old.whl", modeling_auto=OLD, modeling_tf_auto=OLD_TF)
    archives[architectures.RELEASES[-1].key] = wheel(folder / "new.whl", modeling_auto=NEW)
    archives[architectures.DIFFUSERS.key] = wheel(folder / "diffusers.whl", auto_pipeline=DIFFUSERS)
    return architectures.build(archives, lambda name: load_json(f"schemas/facts/{name}.json"))


def test_table_is_replayed_from_old_releases_to_new(tmp_path: Path) -> None:
    table = built(tmp_path)
    assert table["entries"] == {
        "BartModel": "pretraining",
        "BertForPreTraining": "pretraining",
        "BertModel": "feature-extraction",
        "FunnelBaseModel": "feature-extraction",
        "FunnelModel": "feature-extraction",
        "Llava": "image-text-to-text",
        "OldModel": "feature-extraction",
        "OldVision": "image-to-text",
        "Omni": "any-to-any",
        "TFBertModel": "feature-extraction",
    }
    assert table["alternatives"] == {"Llava": ["any-to-any"]}
    assert table["unread"] == {"BeitForSemanticSegmentation": "image-segmentation"}


def test_pipeline_in_several_mappings_has_the_task_of_the_first(tmp_path: Path) -> None:
    assert built(tmp_path)["pipelines"] == {
        "FluxKontextPipeline": "text-to-image",
        "FluxPipeline": "text-to-image",
        "IFImg2ImgPipeline": "image-to-image",
    }


def test_providers_are_read_from_the_table_of_the_client() -> None:
    source = (
        'import { x } from "y";\nexport const PROVIDERS: Record<Provider> = {\n'
        '\t"fal-ai": {\n\t\t"text-to-image": new FalAI.Task(),\n\t},\n'
        "\tgroq: {\n\t\tconversational: new Groq.Task(),\n\t},\n"
        '\t"hf-inference": {\n\t\t"text-to-image": new HF.Task(),\n\t},\n};\n'
    )
    assert widgets.providers(source) == {"conversational": ["groq"], "text-to-image": ["fal-ai", "hf-inference"]}


def test_shipped_table_has_every_class_of_the_recorded_one() -> None:
    path = SHARED / "hub" / "architectures.json"
    if not path.exists():
        pytest.skip("the recorded table is not here")
    recorded = json.loads(path.read_text(encoding="utf-8"))["architectures"]
    assert {name: CLASSES["entries"].get(name) for name in recorded} == {
        name: row["pipeline_tag"] for name, row in recorded.items()
    }


def test_resolver_answers_as_the_hub_did() -> None:
    if not (SHARED / "hub" / "task_eval.jsonl").exists():
        pytest.skip("the recorded answers are not here")
    command = [sys.executable, "benchmarks/task_accuracy.py", str(SHARED)]
    result = subprocess.run(command, cwd=CHECKOUT, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines()[-1:] == ["every floor is reached"], result.stdout + result.stderr
