"""`autograder audit` as an author runs it: the real command on a course of one small exercise."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_course import CHECKS, COURSE, MISCONCEPTIONS, VARIANTS, autograder, write_course


def audit(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return autograder("audit", "00_double", "--seeds", 12, "--jobs", 2, *words, cwd=folder)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = write_course(tmp_path_factory.mktemp("course"))
    return folder, audit(folder, "--json", "out/audit.json", "--html", "out/audit.html")


def test_sound_exercise(sound: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _folder, done = sound
    assert done.returncode == 0, done.stdout + done.stderr
    assert "00_double is sound." in done.stdout
    assert "Traceback" not in done.stderr


def test_report_for_programs(sound: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    (audit,) = json.loads((sound[0] / "out/audit.json").read_text())
    assert (audit["exercise"], audit["sound"], audit["faults"]) == ("00_double", True, [])
    doubles = next(one for one in audit["checks"] if one["name"] == "double_doubles")
    # Six draws of the solution, and one of the variant and of each rewrite.
    assert (doubles["draws"], doubles["false_fails"]) == (6 + 1 + 22, 0)
    # 1 - 0.05 ** (1 / 29), by hand
    assert doubles["bound_95"] == pytest.approx(0.0981, abs=1e-3)
    assert "misconception: square" in doubles["failed_by"]
    (near,) = audit["thresholds"]
    assert (near["name"], near["limit"], near["side"], near["right"], near["wrong"]) == (
        "near",
        0.5,
        "below",
        29,
        1,
    )
    assert near["nearest_right"] < 0.3 < near["nearest_wrong"]
    assert near["distance_in_deviations"] > 3
    killed = {(one["in"], one["becomes"]): one["killed_by"] for one in audit["mutants"]}
    assert killed["double", "return x * 3"] == ["double_doubles"]
    assert killed["double", "return None"] == ["double_gives_a_number"]


def test_report_for_people_stands_alone(sound: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    page = (sound[0] / "out/audit.html").read_text()
    assert "00_double: Doubling" in page
    assert page.count("data:image/svg+xml;base64,") == 1
    assert "http" not in page


def test_what_has_run_does_not_run_again(sound: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _ = sound
    journal = folder / ".autograder-audit/00_double.jsonl"
    before = journal.read_text()
    assert len(before.splitlines()) > 20
    # A run that was killed leaves half a line; that trial alone is missing.
    journal.write_text(before[:-20])
    assert audit(folder).returncode == 0
    after = journal.read_text()
    assert after.startswith(before[:-20] + "\n")
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert audit(folder).returncode == 0
    assert journal.read_text() == after


def test_what_depends_on_something_else_runs_again(
    sound: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = sound
    journal = folder / ".autograder-audit/00_double.jsonl"
    before = len(journal.read_text().splitlines())
    course = folder / "course.yml"
    course.write_text(COURSE.replace("0.5", "0.6"))
    assert audit(folder).returncode == 0
    assert len(journal.read_text().splitlines()) > 1.9 * before


WEAK = CHECKS.replace("2 * x, mistakes", "2 * x, atol=1e9, mistakes")
STRICT = CHECKS.replace('thresholds["near"], "That', 'thresholds["near"] / 20, "That')


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"public_checks.py": WEAK},
            ["check double_doubles is useless", "“square” fails nothing", "survive"],
        ),
        (
            {"public_checks.py": STRICT},
            ["the solution fails guess_is_near", "variant “sum” fails guess_is_near"],
        ),
        (
            {
                "misconceptions.py": MISCONCEPTIONS.replace("the square:", "the cube:"),
                "variants.py": VARIANTS.replace("x + x", "3 * x"),
                "equivalent_mutants.yml": "- in: double\n  was: return x * 2\n  becomes: return x * 3\n"
                "  reason: because\n- in: double\n  was: no\n  becomes: such\n  reason: because\n",
            },
            [
                "not told “the cube: add",
                "variant “sum” fails double_doubles",
                "declared equivalent, but double_doubles fails it",
                "there is no such mutant in double: such",
            ],
        ),
        (
            {
                "hidden_checks.py": "FREE = 0\n",
                "public_checks.py": CHECKS.replace("abs(expect_number(student.guess()) - 7)", "0.1"),
            },
            ["the stub passes guess_is_near"],
        ),
        (
            {"public_checks.py": CHECKS.replace("x = float(rng", "1 / 0; x = float(rng")},
            ["the grader itself failed"],
        ),
    ],
)
def test_unsound_exercise(tmp_path: Path, changed: Mapping[str, str], said: list[str]) -> None:
    files = {f"solutions/00_double/{name}": text for name, text in changed.items()}
    done = audit(write_course(tmp_path, files))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "00_double is NOT sound." in done.stdout
    for words in said:
        assert words in done.stdout.replace("\n", " ")


def test_exercise_that_was_not_built(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "exercises/00_double/00_double.py").unlink()
    done = audit(folder)
    assert done.returncode == 2
    assert "autograder build" in done.stderr
    assert "Traceback" not in done.stderr
