"""Building: from a master and its checks to a student's folder, and everything that is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import jupytext
import nbformat
import pytest

from autograder.build import build_exercise, stale, write
from autograder.build.slices import read_module
from autograder.catalogue import load_checks
from autograder.errors import MasterError, UsageError
from autograder.model import Exercise

MASTER = '''# ---
# jupyter:
#   jupytext:
#     formats: ipynb
# ---

# %% [markdown]
# # Errors
# Squares count errors.

# %%
import numpy as np

# %% tags=["question-loss"]
def loss(predicted, target):
    """Return the mean squared error, a float."""
    # TODO: square the differences,
    # then average them.
    # BEGIN SOLUTION
    squares = (np.asarray(predicted) - np.asarray(target)) ** 2
    return float(squares.mean())
    # END SOLUTION


# %% tags=["otter_ignore"]
guess = 3  # SOLUTION
print(guess)

# %% tags=["question-model"]
class Model:
    """A line."""

    def __init__(self, w):
        """Start at w."""
        # TODO: keep w.
        # BEGIN SOLUTION
        self.slope = np.float64(w)
        # END SOLUTION

    def __call__(self, x):
        """Predict."""
        # TODO: multiply.
        # BEGIN SOLUTION
        return np.multiply(self.slope, x)
        # END SOLUTION

    def name(self):
        """Return its name."""
        return "line"
'''

STUB = '''# %% [markdown]
# # Errors
# Squares count errors.

# %%
import numpy as np

# %% tags=["question-loss"]
def loss(predicted, target):
    """Return the mean squared error, a float."""
    # TODO: square the differences,
    # then average them.
    raise NotImplementedError("loss: write loss")


# %% tags=["otter_ignore"]
guess = ...
print(guess)

# %% tags=["question-model"]
class Model:
    """A line."""

    def __init__(self, w):
        """Start at w."""
        # TODO: keep w.
        raise NotImplementedError("model: write Model.__init__")

    def __call__(self, x):
        """Predict."""
        # TODO: multiply.
        raise NotImplementedError("model: write Model.__call__")

    def name(self):
        """Return its name."""
        return "line"
'''

PUBLIC = '''"""What students run."""

import math
import random

import numpy as np

from autograder.checks import (
    check,
    describe,
    expect,
    expect_close,
)

# Where to read.
GUIDE = "the guide"  # a constant
UNUSED = [GUIDE for GUIDE in "abc"]
TABLE = {}
TABLE["two"] = 2.0


def errors(n):
    """Return errors."""
    # kept as it is:   spaces too
    return np.full(n, TABLE["two"])


def helper_of_model():
    return math.inf


@check("returns a number", question="loss", points=0.5, read=GUIDE)
def loss_is_a_scalar(student):
    expect(student.loss([1.0], [1.0]) is not None, "Nothing came back.")


@check("averages “the” \\"squares\\"", question="loss", points=2, after=loss_is_a_scalar)
def loss_is_the_mean(student, thresholds):
    expect_close(student.loss(errors(3), np.zeros(3)), 4.0, rtol=thresholds["loose"])


@check("multiplies", question="model", points=1.0, after=loss_is_a_scalar)
def model_multiplies(student):
    expect(helper_of_model() > 0, "Never.")
    expect_close(student.Model(2.0)(3.0), 6.0)
'''

HIDDEN = """from autograder.checks import check, expect

from .public_checks import loss_is_a_scalar


@check("is zero for right answers", question="loss", points=1, after=loss_is_a_scalar)
def loss_can_be_zero(student):
    expect(student.loss([1.0], [1.0]) == 0, "Not zero.")
"""

EXERCISE = Exercise("01_errors", "Errors", 4.5, thresholds=MappingProxyType({"loose": 1e-3, "tight": 1e-6}))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "solutions" / "01_errors"
    (folder / "data").mkdir(parents=True)
    (folder / "01_errors.py").write_text(MASTER, encoding="utf-8")
    (folder / "public_checks.py").write_text(PUBLIC, encoding="utf-8")
    (folder / "hidden_checks.py").write_text(HIDDEN, encoding="utf-8")
    (folder / "data" / "rows.csv").write_bytes(b"a,b\r\n1,2\r\n")
    return tmp_path


def edit(course: Path, old: str, new: str, file: str = "01_errors.py") -> None:
    path = course / "solutions" / "01_errors" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def build(course: Path) -> Mapping[str, bytes]:
    public, hidden = load_checks(course / "solutions" / "01_errors")
    return build_exercise(course, EXERCISE, public, hidden)


def refusal(course: Path) -> list[str]:
    """Return the problems, with paths from the course's exercise folder."""
    with pytest.raises(MasterError, match="01_errors") as caught:
        build(course)
    start = (course / "solutions" / "01_errors").as_posix() + "/"
    return [problem.replace(start, "") for problem in caught.value.problems]


def cells(files: Mapping[str, bytes]) -> list[dict[str, object]]:
    book: dict[str, list[dict[str, object]]] = json.loads(files["01_errors.ipynb"])
    return book["cells"]


def test_the_stub_keeps_the_given_code_and_asks_for_the_rest(course: Path) -> None:
    text = build(course)["01_errors.py"].decode()
    header, body = text.split("# ---\n\n", 1)
    assert body == STUB
    assert "formats: ipynb,py:percent" in header
    assert "jupytext_version" not in header


def test_every_stub_raises_with_the_name_of_its_question(course: Path) -> None:
    scope: dict[str, object] = {}
    exec(build(course)["01_errors.py"].decode(), scope)
    for name, question in (("loss", "loss"), ("Model", "model")):
        function = scope[name]
        assert callable(function)
        with pytest.raises(NotImplementedError, match=f"^{question}: "):
            function(*[1.0] * (2 if name == "loss" else 1))


def test_all_files_are_there_and_end_in_one_newline(course: Path) -> None:
    files = build(course)
    assert list(files) == [
        "01_errors.ipynb",
        "01_errors.py",
        "data/rows.csv",
        "tests/loss.py",
        "tests/model.py",
    ]
    assert files["data/rows.csv"] == b"a,b\r\n1,2\r\n"
    for name, content in files.items():
        if not name.startswith("data"):
            assert b"\r" not in content
            assert content.endswith(b"\n")
            assert not content.endswith(b"\n\n")


def test_the_same_bytes_come_out_each_time_and_from_windows_line_ends(course: Path) -> None:
    first = build(course)
    assert build(course) == first
    for path in (course / "solutions" / "01_errors").glob("*.py"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert build(course) == first


def test_the_notebook_holds_the_script_and_nothing_that_drifts(course: Path) -> None:
    files = build(course)
    book = nbformat.reads(files["01_errors.ipynb"].decode(), as_version=4)
    nbformat.validate(book)
    assert book.metadata["jupytext"]["formats"] == "ipynb,py:percent"
    assert "jupytext_version" not in files["01_errors.ipynb"].decode()
    assert book.metadata["kernelspec"]["name"] == "python3"
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in book.cells)
    back = jupytext.writes(book, fmt="py:percent")
    lines = [line for line in back.split("\n") if "jupytext_version" not in line]
    assert "\n".join(lines) == files["01_errors.py"].decode()


def test_cells_keep_their_ids_when_others_change(course: Path) -> None:
    before = [cell["id"] for cell in cells(build(course))]
    assert before == [
        "01_errors-start-1", "01_errors-start-2", "01_errors-loss", "01_errors-loss-1", "01_errors-model",
    ]  # fmt: skip
    edit(course, "# Squares count errors.", "# Other words.\n\n# %%\nextra = 1")
    after = [cell["id"] for cell in cells(build(course))]
    assert after[:2] + after[3:] == before
    assert len(set(after)) == len(after)


def test_a_test_file_holds_what_its_checks_need_and_no_more(course: Path) -> None:
    files = build(course)
    loss, model = files["tests/loss.py"].decode(), files["tests/model.py"].decode()
    for kept in (
        '# Where to read.\nGUIDE = "the guide"  # a constant\n',
        'TABLE = {}\nTABLE["two"] = 2.0\n',
        "    # kept as it is:   spaces too\n",
        "import numpy as np\n",
    ):
        assert kept in loss
    for dropped in ("UNUSED", "math", "random", "helper_of_model", "multiplies", "What students run"):
        assert dropped not in loss
    assert "from autograder.checks import check, expect, expect_close\n" in model
    assert "def loss_is_a_scalar" in model
    assert "test_loss_is_a_scalar" not in model
    for dropped in ("numpy", "TABLE", "loss_is_the_mean"):
        assert dropped not in model


def test_a_test_file_ends_with_otters_part(course: Path) -> None:
    loss = build(course)["tests/loss.py"].decode()
    assert loss.endswith("""

OK_FORMAT = False
ORDER = 1
name = "loss"
points = 2.5
THRESHOLDS = {"loose": 0.001}


@test_case(name="returns a number", points=0.5, hidden=False)
def test_loss_is_a_scalar(env):
    run_in_notebook(loss_is_a_scalar, env, thresholds=THRESHOLDS)


@test_case(name="averages “the” \\"squares\\"", points=2, hidden=False)
def test_loss_is_the_mean(env):
    run_in_notebook(loss_is_the_mean, env, thresholds=THRESHOLDS)
""")
    model = build(course)["tests/model.py"].decode()
    assert "ORDER = 2\n" in model
    assert "THRESHOLDS = {}\n" in model


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Otter's own imports
def test_otter_runs_the_test_files(course: Path) -> None:
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    files = build(course)
    write(course, "01_errors", files)
    folder = course / "exercises" / "01_errors"
    right: dict[str, object] = {}
    exec(MASTER, right)
    stub: dict[str, object] = {}
    exec(files["01_errors.py"].decode(), stub)
    for question, points in (("loss", 2.5), ("model", 1.0)):
        tests = create_test_file(str(folder / "tests" / f"{question}.py"), NBMetadataConfig())
        assert (tests.name, tests.possible) == (question, points)
        tests.run(right)
        assert tests.score == points
        assert [result.test_case.hidden for result in tests.test_case_results] == [False] * len(
            tests.test_cases
        )
        tests.run(stub)
        assert tests.score == 0


def test_a_question_with_hidden_checks_alone_has_no_test_file(course: Path) -> None:
    edit(
        course,
        '\n\n@check("multiplies", question="model"',
        '\n\n@check("multiplies", question="loss"',
        "public_checks.py",
    )
    edit(course, 'right answers", question="loss"', 'right answers", question="model"', "hidden_checks.py")
    assert "tests/model.py" not in build(course)


def test_a_solution_without_prompt_leaves_nothing(course: Path) -> None:
    edit(
        course,
        "print(guess)",
        "# BEGIN SOLUTION NO PROMPT\nprint(guess, 'is the secret')\n# END SOLUTION\nlast = 1",
    )
    assert "guess = ...\nlast = 1\n" in build(course)["01_errors.py"].decode()


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
        ('"multiplies", question="model"', '"multiplies", question="m"', "p.py:43: check model_multiplies: n"),
        ("def errors(n):", "def points(n):", "p.py:22: `points` is Otter's name in a test file"),
        ("import math", "from math import *\nimport math", "p.py:3: `import *` hides"),
        ("import math\n", "import math\nfrom . import hidden_checks\n", "p.py:4: a relative import"),
        ("TABLE = {}", "TABLE = {}; OTHER = 1", "p.py:18: two statements in one line"),
        ("TABLE = {}", "TABLE = {}\nprint(TABLE)", "p.py:19: a statement that binds no name"),
        ('thresholds["loose"]', 'thresholds["lose"]', "p.py:39: course.yml has no threshold lose"),
        ('thresholds["loose"]', "min(thresholds.values())", "p.py:39: name the threshold"),
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


def test_writing_makes_the_folder_and_changes_nothing_twice(course: Path) -> None:
    files = build(course)
    folder = course / "exercises" / "01_errors"
    assert write(course, "01_errors", files) == [(folder / name).as_posix() for name in files]
    assert {name: (folder / name).read_bytes() for name in files} == files
    assert stale(course, "01_errors", files) == []
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert write(course, "01_errors", files) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_stale_files_are_named_and_nothing_is_written(course: Path) -> None:
    files = build(course)
    folder = course / "exercises" / "01_errors"
    assert (folder / "01_errors.py").as_posix() + ": is missing" in stale(course, "01_errors", files)
    assert not folder.exists()
    write(course, "01_errors", files)
    (folder / "01_errors.py").write_bytes(files["01_errors.py"].replace(b"\n", b"\r\n"))
    assert stale(course, "01_errors", files) == [
        (folder / "01_errors.py").as_posix() + ": differs from what the build makes"
    ]


def test_what_is_no_longer_built_goes_and_what_others_put_there_stays(course: Path) -> None:
    files = dict(build(course))
    write(course, "01_errors", files)
    folder = course / "exercises" / "01_errors"
    (folder / "tests" / "mine.py").write_text("mine")
    del files["tests/model.py"], files["data/rows.csv"]
    assert [line.rpartition("/")[2] for line in stale(course, "01_errors", files)] == [
        ".built: differs from what the build makes",
        "rows.csv: is no longer built",
        "model.py: is no longer built",
    ]
    changed = write(course, "01_errors", files)
    assert changed == [(folder / name).as_posix() for name in ("data/rows.csv", "tests/model.py")]
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        ".built", "01_errors.ipynb", "01_errors.py", "loss.py", "mine.py",
    ]  # fmt: skip
    assert not (folder / "data").exists()


def test_the_list_of_built_files_cannot_point_outside(course: Path) -> None:
    files = build(course)
    write(course, "01_errors", files)
    victim = course / "exercises" / "victim.py"
    victim.write_text("mine")
    (course / "exercises" / "01_errors" / ".built").write_text(f"../victim.py\n{victim.as_posix()}\n")
    write(course, "01_errors", files)
    assert victim.read_text() == "mine"


def test_an_unwritable_folder_is_one_clear_line(course: Path) -> None:
    (course / "exercises").write_text("a file")
    with pytest.raises(UsageError, match=r"exercises/01_errors.*: cannot be written: "):
        write(course, "01_errors", build(course))
