"""Rules of Space cards whose cases are too many for their files: emoji, ports, versions of Gradio."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cardlint.card.card import Card
from cardlint.card.kind import Kind
from cardlint.card.repository import Repository
from cardlint.findings.source import Source
from cardlint.rule_kit.rule import Rule
from cardlint.rules import find
from cardlint.vocabulary import vocabulary


def messages(name: str, front_matter: str, folder: Path | None = None, files: Mapping[str, str] = {}) -> list[str]:
    """Return what the rule ``name`` says about a Space with these files."""
    for path, content in files.items():
        assert folder is not None
        (folder / path).write_text(content, encoding="utf-8")
    rule = find(name)
    assert isinstance(rule, Rule)
    repository = Repository(folder) if folder is not None else None
    card = Card(Source(f"---\n{front_matter}\n---\n"), Kind.SPACE, repository)
    return [found.message for found in rule.check(card)]


def test_every_emoji_of_unicode_is_one() -> None:
    known = vocabulary("emoji")
    assert len(known.ids) > 1900
    for plain in known.ids:
        tones = known.data["tones"] if known[plain].get("tones") else ""
        for text in (plain, known[plain].get("written", plain), *(plain[0] + tone + plain[1:] for tone in tones)):
            assert messages("not-one-emoji", f'emoji: "{text}"') == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("🚀🚀", id="two"),
        pytest.param("🇫", id="half a flag"),
        pytest.param("🇫🇷🇩🇪", id="two flags"),
        pytest.param("#", id="digit or sign without its keycap"),
        pytest.param("★", id="symbol that is not an emoji"),
        pytest.param("\\ufe0f", id="selector alone"),
        pytest.param("🏽", id="skin tone alone"),
        pytest.param("🚀🏽", id="skin tone on a rocket"),
        pytest.param("❤\\ufe0e", id="text instead of the picture"),
        pytest.param("go 🚀", id="text and emoji"),
    ],
)
def test_anything_else_is_not_one_emoji(text: str) -> None:
    assert len(messages("not-one-emoji", f'emoji: "{text}"')) == 1


def test_emoji_newer_than_python_and_the_vocabulary_may_be_one() -> None:
    assert messages("not-one-emoji", 'emoji: "\\U0001FAFF"') == []


@pytest.mark.parametrize(
    ("start", "port"),
    [
        pytest.param("CMD gunicorn -b 0.0.0.0:8000 app:app", 8000, id="address in a shell command"),
        pytest.param('CMD ["gunicorn", "-b", ":8000", "app:app"]', 8000, id="address in a list"),
        pytest.param('CMD ["flask", "run", "-p", "5000"]', 5000, id="short option"),
        pytest.param('ENTRYPOINT ["streamlit", "run", "app.py", "--server.port=8501"]', 8501, id="entry point"),
        pytest.param("CMD vllm serve \\\n  --port 8000", 8000, id="over two lines"),
        pytest.param("EXPOSE 3000/tcp\nCMD npm start", 3000, id="exposed"),
        pytest.param("CMD first --port 7860\nCMD second --port 9000", 9000, id="the last command counts"),
        pytest.param("CMD uvicorn app:app --port 7860", None, id="the port that the Hub waits for"),
        pytest.param("CMD uvicorn app:app --port ${PORT:-8000}", None, id="variable"),
        pytest.param("EXPOSE $PORT\nCMD npm start", None, id="variable exposed"),
        pytest.param("ENV PORT=7860\nEXPOSE 3000\nCMD npm start", None, id="set in the environment"),
        pytest.param("RUN apt-get install nginx\nEXPOSE 80\nCMD uvicorn app:app --port 8000", None, id="proxy"),
        pytest.param("FROM y\nCMD npm start", None, id="nothing said in the last stage"),
    ],
)
def test_port_of_a_dockerfile(start: str, port: int | None, tmp_path: Path) -> None:
    files = {"Dockerfile": f"FROM x\n{start}\n" if not start.startswith("FROM") else f"FROM x\nEXPOSE 80\n{start}\n"}
    found = messages("conflicting-port", "sdk: docker", tmp_path, files)
    assert [message.partition("; ")[2] for message in found] == (
        [f"set `app_port: {port}`, or use `7860` there"] if port else []
    )


@pytest.mark.parametrize(
    ("requirement", "fits"),
    [
        ("gradio", True),
        ("gradio==5.49.1", True),
        ("gradio[oauth] == 5.49", False),
        ("gradio==5.*", True),
        ("gradio!=5.49.1", False),
        ("gradio>=4,<6", True),
        ("gradio>5.49.1", False),
        ("gradio<=5.49.1", True),
        ("gradio~=5.40", True),
        ("gradio~=5.40.0", False),
        ("gradio>=6  # new", False),
        ("gradio===5.0", True),
        ("gradio @ https://example.org/gradio.whl", True),
        ("gradio-client==1.0", True),
    ],
)
def test_requirement_next_to_sdk_version(requirement: str, fits: bool, tmp_path: Path) -> None:
    files = {"requirements.txt": f"numpy\n{requirement}\n"}
    found = messages("conflicting-gradio-pin", "sdk: gradio\nsdk_version: 5.49.1", tmp_path, files)
    assert len(found) == (not fits)
