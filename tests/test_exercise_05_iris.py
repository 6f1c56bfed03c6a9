"""What is special to 05_iris: its data files, and what becomes of broken ones."""

import runpy
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

EXERCISE = Path(__file__).parents[1] / "solutions" / "05_iris"
SCRIPT = Path(__file__).parents[1] / "scripts" / "make_iris.py"
ROWS = {"iris_training.csv": 120, "iris_test.csv": 30}

# The master's given cell that looks at the data, without TensorFlow and without the other cells.
BEGIN, END = "HEADER = ", "TRAINING = "


def look(folder: Path, name: str) -> object:
    """Run the master's own look at a data file in a folder."""
    text = (EXERCISE / "05_iris.py").read_text(encoding="utf-8")
    given = text[text.index(BEGIN) : text.index(END)]
    namespace: dict[str, object] = {"DATA": folder}
    exec(compile(given, "05_iris.py", "exec"), namespace)
    return namespace["data_file"](name, ROWS[name])  # type: ignore[operator]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXERCISE / "data", tmp_path / "data"))


def test_committed_files_are_what_the_script_makes() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn, whose copy of the data this is, is not installed")
    made = runpy.run_path(str(SCRIPT))["iris_texts"]()
    assert made.keys() == {path.name for path in (EXERCISE / "data").iterdir()}
    for name, text in made.items():
        assert (EXERCISE / "data" / name).read_bytes() == text.encode(), name


@pytest.mark.parametrize("name", ROWS)
def test_each_file_holds_its_rows_and_as_many_of_each_species(name: str) -> None:
    header, *lines = (EXERCISE / "data" / name).read_text(encoding="utf-8").splitlines()
    assert header == "sepal_length,sepal_width,petal_length,petal_width,species"
    assert Counter(line[-1] for line in lines) == dict.fromkeys("012", ROWS[name] // 3)
    assert all(0 < float(length) < 10 for line in lines for length in line.split(",")[:4])


def test_the_two_files_together_are_the_whole_data() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn, whose copy of the data this is, is not installed")
    from sklearn.datasets import load_iris

    flowers = load_iris()
    rows = Counter(
        (*row, kind) for row, kind in zip(flowers.data.tolist(), flowers.target.tolist(), strict=True)
    )
    lines = [line for name in ROWS for line in (EXERCISE / "data" / name).read_text().splitlines()[1:]]
    found = Counter((*map(float, line.split(",")[:4]), int(line[-1])) for line in lines)
    assert found == rows


def test_whole_files_pass_the_look(folder: Path) -> None:
    for name in ROWS:
        assert look(folder, name) == folder / name


def test_missing_file_gets_one_sentence(folder: Path) -> None:
    (folder / "iris_test.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"iris_test\.csv: this data file is missing"):
        look(folder, "iris_test.csv")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda text: text.replace("species", "kind", 1),
            r"iris_test\.csv:1: expected the columns sepal_length",
        ),
        (lambda text: text.partition("\n")[2], r"iris_test\.csv:1: expected the columns"),
        (lambda text: "", r"iris_test\.csv:1: expected the columns"),
        (lambda text: "\n".join(text.splitlines()[:20]), r"iris_test\.csv: expected 30 flowers, found 19"),
        (lambda text: text.rstrip("\n")[:-2], r"iris_test\.csv:31: expected five values"),
    ],
    ids=["other columns", "no header", "empty", "rows missing", "last row cut"],
)
def test_broken_file_gets_one_sentence(folder: Path, change, says: str) -> None:
    path = folder / "iris_test.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ValueError, match=says) as raised:
        look(folder, "iris_test.csv")
    assert "\n" not in str(raised.value)


def test_script_writes_the_files(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn, whose copy of the data this is, is not installed")
    script = tmp_path / "scripts" / "make_iris.py"
    script.parent.mkdir()
    shutil.copy(SCRIPT, script)
    subprocess.run([sys.executable, script], check=True)
    written = tmp_path / "solutions" / "05_iris" / "data"
    for name in ROWS:
        assert (written / name).read_bytes() == (EXERCISE / "data" / name).read_bytes()
