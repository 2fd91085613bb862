"""Our own source as syntax trees, and who imports whom in them; for the tests that keep the house."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "desktop_app"


@dataclass(frozen=True)
class Import:
    """One imported name: a module of ours or the first word of anybody else's, and where it stands.

    ``late`` tells an import inside a function, ``typing_only`` one that is never carried out.
    """

    name: str
    line: int
    late: bool
    typing_only: bool


@dataclass(frozen=True)
class Source:
    """One module: its dotted name, its text, whether it is a package's own file."""

    name: str
    text: str
    is_package: bool

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, self.name)

    @cached_property
    def strings(self) -> list[ast.Constant]:
        """Every string but the docstrings."""
        said = {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        ]


class Tree:
    """All modules under one package, by name."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = dict(sources)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.sources.values())

    @cached_property
    def imports(self) -> dict[str, list[Import]]:
        """What each module imports, wherever in its text the import stands."""
        return {source.name: list(self._imports_of(source)) for source in self}

    def _imports_of(self, source: Source) -> Iterator[Import]:
        yield from self._walk(source, source.tree, late=False, typing_only=False)

    def _walk(self, source: Source, node: ast.AST, *, late: bool, typing_only: bool) -> Iterator[Import]:
        for name in self._names(source, node):
            yield Import(name, getattr(node, "lineno", 0), late, typing_only)
        late = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing_only = typing_only or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        for child in ast.iter_child_nodes(node):
            yield from self._walk(source, child, late=late, typing_only=typing_only)

    def _names(self, source: Source, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield self._known(alias.name)
        elif isinstance(node, ast.ImportFrom):
            origin = self._origin(source, node)
            for alias in node.names:
                yield self._known(f"{origin}.{alias.name}")
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            first = node.args[0] if node.args else None
            yield self._known(str(first.value)) if isinstance(first, ast.Constant) else "(computed)"

    def _known(self, dotted: str) -> str:
        """The module of ours that ``dotted`` names or lies in; of others the name as it is."""
        while dotted.startswith(PACKAGE + ".") and dotted not in self.sources:
            dotted = dotted.rpartition(".")[0]
        return dotted

    @staticmethod
    def _origin(source: Source, node: ast.ImportFrom) -> str:
        """The module that a ``from … import`` reads, relative ones spelled out."""
        if not node.level:
            return node.module or ""
        parts = source.name.split(".")
        up = node.level - 1 if source.is_package else node.level
        return ".".join([*parts[: len(parts) - up], *([node.module] if node.module else [])])


def called(node: ast.Call) -> str:
    """The last word of what a call calls."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def tree_on_disk(folder: Path = ROOT / PACKAGE) -> Tree:
    """The program as it stands."""
    sources = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        sources[name] = Source(name, path.read_text("utf-8"), is_package)
    return Tree(sources)


def planted(**texts: str) -> Tree:
    """A small program written into a test: ``views__page="import peewee"`` is desktop_app.views.page."""
    sources = {PACKAGE: Source(PACKAGE, '"""The program."""', True)}
    for short, text in texts.items():
        parts = [PACKAGE, *short.split("__")]
        for depth in range(2, len(parts)):
            folder = ".".join(parts[:depth])
            sources.setdefault(folder, Source(folder, '"""A folder."""', True))
        name = ".".join(parts)
        sources[name] = Source(name, text, is_package=False)
    return Tree(sources)
