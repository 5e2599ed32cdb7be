"""Emoji, which the thumbnail of a Space can show, with the names that people write instead of them."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary_builder import pins
from tools.vocabulary_builder.packages import Archive

PACKAGES = (pins.EMOJI,)
COMPONENT = 1  # the package's number for a component that is not an emoji itself, such as a skin tone
TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
SELECTOR = "\ufe0f"  # requests the colored form; people omit it


def build(archives: Mapping[str, Archive], facts: Callable[[str], Any]) -> dict[str, Any]:  # noqa: ARG001
    """Return the emoji of Unicode, each once, without selectors and skin tones. ``tones`` marks emoji that can have a skin tone."""
    known = json.loads(archives[pins.EMOJI.key].read("emoji/unicode_codes/emoji.json"))
    entries: dict[str, Any] = {}
    aliases: dict[str, str] = {}
    drop = str.maketrans("", "", TONES + SELECTOR)
    for written, details in known.items():
        if details["status"] == COMPONENT:
            continue
        plain = written.translate(drop)
        entry = entries.setdefault(plain, {"name": _name(details["en"])})
        if any(tone in written for tone in TONES):
            entry["tones"] = True
            continue
        if len(written) > len(plain):
            entry["written"] = written
        for alias in map(_name, details.get("alias", ())):
            if " " not in alias:
                aliases.setdefault(alias, plain)
    names = {entry["name"].lower() for entry in entries.values()}
    return {
        "title": "Emoji of Unicode, without selectors and skin tones",
        "entries": dict(sorted(entries.items())),
        "aliases": {alias: plain for alias, plain in sorted(aliases.items()) if alias.lower() not in names},
        "tones": TONES,
        "selector": SELECTOR,
    }


def _name(short_code: str) -> str:
    """Return a short code such as ``:flag_for_Chad:`` as words."""
    return short_code.strip(":").replace("_", " ")
