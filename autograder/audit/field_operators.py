"""Changes that mirror the slips of people who train networks."""

from __future__ import annotations

import ast
import builtins
import itertools
from collections.abc import Iterator

from autograder.audit.source import Edit, Source

__all__ = ["field_edits"]

_PARTNERS: dict[str, tuple[str, ...]] = {}
_PAIRS = (
    ("reduce_mean", "reduce_sum"),
    ("mean", "sum"),
    ("argmax", "argmin"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("reduce_max", "reduce_min"),
    ("assign_sub", "assign_add"),
    ("square", "abs"),
    ("relu", "tanh"),
    ("softmax", "sigmoid"),
    ("float32", "float64"),
    ("float", "int"),
    ("int64", "int32"),
    ("sqrt", "square"),
    ("exp", "log"),
    ("ceil", "floor"),
    ("ones_like", "zeros_like"),
    ("w", "b"),
    ("dw", "db"),
    ("inputs", "outputs"),
    ("features", "labels"),
    ("image", "label"),
    ("images", "labels"),
    ("train", "test"),
    ("loss", "accuracy"),
    ("min", "max"),
    ("sparse_categorical_crossentropy", "categorical_crossentropy"),
    ("SparseCategoricalCrossentropy", "CategoricalCrossentropy"),
    ("mean_squared_error", "mean_absolute_error"),
    ("MeanSquaredError", "MeanAbsoluteError"),
    ("Mean", "Sum"),
    ("num_examples", "batch_size"),
)
for _one, _other in _PAIRS:
    _PARTNERS[_one] = tuple(dict.fromkeys((*_PARTNERS.get(_one, ()), _other)))
    _PARTNERS[_other] = tuple(dict.fromkeys((*_PARTNERS.get(_other, ()), _one)))

_LINKS = frozenset(
    {"abs", "astype", "batch", "cache", "clip", "copy", "flatten", "map", "numpy", "prefetch", "ravel"}
    | {"repeat", "reshape", "shuffle", "skip", "square", "squeeze", "take"}
)
_RATES = frozenset({"learning_rate", "rate", "stddev", "batch_size", "epochs", "seed"})


def field_edits(source: Source, node: ast.AST, bound: frozenset[str]) -> Iterator[Edit]:
    """Yield the changes that may be made at a node.

    Args:
        source: The text.
        node: The node.
        bound: Names that the function around the node has: parameters and what it assigns.
    """
    match node:
        case ast.Call():
            yield from _call(source, node)
        case ast.BinOp():
            yield from _operands(source, node)
        case ast.AugAssign(op=ast.Add() | ast.Sub()) | ast.Assign():
            yield from _assigned(source, node, bound)
        case ast.Dict() | ast.Tuple():
            yield from _neighbours(source, node)
        case ast.Name(id=name) if isinstance(node.ctx, ast.Load):
            yield from _name(source, node, name, bound)
        case ast.Constant(value=str(name)):
            for other in _PARTNERS.get(name, ()):
                yield source.replace(node, f'"{other}"', f"{name} becomes {other}")
        case ast.Attribute(value=value, attr=name):
            for other in _PARTNERS.get(name, ()):
                start = source.span(value)[0]
                text = f"{source.text(value)}.{other}"
                yield Edit(start, source.span(node)[1], text, f"{name} becomes {other}")


def _assigned(source: Source, node: ast.AugAssign | ast.Assign, bound: frozenset[str]) -> Iterator[Edit]:
    match node:
        case ast.AugAssign(op=operator, target=target, value=value):
            tokens = ("+=", "-=") if isinstance(operator, ast.Add) else ("-=", "+=")
            place = source.token(tokens[0], target, value)
            if place:
                yield Edit(*place, tokens[1], "the sign of an update")
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_stale(name, value, bound):
            yield source.replace(node, "pass", "a stale variable")


def _neighbours(source: Source, node: ast.Dict | ast.Tuple) -> Iterator[Edit]:
    if isinstance(node, ast.Tuple):
        if len(node.elts) == 2:
            yield source.swap(node.elts[0], node.elts[1], "two things in each other's place")
        return
    for one, following in itertools.pairwise(node.values):
        if isinstance(one, ast.Constant) and isinstance(following, ast.Constant):
            yield source.swap(one, following, "two answers in each other's place")


def _is_stale(name: str, value: ast.expr, bound: frozenset[str]) -> bool:
    """Whether the name has an older value that would stay: it is used to make the new one."""
    return name in bound and any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(value))


def _name(source: Source, node: ast.Name, name: str, bound: frozenset[str]) -> Iterator[Edit]:
    for other in _PARTNERS.get(name, ()):
        # A name that nobody has defined would show only that Python finds it.
        if other in bound or hasattr(builtins, other):
            yield source.replace(node, other, f"{name} becomes {other}")
    if name in _RATES and name in bound:
        yield source.replace(node, f"({name} * 2)", f"{name} doubled")


def _operands(source: Source, node: ast.BinOp) -> Iterator[Edit]:
    left, right = source.text(node.left), source.text(node.right)
    match node.op:
        case ast.Sub() | ast.Div() | ast.FloorDiv() | ast.MatMult():
            yield source.replace(node, f"(({right}) {_TOKENS[type(node.op)]} ({left}))", "operands swapped")
        case ast.Mult():
            yield source.replace(node, f"({right})", "drop a factor")
            yield source.replace(node, f"({left})", "drop a factor")
        case ast.Pow():
            yield source.replace(node, f"({left})", "drop a power")


_TOKENS: dict[type[ast.operator], str] = {ast.Sub: "-", ast.Div: "/", ast.FloorDiv: "//", ast.MatMult: "@"}


def _call(source: Source, node: ast.Call) -> Iterator[Edit]:
    yield from _arguments(source, node)
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in _LINKS:
            is_module = isinstance(value, ast.Name) and value.id in ("np", "tf", "math")
            if not is_module:
                yield source.replace(node, source.text(value), f"drop .{name}(…)")
            elif node.args:
                yield source.replace(node, f"({source.text(node.args[0])})", f"drop {name}(…)")
        case ast.Call(func=ast.Name(id="range"), args=[stop]):
            text = source.text(stop)
            yield source.replace(node, f"range({text} - 1)", "one round less")
            yield source.replace(node, f"range({text} + 1)", "one round more")
            yield source.replace(node, f"range(1, {text})", "the first round left out")
    match node.func:
        case ast.Attribute(attr="SparseCategoricalCrossentropy") if not node.keywords:
            yield source.replace(node, f"{source.text(node)[:-1]}from_logits=True)", "the flag of a loss")
        case ast.Attribute(attr="batch") if len(node.args) == 1 and not node.keywords:
            yield source.replace(
                node, f"{source.text(node)[:-1]}, drop_remainder=True)", "a short batch lost"
            )


def _arguments(source: Source, node: ast.Call) -> Iterator[Edit]:
    """Yield what swaps the first two arguments, what drops a named one, and what changes a named rate."""
    if len(node.args) > 1 and not any(isinstance(one, ast.Starred) for one in node.args[:2]):
        yield source.swap(node.args[0], node.args[1], "arguments swapped")
    parts: list[ast.AST] = [*node.args, *node.keywords]
    for keyword in node.keywords:
        if keyword.arg is None:
            continue
        index = parts.index(keyword)
        start = source.span(parts[index - 1])[1] if index else source.span(keyword)[0]
        yield Edit(start, source.span(keyword)[1], "", f"{keyword.arg} left out")
        if keyword.arg in _RATES:
            yield source.replace(keyword.value, f"({source.text(keyword.value)} * 10)", f"{keyword.arg} ×10")
