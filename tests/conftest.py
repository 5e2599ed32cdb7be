"""Shared fixtures: a scrubbed environment, and cards with marked places."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No time limits for examples or their generation, because the machine may be busy with other tests.
settings.register_profile("cardlint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cardlint")


@pytest.fixture(autouse=True)
def _scrubbed_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make tests independent of the user's colors, terminal, cache, configuration and Hub account."""
    monkeypatch.setenv("CARDLINT_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-configuration"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "HF_TOKEN", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an index that is not a folder: it belongs to the engine in ``tests/engine_example``, which is installed as ours."""
    from cardlint.search import backends

    monkeypatch.setattr(backends, "__path__", [*backends.__path__, str(Path(__file__).parent / "engine_example")])
    yield "elsewhere://host/cards"
    for name in [name for name in sys.modules if name.startswith("cardlint.search.backends.elsewhere")]:
        del sys.modules[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-docs", action="store_true", help="write the output of commands into the documentation")
    parser.addoption("--update-golden", action="store_true", help="write the reports as they are now into tests/golden")
