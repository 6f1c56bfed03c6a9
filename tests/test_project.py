"""The project as it is handed on: nothing of one machine in it, a lock, the README's two commands."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

# Written in two parts, or this file would hold what it forbids.
OF_A_REGISTRY = re.compile(
    "index" + "-url|find" + "-links|pypi" + r"\.org|pythonhosted" + r"\.org|/sim" + "ple/"
)
OF_A_MACHINE = re.compile(rf"(?<![\w.])/(?:root/|home/\w|Users/\w)|{re.escape(str(ROOT))}/")

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def project_files() -> list[Path]:
    """Return the files that the project consists of."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: nothing tells the project's files from others")
    # The clone may belong to somebody else, as in a container.
    listing = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if (ROOT / name).is_file()]


def requirements(lock: str) -> dict[str, list[str]]:
    """Return the hashes of each pinned requirement in a lock file, by ``name==version``."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+==[^ \\]+)", line):
            found.setdefault(match[1], [])
            last = match[1]
        elif match := re.match(r" +--hash=sha256:([0-9a-f]{64})", line):
            found[last].append(match[1])
    return found


@pytest.mark.needs("git")
@pytest.mark.parametrize("forbidden", [OF_A_REGISTRY, OF_A_MACHINE], ids=["registry", "machine"])
def test_nothing_names_a_registry_or_one_machine(forbidden: re.Pattern[str]) -> None:
    # Attacks name such places on purpose: they try to read them.
    attacks = ROOT / "tests" / "attacks"
    texts = (path for path in project_files() if attacks not in path.parents)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in texts
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    pinned = requirements(lock)
    assert len(pinned) > 50
    assert [name for name, hashes in pinned.items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_requirements_and_hashes_only(lock: str) -> None:
    allowed = re.compile(r"[A-Za-z0-9._-]+==[^ ]+( ;.*)? \\$| +--hash=sha256:[0-9a-f]{64}( \\)?$| +#.*$")
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not allowed.match(line)] == []


def test_both_locks_hold_the_same_versions() -> None:
    small, large = (requirements(lock) for lock in LOCKS)
    assert {name: large.get(name) for name in small} == small


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], False), (LOCKS[1], True)])
def test_what_the_project_asks_for_is_locked(lock: str, extras: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    if extras:
        asked += [one for group in project["project"]["optional-dependencies"].values() for one in group]
    wanted = {re.split(r"[\[>]", one)[0].lower() for one in asked}
    assert wanted - {name.partition("==")[0] for name in requirements(lock)} == set()


def test_the_two_commands_of_the_readme_are_in_the_makefile() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25]
    commands = [line.split()[:2] for line in first_screen if line.startswith("make ")]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands == [["make", "demo"], ["make", "test"]]
    assert {name for _, name in commands} <= set(targets)


@pytest.mark.needs("make")
def test_make_says_which_python_it_wants(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for lock in LOCKS:
        (tmp_path / lock).touch()
    (tmp_path / "pyproject.toml").touch()
    run = subprocess.run(
        ["make", "demo", "PYTHON=no-such-python"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    assert "Python 3.11, 3.12 or 3.13 is needed" in run.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(("ci", "ending"), [("", "1 skipped"), ("1", "1 error")])
def test_a_missing_command_is_a_failure_in_ci_alone(tmp_path: Path, ci: str, ending: str) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    test = 'import pytest\n\n@pytest.mark.needs("no-such-command")\ndef test_it(): pass\n'
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = needs: x\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "AUTOGRADER_CI": ci},
    )
    assert ending in run.stdout.splitlines()[-1]
    assert "no-such-command is not installed" in run.stdout


def test_a_group_of_tests_runs_in_one_process(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    case = "@pytest.mark.parametrize('n', range(8))\ndef test_it(n): pass"
    mark = "pytestmark = pytest.mark.xdist_group('one')"
    for name, text in {"a": mark, "b": "", "c": mark, "d": ""}.items():
        (tmp_path / f"test_{name}.py").write_text(f"import pytest\n{text}\n{case}\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--dist", "loadgroup"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = re.findall(r"\[(gw\d)\].* PASSED .*@(\S+)", run.stdout)
    assert len(told) == 32, run.stdout
    assert sorted(group for _, group in set(told)) == ["one", "test_b.py", "test_d.py"]
    assert {worker for worker, _ in told} == {"gw0", "gw1"}
