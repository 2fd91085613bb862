"""Measure the code as one script does it for every tree: `measure.py [FOLDER …]` prints a column for each."""

import ast
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PACKAGE = "desktop_app"
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module:
    """One file of the program: its dotted name, its lines and its syntax tree."""

    def __init__(self, top: Path, path: Path) -> None:
        parts = path.relative_to(top).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.floor = parts[1] if len(parts) > 2 else "(top)"
        self.text = path.read_text("utf-8")
        self.lines = self.text.count("\n")
        self.tree = ast.parse(self.text, str(path))

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def late(self) -> Iterator[ast.Import | ast.ImportFrom]:
        """The imports inside functions."""
        inside = {id(node): node for function in self.functions() for node in ast.walk(function)}
        yield from (node for node in inside.values() if isinstance(node, ast.Import | ast.ImportFrom))

    def imported(self, known: set[str]) -> set[str]:
        """The modules of ours it imports, wherever in the file, those for types alone too."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                named = {f"{node.module}.{one.name}" for one in node.names}
                found |= named & known or {node.module} & known
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names} & known
        return found - {self.name}


def parameters(function: Function) -> list[ast.arg]:
    """The parameters of a function that could say a type."""
    given = function.args
    stars = [one for one in (given.vararg, given.kwarg) if one is not None]
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *stars]
    return [one for one in every if one.arg not in ("self", "cls")]


def says_any(annotation: ast.expr | None) -> bool:
    """Whether a type is Any or a collection of it."""
    if annotation is None:
        return False
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(annotation))


def public_functions(tree: ast.Module) -> Iterator[tuple[Function, bool]]:
    """Functions and methods that a reader may call, but for overrides in Qt's own spelling.

    With each whether it may answer to a base class, which then tells what it is for.
    """
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        derived = isinstance(node, ast.ClassDef) and bool(node.bases)
        for one in inside:
            if isinstance(one, Function) and not one.name.startswith("_") and one.name.islower():
                yield one, derived


def methods_of_bases(modules: list[Module]) -> set[str]:
    """The names of methods that some class of ours documents: an answer to it need not say it again."""
    return {
        one.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, Function) and ast.get_docstring(one)
    }


def circles(modules: list[Module]) -> int:
    """How many modules stand in the largest circle of imports."""
    known = {module.name for module in modules}
    after = {module.name: module.imported(known) for module in modules}
    reach: dict[str, set[str]] = {}
    for start in after:
        seen: set[str] = set()
        ahead = list(after[start])
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += after[name]
        reach[start] = seen
    return max(
        (sum(one in reach[other] for other in reach[one]) for one in reach if one in reach[one]), default=0
    )


def measures(top: Path) -> dict[str, str]:
    """Words → figure, of the program below ``top``."""
    modules = [Module(top, path) for path in sorted((top / PACKAGE).rglob("*.py"))]
    lines = sum(module.lines for module in modules)
    words = sum(
        isinstance(node, ast.Name) and node.id == "Any"
        for module in modules
        for node in ast.walk(module.tree)
    )
    given: Counter[str] = Counter()
    loose: Counter[str] = Counter()
    for module in modules:
        for function in module.functions():
            for one in parameters(function):
                given[module.floor] += 1
                loose[module.floor] += says_any(one.annotation)
    classes = defaultdict(set)
    for module in modules:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                classes[node.name].add(module.name)
    twins = sorted(name for name, places in classes.items() if len(places) > 1)
    late = [one for module in modules for one in module.late()]
    own = [one for one in late if isinstance(one, ast.ImportFrom) and (one.module or "").startswith(PACKAGE)]
    public = [one for module in modules for one in public_functions(module.tree)]
    told = methods_of_bases(modules)
    said = sum(bool(ast.get_docstring(one)) or (derived and one.name in told) for one, derived in public)
    lengths = [
        (one.end_lineno or one.lineno) - one.lineno + 1 for module in modules for one in module.functions()
    ]
    pages = sum(module.lines for module in modules if module.name.startswith(f"{PACKAGE}.views.pages"))
    found = {
        "modules": f"{len(modules)}",
        "lines": f"{lines}",
        "median module": f"{median(module.lines for module in modules):.0f}",
        "largest module": f"{max(module.lines for module in modules)}",
        "functions over 60 lines": f"{sum(length > 60 for length in lengths)}",
        "largest circle of imports": f"{circles(modules)}",
        "late imports of our own": f"{len(own)}",
        "late imports of others": f"{len(late) - len(own)}",
        "except Exception or wider": f"{sum(_is_broad(node) for m in modules for node in ast.walk(m.tree))}",
        "type: ignore": f"{sum(module.text.count('type: ignore') for module in modules)}",
        "Any per 1,000 lines": f"{1000 * words / lines:.1f}",
        "class names twice": f"{len(twins)}",
        "public functions with docstring": f"{100 * said / len(public):.1f} %",
        "lines of views/pages": f"{pages}",
    }
    for floor in sorted(given):
        share = 100 * loose[floor] / given[floor]
        found[f"parameters typed Any, {floor}"] = f"{share:.1f} %"
    found["which class names twice"] = ", ".join(twins) or "none"
    return found


def _is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")


def main(folders: list[str]) -> int:
    """Print a line for each measure, a column for each tree."""
    tops = [Path(one) for one in folders] or [Path(__file__).resolve().parents[1]]
    columns = [measures(top) for top in tops]
    heads = [
        subprocess.run(
            ["git", "-C", str(top), "log", "-1", "--format=%h"], capture_output=True, text=True, check=False
        ).stdout.strip()
        or str(top)
        for top in tops
    ]
    print("  ".join([f"{'':34}", *(f"{head:>10}" for head in heads)]))
    for name in columns[0]:
        print("  ".join([f"{name:34}", *(f"{column.get(name, ''):>10}" for column in columns)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
