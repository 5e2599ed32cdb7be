"""The default location and sources of the index: the table ``[index]`` of the nearest configuration, and of the user's own.

A project's configuration is untrusted. It can only name sources inside the project, so that nothing else is read, and it cannot set
where to write: the index of a project is in the user's cache, under a key derived from the path of the configuration file. The user's
own configuration can name any source and any location.
"""

import os
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from cardlint.card.files import CARD_NAME
from cardlint.search.address import OWN_PLACE, default_address
from cardlint.search.backends.engine import is_folder
from cardlint.system.errors import CardlintError
from cardlint.system.named_tuple import NamedTuple
from cardlint.system.user_folders import cache_folder

if TYPE_CHECKING:
    from cardlint.config.file import Layer, Setting

_TABLE = "index"


class Project(NamedTuple):
    """The settings of an index in a configuration."""

    address: str
    sources: tuple[str, ...] = ()  # for `source_of`
    refresh: bool = True


def project() -> Project | None:
    """Return the index settings of the nearest configuration, otherwise of the user's own, or None if neither has any.

    Raises ConfigError if a project names something outside of it, or where to write.
    """
    from cardlint.config.configurations import (
        Configurations,  # not needed with ``--index``, where it would be a third of all imports
    )
    from cardlint.config.user_file import user_file

    file, own = Configurations().project_file_of(CARD_NAME), user_file()
    settings, users = _settings(file, is_trusted=False), _settings(own, is_trusted=True)
    refresh = bool({**users, **settings}["refresh"].value) if "refresh" in {**users, **settings} else True
    if file is not None and settings:
        return Project(os.path.join(cache_folder("projects"), _key(file)), _inner_sources(settings, file), refresh)
    if not users:
        return None
    path, sources = users.get("path"), users.get("sources")
    address = _address(path) if path is not None else default_address()
    return Project(address, tuple(_source(text, sources.layer) for text in sources.value) if sources else (), refresh)


def address_of(given: str | None) -> str:
    """Return the address of the index: ``given``, or otherwise from the environment, the configuration, or the user's cache."""
    if given or os.environ.get(OWN_PLACE):
        return given or default_address()
    found = project()
    return found.address if found is not None else default_address()


def require_open(given: str | None) -> None:
    """Raise CardlintError if the sources of the index are set in the configuration, so that no other can be added."""
    found = project() if given is None and not os.environ.get(OWN_PLACE) else None
    if found is not None and found.sources:
        raise CardlintError(
            "the index of this project contains only the sources in its configuration",
            "add it there, in `index.sources`, or use `--index DIR`",
        )


def _settings(file: str | None, *, is_trusted: bool) -> "Mapping[str, Setting]":
    """Return the index settings in a file and in those that it extends, by name."""
    if file is None:
        return {}
    from cardlint.config.file import Setting, layers

    return {
        name: Setting(value, layer)
        for layer in layers(file, is_trusted=is_trusted)
        for name, value in layer.settings.get(_TABLE, {}).items()
    }


def _inner_sources(settings: "Mapping[str, Setting]", file: str) -> tuple[str, ...]:
    """Return the sources in the configuration of a project. Raises ConfigError for settings that a project must not have."""
    from cardlint.config.file import error_at
    from cardlint.config.project_root import is_inside, project_root
    from cardlint.search.sources.named import is_name

    if (path := settings.get("path")) is not None:
        raise error_at(
            path.layer,
            (_TABLE, "path"),
            "`index.path` sets where to write, which the configuration of a project must not do",
            f"its index is kept in your cache folder; --index DIR, {OWN_PLACE} or {_own_name()} name another location",
        )
    if (sources := settings.get("sources")) is None:
        return ()
    root = project_root(file)
    found = [_source(text, sources.layer) for text in sources.value]
    for text, source in zip(sources.value, found, strict=True):
        if is_name(source) or not is_inside(text, sources.layer.folder, root):
            raise error_at(
                sources.layer,
                (_TABLE, "sources"),
                f"`index.sources` names `{text}`, but the configuration of a project can name only what is inside it",
                f"name it in {_own_name()}, or build an index of it: `cardlint index add SOURCE --index DIR`",
            )
    return tuple(found)


def _own_name() -> str:
    """Return the path of the user's own configuration, which need not exist."""
    from cardlint.config.user_file import FILE
    from cardlint.system.user_folders import configuration_folder

    return f"`{os.path.join(configuration_folder(), FILE)}`"


def _address(path: "Setting") -> str:
    """Resolve an address relative to its configuration. An address on another machine is not a path."""
    return path.layer.path_of(path.value) if is_folder(path.value) else str(path.value)


def _source(text: str, layer: "Layer") -> str:
    """Resolve a source relative to its configuration. Names of sources are not paths."""
    from cardlint.search.sources.named import is_name  # imports all kinds of sources

    return text if is_name(text) else layer.path_of(text)


def _key(file: str) -> str:
    return blake2b(os.fsencode(os.path.realpath(file)), digest_size=12).hexdigest()
