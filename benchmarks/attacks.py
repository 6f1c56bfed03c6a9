"""Attacks on the verdict, each really tried against Otter and against this kit; prints what came of it.

    python benchmarks/attacks.py

One question, the mean squared error, and submissions whose answer is wrong: every point that one gets is
forged. Otter grades with ``otter run`` and a test as its documentation shows them; the kit with
``autograder grade`` and 02_line. "Ran code" means that code of the submission ran in the process that
grades.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
WRONG = "def loss(predicted_y, target_y):\n    return None\n"

OTTER_TEST = """
import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "loss"
points = 2

@test_case(name="public", points=1, hidden=False)
def test_public(env):
    assert abs(env["loss"](np.array([3.0, 3.0]), np.array([2.0, 5.0])) - 2.5) < 1e-6

@test_case(name="hidden", points=1, hidden=True)
def test_hidden(env):
    assert abs(env["loss"](np.array([1.0, 2.0]), np.array([1.0, 5.0])) - 4.5) < 1e-6
"""

ATTACKS = {
    "none: the wrong answer alone": WRONG,
    "replaces a built-in function that checks use": """
import builtins
import numpy as np
builtins.abs = lambda value: 0.0
def loss(predicted_y, target_y):
    return np.zeros(2)
""",
    "returns an object that agrees to any comparison": """
class Yes:
    def __sub__(self, other): return self
    def __abs__(self): return self
    def __lt__(self, other): return True
    def __eq__(self, other): return True
def loss(predicted_y, target_y):
    return Yes()
""",
    "replaces the grader's own test classes": WRONG
    + """
try:
    from otter.test_files import abstract_test, exception_test
    def run(self, *args, **kwargs):
        self.test_case_results = [abstract_test.TestCaseResult(case, None, True) for case in self.test_cases]
    exception_test.ExceptionTestFile.run = run
except Exception: pass
import sys
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("autograder"):
        for key in ("interpret", "expect_close", "expect_array", "grade"):
            if hasattr(module, key): setattr(module, key, lambda *args, **kwargs: True)
""",
    "overwrites the tests on disk": WRONG
    + """
import glob
for path in glob.glob("tests/*.py") + glob.glob("../tests/*.py") + glob.glob("/**/public_checks.py"):
    try:
        text = open(path).read()
        open(path, "w").write(text.replace("assert ", "assert True or "))
    except OSError: pass
""",
    "takes the expected value from its caller's frame": """
import sys
def loss(predicted_y, target_y):
    constants = [c for c in sys._getframe(1).f_code.co_consts if type(c) is float]
    return constants[-2] if len(constants) > 1 else None
""",
    "reads the hidden tests and answers by them": """
import glob, re
def loss(predicted_y, target_y, calls=[0]):
    text = "".join(open(path).read() for path in glob.glob("tests/*.py") + glob.glob("/**/hidden_checks.py"))
    values = re.findall(r"- ([0-9.]+)\\) < 1e-6", text)
    calls[0] += 1
    return float(values[(calls[0] - 1) % len(values)]) if values else None
""",
    "hands a crafted pickle to the grader": WRONG
    + """
import glob, os, pickle, tempfile, threading, time
class Bomb:
    def __reduce__(self):
        return os.system, (f"echo $PPID > {MARK!r}",)
def watch():
    while True:
        for path in glob.glob(os.path.join(tempfile.gettempdir(), "*.pkl")):
            try:
                if os.path.getsize(path) and b"system" not in open(path, "rb").read():
                    pickle.dump(Bomb(), open(path, "wb"))
            except OSError: pass
        time.sleep(0.001)
threading.Thread(target=watch, daemon=True).start()
""",
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="attacks-") as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(name)
        package = otter_package(folder)
        numbers = range(len(ATTACKS))
        otter = list(pool.map(lambda number: run_otter(folder, package, number), numbers))
        kit = run_kit(folder)
    print(f"{'The submission ...':<52}{'Otter 7':>16}{'autograder-kit':>16}")
    for attack, theirs, ours in zip(ATTACKS, otter, kit, strict=True):
        print(f"{attack:<52}{theirs:>16}{ours:>16}")
    return 0 if set(kit) == {"0 of 3"} else 1


def source(number: int, mark: Path) -> str:
    return f"MARK = {str(mark)!r}\n{list(ATTACKS.values())[number]}"


def otter_package(folder: Path) -> Path:
    tests = folder / "tests"
    tests.mkdir()
    (tests / "loss.py").write_text(OTTER_TEST)
    package = folder / "autograder.zip"
    words = ["generate", "-t", str(tests), "-o", str(package)]
    words += ["--no-requirements", "--no-environment", "--no-config"]
    subprocess.run([sys.executable, "-m", "otter", *words], check=True, capture_output=True, cwd=folder)
    return package


def run_otter(folder: Path, package: Path, number: int) -> str:
    own = folder / f"otter{number}"
    (own / "tmp").mkdir(parents=True)
    mark = own / "mark"
    code = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**code, "source": source(number, mark)}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (own / "handed_in.ipynb").write_text(json.dumps(notebook))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "otter",
            "run",
            "-a",
            package,
            "-o",
            own,
            "--no-logo",
            own / "handed_in.ipynb",
        ],
        cwd=own,
        env={**os.environ, "TMPDIR": str(own / "tmp")},
        capture_output=True,
        timeout=300,
        check=False,
    )
    if mark.exists():
        return "ran code"
    try:
        tests = json.loads((own / "results.json").read_text())["tests"]
    except OSError:
        return "no result"
    return f"{sum(test.get('score') or 0 for test in tests):g} of 2"


def run_kit(folder: Path) -> list[str]:
    handed, out, mark = folder / "handed", folder / "out", folder / "kit-mark"
    handed.mkdir()
    for number in range(len(ATTACKS)):
        (handed / f"{number:02}.py").write_text(source(number, mark))
    words = ["grade", str(handed), "--exercise", "02_line", "--out", str(out), "--jobs", str(os.cpu_count())]
    words += ["--course", str(ROOT / "course.yml")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "autograder", *words], check=True, capture_output=True, env=environment
    )
    if mark.exists():
        return ["ran code"] * len(ATTACKS)
    results = [
        json.loads((out / f"{number:02}.py" / "result.json").read_text()) for number in range(len(ATTACKS))
    ]
    scores = [next(part for part in result["questions"] if part["name"] == "loss") for result in results]
    return [f"{score['score']:g} of {score['max_score']:g}" for score in scores]


if __name__ == "__main__":
    sys.exit(main())
