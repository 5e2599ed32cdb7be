"""A path of the author's own machine works nowhere else, and shows the name of the account.

Write a relative path, or the id of a repository.

Source: seen in 30 of 7,116 real cards, most in commands and configurations pasted whole.
"""

from bisect import bisect_right
from collections.abc import Iterator

from cardlint.card.card import Card
from cardlint.card.markdown import Body
from cardlint.findings.diagnostic import Severity
from cardlint.findings.quoting import shown
from cardlint.findings.source import Span
from cardlint.rule_kit.rule import Example, Found, Rule
from cardlint.rules.body._targets import is_on_own_machine
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
    seen: set[str] = set()
    linked: list[Span] | None = None
    for found in _PATH.finditer(text, start):
        before = text[max(found.start() - 40, start) : found.start()].rpartition(" ")[2]
        if found["name"].lower() in _NOBODY or found[0] in seen or "//" in before:
            continue
        linked = _linked(card.markdown) if linked is None else linked
        index = bisect_right(linked, (found.start(), len(text)))
        if not index or linked[index - 1].end <= found.start():  # else link-to-own-machine reports it
            seen.add(found[0])
            yield Found(Span(*found.span()), f"{shown(found[0])} is a path of your own machine; write a relative one")


def _linked(body: Body) -> list[Span]:
    """Return where links to the author's own machine lead, in the order of the text."""
    links = (*body.links, *body.images)
    return sorted(link.target_span for link in links if is_on_own_machine(link.target))


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
        Example(bad="[a](/home/jane/a.txt), in «/home/jane»/a.txt\n", good="[a](/home/jane/a.txt)\n", whole=True),
    ),
)
