"""The student's desk where Windows and macOS lack something: every check runs with that forbidden."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from desk_folder import RIGHT, write_exercise
from light_path import LEAN, LIGHT

MASTER = ROOT / "solutions/02_line/02_line.py"
ALL_PASS = re.compile(r"\b([1-9]\d*)/\1\b")
WRONG = RIGHT.replace("x * 2", "x * x")
# So a test whose worker could do what is forbidden finds a cell that failed.
FORBIDDEN_IN_THE_WORKER = "# %%\nimport os\nassert not hasattr(os, 'fork')\n\n"

# This library, as what Jupytext imports, asks for the system's name, which is still Linux.
FORBIDDEN = "import platformdirs, without_posix, sys"
COMMAND = f"{FORBIDDEN}; from autograder.cli import main; sys.exit(main())"


@pytest.fixture
def portable(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which nothing of POSIX alone is there, for Python and for its workers."""
    packages = tmp_path / "site-packages"
    packages.mkdir()
    shutil.copy(ROOT / "tests/without_posix.py", packages)
    (packages / "without_posix.pth").write_text("import without_posix\n")
    (tmp_path / "temporary").mkdir()
    folders = os.pathsep.join(map(str, (packages, ROOT, LEAN)))
    kept = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")}
    return {**kept, "PYTHONPATH": folders}


@pytest.fixture
def light(portable: dict[str, str]) -> dict[str, str]:
    """Return the same environment with the stand-in for TensorFlow."""
    return {**portable, "PYTHONPATH": os.pathsep.join([portable["PYTHONPATH"], str(LIGHT)])}


def run(words: list[str], env: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=env, cwd=cwd, capture_output=True, text=True, check=False
    )


def desk(folder: Path, *, text: str) -> Path:
    """Return a student's file in its folder, in an exercise without TensorFlow."""
    write_exercise(folder / "Übung 2", text=FORBIDDEN_IN_THE_WORKER + text)
    return folder / "Übung 2/00_double.py"


def left_behind(folder: Path) -> list[str]:
    """Return the temporary files, and the commands of the processes, that are still there."""
    found = [str(path) for path in (folder / "temporary").iterdir()]
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        found += [text] if str(folder) in text and "pytest" not in text else []
    return found


def test_right_work_with_tensorflow_passes(portable: dict[str, str], tmp_path: Path) -> None:
    path = Path(shutil.copytree(ROOT / "exercises/02_line", tmp_path / "Übung 2")) / "02_line.py"
    path.write_text(FORBIDDEN_IN_THE_WORKER + MASTER.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(["-c", COMMAND, "check", str(path)], portable, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "23 of 23 checks passed" in done.stdout
    assert "!" not in done.stdout
    assert left_behind(tmp_path) == []


def test_a_wrong_answer_is_named(light: dict[str, str], tmp_path: Path) -> None:
    words = ["check", "--question", "double", str(desk(tmp_path, text=WRONG))]
    done = run(["-c", COMMAND, *words], light, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "probable cause  The square: add x to itself" in done.stdout
    assert "!" not in done.stdout


def test_what_would_harm_a_worker_ends_it_alone(portable: dict[str, str], tmp_path: Path) -> None:
    program = """
import without_posix
from autograder.errors import WorkerLost
from autograder.model import Limits
from autograder.sandbox.spawned import SpawnedSandbox

CELLS = ["while True: pass", "while True: print('x' * 10**5)", "import os; os._exit(3)",
         "import os\\nif not hasattr(os, 'fork'): os.abort()", "x = 1"]
with SpawnedSandbox(modules=()) as sandbox:
    for cell in CELLS:
        session = sandbox.open(Limits(seconds=0.5, output_kb=16))
        session.ask("load", [[1, 1, cell]], 0)
        try:
            print("ended well", session.ask("cell", 1))
        except WorkerLost as lost:
            print(lost)
        session.close()
"""
    done = run(["-c", program], portable, tmp_path)
    assert done.stdout.splitlines() == [
        "gave no answer within 0.5 seconds",
        "printed more than 1 MiB",
        "ended its process itself (exit code 3)",
        "was ended by signal SIGABRT",
        "ended well []",
    ], done.stderr
    assert left_behind(tmp_path) == []


def test_checks_run_in_a_notebook(portable: dict[str, str], tmp_path: Path) -> None:
    program = """
import without_posix, sys
from pathlib import Path
from autograder.catalogue import load_built_questions
from autograder.model import checks_of
from autograder.notebook import Bench, NotPassed
from autograder.submission import read_submission

path = Path(sys.argv[1])
questions, thresholds = load_built_questions(path.parent / "tests")
names = {}
for cell in read_submission(path, exercise="00_double").cells:
    exec(cell.source, names)
bench = Bench(thresholds)
for check in checks_of(questions):
    try:
        bench.run(check, names)
        print("passed", check.title)
    except NotPassed as error:
        print("failed", check.title, error)
"""
    done = run(["-c", program, str(desk(tmp_path, text=WRONG))], portable, tmp_path)
    assert [line for line in done.stdout.splitlines() if line.startswith("passed")] == [
        "passed gives a number",
        "passed squares",
    ], done.stderr
    assert "failed doubles" in done.stdout
    assert "The square: add x to itself" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_other_commands_work(light: dict[str, str], tmp_path: Path) -> None:
    folder = desk(tmp_path, text=RIGHT).parent
    told = {
        "hint": "Hint 1 of 3 for double",
        "status": "Doubling",
        "sync": "00_double.ipynb",
        "submit": "00_double",
    }
    for name, words in told.items():
        more = ["double"] if name == "hint" else []
        done = run(["-c", f"import jupytext; {COMMAND}", name, *more, str(folder)], light, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert words in done.stdout
    assert len(list(folder.glob("*.zip"))) == 1
    assert left_behind(tmp_path) == []


def test_watching_checks_at_once_and_again_after_a_save(light: dict[str, str], tmp_path: Path) -> None:
    path = desk(tmp_path, text=WRONG)
    command = [sys.executable, "-u", "-c", COMMAND, "watch", "--question", "double", str(path)]
    with subprocess.Popen(
        command, env=light, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as watch:
        try:
            assert watch.stdout is not None
            said = ""
            for line in watch.stdout:
                said += line
                if "The square: add x to itself" in line:
                    path.write_text(FORBIDDEN_IN_THE_WORKER + RIGHT, encoding="utf-8")
                if ALL_PASS.search(line):
                    break
        finally:
            watch.terminate()
    assert "The square: add x to itself" in said
    assert ALL_PASS.search(said), said
    assert left_behind(tmp_path) == []


def test_every_command_and_the_notebook_can_be_imported(portable: dict[str, str], tmp_path: Path) -> None:
    files = (ROOT / "autograder/cli").glob("[a-z]*.py")
    # What that one tries out is of Linux alone.
    names = [f"autograder.cli.{path.stem}" for path in files if path.stem != "doctor"]
    assert "autograder.cli.check" in names
    done = run(["-c", f"{FORBIDDEN}, autograder.otter, {', '.join(names)}"], portable, tmp_path)
    assert done.returncode == 0, done.stderr


def test_what_is_forbidden_is_gone(portable: dict[str, str], tmp_path: Path) -> None:
    for words in ("import fcntl", "from select import poll", "import os; os.fork()"):
        done = run(["-c", f"{FORBIDDEN}; {words}"], portable, tmp_path)
        assert "Error" in done.stderr, words
