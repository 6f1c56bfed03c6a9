"""Cutting files into cells: what runs, under which number, and on which line."""

from __future__ import annotations

import json
import random

import jupytext
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograder.model import Form
from autograder.submission.lexing import spanning_strings
from autograder.submission.magics import without_magics
from autograder.submission.notebook import notebook_cells
from autograder.submission.percent import python_cells, python_parts


def numbered(text: str) -> list[tuple[int, int, str]]:
    return [(cell.index, cell.line, cell.source) for cell in python_cells(text)]


def test_percent_cells_count_text_cells_and_know_their_lines() -> None:
    text = """\
# ---
# jupyter:
#   jupytext:
#     text_representation: {format_name: percent}
# ---

# %% [markdown]
# # A line

# %%
a = 1

# %% A title tags=["question-loss"]
b = 2


c = 3
#%%
d = 4
# %% [raw]
# raw
# %% [md] tags=["x"]
# text
# %%
"""
    assert numbered(text) == [(2, 11, "a = 1"), (3, 14, "b = 2\n\n\nc = 3"), (4, 19, "d = 4")]


def test_a_script_is_cut_by_its_cells_or_its_statements() -> None:
    assert python_parts("# %%\na = 1\n# %% tags=['otter_ignore']\nb = 2").form is Form.CELLS
    assert python_parts("a = 1\n# %\nb = 2").form is Form.STATEMENTS


def test_code_before_the_first_marker_is_a_cell() -> None:
    assert numbered("#!/usr/bin/python\n# coding: utf-8\n\na = 1\n# %%\nb = 2") == [
        (1, 4, "a = 1"),
        (2, 6, "b = 2"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        'tags=["otter_ignore"]',
        'tags=["otter_ignore", "question-loss"]',
        "Title tags=['a', 'otter_ignore']",
        '{"tags": ["otter_ignore"]}',
        'tags="otter_ignore"',
        'name="x" tags=["otter_ignore"] slideshow={"slide_type": "slide"}',
        "[markdown]",
        "[md]",
        "[raw]",
        'A story [markdown] tags=["x"]',
    ],
)
def test_cells_that_do_not_run(options: str) -> None:
    assert numbered(f"# %% {options}\na = 1\n# %%\nb = 2") == [(2, 4, "b = 2")]


@pytest.mark.parametrize(
    "options",
    ['tags=["otter_ignored"]', "otter_ignore", 'name="otter_ignore"', 'x=["[markdown]"]', "%%", "[code]"],
)
def test_cells_that_do_run(options: str) -> None:
    assert numbered(f"# %% {options}\na = 1") == [(1, 2, "a = 1")]


@pytest.mark.parametrize("marker", ["# In[3]:", "# In[ ]:", "# <codecell>", "#%%", "# %%%% sub", "#  %% x"])
def test_markers_of_other_tools(marker: str) -> None:
    assert numbered(f"{marker}\na = 1\n{marker}\nb = 2") == [(1, 2, "a = 1"), (2, 4, "b = 2")]


@pytest.mark.parametrize(
    "not_a_marker", ["# %%time", "#%%bash", "#x %%", "# % %", "# In [3]:", "    # %%", "x # %%"]
)
def test_comments_that_are_no_markers(not_a_marker: str) -> None:
    assert len(numbered(f"# %%\na = 1\n{not_a_marker}\nb = 2")) == 1


@pytest.mark.parametrize("quote", ['"""', "'''", 'r"""', 'f"""'])
def test_markers_within_strings_do_not_count(quote: str) -> None:
    end = quote[-3:]
    text = f"# %%\na = {quote}it's \"quoted\" \\{end[0]}\n# %%\n{end}\n# %%\nb = 2  # don't"
    assert [line for _, line, _ in numbered(text)] == [2, 6]


def test_a_string_that_is_never_closed_costs_only_its_own_cell() -> None:
    text = '# %%\na = """open\n# %%\nb = 2\n# %%\ndef f():\n    """Doc."""\n'
    assert [line for _, line, _ in numbered(text)] == [2, 4, 6]


LINES = st.sampled_from(
    ["# %%", "# %% [markdown]", "#%%", '# %% tags=["a"]', "# %% title", "a = 1", "", "# text", '"""', "'''",
     "x = '# %%'",
     "s = \"'''\"", "def f():", "    return 1", "b = \"\"\"text\"\"\"", "c = 'don\\'t'", "# don't"]
)  # fmt: skip


HEADER = "# ---\n# jupyter:\n#   kernelspec: {display_name: Python, name: python3}\n# ---\n"


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_cells_are_those_that_jupytext_sees(lines: list[str]) -> None:
    text = "\n".join([HEADER, "# %%", "start = 0", *lines])
    assume(spanning_strings(text) is not None)  # with one left open Jupytext loses the rest, and we do not
    theirs = jupytext.reads(text, fmt="py:percent").cells

    ours = {cell.index: cell.source.strip() for cell in python_cells(text)}

    code = {number: cell.source.strip() for number, cell in enumerate(theirs, 1) if cell.cell_type == "code"}
    with_code = {number for number, source in code.items() if number in ours}
    assert with_code == set(ours)
    assert ours == {number: code[number] for number in ours}
    for number in code.keys() - ours.keys():
        assert all(not line.strip() or line.strip().startswith("#") for line in code[number].split("\n"))


# Plain scripts

SCRIPT = '''\
"""What it does."""
import math

@decorated
# a word
@again
def f(x):
    y = (x +
1)

# not the end
    return """
def no(): pass
"""
if f:
    a = 1
elif f is None:
    a = 2
else:
    a = 3
try:
    pass
except ValueError:
    pass
finally:
    pass
b = [
1,
]; c = 2 \\
+ 3
'''


def test_without_markers_each_statement_is_a_cell() -> None:
    found = numbered(SCRIPT)

    assert [line for _, line, _ in found] == [1, 2, 4, 15, 21, 27]
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 5, 6]
    for _, line, source in found:
        compile(source, "", "exec")
        assert SCRIPT.split("\n")[line - 1] == source.split("\n")[0]


def test_without_markers_a_mistake_costs_only_its_own_statement() -> None:
    text = "a = (1,\n\ndef f(:\n    x = [\n\ndef g():\n    return 1\n"
    text += "b = ')' + (\nclass C:\n    pass\nprint 'x'\nd = 4\n"

    compiled = []
    for _, line, source in numbered(text):
        try:
            compile(source, "", "exec")
        except SyntaxError:
            continue
        compiled.append(line)
    assert compiled == [6, 9, 12]


def test_a_script_that_begins_indented_keeps_every_line() -> None:
    assert numbered("# a\n    x = 1\ny = 2\n") == [(1, 1, "# a\n    x = 1"), (2, 3, "y = 2")]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("\"'\\#%[]()\n\f\t =!?x:@"), max_size=50) | st.lists(LINES).map("\n".join))
def test_no_line_is_lost_or_moved(text: str) -> None:
    lines = without_magics(text).split("\n")
    for cell in python_cells(text):
        first = cell.source.split("\n")
        there = lines[cell.line - 1 : cell.line - 1 + len(first)]
        if "# %%" not in text and "#%%" not in text:
            assert there == first


# Magics


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "%load_ext tensorboard",
        "!pip install tensorflow",
        "!!ls",
        "%pip install x",
        "pip install tensorflow",
        "conda install numpy",
        "files = !ls",
        "a.b, c = !ls -l",
        "t = %timeit -o f()",
        "?f",
        "np.mean?",
        "f??",
        "%timeit f()",
        "!echo \"it's ((",
        "%%bash",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "out = get_ipython().getoutput('ls')",
    ],
)
def test_lines_of_ipython_are_left_out_in_place(line: str) -> None:
    assert without_magics(f"a = 1\n{line}\nb = 2") == "a = 1\n\nb = 2"
    assert without_magics(f"if a:\n    {line}\nb = 2\n") == "if a:\n    pass\nb = 2\n"


@pytest.mark.parametrize(
    "code",
    [
        "a = (7\n% 3)",
        "a = 7 \\\n% 3",
        'a = """\n%matplotlib inline\n!ls\nx?\n"""',
        "a = [\n!x]",
        "print('a=%s' % x)",
        "x != y",
        "x %= 3",
        "x = '!ls'",
        "# %matplotlib inline\na",
        "what = 'really?'",
        "d['x=%'] = 1",
        "x = y if z else 'why?'",
        "installed = 1",
        "f'{a = !r}'",
    ],
)
def test_python_is_left_alone(code: str) -> None:
    assert without_magics(code) == code


def test_joined_lines_go_together() -> None:
    assert without_magics("!ls \\\n  -l\na = 1") == "\n\na = 1"
    assert without_magics("get_ipython().system(\n'ls')\na = 1") == "\n\na = 1"


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 3", "%%capture", "%%debug", "\n%%time"])
def test_the_body_runs_under_magics_that_measure(magic: str) -> None:
    before = magic.count("\n") * "\n"
    assert without_magics(f"{magic}\na = 1\n%time b = f(\n1)\nc = 3") == f"{before}\na = 1\nb = f(\n1)\nc = 3"


@pytest.mark.parametrize("options", ["", "--no-stderr "])
def test_what_is_captured_has_its_name(options: str) -> None:
    assert (
        without_magics(f"%%capture {options}out\na = 1\nout.show()")
        == "out = get_ipython()\na = 1\nout.show()"
    )


@pytest.mark.parametrize("magic", ["%%bash", "%%writefile a.py", "%%html", "\n%%javascript", "%%"])
def test_cells_in_other_languages_are_left_out(magic: str) -> None:
    assert without_magics(f"{magic}\nrm -rf x\n") == ""


def test_what_is_left_of_random_cells_still_compiles() -> None:
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    rng = random.Random(seed)
    code = [
        "a = 1",
        "if a:\n    b = (a\n% 2)",
        's = """\n%x\n!y\n"""',
        "for i in [\n1]:\n    pass",
        "c = 'it\\'s'",
    ]
    magic = ["%x", "!ls '(", "a?", "b = !ls", "?c", "%time d = [\n1]", "pip install x"]
    for _ in range(200):
        parts = rng.choices(code, k=4) + rng.choices(magic, k=4)
        rng.shuffle(parts)
        source = "a = 0\n" + "\n".join(parts)
        kept = without_magics(source)
        compile(kept, "", "exec")
        assert kept.count("\n") == source.count("\n")


# Notebooks


def code_cell(source: str, **metadata: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": []}


def test_notebook_cells_are_numbered_among_all() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# A line"},
        code_cell("a = 1\n%matplotlib inline\nb = 2"),
        code_cell("train()", tags=["otter_ignore"]),
        code_cell(""),
        code_cell("# only a word"),
        code_cell("c = 3", tags=["question-loss"]),
        code_cell("%%bash\nls"),
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "code", "source": ["d = 4\n", "e = 5"], "metadata": None},
        code_cell("f = 6", tags="otter_ignore"),
        {"cell_type": "code"},
    ]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": cells}).encode()

    assert [(cell.index, cell.line, cell.source) for cell in notebook_cells(data)] == [
        (2, 1, "a = 1\n\nb = 2"),
        (6, 1, "c = 3"),
        (9, 1, "d = 4\ne = 5"),
        (10, 1, "f = 6"),
    ]


def test_surrogates_and_nul_are_replaced() -> None:
    cells = [code_cell("a = '\ud83d\ude00 \ud83d \0'")]
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()

    assert notebook_cells(data)[0].source == "a = '\U0001f600 \ufffd \ufffd'"
