"""The checks in a student's own notebook."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from light_path import LEAN, LIGHT
from student_notebook import (
    ROOT,
    Desk,
    desk,
    fill,
    given_folder,
    page,
    question_sources,
    shown,
    sources,
)

pytestmark = pytest.mark.xdist_group("otter")

QUESTIONS = ["data", "model", "loss", "train_step", "fit"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return given_folder("02_line", tmp_path_factory.mktemp("Übung 2") / "eine Linie")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a student's folder of an exercise without TensorFlow."""
    return given_folder("06_vocabulary", tmp_path_factory.mktemp("Übung 6") / "die Wörter")


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Desk]:
    with desk(folder / "02_line.ipynb") as open_desk:
        open_desk.run(sources(nbformat.read(folder / "02_line.ipynb", 4), "otter.Notebook")[0])
        open_desk.run("import numpy as np\nimport tensorflow as tf\nTRUE_W = 3.0\nTRUE_B = 2.0")
        yield open_desk


def test_the_notebook_sets_up_checks_and_asks_after_each_question(folder: Path) -> None:
    book = nbformat.read(folder / "02_line.ipynb", 4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert 'grader = otter.Notebook("02_line.ipynb")' in code[0].source
    for question in QUESTIONS:
        place = next(
            i for i, cell in enumerate(code) if f"question-{question}" in cell.metadata.get("tags", [])
        )
        assert code[place + 1].source == f'grader.check("{question}")'
    assert [cell.source for cell in code[-2:]] == ["grader.check_all()", "grader.export()"]
    assert all(cell.metadata["tags"] == ["otter_ignore"] for cell in code if "grader" in cell.source)


def test_an_untouched_notebook_says_not_started_and_shows_nothing_of_ours(words: Path) -> None:
    book = nbformat.read(words / "06_vocabulary.ipynb", 4)
    with desk(words / "06_vocabulary.ipynb", LIGHT) as fresh:
        cells = fresh.run_all(book)
    asked = {cell.source: cell for cell in cells if cell.source.startswith("grader.")}
    for question in ("terms", "steps", "relu"):
        assert "Not started yet." in shown(asked[f'grader.check("{question}")'])
    assert "In all 0 of 32 checks passed" in shown(asked["grader.check_all()"])
    assert shown(asked["grader.export()"]).startswith("Nothing is packed yet: no question is answered.")
    assert list(words.glob("*.zip")) == []
    for source, cell in asked.items():
        said = shown(cell) + page(cell)
        assert "Traceback" not in said, source
        assert "expect_close" not in said
        assert "bench.run" not in said
        assert str(ROOT / "autograder") not in said


def test_a_full_notebook_is_green_and_its_export_is_graded(folder: Path, tmp_path: Path) -> None:
    target = Path(shutil.copytree(folder, tmp_path / "voll"))
    book = nbformat.read(target / "02_line.ipynb", 4)
    fill(book, question_sources("02_line"))
    nbformat.write(book, target / "02_line.ipynb")
    with desk(target / "02_line.ipynb") as full:
        cells = full.run_all(book)
    said = {cell.source: shown(cell) for cell in cells}
    for question in QUESTIONS:
        assert "✗" not in said[f'grader.check("{question}")']
    assert "In all 23 of 23 checks passed" in said["grader.check_all()"]
    assert "more points" in said["grader.check_all()"]
    assert "before you hand in" not in said["grader.check_all()"]
    (made,) = target.glob("*.zip")
    assert made.name in said["grader.export()"]
    assert (
        said["grader.export()"]
        .rstrip()
        .endswith("As graders run it, all 23 public checks pass.\nHand in this zip.")
    )
    words = ["grade", made, "-e", "02_line", "-o", tmp_path / "out", "--sandbox", "process"]
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert ",graded,20,20," in (tmp_path / "out" / "gradebook.csv").read_text(encoding="utf-8")


def test_a_failure_shows_call_answer_and_cause(opened: Desk) -> None:
    opened.run(
        "def loss(predicted_y, target_y):\n    return tf.reduce_sum(tf.square(predicted_y - target_y))"
    )
    cell = opened.run('grader.check("loss")')
    for part in ("called: loss(", "returned: 63", "expected: 15.75", "The sum of the squared errors"):
        assert part in shown(cell)
    assert "The sum of the squared errors" in page(cell)
    assert len([output for output in cell.outputs if "data" in output]) == 1


def test_hints_come_one_step_at_a_time_and_the_notebook_says_so(opened: Desk, folder: Path) -> None:
    assert "grader.hint(" in sources(nbformat.read(folder / "02_line.ipynb", 4), "otter.Notebook")[0]
    opened.run("def loss(predicted_y, target_y):\n    return 1")
    assert 'grader.hint("loss")' in shown(opened.run('grader.check("loss")'))
    said = [shown(opened.run('grader.hint("loss")')) for _ in range(4)]
    assert [one.partition(" for loss: ")[0] for one in said] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
        "You have seen all the hints. Hint 3 of 3",
    ]
    assert "Run the cell again" in said[0]
    assert shown(opened.run('grader.hint("loss", again=True)')).startswith("Hint 1 of 3 for loss: ")
    assert "loss        1 of 3 seen" in shown(opened.run("grader.hint()"))
    assert "did you mean 'loss'" in shown(opened.run('grader.hint("los")'))


def test_what_the_code_raises_is_told_with_its_line_and_taken_for_text(opened: Desk) -> None:
    opened.run("def loss(predicted_y, target_y):\n    x = 1\n    raise ValueError('<b>no</b>')")
    cell = opened.run('grader.check("loss")')
    assert "it raised ValueError: <b>no</b> (line 3 of its cell)" in shown(cell)
    assert "<b>no</b>" not in page(cell)
    assert "&lt;b&gt;no&lt;/b&gt;" in page(cell)


def test_a_line_of_the_saved_notebook_is_told_with_its_cell(words: Path, tmp_path: Path) -> None:
    target = Path(shutil.copytree(words, tmp_path / "line"))
    book = nbformat.read(target / "06_vocabulary.ipynb", 4)
    number = 1 + next(i for i, c in enumerate(book.cells) if "question-relu" in c.metadata.get("tags", []))
    source = "def relu(x):\n    print('relu')\n    raise ValueError('no')"
    fill(book, {"question-relu": source})
    nbformat.write(book, target / "06_vocabulary.ipynb")
    with desk(target / "06_vocabulary.ipynb", LIGHT) as opened:
        opened.run(sources(book, "otter.Notebook")[0])
        opened.run(source)
        assert f"ValueError: no (cell {number}, line 3)" in shown(opened.run('grader.check("relu")'))
        opened.run(source.replace("'no'", "'not saved'"))
        assert "ValueError: not saved (line 3 of its cell)" in shown(opened.run('grader.check("relu")'))


def test_a_cell_that_was_not_run_is_named(opened: Desk) -> None:
    opened.run("globals().pop('Model', None)")
    assert "`Model` is not defined." in shown(opened.run('grader.check("model")'))
    assert "run the cells from the top" in shown(opened.run('grader.check("model")'))


def test_checks_see_what_was_defined_last(opened: Desk) -> None:
    right = question_sources("02_line")["question-loss"]
    opened.run(right.replace("reduce_mean", "reduce_sum"))
    assert "✗" in shown(opened.run('grader.check("loss")'))
    opened.run(right)
    assert "✗" not in shown(opened.run('grader.check("loss")'))


def test_an_unknown_question_is_told_with_the_nearest_one(opened: Desk) -> None:
    assert shown(opened.run('grader.check("los")')) == "There is no question 'los' here: did you mean 'loss'?"


def test_an_interrupt_is_no_mistake_of_the_code(opened: Desk) -> None:
    opened.run("def loss(predicted_y, target_y):\n    while True:\n        pass")
    threading.Timer(3.0, opened.interrupt).start()
    said = shown(opened.run('grader.check("loss")'))
    assert said == "Stopped. Nothing is lost; run the cell again when you like."
    assert "Traceback" not in said


def test_a_missing_tests_folder_is_told(opened: Desk, folder: Path) -> None:
    (folder / "tests").rename(folder / "elsewhere")
    try:
        said = shown(opened.run('grader.check("loss")'))
    finally:
        (folder / "elsewhere").rename(folder / "tests")
    assert said.startswith("The checks are missing: no folder ")
    assert str(folder / "tests") in said


def test_a_check_that_breaks_is_called_our_fault_without_a_frame(opened: Desk, folder: Path) -> None:
    path = folder / "tests" / "broken.py"
    path.write_text("this is no Python", encoding="utf-8")
    try:
        said = shown(opened.run('otter.Notebook().check("loss")'))
    finally:
        path.unlink()
    assert "Traceback" not in said
    assert "tell your instructor" in said


def answered(path: Path, *questions: str) -> Path:
    """Type answers to some questions into a notebook on disk, and return its path."""
    book = nbformat.read(path, 4)
    solutions = question_sources("06_vocabulary")
    fill(book, {f"question-{name}": solutions[f"question-{name}"] for name in questions})
    nbformat.write(book, path)
    return path


def test_a_renamed_notebook_is_exported_under_its_exercise(words: Path, tmp_path: Path) -> None:
    target = Path(shutil.copytree(words, tmp_path / "umbenannt"))
    answered(target / "06_vocabulary.ipynb", "relu").rename(target / "Übung sechs.ipynb")
    with desk(target / "Übung sechs.ipynb", LIGHT) as renamed:
        renamed.run('from autograder import otter\ngrader = otter.Notebook("06_vocabulary.ipynb")')
        said = shown(renamed.run("grader.export()"))
    (made,) = target.glob("*.zip")
    assert made.name == "06_vocabulary-submission.zip"
    assert "Übung sechs.ipynb" in said


def test_what_was_run_and_not_saved_is_told_before_it_is_handed_in(words: Path, tmp_path: Path) -> None:
    target = Path(shutil.copytree(words, tmp_path / "alt"))
    with desk(target / "06_vocabulary.ipynb", LIGHT) as unsaved:
        unsaved.run('from autograder import otter\ngrader = otter.Notebook("06_vocabulary.ipynb")')
        unsaved.run("import numpy as np")
        unsaved.run(question_sources("06_vocabulary")["question-relu"])
        nothing = shown(unsaved.run("grader.export()"))
        assert list(target.glob("*.zip")) == []
        answered(target / "06_vocabulary.ipynb", "softmax")
        said = shown(unsaved.run("grader.export()"))
    assert "Nothing is packed: 06_vocabulary.ipynb as it was last saved has no answers. Save it" in nothing
    assert "not what you last ran: relu" in said
    assert "Save" in said


def test_what_only_the_kernel_remembers_is_told_before_it_is_handed_in(tmp_path: Path) -> None:
    target = given_folder("06_vocabulary", tmp_path / "words")
    book = nbformat.read(target / "06_vocabulary.ipynb", 4)
    answer = "def relu(x):\n    return np.maximum(x, floor)"
    fill(book, {**question_sources("06_vocabulary"), "question-relu": answer})
    nbformat.write(book, target / "06_vocabulary.ipynb")
    # With TensorFlow: one check hands over a history of Keras.
    with desk(target / "06_vocabulary.ipynb") as opened:
        opened.run("floor = 0.0")
        said = {cell.source: shown(cell) for cell in opened.run_all(book)}
    missing = "! `floor` is missing when graded: no cell of the saved notebook defines it"
    assert missing in said["grader.check_all()"]
    assert missing in said["grader.export()"]
    assert "As graders run it, 29 of 32 public checks pass." in said["grader.export()"]
    assert "! relu: “" in said["grader.export()"]
    assert "passes here and not there. The code raised an exception." in said["grader.export()"]
    assert "Hand in this zip." not in said["grader.export()"]


def test_nothing_to_export_is_told(tmp_path: Path) -> None:
    with desk(tmp_path / "x.ipynb") as empty:
        empty.run('from autograder import otter\ngrader = otter.Notebook("02_line.ipynb")')
        said = shown(empty.run("grader.export()"))
    assert "Traceback" not in said
    assert "cannot be found on disk" in said


def test_as_a_script_it_prints(folder: Path) -> None:
    text = (
        'from autograder import otter\ngrader = otter.Notebook("02_line.ipynb")\n'
        'def loss(predicted_y, target_y):\n    raise NotImplementedError("loss: write loss")\n'
        'grader.check("loss")\n'
    )
    command = [sys.executable, "-c", text]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
        env={
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, LEAN))),
            "PATH": "/usr/bin:/bin",
            "AUTOGRADER_STATE": str(folder / "state"),
        },
    )
    assert "✗ returns a single number\n      Not started yet." in done.stdout
    assert '"02_line"' in (folder / "state" / "progress.json").read_text(encoding="utf-8")
