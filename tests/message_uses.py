"""Where the program uses which code of the message catalogue, read from its syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

CODE = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


class Role(Enum):
    """What a code is used as, which decides how its sentence ends."""

    ERROR = "error"
    FINDING = "finding"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Use:
    """One literal code in the program."""

    code: str
    role: Role
    place: str
    parameters: frozenset[str] | None
    """The names it is given, or None where the syntax tree does not tell."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The callables whose first argument is a code, by what they make of it."""

    errors: frozenset[str]
    findings: frozenset[str]

    def of(self, call: ast.Call) -> Role | None:
        """What `call` makes of a code, or None when it is not known to take one."""
        name = _name(call.func)
        if name in self.errors:
            return Role.ERROR
        return Role.FINDING if name in self.findings else None


def trees(folder: Path) -> dict[str, ast.Module]:
    """File name → syntax tree of every module below `folder`."""
    return {
        path.relative_to(folder.parent).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    }


def roles(modules: dict[str, ast.Module]) -> dict[str, Roles]:
    """File name → its `Roles`: subclasses of KnownError, Finding and the like, and the module's makers."""
    classes = [node for tree in modules.values() for node in _all(tree, ast.ClassDef)]
    errors = _subclasses(classes, "KnownError")
    like_findings = {node.name for node in classes if any(map(_takes_code, _methods(node)))} - errors
    found = {}
    for place, tree in modules.items():
        makers = [node for node in _all(tree, ast.FunctionDef) if _takes_code(node)]
        returns = {node.name: ast.unparse(node.returns) if node.returns else "" for node in makers}
        found[place] = Roles(
            errors | {name for name, kind in returns.items() if kind in errors},
            frozenset(
                {"Finding"} | like_findings | {name for name, kind in returns.items() if "Finding" in kind}
            ),
        )
    return found


def _subclasses(classes: list[ast.ClassDef], top: str) -> frozenset[str]:
    known = {top}
    while more := {node.name for node in classes if {_name(base) for base in node.bases} & known} - known:
        known |= more
    return frozenset(known)


def _methods(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [
        method for method in node.body if isinstance(method, ast.FunctionDef) and method.name == "__init__"
    ]


def _takes_code(function: ast.FunctionDef) -> bool:
    positional = [*function.args.posonlyargs, *function.args.args]
    names = [argument.arg for argument in positional if argument.arg not in {"self", "cls"}]
    return bool(names) and names[0] == "code"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def uses(modules: dict[str, ast.Module]) -> Iterator[Use]:
    """Every literal in a call that takes a code, and every other literal that looks like one."""
    by_place = roles(modules)
    for place, tree in modules.items():
        taken = _no_codes(tree)
        for call in _all(tree, ast.Call):
            role = by_place[place].of(call)
            for literal in _code_literals(call) if role else ():
                taken.add(literal)
                yield Use(
                    str(literal.value), role or Role.TEXT, f"{place}:{literal.lineno}", _parameters(call)
                )
        for literal in _all(tree, ast.Constant):
            if literal not in taken and CODE.fullmatch(str(literal.value)):
                yield Use(str(literal.value), Role.TEXT, f"{place}:{literal.lineno}", None)


def _all(tree: ast.Module, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def _no_codes(tree: ast.Module) -> set[ast.expr]:
    """Numbers, the fixed parts of f-strings, and actions of the audit log (`writing("roster.import")`)."""
    numbers = {literal for literal in _all(tree, ast.Constant) if not isinstance(literal.value, str)}
    pieces = {piece for text in _all(tree, ast.JoinedStr) for piece in text.values}
    actions = {call.args[0] for call in _all(tree, ast.Call) if _name(call.func) == "writing" and call.args}
    return numbers | pieces | actions


def _code_literals(call: ast.Call) -> list[ast.Constant]:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"] or call.args[:1]
    branches = [
        branch
        for value in given
        for branch in ([value.body, value.orelse] if isinstance(value, ast.IfExp) else [value])
    ]
    return [node for node in branches if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _parameters(call: ast.Call) -> frozenset[str] | None:
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        names.add(keyword.arg)
        if keyword.arg == "params":
            if not isinstance(keyword.value, ast.Dict):
                return None
            keys = [key.value if isinstance(key, ast.Constant) else None for key in keyword.value.keys]
            if None in keys:
                return None
            names |= {str(key) for key in keys}
    return frozenset(names)


def patterns(modules: dict[str, ast.Module]) -> list[re.Pattern[str]]:
    """What the codes look like that the program puts together, such as f"terms.{name}"."""
    texts = [text for tree in modules.values() for text in _all(tree, ast.JoinedStr)]
    shapes = ["".join(map(_shape, text.values)) for text in texts]
    return [re.compile(shape) for shape in shapes if re.match(r"[a-z0-9_-]+\\\.", shape)]


def _shape(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z0-9_.-]+"
