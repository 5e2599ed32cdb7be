"""Reads facts from the source code of the ``datasets`` library as syntax trees, because importing it requires pyarrow and more."""

import ast
import json
from collections.abc import Iterator
from typing import Any

from cardlint.system.errors import CardlintError
from tools.vocabulary_builder.packages import Archive, Json

_MODULES = "packaged_modules"
_REGISTRY = f"{_MODULES}/__init__.py"
_FOLDER_CONFIG = "FolderBasedBuilderConfig"


class DatasetsSource:
    """The source files of the package ``datasets``."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def resource(self, name: str) -> Json:
        """Return the parsed JSON file ``name`` from the resources."""
        return json.loads(self._archive.read(f"datasets/utils/resources/{name}.json"))

    def constant(self, file: str, name: str) -> Json:
        """Return the literal that a module assigns to ``name``."""
        return ast.literal_eval(self._assigned(file, name))

    def split_keywords(self) -> dict[str, list[str]]:
        """Return, for each split, the words in file and folder names that indicate it."""
        table = self._mapping("data_files.py", "SPLIT_KEYWORDS")
        return {ast.unparse(key).removeprefix("Split.").lower(): ast.literal_eval(words) for key, words in table}

    def feature_classes(self) -> list[str]:
        """Return the names of the feature classes of columns."""
        table = self._mapping("features/features.py", "_FEATURE_TYPES")
        return [ast.unparse(key).removesuffix(".__name__") for key, _ in table]

    def extensions(self) -> dict[str, str]:
        """Return, for each file extension in lower case, the builder that reads such files."""
        registered = self.constant(_REGISTRY, "_EXTENSION_TO_MODULE")
        extensions = {extension: builder for extension, (builder, _) in registered.items()}
        for builder in self._builders_with_own_extensions():
            extensions |= dict.fromkeys(self._own_extensions(builder), builder)
        return extensions

    def builders(self) -> dict[str, Any]:
        """Return, for each builder, its parameters, and whether it reads a folder of media files, which has further parameters."""
        return {builder: self._parameters(builder) for builder in self._names()}

    def folder_parameters(self) -> list[str]:
        """Return the parameters of all builders for folders of media files."""
        tree = self._tree(f"{_MODULES}/folder_based_builder/folder_based_builder.py")
        return next(_fields(node) for node in _classes(tree) if node.name == _FOLDER_CONFIG)

    def _names(self) -> list[str]:
        return [ast.literal_eval(key) for key, _ in self._mapping(_REGISTRY, "_PACKAGED_DATASETS_MODULES")]

    def _parameters(self, builder: str) -> dict[str, Any]:
        tree = self._tree(f"{_MODULES}/{builder}/{builder}.py")
        configs = [node for node in _classes(tree) if node.name.endswith("Config")]
        parameters = [field for node in configs for field in _fields(node)]
        of_folder = any(_FOLDER_CONFIG in ast.unparse(base) for node in configs for base in node.bases)
        return {"parameters": parameters} | ({"folder": True} if of_folder else {})

    def _builders_with_own_extensions(self) -> list[str]:
        """Return the builders whose extensions the registry takes from their class, as in ``imagefolder.ImageFolder.EXTENSIONS``."""
        wanted = [node for node in ast.walk(self._tree(_REGISTRY)) if isinstance(node, ast.Attribute)]
        return sorted({ast.unparse(node).partition(".")[0] for node in wanted if node.attr == "EXTENSIONS"})

    def _own_extensions(self, builder: str) -> list[str]:
        """Return the extensions that a builder lists itself, in its class or below it."""
        for node in ast.walk(self._tree(f"{_MODULES}/{builder}/{builder}.py")):
            target, value = _assignment(node)
            if target.endswith("EXTENSIONS") and isinstance(value, ast.List):
                return [str(extension).lower() for extension in ast.literal_eval(value)]
        return []

    def _mapping(self, file: str, name: str) -> Iterator[tuple[ast.expr, ast.expr]]:
        value = self._assigned(file, name)
        assert isinstance(value, ast.Dict)  # noqa: S101 - narrows the type
        return ((key, child) for key, child in zip(value.keys, value.values, strict=True) if key)

    def _assigned(self, file: str, name: str) -> ast.expr:
        for node in self._tree(file).body:
            target, value = _assignment(node)
            if value and target == name:
                return value
        raise CardlintError(f"datasets/{file} assigns no {name}", "the package has changed: adapt the builder")

    def _tree(self, file: str) -> ast.Module:
        return ast.parse(self._archive.read(f"datasets/{file}"))


def _assignment(node: ast.AST) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]), node.value
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target), node.value
    return "", None


def _classes(tree: ast.Module) -> list[ast.ClassDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _fields(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(child.target) for child in node.body if isinstance(child, ast.AnnAssign)]
