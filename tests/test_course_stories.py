"""The six stories as students get them: what holds of every text and of every notebook."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.catalogue import load_questions
from autograder.course import read_course
from autograder.model import link_of

ROOT = Path(__file__).parents[1]
COURSE = read_course(ROOT / "course.yml")
NAMES = [exercise.name for exercise in COURSE.exercises]
MINUS = "\N{MINUS SIGN}"


def notebook(name: str) -> Any:
    return json.loads((ROOT / "exercises" / name / f"{name}.ipynb").read_text(encoding="utf-8"))


def sources(name: str, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook(name)["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("name", NAMES)
def test_each_todo_fits_on_a_screen(name: str) -> None:
    lines = (ROOT / "exercises" / name / f"{name}.py").read_text(encoding="utf-8").splitlines()
    # What is to be written is said from a TODO down to the line that raises.
    asked, is_open = [], False
    for line in lines:
        is_open = line.strip().startswith("#") and (is_open or "# TODO" in line)
        asked += [line] if is_open else []
    assert asked
    assert [line for line in asked if len(line) > 100] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_copied_holds_no_minus_sign_that_python_cannot_read(name: str) -> None:
    for source in sources(name, "code"):
        assert MINUS not in source
    for source in sources(name, "markdown"):
        for copied in re.findall(r"`[^`\n]*`|^\|.*\|$", source, re.MULTILINE):
            assert MINUS not in copied


@pytest.mark.parametrize("name", NAMES)
def test_each_text_that_asks_to_predict_has_a_place_to_write(name: str) -> None:
    cells = notebook(name)["cells"]
    asking = [number for number, cell in enumerate(cells) if "**Predict" in "".join(cell["source"])]
    assert len(asking) >= 5
    for number in asking:
        assert "".join(cells[number]["source"]).count("**Predict") == 1
        place = cells[number + 1]
        assert (place["cell_type"], place["metadata"]["tags"]) == ("markdown", ["prediction"])
        assert "".join(place["source"]) == "**My prediction:** …"


@pytest.mark.parametrize("name", NAMES)
def test_code_that_only_draws_is_folded_in_jupyterlab_and_colab(name: str) -> None:
    drawing = [cell for cell in notebook(name)["cells"] if "import matplotlib" in "".join(cell["source"])]
    assert drawing
    for cell in drawing:
        assert cell["metadata"]["jupyter"] == {"source_hidden": True}
        assert cell["metadata"]["cellView"] == "form"
        assert "".join(cell["source"]).startswith("# @title ")


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=NAMES)
def test_every_check_says_where_to_read_with_an_address(exercise: Any) -> None:
    for question in load_questions(ROOT / "solutions" / exercise.name, exercise):
        for check in question.checks:
            text, address = link_of(check.read)
            assert address.startswith("https://"), check.name
            assert text != address
