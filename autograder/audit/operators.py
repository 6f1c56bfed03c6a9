"""General changes of Python, each a likely slip of a finger: the mutations that Cosmic Ray makes.

Cosmic Ray's own operators are not used: they come with an HTTP client, a database and a Git library
(twelve packages, of which nothing else here is needed), and its replacers of variables draw at random, so
that a run could not be resumed. Its table of mutations is followed instead, but where it puts every other
operator in an operator's place, only those stand here that people confuse.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.audit.source import Edit, Source

__all__ = ["general_edits"]

_BINARY: dict[type[ast.operator], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/", "+")),
    ast.Div: ("/", ("*", "//")),
    ast.FloorDiv: ("//", ("/", "*")),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", ("*",)),
    ast.MatMult: ("@", ("*",)),
}
_COMPARED: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}


def general_edits(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Yield the changes that may be made at a node."""
    match node:
        case ast.BinOp():
            yield from _binary(source, node)
        case ast.Compare():
            yield from _compared(source, node)
        case ast.BoolOp():
            yield from _joined(source, node)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield source.replace(node, f"({source.text(operand)})", "drop a sign or a not")
        case ast.Constant(value=value):
            yield from _constant(source, node, value)
        case ast.Raise(exc=ast.Call(func=ast.Name() as name)):
            yield source.replace(name, "RuntimeError", "another exception")
        case ast.Return(value=ast.AST()):
            yield source.replace(node, "return None", "return nothing")
        case _:
            yield from _control(source, node)


def _binary(source: Source, node: ast.BinOp) -> Iterator[Edit]:
    token, others = _BINARY.get(type(node.op), ("", ()))
    place = source.token(token, node.left, node.right) if token else None
    if place:
        for other in others:
            yield Edit(*place, other, f"{token} becomes {other}")


def _compared(source: Source, node: ast.Compare) -> Iterator[Edit]:
    lefts = [node.left, *node.comparators[:-1]]
    for left, operator, right in zip(lefts, node.ops, node.comparators, strict=True):
        token, others = _COMPARED[type(operator)]
        place = source.token(token, left, right)
        if place:
            for other in others:
                yield Edit(*place, other, f"{token} becomes {other}")


def _joined(source: Source, node: ast.BoolOp) -> Iterator[Edit]:
    token, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    for left, right in zip(node.values, node.values[1:], strict=False):
        place = source.token(token, left, right)
        if place:
            yield Edit(*place, other, f"{token} becomes {other}")


def _constant(source: Source, node: ast.Constant, value: object) -> Iterator[Edit]:
    if isinstance(value, bool):
        yield source.replace(node, str(not value), "the other truth value")
    elif isinstance(value, int | float):
        yield source.replace(node, repr(value + 1), "a number one larger")
        less = repr(value - 1)
        yield source.replace(node, f"({less})" if less.startswith("-") else less, "a number one smaller")


def _control(source: Source, node: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.Break():
            yield source.replace(node, "continue", "break becomes continue")
        case ast.Continue():
            yield source.replace(node, "break", "continue becomes break")
        case ast.For(iter=over):
            yield source.replace(over, "[]", "a loop that never runs")
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield source.replace(test, f"(not ({source.text(test)}))", "the opposite condition")
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield source.replace(node, "pass", "drop a statement")
        case ast.FunctionDef(decorator_list=[_, *_] as decorators):
            for one in decorators:
                start, end = source.span(one)
                yield Edit(start - 1, end, "", "drop a decorator")
