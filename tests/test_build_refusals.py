"""What the build refuses: each with file and line, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_course import build, edit, make_course

from autograder.build.slices import read_module
from autograder.errors import MasterError, UsageError


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path)


def refusal(course: Path) -> list[str]:
    """Return the problems, with paths from the course's exercise folder."""
    with pytest.raises(MasterError, match="01_errors") as caught:
        build(course)
    start = (course / "solutions" / "01_errors").as_posix() + "/"
    return [problem.replace(start, "") for problem in caught.value.problems]


BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
DEMO, LOSS, MODEL = (f'# %% tags=["{tag}"]' for tag in ("otter_ignore", "question-loss", "question-model"))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (f"{END}\n\n\n{DEMO}", f"\n\n{DEMO}", "m.py:19: `# BEGIN SOLUTION` without an `# END SOLUTION`"),
        ("    # TODO: square the differences,\n", "", "m.py:18: no TODO: say in a comment"),
        ("# TODO: keep w.", "# TODO:", "m.py:36: no TODO"),
        ("    # then average them.\n", "\n", "m.py:19: no TODO"),
        (MODEL, LOSS, "m.py:29: question loss has a cell already, in line 14"),
        (MODEL, '# %% tags=["question-Loss"]', "m.py:29: question Loss has a cell already, in line 14"),
        (MODEL, '# %% tags=["question_model"]', "m.py:29: tag `question_model`: expected `question-NAME`"),
        (MODEL, '# %% tags=["question-model", "question-b"]', "m.py:29: tag `question-model`: a cell ho"),
        (MODEL, '# %% tags=["question-model", "otter_ignore"]', "m.py:29: tag `question-model` beside"),
        (MODEL, "# %%", "m.py:36: a solution in a function outside a question"),
        ("# %% [markdown]", '# %% [markdown] tags=["question-a"]', "m.py:7: tag `question-a` on a text cell"),
        ("print(guess)", "print(guess\n", "m.py:27: this cell is no Python: '(' was never closed"),
        ("guess = 3  # SOLUTION", "guess = (3  # SOLUTION\n)", "m.py:27: without the solution this cell"),
        ("print(guess)", f"{BEGIN}\nprint(guess)\n{END}", "m.py:27: no TODO"),
        ("    # TODO: sq", "    if 0:\n        return 0.0\n    # TODO: sq", "m.py:18: the stub of loss"),
        ("    # TODO: sq", "    yield 0.0\n    # TODO: sq", "m.py:17: the stub of loss could pass by"),
    ],
)  # fmt: skip
def test_a_broken_master_is_refused_with_its_line(course: Path, old: str, new: str, problem: str) -> None:
    edit(course, old, new)
    assert any(line.startswith(problem.replace("m.py", "01_errors.py")) for line in refusal(course))


KEEP = """        # TODO: keep w.
        # BEGIN SOLUTION
        self.slope = np.float64(w)
        # END SOLUTION
"""
DEEPER = "".join(f"    {line}\n" for line in KEEP.splitlines())


@pytest.mark.parametrize("head", ["if w:", "for _ in [w]:", "while w:", "try:"])
def test_a_stub_that_a_call_may_pass_by_is_refused(course: Path, head: str) -> None:
    tail = "        finally:\n            pass\n" if head == "try:" else ""
    edit(course, KEEP, f"        {head}\n{DEEPER}{tail}")
    (problem,) = refusal(course)
    assert problem.startswith("01_errors.py:37: the stub of Model.__init__ could pass by accident")


def test_a_region_in_a_with_block_or_behind_a_first_one_is_no_accident(course: Path) -> None:
    edit(
        course,
        "        return np.multiply(self.slope, x)\n        # END SOLUTION\n",
        "        y = np.multiply(self.slope, x)\n        # END SOLUTION\n"
        "        for _ in range(2):\n            # TODO: again.\n            # BEGIN SOLUTION\n"
        "            return y\n            # END SOLUTION\n",
    )
    edit(course, KEEP, f"        with np.errstate():\n{DEEPER}")
    text = build(course)["01_errors.py"].decode()
    assert text.count('raise NotImplementedError("model: write Model.__call__")') == 2
    assert '            raise NotImplementedError("model: write Model.__init__")' in text


def test_a_question_without_a_stub_is_refused(course: Path) -> None:
    edit(
        course,
        "import numpy as np\n",
        'import numpy as np\n\n# %% tags=["question-bare"]\nbare = 1  # SOLUTION\n',
    )
    problems = refusal(course)
    assert problems[0].startswith(
        "01_errors.py:14: question bare has no check: write one in public_checks.py or"
    )
    assert problems[1].startswith("01_errors.py:14: question bare has no stub")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"multiplies", question="model"', '"multiplies", question="m"', "p.py:44: check model_multiplies:"),
        ("def errors(n):", "def points(n):", "p.py:22: `points` is Otter's name in a test file"),
        ("import math", "from math import *\nimport math", "p.py:3: `import *` hides"),
        ("import math\n", "import math\nfrom . import hidden_checks\n", "p.py:4: a relative import"),
        ("TABLE = {}", "TABLE = {}; OTHER = 1", "p.py:18: two statements in one line"),
        ("TABLE = {}", "TABLE = {}\nprint(TABLE)", "p.py:19: a statement that binds no name"),
        ('thresholds["loose"]', 'thresholds["lose"]', "p.py:40: course.yml has no threshold lose"),
        ('thresholds["loose"]', "min(thresholds.values())", "p.py:40: name the threshold"),
        ("# Where to read.", "# As loss_can_be_zero.", "p.py:15: the hidden check `loss_can_be_zero`"),
    ],
)  # fmt: skip
def test_checks_that_cannot_be_built_are_refused_with_their_line(
    course: Path, old: str, new: str, problem: str
) -> None:
    if "hidden_checks" in new:
        edit(
            course, "from .public_checks import loss_is_a_scalar", "loss_is_a_scalar = ()", "hidden_checks.py"
        )
    edit(course, old, new, "public_checks.py")
    assert refusal(course)[0].startswith(problem.replace("p.py", "public_checks.py"))


@pytest.mark.parametrize(
    "line", ["import variants", "from solutions.other import x", "import hidden_checks as h"]
)
def test_an_import_of_what_students_do_not_have_is_refused(line: str) -> None:
    (problem,) = read_module(
        f"import math\n{line}\n", "p.py", siblings=["variants", "hidden_checks"]
    ).problems
    assert problem.startswith("p.py:2: import of `")


def test_a_hidden_check_that_is_called_like_a_public_one_is_refused(course: Path) -> None:
    edit(course, "def loss_can_be_zero", "def loss_is_the_mean", "hidden_checks.py")
    assert "hidden_checks.py:7: check loss_is_the_mean has the name of a public one" in refusal(course)


SECRET = "squares = (np.asarray(predicted) - np.asarray(target)) ** 2"


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ("# Squares count errors.", f"# Try `{SECRET}`.", "line 9 of this file"),
        ('"""Return the mean squared error, a float."""', f'"""Mean.\n\n    {SECRET}\n    """', "line 18"),
        ("import numpy as np\n", f"import numpy as np\n# {SECRET.replace(' ', '')}\n", "line 13"),
        ("print(guess)", f"def f(predicted, target):\n    {SECRET}", "line 28"),
        ("print(guess)", "print((np.asarray(predicted) - np.asarray(target)) ** 2)", "line 27"),
    ],
)  # fmt: skip
def test_a_line_of_the_solution_in_the_given_text_is_refused(
    course: Path, old: str, new: str, by: str
) -> None:
    edit(course, old, new)
    (problem,) = refusal(course)
    assert "this line of the solution would reach the students" in problem
    assert by in problem
    assert (
        "np.asarray(predicted)"
        in (course / "solutions/01_errors/01_errors.py")
        .read_text()
        .split("\n")[int(problem.split(":")[1]) - 1]
    )


def test_a_line_of_the_solution_in_a_test_or_in_data_is_refused(course: Path) -> None:
    edit(course, "    return np.full", f"    # {SECRET}\n    return np.full", "public_checks.py")
    (problem,) = refusal(course)
    assert problem.startswith(
        "01_errors.py:20: this line of the solution would reach the students by exercises/"
    )
    assert "tests/loss.py:" in problem
    edit(course, f"    # {SECRET}\n", "", "public_checks.py")
    (course / "solutions" / "01_errors" / "data" / "notes.txt").write_text(f"a\n{SECRET}\n")
    (problem,) = refusal(course)
    assert "exercises/01_errors/data/notes.txt:2" in problem


def test_an_author_may_let_a_line_be_seen(course: Path) -> None:
    edit(course, "print(guess)", f"def f(predicted, target):\n    {SECRET}\n    return squares")
    edit(course, f"    {SECRET}\n    return float", f"    {SECRET}  # GIVEN\n    return float")
    assert SECRET in build(course)["01_errors.py"].decode()


def test_lines_that_say_nothing_alone_may_stand_anywhere(course: Path) -> None:
    edit(course, "    return float(squares.mean())", "    average = squares.mean()\n    return average")
    edit(course, "print(guess)", "def f(average):\n    return average")
    assert build(course)


def test_everything_wrong_is_told_at_once(course: Path) -> None:
    edit(course, "        # TODO: keep w.\n", "")
    edit(course, "# Squares count errors.", f"# {SECRET}")
    edit(course, "TABLE = {}", "TABLE = {}\nprint(TABLE)", "public_checks.py")
    edit(course, 'right answers", question="loss"', 'right answers", question="lost"', "hidden_checks.py")
    assert [problem.split(": ")[0] for problem in refusal(course)] == [
        "hidden_checks.py:7", "public_checks.py:19", "01_errors.py:35", "01_errors.py:20",
    ]  # fmt: skip


def test_a_header_inside_a_string_is_refused(course: Path) -> None:
    edit(course, "print(guess)", 'text = """\n# %%\n"""')
    assert any("this cell is no Python" in problem for problem in refusal(course))


def test_a_missing_master_is_one_clear_line(course: Path) -> None:
    (course / "solutions" / "01_errors" / "01_errors.py").unlink()
    with pytest.raises(UsageError, match=r"01_errors\.py: cannot be read: No such file"):
        build(course)


def test_a_header_that_jupytext_reads_as_text_is_refused(course: Path) -> None:
    edit(course, "# Squares count errors.", "# ```\n# %%\n# ```")
    assert refusal(course) == ["01_errors.py:1: Jupytext finds 4 cells where 6 lines begin with `# %%`"]


def test_a_check_that_is_there_twice_or_out_of_sight_is_refused(course: Path) -> None:
    more = "\n".join(
        (
            "",
            "again = model_multiplies",
            "for _ in [1]:",
            '    @check("adds", question="model")',
            "    def model_adds(student):",
            "        pass",
        )
    )
    edit(
        course,
        "    expect_close(student.Model(2.0)(3.0), 6.0)\n",
        f"    student.Model(2.0)\n{more}\n",
        "public_checks.py",
    )
    twice, hidden = refusal(course)
    assert twice == "public_checks.py:44: check model_multiplies is there twice, perhaps by another name"
    assert hidden == "public_checks.py:1: check model_adds is not a function at the top level of this file"


def test_a_comment_behind_a_line_of_the_solution_does_not_hide_it(course: Path) -> None:
    edit(course, f"    {SECRET}\n", f"    {SECRET}  # elementwise\n")
    edit(course, "# Squares count errors.", f"# {SECRET}")
    assert refusal(course)[0].startswith("01_errors.py:20: this line of the solution")


def test_a_return_or_yield_that_no_call_of_the_stub_meets_is_no_accident(course: Path) -> None:
    helper = "    def half(v):\n        return v / 2\n\n    # TODO: square"
    edit(course, "    # TODO: square", helper)
    silent = "# BEGIN SOLUTION NO PROMPT\n        if w == 0:\n            return\n        # END SOLUTION"
    edit(course, KEEP, f"        {silent}\n{KEEP}")
    edit(course, "        return np.multiply(self.slope, x)", "        yield np.multiply(self.slope, x)")
    assert build(course)
