"""Facts in the source code of the ``datasets`` library, read as syntax trees: importing it needs pyarrow and more."""

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
    """The files of the package ``datasets``, by their place in it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def resource(self, name: str) -> Json:
        """The parsed JSON file ``name`` of the resources."""
        return json.loads(self._archive.read(f"datasets/utils/resources/{name}.json"))

    def constant(self, file: str, name: str) -> Json:
        """The value that a module assigns to ``name``, a literal."""
        return ast.literal_eval(self._assigned(file, name))

    def split_keywords(self) -> dict[str, list[str]]:
        """Split → the words in file and folder names that mean it."""
        table = self._mapping("data_files.py", "SPLIT_KEYWORDS")
        return {ast.unparse(key).removeprefix("Split.").lower(): ast.literal_eval(words) for key, words in table}

    def feature_classes(self) -> list[str]:
        """The names of the classes that a column may have."""
        table = self._mapping("features/features.py", "_FEATURE_TYPES")
        return [ast.unparse(key).removesuffix(".__name__") for key, _ in table]

    def extensions(self) -> dict[str, str]:
        """File extension, in lower case → the builder that reads such files."""
        registered = self.constant(_REGISTRY, "_EXTENSION_TO_MODULE")
        extensions = {extension: builder for extension, (builder, _) in registered.items()}
        for builder in self._builders_with_own_extensions():
            extensions |= dict.fromkeys(self._own_extensions(builder), builder)
        return extensions

    def builders(self) -> dict[str, Any]:
        """Builder → its parameters, and whether it reads a folder of media, which has parameters of its own."""
        return {builder: self._parameters(builder) for builder in self._names()}

    def folder_parameters(self) -> list[str]:
        """The parameters that every builder of a folder of media has."""
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
        """The builders that the registry asks for theirs, as in ``imagefolder.ImageFolder.EXTENSIONS``."""
        wanted = [node for node in ast.walk(self._tree(_REGISTRY)) if isinstance(node, ast.Attribute)]
        return sorted({ast.unparse(node).partition(".")[0] for node in wanted if node.attr == "EXTENSIONS"})

    def _own_extensions(self, builder: str) -> list[str]:
        """The extensions that a builder lists itself, in its class or below it."""
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
