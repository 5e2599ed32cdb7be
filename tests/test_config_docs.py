"""The page about the configuration lists every setting of the published schema, with its description."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cardlint.card.schema import load, resolve
from cardlint.config import file as config_file

PAGE = Path(__file__).parents[1] / "docs" / "configuration.md"
SETTINGS = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)
ONE_FOR_ALL = ("per-kind-ignores", "require", "schemas")  # their keys are kinds


def rows(properties: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the row of every setting; those inside a table come after the table."""
    for name, part in properties.items():
        part = {**resolve(part["$ref"]), **part} if "$ref" in part else part
        example = json.dumps(part["examples"][0], ensure_ascii=False)
        yield f"| `{prefix}{name}` | {part['description']} | `{example}` |\n"
        inner = part.get("properties") or part.get("items", {}).get("properties", {})
        if name == "require":
            inner = resolve("urn:cardlint:config#/$defs/requirement")["properties"]
            yield from rows(inner, "require.KIND.")
        elif name not in ONE_FOR_ALL:
            yield from rows(inner, f"{prefix}{name}.")


def reference() -> str:
    return "| setting | meaning | example |\n| --- | --- | --- |\n" + "".join(rows(load("config")["properties"]))


def test_page_has_every_setting(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    now = SETTINGS.sub(lambda _: reference(), text)
    if request.config.getoption("--update-docs"):
        PAGE.write_text(now, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == now


def test_examples_of_the_schema_are_settings() -> None:
    for name, part in load("config")["properties"].items():
        for example in part["examples"]:
            config_file.check({name: example}, "example.toml")


def test_example_of_the_page_is_a_configuration() -> None:
    (example,) = re.findall(r"(?<=^```toml\n).*?(?=^```$)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    config_file.check(tomllib.loads(example)["tool"]["cardlint"], "example.toml")
