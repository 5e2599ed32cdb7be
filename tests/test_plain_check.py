"""The two parsers for the arguments of `check` agree whenever both can parse them."""

import pytest

from cardlint.cli.commands.check import check as command
from cardlint.config.configurations import Configurations
from cardlint.plain_check import is_plain_check, plain_check
from cardlint.run.check import check
from cardlint.run.session import Options, Session, Verb

PLAIN = [[], ["."], ["a.md", "b c"], ["-q"], ["--quiet", "a"], ["a", "-q", "b", "-q"], ["", "ünï"], ["a=b", "check"]]


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The requested sessions, which do not run: their paths, settings, options and verb."""
    asked: list[object] = []
    monkeypatch.delenv("CARDLINT_CACHE_DIR", raising=False)  # which a session reads itself, and click too

    def note(self: Session, paths: tuple[str, ...], configurations: Configurations, options: Options) -> None:
        asked.extend((paths, configurations.__reduce__()[1], options))

    def run(self: Session, verb: Verb) -> int:
        asked.append(verb)
        return 1

    monkeypatch.setattr(Session, "__init__", note)
    monkeypatch.setattr(Session, "run", run)
    return asked


@pytest.mark.parametrize("words", PLAIN, ids=str)
def test_plain_words_mean_what_they_mean_to_click(words: list[str], sessions: list[object]) -> None:
    assert is_plain_check(["check", *words])
    plain = plain_check(["check", *words]), *sessions
    sessions.clear()
    by_click = command.main(words, "cardlint", standalone_mode=False), *sessions
    assert plain == by_click
    assert plain[-1] is check


@pytest.mark.parametrize(
    "words", [[], ["rules"], ["check", "-"], ["check", "--"], ["check", "-v"], ["check", "--fix", "a"], ["--version"]]
)
def test_all_other_words_are_left_to_click(words: list[str]) -> None:
    assert not is_plain_check(words)
