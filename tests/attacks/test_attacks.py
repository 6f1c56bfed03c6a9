"""Every hostile submission of the catalogue, among honest ones, through the real command in the real sandbox.

Of each: it earns no more than its honest part, learns and tells no secret, and the instructor is told what
happened; every honest result is byte for byte what it is without attackers; nothing is left on the machine.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import unavailable

sys.path.insert(0, str(Path(__file__).parent))

from catalogue import ATTACKS
from run import (
    CANARY,
    HONEST,
    SOMEBODY,
    SUBMISSIONS,
    Course,
    Run,
    adopt_orphans,
    free_port,
    grade,
    left_behind,
    make_course,
    temporary,
)

pytestmark = [
    pytest.mark.attack,
    pytest.mark.needs("bwrap"),
    pytest.mark.timeout(900),
    # The runs are shared by many tests: one process has them all.
    pytest.mark.xdist_group("attacks"),
]

QUICK = [name for name in ATTACKS if not name.startswith("slow_")]
FEW = [
    "forge_patched_testing",
    "forge_result_files",
    "forge_early_frames",
    "forge_beside_honest_part",
    "read_files",
    "read_processes",
    "leave_kill_everyone",
    "stay_daemon",
]
"""One or two of each kind that must not wait for the slow tests."""
SLOW = [name for name in ATTACKS if name.startswith("slow_")]


@pytest.fixture(
    scope="module",
    params=["nobody", *(pytest.param(way, marks=pytest.mark.slow) for way in ("root", "user"))],
)
def way(request: pytest.FixtureRequest) -> str:
    """Say how the command is run: by a user without rights, by root, by root with ``--sandbox user``."""
    if request.param != "nobody" and os.geteuid() != 0:
        pytest.skip("the tests are not run by root")
    return str(request.param)


@pytest.fixture(scope="module")
def course(way: str) -> Iterator[Course]:
    del way  # each has a course of its own
    # Not pytest's folder, which is its user's alone.
    with tempfile.TemporaryDirectory(prefix="attacked-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield make_course(Path(folder))


@pytest.fixture(scope="module")
def undisturbed(course: Course, way: str) -> Run:
    """Grade the honest ones alone."""
    return grade(course, [course.handed], out_folder(course, "undisturbed", way), way)


@pytest.fixture(scope="module")
def quick(course: Course, way: str) -> tuple[Run, set[str], set[str]]:
    return attacked(course, way, QUICK)


@pytest.fixture(scope="module")
def few(course: Course, way: str) -> tuple[Run, set[str], set[str]]:
    return attacked(course, way, FEW)


@pytest.fixture(scope="module")
def slow(course: Course, way: str) -> tuple[Run, set[str], set[str]]:
    return attacked(course, way, SLOW)


def out_folder(course: Course, name: str, way: str) -> Path:
    out = course.folder.parent / name
    out.mkdir()
    if way == "nobody" and os.geteuid() == 0:
        os.chown(out, SOMEBODY, SOMEBODY)
    return out


def attacked(course: Course, way: str, names: list[str]) -> tuple[Run, set[str], set[str]]:
    """Grade the honest ones among the attackers; return the run and what was there before and after."""
    folder = course.folder.parent / f"class-{len(names)}"
    shutil.copytree(course.handed, folder)
    with free_port() as server, socket.socket(socket.AF_UNIX) as abstract:
        port = str(server.getsockname()[1])
        abstract.bind(f"\0autograder-attack-{port}".encode())
        abstract.listen()
        for name in names:
            text = (SUBMISSIONS / f"{name}.py").read_text()
            (folder / f"{name}.py").write_text(text.replace("PORT", port))
        adopt_orphans()
        before = left_behind(course)
        run = grade(course, [folder], out_folder(course, f"out-{len(names)}", way), way)
        time.sleep(1)
        return run, before, left_behind(course)


def result_of(run: Run, name: str) -> dict[str, Any]:
    assert f"{name}.py" in run.results, run.said[-3000:]
    return run.results[f"{name}.py"]


def without_seconds(value: Any) -> Any:
    """Return the value with every measured time taken out."""
    if isinstance(value, dict):
        return {key: without_seconds(item) for key, item in value.items() if key != "seconds"}
    return [without_seconds(item) for item in value] if isinstance(value, list) else value


def check_attack(run: Run, undisturbed: Run, name: str) -> None:
    result, attack = result_of(run, name), ATTACKS[name]
    text = json.dumps(result, ensure_ascii=False)
    assert result["status"] == "graded", text
    assert result["score"] <= attack.points + result_of(undisturbed, attack.like)["score"], text
    assert "leak:" not in text
    assert CANARY not in text
    assert re.search(attack.told, text), text
    assert "\x1b" not in text
    assert len(text) < 100_000


def check_run(found: tuple[Run, set[str], set[str]], undisturbed: Run, names: list[str]) -> None:
    run, before, after = found
    assert run.code == 0, run.said
    assert set(run.results) == {f"{name}.py" for name in (*names, *HONEST)}
    for name in HONEST:
        alone, among = result_of(undisturbed, name), result_of(run, name)
        assert json.dumps(without_seconds(among)) == json.dumps(without_seconds(alone))
    assert after - before == set()


def test_the_honest_ones_get_what_they_deserve(undisturbed: Run) -> None:
    scores = {name: result_of(undisturbed, name)["score"] for name in HONEST}
    assert scores["honest_full"] == 20, undisturbed.said
    assert 0 < scores["honest_half"] < 20
    assert scores["honest_stub"] == 0


@pytest.mark.parametrize("way", ["nobody"], indirect=True, scope="module")
def test_a_few_attacks_disturb_nobody(few: tuple[Run, set[str], set[str]], undisturbed: Run) -> None:
    check_run(few, undisturbed, FEW)


@pytest.mark.parametrize("way", ["nobody"], indirect=True, scope="module")
@pytest.mark.parametrize("name", FEW)
def test_one_of_a_few_attacks(few: tuple[Run, set[str], set[str]], undisturbed: Run, name: str) -> None:
    check_attack(few[0], undisturbed, name)


@pytest.mark.slow
def test_quick_attacks_disturb_nobody(quick: tuple[Run, set[str], set[str]], undisturbed: Run) -> None:
    check_run(quick, undisturbed, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_quick_attack(quick: tuple[Run, set[str], set[str]], undisturbed: Run, name: str) -> None:
    check_attack(quick[0], undisturbed, name)


@pytest.mark.slow
def test_slow_attacks_disturb_nobody(slow: tuple[Run, set[str], set[str]], undisturbed: Run) -> None:
    check_run(slow, undisturbed, SLOW)


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_slow_attack(slow: tuple[Run, set[str], set[str]], undisturbed: Run, name: str) -> None:
    check_attack(slow[0], undisturbed, name)


def test_every_submission_has_its_expectation() -> None:
    assert {path.stem for path in SUBMISSIONS.glob("*.py")} == set(ATTACKS)


@pytest.mark.slow
def test_a_killed_grader_leaves_nothing(course: Course, way: str) -> None:
    if way != "root":
        pytest.skip("root's run is enough")
    folder = course.folder.parent / "killed"
    folder.mkdir()
    for name in ("stay_daemon", "slow_sleep"):
        shutil.copy(SUBMISSIONS / f"{name}.py", folder)
    out = course.folder.parent / "out-killed"
    adopt_orphans()
    before = left_behind(course)
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "-e", "02_line", "--jobs", "2"]
    command += ["--out", str(out), "--course", str(course.folder / "course.yml")]
    root = {"PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(temporary(course))}
    with subprocess.Popen(
        command, env={**os.environ, **root}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as grader:
        deadline = time.monotonic() + 60
        while not list(out.glob("*/result.json")) and time.monotonic() < deadline:
            time.sleep(0.2)
        grader.send_signal(signal.SIGKILL)
        grader.wait()
    deadline = time.monotonic() + 20
    while left_behind(course) - before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left_behind(course) - before == set()


@pytest.mark.parametrize("word", ["setpriv", "unshare"])
def test_the_tools_that_these_tests_need_are_there(word: str) -> None:
    if shutil.which(word) is None:
        unavailable(f"{word} is not installed")
