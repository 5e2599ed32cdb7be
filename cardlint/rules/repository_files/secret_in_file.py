"""A file next to the card contains a token or a key that anyone can read.

Revoke it first, then remove it, and read it from a secret of the Space or the environment; the git history keeps it. The
code, settings and scripts in the repository's own folder are searched, unless git ignores them or they are large.

Source: Hub documentation, secrets scanning, and Spaces, managing secrets; formats as their issuers publish them.
"""

import re
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.repository import BrokenFile, Repository
from cardlint.findings.diagnostic import Severity
from cardlint.findings.secrets.find import SEEN, find_secrets
from cardlint.findings.source import Source
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_SEARCHED = pattern(
    r"\.env(?:\..+)?|Dockerfile|Makefile|Procfile|\.netrc|\.npmrc|\.pypirc"
    r"|.+\.(?:py|sh|bash|bat|ps1|js|mjs|ts|r|json|jsonl|ya?ml|toml|cfg|conf|ini|env|properties)",
    re.IGNORECASE,
)
_WITHOUT_SECRETS = pattern(
    r"tokenizer\.json|vocab.*\.json|merges\..+|added_tokens\.json|special_tokens_map\.json|trainer_state\.json"
    r"|package-lock\.json|.*\.index(?:\..+)?\.json"
)
_LARGEST_FILE = 256 * 1024
_MOST_FILES = 60
_MOST_FINDINGS = 10  # of one file
_OWN_MACHINE = pattern(r"@(?:localhost|127\.0\.0\.1|0\.0\.0\.0|[\w-]+(?=[:/\"']|$))")


def check(card: Card) -> Iterator[Found]:
    repository = card.repository
    if repository is None:
        return
    for name in list(filter(_is_searched, repository.top))[:_MOST_FILES]:
        file = _read(repository, name)
        if file is None:
            continue
        certain = [each for each in find_secrets(file.text) if each.certain]
        for secret in certain[:_MOST_FINDINGS]:
            if _OWN_MACHINE.match(file.text, secret.span.end) is None:
                begins = file.slice(secret.span)[:SEEN]
                message = (
                    f"this is a secret ({secret.name}, `{begins}…`) that anyone can read; revoke it, then remove it"
                )
                yield Found(secret.span, message, file=file)


def _is_searched(name: str) -> bool:
    return _SEARCHED.fullmatch(name) is not None and _WITHOUT_SECRETS.fullmatch(name) is None


def _read(repository: Repository, name: str) -> Source | None:
    """Return the file if it may have a secret, is not large, and is part of the repository."""
    if not 0 < (repository.size(name) or 0) <= _LARGEST_FILE:
        return None
    try:
        file = repository.source(name)
    except BrokenFile:
        return None
    return file if file is not None and find_secrets(file.text) and repository.publishes(name) else None


# Put together here, because scanners of this repository would report an example written in full.
_TOKEN = "hf_" + "QwErTzUiOpAsDfGhJ" + "kLyXcVbNmQaYwSxEd"
_NUMBER = "8c1f6a0d93b7" + "e2450f9c7a1b38d6" + "e4f20795ab13"

RULE = Rule(
    name="secret-in-file",
    code="CL368",
    category="files",
    severity=Severity.WARNING,
    check=check,
    signs=("files", "ends:.env"),
    examples=(
        Example(
            bad="license: mit",
            good="license: mit",
            files={"app.py": f"login(token='«{_TOKEN}»')\n"},
            good_files={"app.py": "login(token=os.environ['HF_TOKEN'])\n"},
            message="this is a secret (Hugging Face token, `hf_Q…`) that anyone can read; revoke it, then remove it",
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={"train.sh": f"export WANDB_API_KEY=«{_NUMBER}»\n", "config.json": "{}"},
            good_files={"train.sh": "wandb login\n"},
        ),
        Example(
            bad="license: mit",
            good="license: mit",
            files={".env": f"HF_TOKEN=«{_TOKEN}»\n", "config.json": f'{{"token": "«{_TOKEN}»"}}'},
            good_files={".env": "HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxx\n", "config.json": "{}"},
        ),
    ),
    silent=(
        Example(good="license: mit", files={"notes.md": _TOKEN, "vocab.json": f'["{_TOKEN}"]', "a.txt": ""}),
        Example(good="license: mit", files={".env": _TOKEN, ".gitignore": ".env\n", "app.py": ""}),
        Example(good="license: mit", files={"app.py": f"# {_TOKEN}" + "#" * 256 * 1024}),
        Example(good="license: mit", files={"app.py": "connect('postgresql://admin:hx72kfPq9w@db:5432/films')\n"}),
    ),
)
