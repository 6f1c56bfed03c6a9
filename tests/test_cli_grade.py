"""`autograder grade` as an instructor runs it: the real command on real files."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from small_course import CHECKS, write_course
from small_course import autograder as small_autograder

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "solutions/02_line/02_line.py"
STUB = ROOT / "exercises/02_line/02_line.ipynb"


def autograder(*words: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def assert_one_line_and_exit_2(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Grade a small class with everything in it, two at a time."""
    folder = tmp_path_factory.mktemp("class")
    shutil.copy(MASTER, folder / "Ada Lovelace.py")
    shutil.copy(STUB, folder / "emmy.ipynb")
    (folder / "group 7").mkdir()
    shutil.copy(MASTER, folder / "group 7/02_line.py")
    (folder / "=cmd|'.py").write_text("print('x')")
    (folder / "no_python.py").write_text("def (")
    (folder / "binary.ipynb").write_bytes(b"\x00\x01\x02")
    (folder / "hangs.py").write_text("# %%\nwhile True:\n    pass\n")
    (folder / ".DS_Store").write_text("x")
    course = tmp_path_factory.mktemp("course")
    text = (ROOT / "course.yml").read_text().replace("seconds: 20", "seconds: 3")
    (course / "course.yml").write_text(text)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, course / name)
    out = tmp_path_factory.mktemp("out") / "new"
    words = ["--exercise", "02_line", "--out", out, "--jobs", 2, "--sandbox", "process"]
    return out, autograder("grade", folder, *words, "--course", course / "course.yml", AUTOGRADER_SECRET="x")


def test_run_ends_well_whatever_the_marks(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _out, done = graded
    assert done.returncode == 0, done.stderr
    assert "contains accidents, not malice" in done.stderr
    assert "passed over: .DS_Store" in done.stderr
    assert "[7/7]" in done.stderr
    assert "7 submissions: 5 graded, 2 unreadable." in done.stdout


def test_gradebook_has_a_line_each_and_no_zero_for_the_unreadable(
    graded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, _done = graded
    rows = list(csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines()))
    head = "submission student exercise status score max_score data model loss train_step fit"
    assert list(rows[0]) == head.split()
    told = {
        row["submission"]: (row["student"], row["status"], row["score"], row["max_score"]) for row in rows
    }
    assert told == {
        "'=cmd|'.py": ("'=cmd|'", "graded", "0", "20"),
        "Ada Lovelace.py": ("Ada Lovelace", "graded", "20", "20"),
        "binary.ipynb": ("binary", "unreadable", "", "20"),
        "emmy.ipynb": ("emmy", "graded", "0", "20"),
        "group 7": ("group 7", "graded", "20", "20"),
        "hangs.py": ("hangs", "graded", "0", "20"),
        "no_python.py": ("no_python", "unreadable", "", "20"),
    }
    assert rows[2]["loss"] == ""


def test_results_follow_the_committed_schema(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _done = graded
    schema = json.loads((ROOT / "schemas/result.schema.json").read_text())
    results = [json.loads(path.read_text()) for path in sorted(out.glob("*/result.json"))]
    assert len(results) == 7
    for result in results:
        jsonschema.validate(result, schema)
    by_name = {result["submission"]: result for result in results}
    assert by_name["=cmd|'.py"]["student"] == "=cmd|'"
    assert "not one cell of it is Python" in by_name["no_python.py"]["errors"][0]["text"]
    assert by_name["binary.ipynb"]["score"] is None
    assert by_name["binary.ipynb"]["checks"] == []
    assert by_name["hangs.py"]["errors"] == [
        {"cell": 1, "line": 2, "text": "The submission gave no answer within 3 seconds in this cell."}
    ]
    assert {check["status"] for check in by_name["emmy.ipynb"]["checks"]} == {"failed", "skipped"}


def test_nothing_but_the_results_is_left(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _done = graded
    files = {path.name for path in out.rglob("*") if path.is_file()}
    assert files == {"gradebook.csv", "result.json"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "absent", "-e", "02_line", "-o", "OUT"], ["absent"]),
        (["grade", "EMPTY", "-e", "02_line", "-o", "OUT"], ["no submission"]),
        (["grade", MASTER, "-e", "02_lime", "-o", "OUT"], ["02_lime", "did you mean '02_line'?"]),
        (["grade", MASTER, "-e", "02_line", "-o", "/proc/none"], ["cannot write"]),
        (["grade", MASTER, "-e", "02_line", "-o", MASTER], ["cannot write"]),
        (["grade", MASTER, "-e", "02_line"], ["--out"]),
        (["grade", MASTER, "-e", "02_line", "-o", "OUT", "--jobs", "0"], ["whole number from 1"]),
        (["grade", MASTER, "-e", "02_line", "-o", "OUT", "--sandbox", "none"], ["--sandbox"]),
        (["grade", MASTER, "-e", "02_line", "-o", "OUT", "--course", "absent.yml"], ["absent.yml"]),
        (["grade", "-e", "02_line", "-o", "OUT"], ["PATH"]),
        (["build", "02_lime"], ["02_lime"]),
        (["build", "--course", "absent.yml"], ["absent.yml"]),
        (["check", "absent.py"], ["absent.py"]),
        (["check", "EMPTY"], ["cannot be read"]),
        (["check", MASTER, "--question", "los"], ["'los'", "did you mean 'loss'?"]),
        (["frobnicate"], ["frobnicate"]),
        ([], ["COMMAND"]),
    ],
)
def test_wrong_words_get_one_clear_line(words: list[object], told: list[str], tmp_path: Path) -> None:
    (tmp_path / "02_line").mkdir()
    places = {"OUT": tmp_path / "out", "EMPTY": tmp_path / "02_line"}
    assert_one_line_and_exit_2(autograder(*[places.get(str(word), word) for word in words]), *told)


def test_outside_a_course_says_where_to_go(tmp_path: Path) -> None:
    done = autograder("grade", MASTER, "-e", "02_line", "-o", tmp_path / "out", cwd=tmp_path)
    assert_one_line_and_exit_2(done, "no course.yml", "--course")


def test_broken_course_tells_every_mistake(tmp_path: Path) -> None:
    (tmp_path / "course.yml").write_text("title: 3\nexercises:\n  - name: 02_line\n    points: two\n")
    done = autograder("grade", MASTER, "-e", "02_line", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) >= 3
    assert all(line.startswith("course.yml:") for line in lines)


def test_a_fault_of_a_check_is_loud_and_gives_no_mark(tmp_path: Path) -> None:
    was = "x = float(rng"
    assert was in CHECKS
    changed = CHECKS.replace(was, "nothing_of_this_name(); x = float(rng")
    write_course(tmp_path, {"solutions/00_double/public_checks.py": changed})
    words = ["-e", "00_double", "-o", tmp_path / "out"]
    done = small_autograder("grade", "solutions/00_double/00_double.py", *words, cwd=tmp_path)
    assert done.returncode == 3
    assert "grader error: 00_double.py: The check" in done.stderr
    result = json.loads((tmp_path / "out/00_double.py/result.json").read_text())
    assert (result["status"], result["score"]) == ("grader_error", None)


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    from autograder.cli.surroundings import secret_of

    secret = secret_of(tmp_path)
    assert len(secret) == 64
    assert secret_of(tmp_path) == secret
    path = tmp_path / ".autograder-secret"
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_help_comes_without_tensorflow(tmp_path: Path) -> None:
    code = "import sys; from autograder.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n" + (
        "print(sorted({'tensorflow', 'numpy', 'rich', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "grade submissions" in done.stdout


def test_results_that_cannot_be_written_are_the_graders_fault(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/00_double.py").write_text("a file where the results' folder should be")
    words = ["-e", "00_double", "-o", tmp_path / "out"]
    course = write_course(tmp_path / "course")
    done = small_autograder("grade", "solutions/00_double/00_double.py", *words, cwd=course)
    assert done.returncode == 3
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
