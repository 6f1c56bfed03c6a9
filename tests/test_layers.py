"""Imports in the package go down only, and each module says in `__all__` what is public."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "autograder"

# The layer of each module or package of modules. Who adds one decides here where it belongs.
LAYERS = {
    "": 0,  # autograder/__init__.py: whoever imports anything imports this first
    "errors": 0,
    "wire": 1,
    "markers": 1,
    "yaml_text": 1,
    "zipping": 1,
    "picture": 1,
    "atomic": 1,
    "model": 2,
    "worker": 2,
    "checks": 3,
    "course": 3,
    "data": 3,
    "feedback": 3,
    "handout": 3,
    "submission": 3,
    "sandbox": 3,
    "reports": 3,
    "catalogue": 4,
    "pair": 4,
    "worker_keeper": 4,
    "grading": 5,
    "build": 6,
    "audit": 6,
    "batch": 6,
    "desk": 6,
    "notebook": 6,
    "pytest_plugin": 6,
    "otter": 7,
    "otter_grading": 7,
    "cli": 7,
    "__main__": 8,
}

# The worker runs beside student code: what it can import, a student can read.
WORKER_MAY_IMPORT = {"wire", "errors", "worker"}

# Seconds to import, or unwanted where student code does not run.
HEAVY = {"jupytext", "keras", "matplotlib", "nbformat", "numpy", "otter", "pydantic", "rich", "tensorflow"}

FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a file's code as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def unit_of(path: Path) -> str:
    """Return the module or package of the table to which a file belongs."""
    inside = path.relative_to(PACKAGE)
    unit = inside.parts[0].removesuffix(".py")
    return "" if unit == "__init__" else unit


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of whatever a file imports, wherever in the file that stands."""
    package = ("autograder", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "autograder":
                for alias in node.names:
                    yield node.lineno, f"autograder.{alias.name}"
            else:
                yield node.lineno, module


def imported_units(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and unit of whatever a file imports from the package."""
    for line, name in imported_modules(path):
        first, _, rest = name.partition(".")
        if first == "autograder":
            unit = rest.partition(".")[0]
            yield line, "" if unit.startswith("__") else unit


def wrong_imports(path: Path) -> Iterator[str]:
    """Yield one clickable line for each import that goes up or sideways."""
    unit = unit_of(path)
    for line, other in imported_units(path):
        place = f"{path.relative_to(ROOT)}:{line}"
        if other not in LAYERS:
            yield f"{place}: {other} has no place in the table of layers"
        elif unit == "worker" and other not in WORKER_MAY_IMPORT:
            yield f"{place}: the worker may not import {other}"
        elif other != unit and LAYERS[other] >= LAYERS.get(unit, 0):
            yield f"{place}: {unit} (layer {LAYERS.get(unit)}) imports {other} (layer {LAYERS[other]})"


def defined_names(tree: ast.Module) -> set[str]:
    """Return the names that a module defines at its top."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def imported_names(tree: ast.Module) -> set[str]:
    """Return the names that a module binds by importing at its top."""
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def declared_names(tree: ast.Module) -> list[str]:
    """Return what a module lists in `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
        ):
            declared: list[str] = ast.literal_eval(node.value)
            return declared
    return []


def wrong_roots(path: Path) -> Iterator[str]:
    """Yield one line for each import of TensorFlow outside the worker."""
    # The datasets' module imports it in functions and in its builder; tests/test_data.py holds that to it.
    if unit_of(path) not in ("worker", "data"):
        for line, name in imported_modules(path):
            if name.partition(".")[0] in {"tensorflow", "tensorflow_datasets", "keras"}:
                yield f"{path.relative_to(ROOT)}:{line}: only the worker may import {name}"


def wrong_names(path: Path) -> Iterator[str]:
    """Yield one line for each name that is public and not in `__all__`, or in it and not defined."""
    tree = tree_of(path)
    declared, defined = set(declared_names(tree)), defined_names(tree)
    passed_on = imported_names(tree) if path.name == "__init__.py" else set()
    for name in sorted({name for name in defined if not name.startswith("_")} - declared):
        yield f"{path.relative_to(ROOT)}: {name} is public, but not in __all__"
    for name in sorted(declared - defined - passed_on):
        yield f"{path.relative_to(ROOT)}: {name} is in __all__, but not defined"


def test_every_module_has_a_layer() -> None:
    assert {unit_of(path) for path in FILES} - set(LAYERS) == set()


def test_imports_go_down_and_all_lists_the_public_names() -> None:
    assert len(FILES) > 100
    rules = (wrong_imports, wrong_roots, wrong_names)
    assert [line for path in FILES for rule in rules for line in rule(path)] == []


def test_the_command_line_starts_without_heavy_imports() -> None:
    program = "import sys, autograder.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert HEAVY & set(run.stdout.split()) == set()


def test_what_breaks_the_rules_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path / "autograder")
    written = {
        "model.py": "from autograder import cli",
        "sandbox/process.py": "def start():\n    from ..checks import student",
        "worker/child.py": "import autograder.model\nfrom . import program\nfrom ..wire import encode",
        "cli.py": "from autograder.nowhere import x\nfrom autograder.model import Course",
        "batch.py": "import keras.layers\n__all__ = ['nothing']\ndef something(): pass",
    }
    for name, text in written.items():
        path = tmp_path / "autograder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    paths = [tmp_path / "autograder" / name for name in written]
    found = [line for path in paths for rule in (wrong_imports, wrong_roots) for line in rule(path)]
    assert [line.partition(": ")[2] for line in found] == [
        f"model (layer 2) imports cli (layer {LAYERS['cli']})",
        "sandbox (layer 3) imports checks (layer 3)",
        "the worker may not import model",
        "nowhere has no place in the table of layers",
        "only the worker may import keras.layers",
    ]
    assert [line.partition(": ")[2] for line in wrong_names(paths[-1])] == [
        "something is public, but not in __all__",
        "nothing is in __all__, but not defined",
    ]
