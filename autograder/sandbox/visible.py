"""What a confined worker may see: interpreter, packages, system libraries, the worker's own modules."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import autograder

__all__ = [
    "Interpreter",
    "find_interpreter",
    "package_paths",
    "settings_files",
    "system_paths",
    "worker_modules",
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


def worker_modules(place: str) -> dict[str, bytes]:
    """Return the modules that run in a worker, and no others, by where they are to stand below ``place``."""
    package = Path(autograder.__file__).parent
    files = [
        package / "__init__.py",
        package / "errors.py",
        package / "wire.py",
        *package.glob("worker/*.py"),
    ]
    return {f"{place}/autograder/{path.relative_to(package)}": path.read_bytes() for path in sorted(files)}


def settings_files() -> dict[str, bytes]:
    """Return the few files of ``/etc`` that libraries look for."""
    cache = Path("/etc/ld.so.cache")
    return {
        **{f"/etc/{name}": text.encode() for name, text in _SETTINGS.items()},
        **({str(cache): cache.read_bytes()} if cache.is_file() else {}),
    }


def _outermost(paths: Sequence[str], links: Iterable[str]) -> list[str]:
    """Return the paths that lie beneath no other of them and beneath no link, in order, none twice."""
    chosen: list[str] = []
    for path in sorted(dict.fromkeys(paths), key=lambda one: len(Path(one).parts)):
        if not any(Path(path).is_relative_to(other) for other in (*chosen, *links)):
            chosen.append(path)
    return chosen
