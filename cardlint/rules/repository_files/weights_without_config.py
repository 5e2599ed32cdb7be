"""The weights have no configuration, so downloads are not counted, and no library knows how to load them.

The Hub counts requests for a configuration such as ``config.json``, unless the library uses another file. Add the
configuration, or name the library in ``library_name``.

Source: hub-docs models-download-stats.md; @huggingface/tasks, countDownloads.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository.weights import weights
from cardlint.findings.diagnostic import Severity
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.vocabulary import vocabulary

_COUNTED = ("config.json", "config.yaml", "hyperparams.yaml", "params.json", "meta.yaml", "adapter_config.json")
_COUNTED_WEIGHTS = (".gguf", ".nemo")


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not repository.known:
        return
    files = weights(repository)
    if not files or any(name.endswith(_COUNTED_WEIGHTS) for name in repository.top):
        return
    libraries = vocabulary("libraries")
    named = [word for field in ("library_name", "tags") for word, _ in card.strings(field)]
    if any(word in libraries and word != "transformers" for word in named):
        return  # the Hub counts downloads of this library in another way
    library = card.entry("library_name")
    if not any(path.rpartition("/")[2] in (*_COUNTED, "model_index.json") for path in repository.names):
        yield Found(
            card.top,
            "`config.json` is missing, so downloads are not counted; add it, or `library_name`",
            cause=library.value.span if library is not None else None,
        )


RULE = Rule(
    name="weights-without-config",
    code="CL342",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("files",),
    yields_to=("library-files-conflict",),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlibrary_name: ultralytics\n---\n",
            files={"model.safetensors": ""},
            whole=True,
            message="`config.json` is missing, so downloads are not counted; add it, or `library_name`",
        ),
    ),
    silent=(
        Example(good="license: mit", files={"a.txt": ""}),
        Example(good="tags: [diffusers]", files={"model.safetensors": ""}),
        Example(good="license: mit", files={"model.safetensors": "", "a.gguf": ""}),
    ),
)
