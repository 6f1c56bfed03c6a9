"""The four original files of Fashion-MNIST → arrays, each checked against its published checksum."""

from __future__ import annotations

import gzip
import hashlib
import math
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.errors import UsageError

__all__ = ["ORIGINALS", "read_originals"]

_Array = np.ndarray[Any, Any]

ORIGINALS: Mapping[str, str] = MappingProxyType(
    {
        "train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    }
)
"""SHA-256 of each file by its name, as TensorFlow Datasets publishes them."""


def read_originals(
    folder: Path, checksums: Mapping[str, str] = ORIGINALS
) -> dict[str, tuple[_Array, _Array]]:
    """Return images (uint8, ``(n, 28, 28, 1)``) and labels (int64, ``(n,)``) of ``train`` and ``test``.

    Raises:
        UsageError: A file is missing, is not the original, is cut off, or does not hold what its name says.
    """
    missing = [name for name in checksums if not (folder / name).is_file()]
    if missing:
        raise UsageError(f"{folder}: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not there.")
    arrays = {name: _read(folder / name, checksum) for name, checksum in checksums.items()}
    return {
        split: _paired(
            folder, arrays[f"{prefix}-images-idx3-ubyte.gz"], arrays[f"{prefix}-labels-idx1-ubyte.gz"]
        )
        for split, prefix in (("train", "train"), ("test", "t10k"))
    }


def _read(path: Path, checksum: str) -> _Array:
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != checksum:
        raise UsageError(
            f"{path}: not the original file: its SHA-256 begins with {found[:12]}, that of the original with "
            f"{checksum[:12]}; copy or download it again."
        )
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: cannot be unpacked: {error}") from error
    return _array(path, content)


def _array(path: Path, content: bytes) -> _Array:
    """Read the idx format: two zeros, the type (8: uint8), how many axes, their lengths, then the numbers."""
    axes = 3 if "idx3" in path.name else 1
    start = 4 + 4 * axes
    if content[:4] != bytes((0, 0, 8, axes)) or len(content) < start:
        raise UsageError(f"{path}: not an idx file of {axes} {'axis' if axes == 1 else 'axes'} of bytes.")
    shape = struct.unpack(f">{axes}I", content[4:start])
    if len(content) - start != math.prod(shape):
        raise UsageError(
            f"{path}: cut off: {len(content) - start:,} of {math.prod(shape):,} bytes are there."
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _paired(folder: Path, images: _Array, labels: _Array) -> tuple[_Array, _Array]:
    if len(images) != len(labels) or images.shape[1:] != (28, 28) or labels.max(initial=0) > 9:
        raise UsageError(
            f"{folder}: {len(images):,} images of {images.shape[1:]} do not fit {len(labels):,} labels "
            "from 0 to 9."
        )
    return images[..., None], labels.astype(np.int64)
