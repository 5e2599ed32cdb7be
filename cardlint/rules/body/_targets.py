"""What a link in the body leads to: a file in the repository, another repository on the Hub, or a place elsewhere."""

import re

from cardlint.card.analysis import PerCard
from cardlint.card.card import Card
from cardlint.card.markdown import Link
from cardlint.card.markdown.entities import unquote
from cardlint.system.lazy_pattern import pattern
from cardlint.system.named_tuple import NamedTuple

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HUB = pattern(
    r"(?:https?:)?//(?:www\.)?(?:huggingface\.co|hf\.co)/(?:(?P<kind>datasets|spaces)/)?"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+)(?P<rest>[/?#].*)?$"
)
_BARE_NAME = pattern(r"(?:https?:)?//(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<name>[\w.-]+)/?$")
_ADDRESS = pattern(r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|io|edu|ai|co|gov|dev)(?=[/:?#]|$))", re.IGNORECASE)
_MAIL = pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_OWN = pattern(
    r"file:|[A-Za-z]:[\\/]|\\\\|~/|/(?:home|Users|content|kaggle|mnt|tmp|root|workspace|scratch|notebooks|data)/|"
    r"http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b",
    re.IGNORECASE,
)
_HOSTS = ("huggingface.co/", "hf.co/")
_MAIN = ("/blob/main/", "/resolve/main/", "/raw/main/")
_PAGES = frozenset(
    (
        "api", "blog", "chat", "collections", "course", "docs", "front", "join", "learn", "login", "models",
        "new", "organizations", "papers", "posts", "pricing", "settings", "spaces", "datasets", "tasks",
        "terms-of-service", "transformers", "metrics",
    )
)  # fmt: skip


class HubPlace(NamedTuple):
    """A repository on the Hub, and the part of the address after its id."""

    kind: str  # model, dataset or space
    id: str
    rest: str  # "/blob/main/x.md", "#usage" or empty


def hub_place(target: str) -> HubPlace | None:
    """Return the repository that an absolute address leads to; None if it leads elsewhere."""
    found = _HUB.match(target)
    if found is None or (found["kind"] is None and found["owner"] in _PAGES):
        return None
    kind = (found["kind"] or "models")[:-1]
    return HubPlace(kind, f"{found['owner']}/{found['name']}", found["rest"] or "")


def own_path(card: Card, target: str) -> str | None:
    """Return the relative form of an absolute address in the main branch of the card's own repository; otherwise None."""
    origin = card.repository.origin if card.repository is not None else None
    place = hub_place(target) if origin is not None else None
    if origin is None or place is None or (place.kind, place.id.lower()) != (origin.kind, origin.id.lower()):
        return None
    return next((place.rest[len(page) :] for page in _MAIN if place.rest.startswith(page)), None) or None


@PerCard
def model_links(card: Card) -> list[tuple[str, Link]]:
    """The links to pages of models, each with the id; without pages whose name may be a user's."""
    text = card.markdown.text
    if _HOSTS[0] not in text and _HOSTS[1] not in text:
        return []
    found = []
    for link in card.markdown.links:
        target = model_id(link.target)
        if target is not None and ("/" in target or "-" in target):
            found.append((target, link))
    return found


def model_id(target: str) -> str | None:
    """Return the id, with or without an owner, of the model whose page ``target`` is; None for any other page."""
    if _HOSTS[0] not in target and _HOSTS[1] not in target:  # quicker than the expressions, and most links
        return None
    place = hub_place(target)
    if place is not None:
        return place.id if place.kind == "model" and not place.rest.strip("/") else None
    bare = _BARE_NAME.match(target)
    return bare["name"] if bare is not None and bare["name"] not in _PAGES else None


def missing_scheme(target: str) -> str:
    """Return the scheme that an address lacks, without which it is read as a file name; empty for any other target."""
    if target.startswith(("http", "#", "mailto:")):
        return ""
    return "https://" if _ADDRESS.match(target) else "mailto:" if _MAIL.match(target) else ""


def is_on_own_machine(target: str) -> bool:
    """Return whether ``target`` is a file or a server on the author's own machine."""
    return not target.startswith(("https://", "#")) and _OWN.match(target) is not None


def missing_file(card: Card, target: str) -> str | None:
    """Return the path of a link into the repository whose file does not exist, unless it was meant as something else."""
    path = file_in(card, target)
    if path is None or card.repository is None or card.repository.has(path):
        return None
    return path


def anchor(target: str) -> str | None:
    """Return the anchor that a link within the card leads to, in lower case; None for any other link."""
    if len(target) < 2 or target[0] != "#":
        return None
    return unquote(target[1:]).lower().removeprefix("user-content-")


def file_in(card: Card, target: str) -> str | None:
    """Return the path in the repository that a link leads to, whether relative or by the repository's own address."""
    return file_path(own_path(card, target) or target)


def file_path(target: str) -> str | None:
    """Return the path in the repository that a relative link leads to; None for addresses, anchors and site paths."""
    if not target or target[0] in "#/?" or _SCHEME.match(target) or "{" in target or "\\" in target:
        return None
    path = unquote(target.partition("#")[0].partition("?")[0]).strip()
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None
