"""The pictures of the documentation show what the commands print in a terminal.

``python -m pytest -n 0 tests/test_pictures.py --update-docs`` draws those again that would change, as ``python -m tools.pictures`` does.
"""

import re
from pathlib import Path

import pytest

pictures = pytest.importorskip("tools.pictures", reason="pictures need Rich and pseudo-terminals")

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
LARGEST = 60_000
"""Maximum size of a picture in bytes, because it is loaded with the page."""


@pytest.mark.parametrize("screen", pictures.SCREENS, ids=lambda screen: screen.name)
def test_picture_shows_what_the_commands_print(screen: pictures.Screen, request: pytest.FixtureRequest) -> None:
    for path, now in pictures.pictures_of(screen):
        if request.config.getoption("--update-docs"):
            path.write_text(now, encoding="utf-8")
        assert len(now.encode()) < LARGEST
        assert path.read_text(encoding="utf-8") == now


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {name for page in PAGES for name in re.findall(r"pictures/([\w-]+\.svg)", page.read_text(encoding="utf-8"))}
    assert shown == {path.name for path in pictures.PICTURES.iterdir()}
    assert shown == {f"{screen.name}-{theme}.svg" for screen in pictures.SCREENS for theme in pictures.THEMES}


def test_readme_shows_its_picture_also_where_relative_addresses_lead_nowhere() -> None:
    """PyPI removes the sources of a picture and keeps the image."""
    readme = PAGES[0].read_text(encoding="utf-8")
    sources = re.findall(r'<source media="\(prefers-color-scheme: (\w+)\)" srcset="(docs/[^"]+)">', readme)
    (image,) = re.findall(r'<img src="https://raw.githubusercontent.com/cardlint/cardlint/main/([^"]+)"', readme)
    assert sorted(sources) == [(theme, f"docs/pictures/check-{theme}.svg") for theme in ("dark", "light")]
    assert (ROOT / image).is_file()


def test_terminal_receives_colors_and_links() -> None:
    shown = pictures.show(pictures.Screen("check", ("cardlint check --select unknown-license README.md",)))
    assert "\x1b[1;91merror[\x1b]8;;https://" in shown
    drawn = pictures.draw(shown, pictures.THEMES["light"])
    assert re.findall(r">([^<>]*unknown-license)<", drawn) == ["unknown-license"]
    assert "text-decoration: underline" in drawn


def test_lines_break_at_the_edge_of_the_terminal() -> None:
    drawn = pictures.draw("\x1b[31m12345\x1b[0m67 表示\n\n1234567890\n", pictures.THEMES["dark"], columns=10)
    assert re.findall(r">([^<>]+)</text>", drawn) == ["12345", "67&#160;表", "示", "1234567890"]
    assert sorted({int(line) for line in re.findall(r"#terminal-line-(\d+)", drawn)}) == [0, 1, 3]


def test_pictures_need_no_network_and_no_other_font() -> None:
    assert [path.name for path in pictures.PICTURES.iterdir() if "url(http" in path.read_text(encoding="utf-8")] == []
