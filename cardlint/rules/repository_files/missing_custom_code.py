"""``auto_map`` names code that is not in the repository, so loading with ``trust_remote_code=True`` fails.

Upload the file: ``save_pretrained`` copies it only if the model was loaded with its code. Code in another repository
(``owner/name--modeling.Class``) is not reported, nor are repositories with nothing but GGUF files.

Source: transformers, ``dynamic_module_utils.get_class_from_dynamic_module``.
"""

from collections.abc import Iterator, Mapping

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.card.repository.weights import weights
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule

_CONFIGS = ("config.json", "tokenizer_config.json", "preprocessor_config.json", "processor_config.json")


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None or not repository.known:
        return
    files = weights(repository)
    if files and all(name.endswith(".gguf") for name in files):
        return
    for name in _CONFIGS:
        config = repository.mapping(name) if name in repository.top else None
        missing = _missing(repository, config.get("auto_map")) if config is not None else {}
        file = repository.source(name) if missing else None
        for module, written in missing.items():
            if file is not None:
                at = file.text.find(f'"{written}"')
                span = Span(at + 1, at + 1 + len(written)) if at >= 0 else Span(0, 1)
                message = f"`auto_map` names {quote(module, 60)}, which is not in the repository; upload it"
                yield Found(span, message, file=file)


def _missing(repository: Repository, auto_map: object) -> dict[str, str]:
    """Return the files that ``auto_map`` names and that are not there, each with the first value that names it."""
    values = list(auto_map.values()) if isinstance(auto_map, Mapping) else [auto_map]
    found: dict[str, str] = {}
    for value in values:
        for written in value if isinstance(value, list) else [value]:  # of a tokenizer: the slow and the fast one
            if isinstance(written, str) and "--" not in written and written.count(".") == 1:
                module = f"{written.partition('.')[0]}.py"
                if repository.lacks(module):
                    found.setdefault(module, written)
    return found


RULE = Rule(
    name="missing-custom-code",
    code="CL358",
    category="files",
    severity=Severity.ERROR,
    check=check,
    kinds=(Kind.MODEL,),
    signs=tuple(f"file:{name}" for name in _CONFIGS),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={
                "config.json": '{"auto_map": {"AutoConfig": "configuration_a.AConfig", "AutoModel": "«modeling_a.AModel»"}}',
                "configuration_a.py": "",
            },
            good_files={"config.json": '{"auto_map": {"AutoConfig": "configuration_a.AConfig"}}'},
            message="`auto_map` names `modeling_a.py`, which is not in the repository; upload it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"tokenizer_config.json": '{"auto_map": {"AutoTokenizer": ["«tokenization_a.ATokenizer»", null]}}'},
            good_files={
                "tokenizer_config.json": '{"auto_map": {"AutoTokenizer": ["o/n--tokenization_a.ATokenizer", null]}}'
            },
        ),
    ),
    silent=(
        Example(good="license: mit", files={"config.json": '{"auto_map": {"AutoModel": "m.A"}}', "a.gguf": ""}),
        Example(good="license: mit", files={"config.json": '{"auto_map": {"AutoModel": 1, "AutoConfig": "a"}}'}),
        Example(good="license: mit", files={"tokenizer_config.json": '{"auto_map": "own.Tokenizer"}', "own.py": ""}),
    ),
)
