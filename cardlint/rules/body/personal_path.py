"""A path of the author's own machine works nowhere else, and shows the name of the account.

Write a relative path, or the id of a repository.

Source: seen in 30 of 7,116 real cards, most in commands and configurations pasted whole.
"""

from collections.abc import Iterator

from cardlint.card import Card
from cardlint.diagnostic import Severity
from cardlint.pattern import pattern
from cardlint.rule import Example, Found, Rule
from cardlint.shown import shown
from cardlint.source import Span

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
    seen: set[str] = set()
    for found in _PATH.finditer(text, start):
        before = text[max(found.start() - 40, start) : found.start()].rpartition(" ")[2]
        if found["name"].lower() not in _NOBODY and found[0] not in seen and "//" not in before:
            seen.add(found[0])
            yield Found(Span(*found.span()), f"{shown(found[0])} is a path of your own machine; write a relative one")


RULE = Rule(
    name="personal-path",
    code="CL321",
    category="body",
    severity=Severity.INFO,
    check=check,
    signs=("text:/home/", "text:/users/", "text:users\\"),
    examples=(
        Example(
            bad="```\npython train.py --out «/home/jane»/models --log «C:\\Users\\jane»\\log.txt\n```\n",
            good="```\npython train.py --out models --log /home/user/log.txt https://x.org/home/jane/y\n```\n",
            whole=True,
            message="/home/jane is a path of your own machine; write a relative one",
        ),
    ),
)
