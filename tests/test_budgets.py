"""What the grading process does with a submission's bytes grows at most in proportion to them.

No test here knows an absolute time: each compares the CPU time of one input with that of the same input at
twice the length, in one run. What is quadratic takes four times as long.
"""

import contextlib
import importlib
import itertools
import json
import pkgutil
import re
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
import pytest

import autograder.submission
from autograder.errors import UnreadableSubmission, WireError
from autograder.submission.notebook import notebook_parts
from autograder.submission.percent import python_cells
from autograder.submission.text import python_text
from autograder.wire import Budget, decode, encode

QUADRATIC = 3.0
"""Between twice (linear) and four times (quadratic)."""
NOTICEABLE = 0.01
"""Seconds below which a ratio says nothing."""

PUMPED = [
    "tags=[", "coding=", "coding: ", "# coding=", "tags = ", "[md", "={", "a", "a,", "a.", "a\\\n",
    "\\\n", "\\", " ", "\t", "\x0c", "\n", "#", "# ", "# %%\n", "# %% tags=[\n", "#%", "%", "%%", "!",
    "?", "a?", "a[0]", "*", "'", '"', "'''", '"""', "'\\", "(", ")", "([", "(\n", "x=(\n", "@a\n",
    "async ", "async  def", "# ---\n", "# In[", "0", "get_ipython", "a = !", "%time ", "pip install",
    "..", "../", "/", "C:", ".bak", "~", "é", "\x00", '{"a":', '"a",', '"outputs":[', "[0,", "{", "}",
    "1e9,", '"\\u0000"', "null,",
]  # fmt: skip
SEARCHED = {
    "lexing._TOKEN",
    "magics._WORTH_A_LOOK",
    "notebook._PART",
    "percent._MARKER",
    "percent._WORD",
    "text._NEVER_IN_SOURCE",
}
"""Expressions that are searched for in a whole text; the others are matched at one place."""
STARTS = ["", "# %% ", "# %%\n", "#", "'''", '{"nbformat":4,"cells":[']
ENDS = ["", "\nx = 1\n!"]
LENGTH = 12_000

Make = Callable[[int], str]


def pumped() -> Iterator[Make]:
    """Yield functions that make a text of so many times 12,000 characters out of one part."""
    for start, part, end in itertools.product(STARTS, PUMPED, ENDS):
        yield partial(made, start, part, end)


def made(start: str, part: str, end: str, times: float) -> str:
    return start + part * int(times * LENGTH / len(part)) + end


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every regular expression of the package that reads submissions, by its place."""
    found = {}
    for module in pkgutil.iter_modules(autograder.submission.__path__):
        names = vars(importlib.import_module(f"autograder.submission.{module.name}"))
        found |= {f"{module.name}.{name}": one for name, one in names.items() if isinstance(one, re.Pattern)}
    return found


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def check_growth(work: Callable[[str], object], make: Make) -> None:
    """Fail if the work takes three times as long or longer on twice the text, on each of three tries."""
    if seconds(lambda: work(make(1))) < NOTICEABLE:
        return
    ratios = []
    for times in (0.5, 1, 2):
        once, twice = (min(seconds(lambda n=n: work(make(n))) for _ in range(2)) for n in (times, 2 * times))
        ratios.append(twice / once)
        if ratios[-1] < QUADRATIC:
            return
    raise AssertionError(f"{ratios} times as long for twice the text {make(0.001)!r}")


def script(text: str) -> object:
    return python_cells(python_text(text.encode()))


def notebook(text: str) -> object:
    return notebook_parts(text.encode())


def cell_of_notebook(text: str) -> object:
    cell = {"cell_type": "code", "source": text, "metadata": {}}
    return notebook_parts(json.dumps({"nbformat": 4, "cells": [cell]}).encode())


@pytest.mark.parametrize("read", [script, notebook, cell_of_notebook])
def test_reading_takes_time_in_proportion(read: Callable[[str], object]) -> None:
    def work(text: str) -> None:
        with contextlib.suppress(UnreadableSubmission):
            read(text)

    for make in pumped():
        check_growth(work, make)


@pytest.mark.parametrize("name", patterns())
def test_each_regular_expression_takes_time_in_proportion(name: str) -> None:
    pattern = patterns()[name]
    # Those with a search behind them may begin at every place of a text.
    searched = name in SEARCHED
    for make in pumped():

        def work(text: str) -> None:
            data = text.encode() if isinstance(pattern.pattern, bytes) else text
            sum(1 for _ in pattern.finditer(data)) if searched else pattern.match(data)

        check_growth(work, make)


def integers(count: int) -> dict[object, object]:
    """Return a dict whose keys share a hash."""
    return {number * (2**61 - 1): None for number in range(1, count)}


def floats(count: int) -> dict[object, object]:
    return {float(number * 2**20): None for number in range(1, count)}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(lambda n: [0] * n, id="list"),
        pytest.param(lambda n: [[[1.0]]] * (n // 3), id="nested"),
        pytest.param(lambda n: {str(i): i for i in range(n // 2)}, id="texts as keys"),
        pytest.param(lambda n: [floats(900)] * (n // 2000), id="numbers as keys"),
        pytest.param(lambda n: ["\u00e9" * 80] * n, id="texts"),
        pytest.param(lambda n: [1 << 8000] * (n // 4), id="long integers"),
        pytest.param(lambda n: [np.ones(40, "?")] * (n // 4), id="arrays"),
    ],
)
def test_decoding_takes_time_in_proportion(value: Callable[[int], object]) -> None:
    roomy = Budget(nodes=10**7, keys=10**7, text=10**9)

    def work(times: float) -> None:
        decode(data[times], roomy)

    data = {times: encode(value(int(times * 50_000)), roomy) for times in (0.5, 1, 2, 4)}
    ratios = []
    for times in (0.5, 1, 2):
        once, twice = (min(seconds(partial(work, n)) for _ in range(2)) for n in (times, 2 * times))
        ratios.append(twice / once)
        if ratios[-1] < QUADRATIC:
            return
    raise AssertionError(ratios)


def forged(keys: Iterable[int]) -> bytes:
    """Return the bytes of a dict, as a worker writes them that keeps to no rule."""
    parts = [b"i" + struct.pack("<I", 128) + key.to_bytes(128, "little") + b"N" for key in keys]
    return b"d" + struct.pack("<I", len(parts)) + b"".join(parts)


def test_keys_that_share_a_hash_are_refused_before_there_are_many() -> None:
    with pytest.raises(WireError, match="integer of more than 64 bits"):
        decode(forged(integers(16_000)))
    with pytest.raises(WireError, match="more than 1,000 dict keys that are no text"):
        decode(forged(range(16_000)))
    with pytest.raises(WireError, match="more than 1,000 dict keys that are no text"):
        decode(encode([floats(700)] * 2, Budget(keys=10_000)))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param([np.ones(63 << 20, "?")], "8,388,608 elements", id="booleans"),
        pytest.param([np.ones(2 << 20, "?")] * 30, "8,388,608 elements", id="booleans in parts"),
        pytest.param(["x" * (60 << 20) + "\U0001f393"], "16,777,216 bytes of text", id="one wide letter"),
    ],
)
def test_what_would_be_widened_is_refused_before_memory_is_taken(answer: object, told: str) -> None:
    data = encode(answer, Budget(elements=10**9, text=10**9))
    tracemalloc.start()
    with pytest.raises(WireError, match=told):
        decode(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < len(data) / 2
