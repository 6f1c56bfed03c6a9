"""Building: from a master and its checks to a student's folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import jupytext
import nbformat
import pytest
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelspec import KERNEL_NAME, get_kernel_dict
from sample_course import MASTER, STUB, build, edit, graded_code, make_course

from autograder.build import stale, write
from autograder.errors import UsageError


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path)


def cells(files: Mapping[str, bytes]) -> list[dict[str, object]]:
    book: dict[str, list[dict[str, object]]] = json.loads(files["01_errors.ipynb"])
    return book["cells"]


def test_the_stub_keeps_the_given_code_and_asks_for_the_rest(course: Path) -> None:
    text = build(course)["01_errors.py"].decode()
    header, body = text.split("# ---\n\n", 1)
    assert body == STUB
    assert "formats: ipynb,py:percent" in header
    assert "jupytext_version" not in header


def test_a_text_that_asks_to_predict_gets_a_cell_to_write_in_and_others_get_none(course: Path) -> None:
    before = cells(build(course))
    edit(course, "# Squares count errors.", "# **Predict:** how large are the squares?")
    book = nbformat.reads(build(course)["01_errors.ipynb"].decode(), 4)
    assert len(book.cells) == len(before) + 1
    places = [number for number, cell in enumerate(book.cells) if cell.metadata.get("tags") == ["prediction"]]
    assert places == [1]
    assert (book.cells[1].cell_type, book.cells[1].source) == ("markdown", "**My prediction:** …")


def test_the_notebook_says_beforehand_what_jupyterlab_would_write_on_opening(course: Path) -> None:
    metadata = nbformat.reads(build(course)["01_errors.ipynb"].decode(), 4).metadata
    kernel = get_kernel_dict()
    told = {"display_name": kernel["display_name"], "language": kernel["language"], "name": KERNEL_NAME}
    assert metadata["kernelspec"] == told
    # The version differs from one Python to the next; a build may not.
    language = {**IPythonKernel.language_info, "version": metadata["language_info"]["version"]}
    assert metadata["language_info"] == language


def test_every_stub_raises_with_the_name_of_its_question(course: Path) -> None:
    scope: dict[str, object] = {}
    exec(graded_code(build(course)["01_errors.py"].decode()), scope)
    for name, question in (("loss", "loss"), ("Model", "model")):
        function = scope[name]
        assert callable(function)
        with pytest.raises(NotImplementedError, match=f"^{question}: "):
            function(*[1.0] * (2 if name == "loss" else 1))


def test_all_files_are_there_and_end_in_one_newline(course: Path) -> None:
    data = course / "solutions" / "01_errors" / "data"
    (data / ".DS_Store").write_bytes(b"x")
    (data / "__pycache__").mkdir()
    (data / "__pycache__" / "rows.pyc").write_bytes(b"x")
    files = build(course)
    assert list(files) == [
        "01_errors.ipynb",
        "01_errors.py",
        "data/rows.csv",
        "exercise.json",
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
        "01_errors-start-1", "01_errors-start-2", "01_errors-start-3",
        "01_errors-loss", "01_errors-loss-1", "01_errors-loss-2",
        "01_errors-model", "01_errors-model-1", "01_errors-model-2", "01_errors-model-3", "01_errors-model-4",
    ]  # fmt: skip
    edit(course, "# Squares count errors.", "# Other words.\n\n# %%\nextra = 1")
    after = [cell["id"] for cell in cells(build(course))]
    assert after[:3] + after[4:] == before
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
    for dropped in ("UNUSED = [", "math", "random", "helper_of_model", "multiplies", "What students run"):
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
bench = Bench(THRESHOLDS)


@test_case(name="returns a number", points=0.5, hidden=False)
def test_loss_is_a_scalar(env):
    bench.run(loss_is_a_scalar, env)


@test_case(name="averages “the” \\"squares\\"", points=2, hidden=False)
def test_loss_is_the_mean(env):
    bench.run(loss_is_the_mean, env)
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
    exec(graded_code(files["01_errors.py"].decode()), stub)
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
        ".built", "01_errors.ipynb", "01_errors.py", "exercise.json", "loss.py", "mine.py",
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
