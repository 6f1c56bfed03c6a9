"""What reads strangers' bytes, each with inputs to begin from and what it may answer."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.errors import UnreadableSubmission, WireError
from autograder.submission import read_submission
from autograder.submission.notebook import notebook_parts
from autograder.submission.percent import python_cells
from autograder.submission.text import python_text
from autograder.wire import Budget, Handle, decode, encode

__all__ = ["CORPUS", "TARGETS", "Target", "run"]

CORPUS = Path(__file__).parents[1] / "corpus"
SMALL = Budget(size=2**16, depth=8, nodes=1_000, digits=64, keys=50, elements=4_000, text=2**14)


@dataclass(frozen=True)
class Target:
    """One reader."""

    read: Callable[[bytes], object]
    """Reads; whatever it returns is right."""
    refusal: type[Exception]
    """What it may raise."""
    seeds: tuple[bytes, ...]
    """Inputs to begin from."""
    words: tuple[bytes, ...] = ()
    """Pieces that mean something to it."""


def wire(data: bytes) -> None:
    encode(decode(data, SMALL))


def percent(data: bytes) -> None:
    python_cells(python_text(data))


def notebook(data: bytes) -> None:
    notebook_parts(data)


def archive(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        read_submission(Path(file.name), exercise="a")


def run(target: Target, data: bytes) -> None:
    """Read the bytes; raises what the reader may not raise."""
    try:
        target.read(data)
    except target.refusal:
        return


def _notebook(*sources: object, **fields: object) -> bytes:
    cells = [
        {"cell_type": "code", "source": one, "metadata": {"tags": ["otter_ignore"]}, "outputs": [{"a": [1]}]}
        for one in sources
    ]
    return json.dumps({"nbformat": 4, "metadata": {"autograder": {}}, "cells": cells, **fields}).encode()


def _zip(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return data.getvalue()


_SCRIPT = b'# %% tags=["a"]\nx = """\n# %% no\n"""\n# %% [markdown]\n# text\n# %%\n%time y = (1,\n 2)\n!ls\n'
_VALUES = (
    ["ok", {"a": [1, 2.5, None, True, "\u00e9"], 3: (1,)}, Handle(7, "kind", is_callable=True)],
    [np.arange(6, dtype="<f4").reshape(2, 3), np.zeros((0, 2), "?"), -(2**300)],
)

TARGETS = {
    "wire": Target(wire, WireError, tuple(map(encode, _VALUES)), (b"l", b"d", b"a", b"\xff" * 4, b"\0" * 8)),
    "percent": Target(
        percent,
        UnreadableSubmission,
        (_SCRIPT, b"# ---\n# jupyter:\n# ---\nx = 1\nif x:\n    pass\n@a\ndef f(): pass\n# In[3]:\n"),
        (
            b"# %%",
            b"tags=[",
            b'"""',
            b"'''",
            b"\n",
            b"get_ipython()",
            b"%%time\n",
            b"coding: ",
            b"?",
            b"\\\n",
        ),
    ),
    "notebook": Target(
        notebook,
        UnreadableSubmission,
        (_notebook("x = 1", ["a\n", "b"]), _notebook("%%bash\nls", nbformat=3)),
        (b"[", b"{", b'"outputs":', b'"cells"', b"null", b"1e999", b'"\\ud800"', b"}", b"]", b"-", b"0" * 20),
    ),
    "zip": Target(
        archive,
        UnreadableSubmission,
        (_zip(**{"a.py": "x = 1\n" * 9}), _zip(**{"b/a.py": "x = 1", "b/a.ipynb": "{}", "tests/c.py": ""})),
        (
            b"PK\1\2",
            b"PK\3\4",
            b"PK\5\6",
            b"PK\6\7",
            b"\xff\xff",
            b"\0\0",
            b"../",
            b".py",
            b".ipynb",
            b"\1\0",
        ),
    ),
}
