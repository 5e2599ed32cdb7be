"""Where the index is, and what it holds unless said: ``[index]`` of the nearest configuration, and of the user's own.

A project's configuration comes from whoever wrote the project. It may name what is inside the project, so that reading it tells
nobody anything new, and it may not say where to write: the index of a project lies in the user's cache, keyed by the path of the
configuration file. The user's own configuration may name any source and any place.
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
    """What a configuration says of an index."""

    address: str
    sources: tuple[str, ...] = ()  # as `source_of` takes them
    refresh: bool = True


def project() -> Project | None:
    """Return the index settings of the nearest configuration, or of the user's own, or None if neither has any.

    Raises ConfigError where a project names what is not inside it, or where to write.
    """
    from cardlint.config.configurations import (
        Configurations,  # a third of the imports of a search with ``--index``
    )
    from cardlint.config.user_file import user_file

    file, own = Configurations().project_file_of(CARD_NAME), user_file()
    said, said_by_user = _settings(file, is_trusted=False), _settings(own, is_trusted=True)
    refresh = bool({**said_by_user, **said}["refresh"].value) if "refresh" in {**said_by_user, **said} else True
    if file is not None and said:
        return Project(os.path.join(cache_folder("projects"), _key(file)), _inner_sources(said, file), refresh)
    if not said_by_user:
        return None
    path, sources = said_by_user.get("path"), said_by_user.get("sources")
    address = _address(path) if path is not None else default_address()
    return Project(address, tuple(_source(text, sources.layer) for text in sources.value) if sources else (), refresh)


def address_of(given: str | None) -> str:
    """Return the address of the index: ``given``, or from the environment, the configuration, or the user's cache."""
    if given or os.environ.get(OWN_PLACE):
        return given or default_address()
    found = project()
    return found.address if found is not None else default_address()


def require_open(given: str | None) -> None:
    """Raise CardlintError if the configuration lists the sources of the index, so that none can be added."""
    found = project() if given is None and not os.environ.get(OWN_PLACE) else None
    if found is not None and found.sources:
        raise CardlintError(
            "the index of this project contains only the sources in its configuration",
            "add it there, in `index.sources`, or use `--index DIR`",
        )


def _settings(file: str | None, *, is_trusted: bool) -> "Mapping[str, Setting]":
    """Return the settings of the index in a file and in those that it extends, by name."""
    if file is None:
        return {}
    from cardlint.config.file import Setting, layers

    return {
        name: Setting(value, layer)
        for layer in layers(file, is_trusted=is_trusted)
        for name, value in layer.settings.get(_TABLE, {}).items()
    }


def _inner_sources(said: "Mapping[str, Setting]", file: str) -> tuple[str, ...]:
    """Return the sources that the configuration of a project names. Raises ConfigError for what it must not say."""
    from cardlint.config.file import error_at
    from cardlint.config.project_root import is_inside, project_root
    from cardlint.search.sources.named import is_name

    if (path := said.get("path")) is not None:
        raise error_at(
            path.layer,
            (_TABLE, "path"),
            "`index.path` sets where to write, which the configuration of a project must not do",
            f"its index is kept in your cache folder; --index DIR, {OWN_PLACE} or {_own_name()} name another location",
        )
    if (sources := said.get("sources")) is None:
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
    """Return how the user's own configuration is called, whether it is there or not."""
    from cardlint.config.user_file import FILE
    from cardlint.system.user_folders import configuration_folder

    return f"`{os.path.join(configuration_folder(), FILE)}`"


def _address(path: "Setting") -> str:
    """Resolve an address relative to its configuration; that of an index on other machines is not a path."""
    return path.layer.path_of(path.value) if is_folder(path.value) else str(path.value)


def _source(text: str, layer: "Layer") -> str:
    """Resolve a source relative to its configuration; names of sources are not paths."""
    from cardlint.search.sources.named import is_name  # all kinds of sources

    return text if is_name(text) else layer.path_of(text)


def _key(file: str) -> str:
    return blake2b(os.fsencode(os.path.realpath(file)), digest_size=12).hexdigest()
