"""Markers: what a region is, and every way to get one wrong."""

from __future__ import annotations

import pytest

from autograder.errors import MasterError
from autograder.markers import CellKind, regions, scan

GOOD = """# ---
# jupyter: {}
# ---

# %% [markdown]
# # A line
# The solution of an equation is a number.

# %% tags=["question-loss"]
def loss(a, b):
    # TODO: subtract.
    # BEGIN SOLUTION
    c = a - b

    return c
    # END SOLUTION


# %%
w = 3  # SOLUTION
import extra  # SOLUTION NO PROMPT
# BEGIN SOLUTION NO PROMPT
print(w)
# END SOLUTION
"""


def found(text: str) -> list[str]:
    return list(scan(text, "m.py").problems)


def test_regions_have_lines_indentation_and_code() -> None:
    block, marked, silent_line, silent = regions(GOOD, "m.py")
    assert (block.first, block.last, block.indent, block.prompts) == (12, 16, "    ", True)
    assert block.code == ((13, "    c = a - b"), (14, ""), (15, "    return c"))
    assert (marked.code, marked.prompts, marked.is_marked_line) == (((20, "w = 3"),), True, True)
    assert (silent_line.first, silent_line.prompts) == (21, False)
    assert (silent.first, silent.last, silent.prompts, silent.is_marked_line) == (22, 24, False, False)


def test_cells_have_lines_kinds_and_tags() -> None:
    text, question, last = scan(GOOD, "m.py").cells
    assert (text.kind, text.line, text.last) == (CellKind.TEXT, 5, 8)
    assert (question.kind, question.line, question.last) == (CellKind.CODE, 9, 18)
    assert question.tags == ("question-loss",)
    assert (last.line, last.tags) == (19, ())


def test_the_source_of_a_cell_keeps_the_lines_of_the_master() -> None:
    master = scan(GOOD, "m.py")
    assert master.source(master.cells[1]).split("\n")[9] == "def loss(a, b):"
    assert [len(master.regions_in(cell)) for cell in master.cells] == [0, 1, 3]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert regions("\ufeff" + GOOD.replace("\n", "\r\n"), "m.py") == regions(GOOD, "m.py")


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("# END SOLUTION", 2, "without a `# BEGIN SOLUTION`"),
        ("# BEGIN SOLUTION\nx = 1", 2, "without an `# END SOLUTION`"),
        ("# BEGIN SOLUTION\nx = 1\n# BEGIN SOLUTION\n# END SOLUTION\n# END SOLUTION", 4, "do not nest"),
        ("# BEGIN SOLUTION\nx = 1  # SOLUTION\n# END SOLUTION", 3, "do not nest"),
        ("# BEGIN SOLUTION\n\n# only words\n# END SOLUTION", 2, "is empty"),
        ("# BEGIN SOLUTION\nx = 1\n# %%\n# END SOLUTION", 2, "spans cells"),
        ("# %% [markdown]\n# BEGIN SOLUTION", 3, "in a text cell"),
    ],
)
def test_a_broken_region_is_reported_where_it_is_broken_and_once(body: str, line: int, says: str) -> None:
    (problem,) = found(f"# %%\n{body}\n")
    assert problem.startswith(f"m.py:{line}: ")
    assert says in problem


@pytest.mark.parametrize(
    "marker",
    [
        "#BEGIN SOLUTION",
        "# BEGIN SOLUTIONS",
        "# begin solution",
        "# Begin Solution",
        "# BEGIN  SOLUTION",
        "# BEGIN SOLUTOIN",
        "# BEGINN SOLUTION",
        "# BEGIN_SOLUTION",
        "# START SOLUTION",
        "## BEGIN SOLUTION",
        "# BEGIN SOLUTION NOPROMPT",
        "# BEGIN SOLUTION: the loss",
        "x = 1  # BEGIN SOLUTION",
        "x = 1  # END SOLUTION",
        "# END OF SOLUTION",
        "# end solution",
        "x = 1  #SOLUTION",
        "x = 1  # solution",
        "x = 1  # SOLUTIONS",
        "x = 1  # SOLUTION: easy",
        "x = 1  # SOLUTION NO  PROMPT",
        "# SOLUTION",
        '""" # BEGIN PROMPT',
        '""" # END PROMPT',
        "# BEGIN IGNORE",
        "x = 1  # IGNORE",
        "seed = 1  # SEED",
        "# BEGIN QUESTION",
    ],
)
def test_a_misspelt_or_foreign_marker_is_reported(marker: str) -> None:
    (problem,) = found(f"# %%\na = 0\n    {marker}\n")
    assert problem.startswith("m.py:3: unknown marker `#")


@pytest.mark.parametrize(
    "line",
    [
        "# The solution is a number.",
        "x = 1  # no solution without data",
        "# begin with the loss, end with the gradient",
        "# Beginning: solutions differ",
        "colour = '#ENDORSE'",
        "# TODO: find the solution of the equation.",
        "# ignore the rest",
    ],
)
def test_prose_about_solutions_is_no_marker(line: str) -> None:
    assert found(f"# %%\n{line}\n") == []


def test_unclosed_regions_are_told_apart_from_the_next_ones() -> None:
    text = "# %%\n# BEGIN SOLUTION\nx = 1\n# %%\n# BEGIN SOLUTION\ny = 1\n# END SOLUTION\n"
    master = scan(text, "m.py")
    assert [problem.split(": ")[0] for problem in master.problems] == ["m.py:2"]
    assert [region.first for region in master.regions] == [5]


def test_everything_is_reported_at_once_in_order_of_lines() -> None:
    text = "x = 1\n# %% tags=[loss]\n# END SOLUTION\n#BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION\n"
    with pytest.raises(MasterError, match="text before the first cell") as caught:
        regions(text, "m.py")
    assert [problem.split(": ")[0] for problem in caught.value.problems] == [
        "m.py:1", "m.py:2", "m.py:3", "m.py:4", "m.py:5",
    ]  # fmt: skip


def test_a_header_without_an_end_is_reported() -> None:
    assert found("# ---\n# jupyter: {}\n")[0].startswith("m.py:1: the header")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Otter's own imports
def test_otter_takes_the_same_lines_out() -> None:
    from otter.assign.solutions import replace_solutions

    master = scan(GOOD, "m.py")
    regions = {line for region in master.regions for line in range(region.first, region.last + 1)}
    given = [text for number, text in enumerate(master.lines, 1) if number not in regions]
    kept = replace_solutions(list(master.lines), "python")
    assert [line for line in kept if not line.endswith("...")] == given
    assert [line for line in kept if line.endswith("...")] == ["    ...", "w = ..."]
