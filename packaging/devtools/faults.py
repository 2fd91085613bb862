"""Small faults of a programmer, put into the functions of a module one at a time."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "ceil": "floor", "floor": "ceil"}


@dataclass(frozen=True)
class Fault:
    """One fault: where it is, and what was changed into what."""

    function: str
    line: int
    change: str


def faults_of(source: str) -> list[Fault]:
    """Every fault of the functions of a module, in the order of its lines."""
    return list(_walk(ast.parse(source)))


def faulty(source: str, fault: Fault, file_name: str) -> CodeType:
    """The code of a module with one of its faults. KeyError when it has no such fault."""
    tree = ast.parse(source)
    for one in _walk(tree):
        if one == fault:
            return compile(ast.fix_missing_locations(tree), file_name, "exec")
    raise KeyError(fault)


def _walk(tree: ast.Module) -> Iterator[Fault]:
    """The faults one by one; while one is told, ``tree`` has it."""
    for name, function in _functions(tree, ""):
        told: dict[str, int] = {}
        for node in _inside(function):
            for field, place, fresh in _changes(node):
                was = getattr(node, field)
                before = ast.unparse(node)
                _put(node, field, place, fresh)
                after = ast.unparse(node)
                change = f"{_short(before)} → {_short(after)}"
                told[change] = told.get(change, 0) + 1
                if told[change] > 1:
                    change += f" ({told[change]})"
                yield Fault(name, getattr(node, "lineno", function.lineno), change)
                setattr(node, field, was)


def _functions(tree: ast.AST, above: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a module by qualified name; those inside others belong to them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield above + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{above}{node.name}.")


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a body: no annotations, no words for people, no defaults, which are made only once."""
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert) or _is_text(node):
            continue
        yield node
        # strict=True of a zip is an assertion, like those above.
        children = [one for one in ast.iter_child_nodes(node) if getattr(one, "arg", "") != "strict"]
        if isinstance(node, ast.FunctionDef):
            children = list(node.body)
        elif isinstance(node, ast.AnnAssign):
            children = [node.value] if node.value else []
        stack.extend(reversed(children))


def _changes(node: ast.AST) -> Iterator[tuple[str, int | None, object]]:
    """What can go wrong at a node: field, place in it, and what stands there then."""
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                yield "ops", place, _COMPARED[type(op)]()
        case ast.BoolOp():
            yield "op", None, ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _COUNTED and not _joins_text(node):
            yield "op", None, _COUNTED[type(node.op)]()
        case ast.Constant(value=bool(value)):
            yield "value", None, not value
        case ast.Constant(value=int(value)):
            yield "value", None, value + 1
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield "func", None, ast.Name(_CALLED[name], ast.Load())
        case ast.Return(value=ast.expr() as value) if not _says_no(value):
            yield "value", None, ast.Constant(None)
        case _:
            yield from _contraries(node)


def _contraries(node: ast.AST) -> Iterator[tuple[str, int | None, object]]:
    """Conditions turned into their contrary; comparisons have faults of their own."""
    match node:
        case ast.IfExp(test=test):
            yield "test", None, _not(test)
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare | ast.BoolOp):
            yield "test", None, _not(test)
        case ast.comprehension(ifs=ifs):
            for place, one in enumerate(ifs):
                if not isinstance(one, ast.Compare | ast.BoolOp):
                    yield "ifs", place, _not(one)


def _put(node: ast.AST, field: str, place: int | None, fresh: object) -> None:
    if place is None:
        setattr(node, field, fresh)
    else:
        several = copy.copy(getattr(node, field))
        several[place] = fresh
        setattr(node, field, several)


def _not(test: ast.expr) -> ast.expr:
    """The contrary of a condition."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _says_no(node: ast.expr) -> bool:
    """Whether None in its place would say the same."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _joins_text(node: ast.BinOp | ast.AugAssign) -> bool:
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
    return any(isinstance(side, ast.JoinedStr) or _is_text(side) for side in sides)


def _short(code: str) -> str:
    """One line of code, cut where it goes on long."""
    line = " ".join(code.split("\n", 1)[0].split())
    return line if len(line) <= 90 else line[:89] + "…"
