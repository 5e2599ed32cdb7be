"""The repository lacks the file that its library loads first, so loading fails and no download is counted.

transformers first loads ``config.json``, peft ``adapter_config.json``, and diffusers ``model_index.json``. Add the
file, or name the library that the weights are for. A file in another folder counts if weights are next to it. GGUF files with
``quantized_by`` are not reported: their authors keep the library of the base model, and transformers loads them with
``gguf_file=`` without ``config.json``.

Source: the loaders of these libraries; hub-docs models-download-stats.md; transformers docs/source/en/gguf.md.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.formats import PICKLED
from cardlint.card.repository.weights import SAFE, weights
from cardlint.findings.diagnostic import Applicability, Fix, Severity
from cardlint.rule_kit import edits
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rule_kit.suggestions.library import library_of_files

_FIRST_FILE = {"transformers": "config.json", "peft": "adapter_config.json", "diffusers": "model_index.json"}
_INSTEAD = {
    "transformers": ("adapter_config.json", "params.json", "modules.json"),
    "peft": (),
    "diffusers": ("config.json", "adapter_config.json", "modular_model_index.json"),
}


def check(card: Card) -> Iterator[Found]:
    repository, node = card.repository, card.node("library_name")
    name = node.data if node is not None else None
    if node is None or not isinstance(name, str) or name not in _FIRST_FILE:
        return
    if repository is None or not repository.known or not weights(repository):
        return
    if _has_any(repository, (_FIRST_FILE[name], *_INSTEAD[name])) or (name == "diffusers" and _is_lora(card)):
        return
    if (
        name == "transformers"
        and "quantized_by" in card.fields
        and all(w.endswith(".gguf") for w in weights(repository))
    ):
        return
    meant = library_of_files(card)
    if meant is None or meant == name:
        message = f"`library_name` is `{name}`, but `{_FIRST_FILE[name]}` is missing; add it, or correct the library"
        yield Found(node.span, message)
        return
    edit = edits.replace(card.source, node, meant)
    fix = Fix(f"replace with `{meant}`", (edit,), Applicability.UNSAFE)
    yield Found(
        node.span, f"`{_FIRST_FILE[name]}` is missing, as the files are for another library; use `{meant}`", fix
    )


def _has_any(repository: Repository, names: tuple[str, ...]) -> bool:
    """Return whether one of the files is in the repository's own folder, or in another one together with weights."""
    folders = {folder for folder, _, name in (path.rpartition("/") for path in repository.names) if name in names}
    return "" in folders or any(
        path.rpartition("/")[0] in folders and path.endswith(SAFE + PICKLED) for path in repository.names
    )


def _is_lora(card: Card) -> bool:
    """Return whether the weights are a LoRA, which diffusers loads without other files."""
    if card.fields.get("base_model_relation") == "adapter" or "instance_prompt" in card.fields:
        return True
    words = [tag for tag, _ in card.strings("tags")]
    words += card.repository.top if card.repository is not None else ()
    return any("lora" in word.lower() or word.startswith("template:") for word in words)


RULE = Rule(
    name="library-files-conflict",
    code="CL129",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("files",),
    fields=("library_name",),
    examples=(
        Example(
            bad="library_name: «transformers»",
            good="library_name: llama-cpp-python",
            files={"model-q4_k_m.gguf": ""},
            message="`library_name` is `transformers`, but `config.json` is missing; add it, or correct the library",
        ),
        Example(
            bad="library_name: «peft»",
            good="library_name: transformers",
            files={"model.safetensors": "", "config.json": "{}"},
        ),
        Example(
            bad="library_name: «peft»",
            good="library_name: sentence-transformers",
            files={
                "config.json": "{}",
                "config_sentence_transformers.json": "{}",
                "model.safetensors": "",
                "modules.json": "[]",
            },
            fixed=True,
            message="`adapter_config.json` is missing, as the files are for another library; use `sentence-transformers`",
        ),
        Example(
            bad="library_name: «transformers»",
            good="library_name: timm",
            files={"model.safetensors": "", "1_Pooling/config.json": "{}"},
        ),
    ),
    silent=(
        Example(
            good="library_name: transformers",
            files={"model.safetensors": "", "base/config.json": "{}", "base/model.safetensors": ""},
        ),
        Example(good="library_name: transformers\nquantized_by: example-org", files={"model.Q4_K_M.gguf": ""}),
        Example(
            good="library_name: transformers\nquantized_by: example-org",
            files={"model.safetensors": "", "model.gguf": "", "config.json": "{}"},
        ),
    ),
)
