"""The configuration cannot be read, so the Hub does not find the task or base model, and the model does not load.

The Hub reads ``config.json``, ``model_index.json`` and ``adapter_config.json``. Each must be an object, and
``architectures`` must be a list of class names. Wrong ``architectures`` are only a warning: the model may load, but the
Hub does not find its task. The files of the tokenizer, the generation and the processor must be JSON as well, and an
index of the weights must have a ``weight_map``. Files of more than 1 MiB other than the first three are not read, and a
Git LFS pointer says nothing about the file.

Source: hub-docs models-tasks; transformers, diffusers and peft read these files, and fail on what is not JSON.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.front_matter import reader
from cardlint.card.front_matter.node import Mapping
from cardlint.card.kind import Kind
from cardlint.card.repository import LFS_POINTER, BrokenFile, Repository
from cardlint.card.repository.shards import INDEX
from cardlint.findings.diagnostic import Severity
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.named_tuple import NamedTuple

_TASK_KEY = "architectures"
_CLASS_KEYS = {"config.json": _TASK_KEY, "model_index.json": "_class_name", "adapter_config.json": ""}
_OBJECTS = (
    "generation_config.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "preprocessor_config.json",
    "processor_config.json",
    "config_sentence_transformers.json",
)
_LIST = "modules.json"
_MOST = 2**20  # bytes of a file, except those in _CLASS_KEYS
_READERS = ("transformers", "diffusers", "peft", None)  # other libraries can write anything in these files


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None:
        return
    if card.fields.get("library_name", _READERS[0]) in _READERS:
        for name, key in _CLASS_KEYS.items():
            if name in repository.top:
                yield from _found(card, repository, name, _fault(repository, name, key))
    for name in repository.top:
        is_read = name in _OBJECTS or name == _LIST or INDEX.fullmatch(name) is not None
        if is_read and (repository.size(name) or 0) <= _MOST:
            yield from _found(card, repository, name, _plain_fault(repository, name))


def _found(card: Card, repository: Repository, name: str, fault: "_BrokenConfig | None") -> Iterator[Found]:
    if fault is None or repository.is_pointer(name):
        return
    message = f"`{name}` cannot be used: {fault.reason}; correct it"
    file = repository.source(name) if fault.offset is not None else None
    if file is None or fault.offset is None:
        yield Found(card.top, message, severity=fault.severity)
    else:
        at = min(fault.offset + file.text.startswith("\ufeff"), len(file.text))
        yield Found(Span(at, min(at + 1, len(file.text))), message, file=file, severity=fault.severity)


class _BrokenConfig(NamedTuple):
    """Why a file cannot be used, the offset of the error in its text, if there is one, and how bad it is."""

    reason: str
    offset: int | None
    severity: Severity | None = None  # if it is not that of the rule


def _fault(repository: Repository, name: str, key: str) -> _BrokenConfig | None:
    from cardlint.findings.type_words import describe_type
    from cardlint.task.derive import class_name  # slow to import, and most cards have no such files
    from cardlint.task.facts import Broken

    try:
        document = repository.json(name)
    except BrokenFile as error:
        return _BrokenConfig(str(error), error.offset, Severity.WARNING if error.offset is None else None)
    if not isinstance(document, dict):
        return _BrokenConfig(f"it contains {describe_type(document)}, not an object", 0)
    broken = class_name(document, key) if key else None
    if not isinstance(broken, Broken):
        return None
    return _BrokenConfig(broken.reason, _place(repository, name, key), Severity.WARNING if key == _TASK_KEY else None)


def _plain_fault(repository: Repository, name: str) -> _BrokenConfig | None:
    """Return why a file that no task depends on cannot be used; None if it can, or cannot be read here."""
    from cardlint.findings.type_words import describe_type

    try:
        document = repository.json(name)
    except BrokenFile as error:
        return _BrokenConfig(str(error), error.offset) if error.offset is not None else None
    if name == _LIST:
        return (
            None
            if isinstance(document, list)
            else _BrokenConfig(f"it contains {describe_type(document)}, not a list", 0)
        )
    if not isinstance(document, dict):
        return _BrokenConfig(f"it contains {describe_type(document)}, not an object", 0)
    if INDEX.fullmatch(name) and not isinstance(document.get("weight_map"), dict):
        return _BrokenConfig("it has no `weight_map`", 0)
    return None


def _place(repository: Repository, name: str, key: str) -> int:
    """Return where the value of a top-level key begins: JSON is YAML, and our YAML reader records the places."""
    root = reader.parse(repository.text(name) or "").root
    entry = root.index.get(key) if isinstance(root, Mapping) else None
    return entry.value.start if entry is not None else 0


POINTER = f"{LFS_POINTER}v1\noid sha256:{'0a' * 32}\nsize 5120\n"

RULE = Rule(
    name="broken-config",
    code="CL340",
    category="files",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    signs=(*(f"file:{name}" for name in (*_CLASS_KEYS, *_OBJECTS, _LIST)), "ends:.index.json"),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={"config.json": '{\n"a": «}»'},
            good_files={"config.json": '{\n"a": 1}'},
            message="`config.json` cannot be used: it is not JSON on line 2; correct it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"config.json": '{"architectures": «"»BertModel"}'},
            good_files={"config.json": '{"architectures": ["BertModel"]}'},
            message="`config.json` cannot be used: `architectures` is a string, not a list; correct it",
        ),
        Example(
            bad="license: mit",
            good="library_name: nemo",
            files={"adapter_config.json": "«[»]"},
            good_files={"adapter_config.json": "[]"},
            message="`adapter_config.json` cannot be used: it contains a list, not an object; correct it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"tokenizer_config.json": '{"model_max_length": 512,«}»'},
            good_files={"tokenizer_config.json": '{"model_max_length": 512}'},
        ),
        Example(
            bad="library_name: sentence-transformers",
            good="library_name: sentence-transformers",
            files={"modules.json": '«{»"idx": 0}'},
            good_files={"modules.json": '[{"idx": 0}]'},
            message="`modules.json` cannot be used: it contains a mapping, not a list; correct it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"model.safetensors.index.json": '«{»"metadata": {}}', "generation_config.json": "«n»ull"},
            good_files={"model.safetensors.index.json": '{"weight_map": {}}', "generation_config.json": "{}"},
            message="`generation_config.json` cannot be used: it contains null, not an object; correct it",
        ),
    ),
    silent=(
        Example(
            good="license: mit",
            files={"config.json": POINTER, "tokenizer.json": POINTER, "trainer_state.json": "{", "modules.json": "[]"},
        ),
        Example(
            good="library_name: diffusers",
            files={
                "model_index.json": '{"_class_name": ["my_pipeline", "MyPipeline"], "_diffusers_version": "0.42.1"}'
            },
        ),
    ),
)
