"""What a confined worker may see: interpreter, packages, system libraries, the worker's own modules."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import autograder

__all__ = [
    "Interpreter",
    "copy_worker_modules",
    "find_interpreter",
    "package_paths",
    "system_paths",
    "write_settings",
]

_SYSTEM = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/share/fonts",
    "/usr/share/zoneinfo",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
)
_SETTINGS = {
    "passwd": "student:x:1000:1000::/tmp:/bin/false\n",
    "group": "student:x:1000:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": "127.0.0.1 localhost\n",
}
"""The whole of ``/etc``, but for the linker's cache."""

_PACKAGES = ("site-packages", "dist-packages")
_PACKAGES_SHOWN = "/opt/packages"
_MODULES = ("__init__.py", "errors.py", "wire.py", "worker")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs this process, as it can be started without its virtual environment."""

    program: str
    """The executable itself, no link."""
    libraries: tuple[str, ...]
    """Where its standard library is."""
    packages: tuple[str, ...]
    """Folders of installed packages."""


def find_interpreter() -> Interpreter:
    """Return the running interpreter with the packages that it finds, user-wide ones included."""
    program = Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()
    prefixes = dict.fromkeys((sys.base_prefix, sys.base_exec_prefix, str(program.parent.parent)))
    libraries = [str(Path(prefix, name)) for prefix in prefixes for name in ("lib", "lib64")]
    packages = [entry for entry in sys.path if Path(entry).name in _PACKAGES and Path(entry).is_dir()]
    return Interpreter(
        str(program),
        tuple(path for path in libraries if Path(path).is_dir()),
        tuple(dict.fromkeys(packages)),
    )


def system_paths(interpreter: Interpreter) -> tuple[dict[str, str], dict[str, str]]:
    """Return what to show read-only, by its place, and the links among the places with their targets."""
    links, shown = {}, []
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink() and path.parent == Path("/"):
            links[name] = str(path.readlink())
        elif path.is_dir():
            shown.append(name)
    return {
        path: path for path in _outermost([*shown, *interpreter.libraries, interpreter.program], links)
    }, links


def package_paths(interpreter: Interpreter) -> dict[str, str]:
    """Return where each folder of packages is shown, and that folder.

    Not at its own place: that may be below a folder that is private or, like ``/tmp``, replaced.
    """
    return {f"{_PACKAGES_SHOWN}/{number}": folder for number, folder in enumerate(interpreter.packages)}


def copy_worker_modules(folder: Path) -> None:
    """Copy the modules that run in a worker, and no others, into ``folder/autograder``."""
    source, target = Path(autograder.__file__).parent, folder / "autograder"
    target.mkdir(parents=True)
    for name in _MODULES:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source / name, target / name)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def write_settings(folder: Path) -> None:
    """Write the few files of ``/etc`` that libraries look for."""
    folder.mkdir()
    for name, text in _SETTINGS.items():
        (folder / name).write_text(text)
    cache = Path("/etc/ld.so.cache")
    if cache.is_file():
        shutil.copyfile(cache, folder / "ld.so.cache")
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _outermost(paths: Sequence[str], links: Iterable[str]) -> list[str]:
    """Return the paths that lie beneath no other of them and beneath no link, in order, none twice."""
    chosen: list[str] = []
    for path in sorted(dict.fromkeys(paths), key=lambda one: len(Path(one).parts)):
        if not any(Path(path).is_relative_to(other) for other in (*chosen, *links)):
            chosen.append(path)
    return chosen
