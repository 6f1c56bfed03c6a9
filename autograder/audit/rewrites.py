"""Right answers made by machine: the solution in other people's habits, which must keep every point."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Rewrite", "rewrites_of"]

_CELL: Final = re.compile(r"^# %%", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A master written another way."""

    name: str
    """What was done, in words."""
    text: str
    """The whole text."""


def rewrites_of(text: str, *, graphs: Sequence[str] = ()) -> tuple[Rewrite, ...]:
    """Return the rewrites of a master; one that changes nothing is left out.

    Args:
        text: The master.
        graphs: Names of functions that may become graphs, by ``tf.function``.
    """
    tree = ast.parse(text)
    ignored = set(_ignored_lines(text))
    names = [one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.lineno not in ignored]
    made = [
        *(Rewrite(f"results as {words}", text + _results(names, change)) for words, change in _RESULTS),
        *(Rewrite(words, text + _wrapped(names, wrapper)) for words, wrapper in _WRAPPERS),
        Rewrite("functions as graphs", text + _wrapped(graphs, "_tf.function({name})")),
        *(Rewrite(words, change(text)) for words, change in _TEXTS),
        *(
            Rewrite(f"`{node.name}` as {base}", _based(text, node, base))
            for node in _classes(tree)
            for base in _BASES
        ),
    ]
    return tuple(one for one in made if one.text != text)


_SCALARS: Final = """

# %%
import numpy as _np
import tensorflow as _tf

def _each(change, value):
    if isinstance(value, dict):
        return {key: _each(change, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_each(change, item) for item in value)
    return change(value) if type(value) in (int, float) else value

def _rows(change, value):
    if isinstance(value, dict):
        return {key: _rows(change, item) for key, item in value.items()}
    if isinstance(value, list) and value and all(type(item) in (int, float) for item in value):
        return change(value)
    return value

def _answering(change, function):
    return lambda *args, **kwargs: change(function(*args, **kwargs))

"""

_RESULTS: Final = (
    ("NumPy numbers", "lambda value: _each(lambda one: _np.asarray(one)[()], value)"),
    ("arrays without an axis", "lambda value: _each(_np.asarray, value)"),
    ("tensors", "lambda value: _each(lambda one: _tf.constant(one, _tf.float64), value)"),
    ("variables", "lambda value: _each(lambda one: _tf.Variable(one, dtype=_tf.float64), value)"),
    ("floats", "lambda value: _each(float, value)"),
    ("tuples instead of lists", "lambda value: _rows(tuple, value)"),
    ("arrays instead of lists", "lambda value: _rows(_np.asarray, value)"),
    ("tensors instead of lists", "lambda value: _rows(_tf.constant, value)"),
    ("lists of float32", "lambda value: _rows(lambda row: [_np.float32(one) for one in row], value)"),
    ("lists instead of tuples", "lambda value: list(value) if type(value) is tuple else value"),
)
"""What becomes of the plain numbers and lists that the solution returns."""


def _results(names: Sequence[str], change: str) -> str:
    lines = "".join(f"{name} = _answering({change}, {name})\n" for name in names)
    return f"{_SCALARS}{lines}"


_TOOLS: Final = """

# %%
import functools as _functools
import tensorflow as _tf

def _decorated(function):
    @_functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

def _undecorated(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

class _Callable:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def method(self, *args, **kwargs):
        return self.function(*args, **kwargs)

def _printing(function):
    @_functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__)
        answer = function(*args, **kwargs)
        print("done:", type(answer))
        return answer
    return wrapper

"""

_WRAPPERS: Final = (
    ("functions decorated with functools.wraps", "_decorated({name})"),
    ("functions decorated without functools.wraps", "_undecorated({name})"),
    ("objects that can be called", "_Callable({name})"),
    ("methods", "_Callable({name}).method"),
    ("functools.partial", "_functools.partial({name})"),
    ("lambdas", "(lambda f: lambda *args, **kwargs: f(*args, **kwargs))({name})"),
    ("functions that print", "_printing({name})"),
)


def _wrapped(names: Sequence[str], wrapper: str) -> str:
    lines = "".join(f"{name} = {wrapper.format(name=name)}\n" for name in names)
    return f"{_TOOLS}{lines}" if names else ""


def _run_twice(text: str) -> str:
    return f"{text}\n\n{_body(text)}"


def _body(text: str) -> str:
    """Return a master from its first cell on."""
    first = _CELL.search(text)
    return text[first.start() :] if first else text


def _one_cell(text: str) -> str:
    """Return a master with all its code cells that are executed in one."""
    kept = [cell for cell in _cells(text) if "[markdown]" not in cell.split("\n", 1)[0]]
    kept = [cell for cell in kept if "otter_ignore" not in cell.split("\n", 1)[0]]
    return "# %%\n" + "\n".join(cell.partition("\n")[2] for cell in kept)


def _cells(text: str) -> Iterator[str]:
    starts = [found.start() for found in _CELL.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]


def _a_cell_for_each_statement(text: str) -> str:
    lines = text.split("\n")
    firsts = {
        min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        for node in ast.parse(text).body
    }
    ignored = set(_ignored_lines(text))
    made: list[str] = []
    for number, line in enumerate(lines, 1):
        if number in firsts and number not in ignored:
            made.append("# %%")
        made.append(line)
    return "\n".join(made)


def _ignored_lines(text: str) -> Iterator[int]:
    is_ignored = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("# %%"):
            is_ignored = "otter_ignore" in line
        if is_ignored:
            yield number


def _without_docstrings(text: str) -> str:
    lines = text.split("\n")
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef)
            and ast.get_docstring(node)
            and len(node.body) > 1
        ):
            first = node.body[0]
            lines[first.lineno - 1 : first.end_lineno] = [""] * ((first.end_lineno or 0) - first.lineno + 1)
    return "\n".join(lines)


def _other_parameters(text: str) -> str:
    """Rename the parameters without a default, wherever they stand in their function."""
    return _renamed(text, _needed, "its_")


def _other_locals(text: str) -> str:
    """Rename what a function assigns, wherever that stands in the function."""
    return _renamed(text, _assigned, "my_")


def _renamed(text: str, names_of: Callable[[ast.FunctionDef], set[str]], prefix: str) -> str:
    edits: set[tuple[int, int, str]] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            names = names_of(node) - _spoken_of(node)
            for one in ast.walk(node):
                if isinstance(one, ast.Name) and one.id in names:
                    edits.add((one.lineno, one.col_offset, one.id))
                if isinstance(one, ast.arg) and one.arg in names:
                    edits.add((one.lineno, one.col_offset, one.arg))
    lines = [line.encode() for line in text.split("\n")]
    for number, column, _name in sorted(edits, reverse=True):
        line = lines[number - 1]
        lines[number - 1] = line[:column] + prefix.encode() + line[column:]
    return b"\n".join(lines).decode()


def _needed(node: ast.FunctionDef) -> set[str]:
    names = [one.arg for one in node.args.args]
    return set(names[: len(names) - len(node.args.defaults)]) - {"self"}


def _assigned(node: ast.FunctionDef) -> set[str]:
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return found - {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}


def _spoken_of(node: ast.FunctionDef) -> set[str]:
    """Return the names that a function declares global or nonlocal, or writes as keywords of calls."""
    inside = list(ast.walk(node))
    declared = {name for one in inside if isinstance(one, ast.Global | ast.Nonlocal) for name in one.names}
    return declared | {one.arg for one in inside if isinstance(one, ast.keyword) and one.arg}


def _further_parameters(text: str) -> str:
    """Give each function at the top a further parameter with a default."""
    lines = text.split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not (
            node.args.vararg or node.args.kwarg or node.args.kwonlyargs
        ):
            line = lines[node.lineno - 1]
            end = line.rfind("):")
            if end > 0:
                comma = ", " if node.args.args else ""
                lines[node.lineno - 1] = (
                    f"{line[:end]}{comma}verbosity=None, *, options=()):{line[end + 2 :]}"
                )
    return "\n".join(lines)


def _keras_by_name(text: str) -> str:
    return text.replace("tf.keras.", "keras.").replace(
        "import tensorflow as tf", "import tensorflow as tf\nimport keras"
    )


def _keras_from_tensorflow(text: str) -> str:
    imports = "import tensorflow as tf\nfrom tensorflow import keras"
    return text.replace("tf.keras.", "keras.").replace("import tensorflow as tf", imports)


def _tensorflow_whole(text: str) -> str:
    """Return the text with TensorFlow and NumPy imported without short names."""
    text = re.sub(r"\btf\.", "tensorflow.", text).replace("import tensorflow as tf", "import tensorflow")
    return re.sub(r"\bnp\.", "numpy.", text).replace("import numpy as np", "import numpy")


_TEXTS: Final = (
    ("cells run twice", _run_twice),
    ("all in one cell", _one_cell),
    ("a cell for each statement", _a_cell_for_each_statement),
    ("without docstrings", _without_docstrings),
    ("other names of parameters", _other_parameters),
    ("other local names", _other_locals),
    ("further parameters", _further_parameters),
    ("import keras", _keras_by_name),
    ("from tensorflow import keras", _keras_from_tensorflow),
    ("imports without short names", _tensorflow_whole),
)

_BASES: Final = ("tf.Module", "tf.keras.Model")


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Yield the plain classes at the top that make themselves."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.bases and _maker(node):
            yield node


def _maker(node: ast.ClassDef) -> ast.FunctionDef | None:
    made = (one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__")
    return next(made, None)


def _based(text: str, node: ast.ClassDef, base: str) -> str:
    maker = _maker(node)
    if maker is None:
        return text
    lines = text.split("\n")
    body = [
        one for one in maker.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
    ]
    first = body[0]
    lines[first.lineno - 1] = f"{' ' * first.col_offset}super().__init__()\n{lines[first.lineno - 1]}"
    lines[node.lineno - 1] = lines[node.lineno - 1].replace(
        f"class {node.name}", f"class {node.name}({base})", 1
    )
    changed = "\n".join(lines)
    return changed.replace("def __call__(self", "def call(self") if base == "tf.keras.Model" else changed
