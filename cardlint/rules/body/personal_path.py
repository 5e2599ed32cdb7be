"""A path on the author's own machine works nowhere else, and reveals the name of the account.

Use a relative path, or the id of a repository.

Source: seen in 30 of 7,116 real cards, most of them in commands and configurations that were pasted unchanged.
"""

from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.findings.diagnostic import Severity, SharedCause
from cardlint.findings.quoting import quote
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.system.lazy_pattern import pattern

_PATH = pattern(r"(?<![\w.~>}-])(?:/(?:home|Users)/|[A-Z]:[\\/]{1,2}Users[\\/]{1,2})(?P<name>[A-Za-z][\w-]*+)(?=[/\\])")
_NOBODY = frozenset(
    (
        "admin", "app", "appuser", "data", "download", "ec2-user", "jovyan", "jupyter", "me", "my", "name",
        "node", "public", "root", "runner", "sagemaker-user", "shared", "ubuntu", "user", "user1", "username",
        "vscode", "work", "you", "your-name", "your_name", "yourname",
    )
)  # fmt: skip


def check(card: Card) -> Iterator[Found]:
    text, start = card.source.text, card.markdown.start
    if all(text.find(sign, start) < 0 for sign in ("/home/", "/Users/", "Users\\", ":/Users")):
        return
    for found in _PATH.finditer(text, start):
        before = text[max(found.start() - 40, start) : found.start()].rpartition(" ")[2]
        if found["name"].lower() in _NOBODY or "//" in before:
            continue
        alike = SharedCause("paths are on your own machine", "use relative paths", quote(found[0]))
        message = f"{quote(found[0])} is a path on your own machine; use a relative path"
        yield Found(Span(*found.span()), message, alike=alike)


RULE = Rule(
    name="personal-path",
    code="CL321",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:/home/", "text:/users/", "text:users\\"),
    yields_to=("link-to-own-machine",),
    examples=(
        Example(
            bad="```\npython train.py --out «/home/jane»/models --log «C:\\Users\\jane»\\log.txt\n```\n",
            good="```\npython train.py --out models --log /home/user/log.txt https://x.org/home/jane/y\n```\n",
            whole=True,
            message="`/home/jane` is a path on your own machine; use a relative path",
        ),
        Example(bad="[a](/home/jane/a.txt), in «/home/jane»/a.txt\n", good="[a](/home/jane/a.txt)\n", whole=True),
    ),
)
