"""A configuration that cannot be read leaves the model without task, library and base model, and it does not load.

The Hub reads ``config.json``, ``model_index.json`` and ``adapter_config.json``. Each holds an object; ``architectures``
is a list of class names.

Source: hub-docs models-tasks; transformers, diffusers and peft read these files.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.kind import Kind
from cardlint.repository import BrokenFile, Repository
from cardlint.rule import Example, Found, Rule

_CLASS_KEYS = {"config.json": "architectures", "model_index.json": "_class_name", "adapter_config.json": ""}
_READERS = ("transformers", "diffusers", "peft", None)  # another library may keep what it likes in these files


def check(card: Card) -> Iterator[Found]:
    if card.repository is None or card.fields.get("library_name", _READERS[0]) not in _READERS:
        return
    for name, key in _CLASS_KEYS.items():
        reason = _fault(card.repository, name, key) if name in card.repository.top else None
        if reason is not None:
            yield Found(card.top, f"{name} cannot be used: {reason}")


def _fault(repository: Repository, name: str, key: str) -> str | None:
    from cardlint.task.derive import class_name  # slow to import, and most cards stand alone
    from cardlint.task.facts import Broken, kind_of

    try:
        document = repository.json(name)
    except BrokenFile as error:
        return str(error)
    if not isinstance(document, dict):
        return f"it holds {kind_of(document)}, not an object"
    broken = class_name(document, key) if key else None
    return broken.reason if isinstance(broken, Broken) else None


RULE = Rule(
    name="broken-config",
    code="CL340",
    category="files",
    severity=Severity.WARNING,
    check=check,
    kinds=(Kind.MODEL,),
    signs=("file:config.json", "file:model_index.json", "file:adapter_config.json"),
    examples=(
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlibrary_name: nemo\n---\n",
            files={"config.json": '{\n"a": }'},
            whole=True,
            message="config.json cannot be used: it is not JSON on line 2",
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlibrary_name: nemo\n---\n",
            files={"config.json": '{"architectures": "BertModel"}'},
            whole=True,
            message="config.json cannot be used: architectures is a string, not a list",
        ),
        Example(
            bad="«---»\nlicense: mit\n---\n",
            good="---\nlibrary_name: nemo\n---\n",
            files={"adapter_config.json": "[]"},
            whole=True,
            message="adapter_config.json cannot be used: it holds a list, not an object",
        ),
    ),
)
