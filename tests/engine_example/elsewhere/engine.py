"""The record of the engine. Its indexes, locks and manifests exist as long as the module is imported."""

from cardlint.search.backends.memory.engine import memory_engine

ENGINE = memory_engine()._replace(name="elsewhere", version=lambda: "1.0")
