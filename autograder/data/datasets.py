"""Where the datasets lie, how the real one gets there, and which of the two an exercise uses."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import platformdirs

from autograder.data.idx import ORIGINALS, read_originals
from autograder.errors import UsageError

__all__ = ["REAL", "SKETCH", "Choice", "cache_folder", "choose", "is_prepared", "only_one", "prepare"]

_Array = np.ndarray[Any, Any]
REAL, SKETCH = "fashion_mnist", "fashion_sketch"
_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The dataset that an exercise uses on this machine."""

    name: str
    """Name for ``tfds.load``."""
    why: str
    """What it is, and why this one, in a sentence for the student."""


def cache_folder() -> Path:
    """Return the folder in which the kit keeps what it can make again, as this platform has it."""
    return Path(platformdirs.user_cache_path("autograder-kit", appauthor=False))


def choose() -> Choice:
    """Return the real Fashion-MNIST if it is prepared here, or else the drawings, known to ``tfds.load``."""
    importlib.import_module("autograder.data.sketch")
    if is_prepared(REAL):
        return Choice(
            REAL, "Using fashion_mnist: the real pictures, 60,000 to train with and 10,000 to test with."
        )
    return Choice(
        SKETCH,
        "Using fashion_sketch: 6,000 and 1,000 drawings of the same ten garments, made on this machine. "
        "For the real pictures run `autograder data prepare fashion_mnist` where there is a network, "
        "then restart here.",
    )


def is_prepared(name: str, *, folder: Path | None = None) -> bool:
    """Say whether ``tfds.load(name)`` would find the dataset ready, without a download."""
    return bool(_builder(name, folder).is_prepared())


def prepare(
    name: str,
    *,
    source: Path | None = None,
    report: Callable[[str], None],
    folder: Path | None = None,
    checksums: Mapping[str, str] = ORIGINALS,
) -> None:
    """Make a dataset ready for ``tfds.load``: download it, or read its original files, or draw the sketch.

    Args:
        name: ``fashion_mnist`` or ``fashion_sketch``.
        source: A folder with the four original files of Fashion-MNIST, instead of the network.
        report: Called with a sentence about each thing that is done.
        folder: Where to put it, if not where ``tfds.load`` looks by itself.
        checksums: SHA-256 of each of the four files.

    Raises:
        UsageError: There is no such dataset, the files are not the originals, or nothing could be downloaded.
    """
    if name not in (REAL, SKETCH):
        raise UsageError(f"There is no dataset {name!r} here; there are {REAL} and {SKETCH}.")
    if source is not None and name != REAL:
        raise UsageError(f"{name} is drawn by a program: it needs no files, so leave out --from.")
    originals = read_originals(source, checksums) if source is not None else None
    builder = _builder(name, folder)
    if builder.is_prepared():
        report(f"{name} is ready already, in {builder.data_dir}.")
        return
    report(f"Preparing {name} in {builder.data_dir}.")
    with only_one(Path(builder.data_dir).parent) if name == REAL else contextlib.nullcontext():
        _make(builder, originals)
    report(f"{name} is ready: tfds.load({name!r}) finds it now.")


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Let one process at a time work in a folder; the others wait. A process that dies lets go by that.

    Raises:
        UsageError: The folder cannot be written.
    """
    path = folder / ".lock"
    with _locked(path):
        try:
            yield
        finally:
            # Windows keeps a file that is open.
            with contextlib.suppress(OSError):
                path.unlink()


def _locked(path: Path) -> BinaryIO:
    """Return the open file once this process alone has it locked."""
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("a+b")
        except OSError as error:
            raise UsageError(f"{path.parent}: cannot be written: {error.strerror}") from error
        _lock(file.fileno())
        # Who had it before has removed it, and others may have made it anew.
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt
        import time

        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
                return
            time.sleep(0.1)
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _make(builder: Any, originals: Mapping[str, tuple[_Array, _Array]] | None) -> None:
    """Write the dataset's files; an interrupted attempt leaves none."""
    import tensorflow_datasets as tfds

    if originals is not None:
        builder._split_generators = lambda _manager: {
            split: _examples(*pairs) for split, pairs in originals.items()
        }
    downloads = originals is None and builder.name == REAL
    try:
        if downloads:
            # The library itself would try for minutes before it says that there is no network.
            urllib.request.urlopen(f"{builder.URL}t10k-labels-idx1-ubyte.gz", timeout=_SECONDS).close()
        builder.download_and_prepare(download_config=tfds.download.DownloadConfig(try_download_gcs=False))
    # The layers below (requests, urllib3, ssl, tfds) have many exceptions for one missing network.
    except Exception as error:
        if not downloads and not isinstance(error, OSError):
            raise
        raise UsageError(_problem(builder, error, downloads=downloads)) from error


def _problem(builder: Any, error: Exception, *, downloads: bool) -> str:
    reason = f"({type(error).__name__}: {str(error)[:200]})".replace("\n", " ")
    if not downloads:
        return f"{builder.data_dir}: the dataset cannot be written {reason}"
    return (
        f"{builder.name} could not be downloaded, so nothing was changed: is there a network? Without "
        f"one, copy the four original .gz files here and name their folder with --from. {reason}"
    )


def _examples(images: _Array, labels: _Array) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        yield number, {"image": image, "label": int(label)}


def _builder(name: str, folder: Path | None) -> Any:
    import tensorflow_datasets as tfds

    # That a dataset is not there yet is no warning to anybody: it is what is about to be changed.
    logging.getLogger("absl").setLevel(logging.ERROR)

    importlib.import_module("autograder.data.sketch")
    return tfds.builder(name, data_dir=None if folder is None else os.fspath(folder))
