"""The two halves of a Jupytext pair: which one changed, and carrying it over."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from conftest import ROOT

from autograder.atomic import replace_file
from autograder.errors import HalvesDiffer, UsageError
from autograder.pair import (
    PairState,
    differences,
    find_pair,
    notebook_from,
    read_notebook_half,
    read_script_half,
    script_from,
    stamped,
    state_of,
)
from autograder.submission import read_submission

NAME = "02_line"
WRITTEN = "    return tf.reduce_mean(tf.square(predicted_y - target_y))  # größer als 0"
STUB = '    raise NotImplementedError("loss: write loss")'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a pair as it was given out."""
    there = tmp_path / "Übung 2"
    there.mkdir()
    for ending in (".py", ".ipynb"):
        shutil.copy(ROOT / f"exercises/{NAME}/{NAME}{ending}", there)
    return there


def script(folder: Path) -> Path:
    return folder / f"{NAME}.py"


def notebook(folder: Path) -> Path:
    return folder / f"{NAME}.ipynb"


def state(folder: Path) -> PairState:
    return state_of(read_script_half(script(folder)), read_notebook_half(notebook(folder)))


def edit_script(folder: Path, old: str = STUB, new: str = WRITTEN) -> None:
    text = script(folder).read_text(encoding="utf-8")
    assert old in text
    script(folder).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def edit_notebook(folder: Path, change: Callable[[Any], None]) -> None:
    """Change a notebook and save it as Jupyter would."""
    book = nbformat.read(notebook(folder), as_version=4)
    change(book)
    nbformat.write(book, notebook(folder))


def question(book: Any, name: str) -> Any:
    return next(cell for cell in book.cells if f"question-{name}" in cell.metadata.get("tags", []))


def solve(book: Any) -> None:
    cell = question(book, "loss")
    assert STUB in cell.source
    cell.source = cell.source.replace(STUB, WRITTEN)


def run_all(book: Any) -> None:
    """Give every code cell an output, a count and something that an extension has noted."""
    book.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
    for number, cell in enumerate(book.cells, 1):
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text=f"from cell {number}\n")]
            cell.execution_count = number
            cell.metadata["scrolled"] = True


def carry_to_notebook(folder: Path) -> Any:
    data = notebook_from(read_script_half(script(folder)), read_notebook_half(notebook(folder)))
    notebook(folder).write_bytes(data)
    return nbformat.reads(data.decode(), as_version=4)


def carry_to_script(folder: Path) -> str:
    data = script_from(read_notebook_half(notebook(folder)), read_script_half(script(folder)))
    script(folder).write_bytes(data)
    return data.decode()


# Which half changed


def test_what_is_given_out_agrees_and_says_so(folder: Path) -> None:
    assert state(folder) is PairState.AGREE
    half = read_notebook_half(notebook(folder))
    assert stamped(script(folder).read_bytes(), half) == half.data


def test_running_and_saving_is_no_change(folder: Path) -> None:
    edit_notebook(folder, run_all)
    assert state(folder) is PairState.AGREE


def test_line_ends_byte_order_marks_and_blanks_are_no_change(folder: Path) -> None:
    text = script(folder).read_text(encoding="utf-8").replace("\n\n\n", "\n   \n\n")
    script(folder).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert state(folder) is PairState.AGREE


def test_empty_cells_are_no_change(folder: Path) -> None:
    edit_notebook(folder, lambda book: book.cells.insert(3, nbformat.v4.new_code_cell("\n")))
    edit_script(folder, "# ---\n\n# %%", "# ---\n\n\n\n# %%")
    assert state(folder) is PairState.AGREE
    edit_notebook(folder, solve)
    (only,) = differences(read_script_half(script(folder)), read_notebook_half(notebook(folder)))
    cells = read_notebook_half(notebook(folder)).cells
    assert only.title == f"cell {next(one.number for one in cells if WRITTEN in one.source)}, question loss"


def test_time_stamps_count_for_nothing(folder: Path) -> None:
    edit_notebook(folder, solve)
    script(folder).touch()
    assert state(folder) is PairState.IPYNB_CHANGED


@pytest.mark.parametrize("change", [(STUB, WRITTEN), ("Somebody drew", "Jemand drew")], ids=["code", "text"])
def test_a_change_of_the_script_is_one_of_the_script(folder: Path, change: tuple[str, str]) -> None:
    edit_script(folder, *change)
    assert state(folder) is PairState.PY_CHANGED


def test_both_changed_unless_in_the_same_way(folder: Path) -> None:
    edit_script(folder)
    edit_notebook(folder, solve)
    assert state(folder) is PairState.AGREE
    edit_script(folder, "Somebody drew", "Jemand drew")
    assert state(folder) is PairState.BOTH_CHANGED


@pytest.mark.parametrize(
    "record",
    [None, 7, [], {}, {"synced": "x", "py": "x", "ipynb": "x"}, {"synced": "0" * 64, "py": 1, "ipynb": []}],
    ids=repr,
)
def test_without_a_record_nothing_tells(folder: Path, record: object) -> None:
    edit_notebook(folder, lambda book: book.metadata.update(autograder=record))
    assert state(folder) is PairState.AGREE
    edit_script(folder)
    assert state(folder) is PairState.UNKNOWN


def test_differences_are_told_by_cell_and_question(folder: Path) -> None:
    edit_script(folder)
    edit_notebook(folder, lambda book: book.cells.append(nbformat.v4.new_code_cell("x = 1")))
    first, second = differences(read_script_half(script(folder)), read_notebook_half(notebook(folder)))
    assert "question loss" in first.title
    assert f"-{WRITTEN}" in first.lines
    assert f"+{STUB}" in first.lines
    assert second.title.endswith("only in the .ipynb")
    assert "+x = 1" in second.lines


# From the script to the notebook


def test_cells_that_did_not_change_keep_all_they_have(folder: Path) -> None:
    edit_notebook(folder, run_all)
    before = nbformat.read(notebook(folder), as_version=4)
    edit_script(folder)
    after = carry_to_notebook(folder)

    assert [cell["id"] for cell in after.cells] == [cell["id"] for cell in before.cells]
    assert after.metadata["language_info"] == before.metadata["language_info"]
    changed = [(old, new) for old, new in zip(before.cells, after.cells, strict=True) if old != new]
    ((old, new),) = changed
    assert new.source == old.source.replace(STUB, WRITTEN)
    assert new.metadata == old.metadata
    assert (new.outputs, new.execution_count) == ([], None)
    assert state(folder) is PairState.AGREE


def test_new_cells_get_ids_that_are_the_same_each_time(folder: Path) -> None:
    more = '\n# %%\nprint("neu")\n\n# %%\nprint("neu")\n'
    script(folder).write_text(script(folder).read_text(encoding="utf-8") + more, encoding="utf-8")
    half, old = read_script_half(script(folder)), read_notebook_half(notebook(folder))
    assert notebook_from(half, old) == notebook_from(read_script_half(script(folder)), old)
    book = carry_to_notebook(folder)
    nbformat.validate(book)
    assert len({cell["id"] for cell in book.cells}) == len(book.cells)


def test_a_notebook_of_an_older_format_stays_one(folder: Path) -> None:
    def without_ids(book: Any) -> None:
        book.nbformat_minor = 2
        for cell in book.cells:
            cell.pop("id")

    edit_notebook(folder, without_ids)
    script(folder).write_text(
        script(folder).read_text(encoding="utf-8") + "\n# %%\nx = 1\n", encoding="utf-8"
    )
    book = carry_to_notebook(folder)
    nbformat.validate(book)
    assert book.nbformat_minor == 2
    assert state(folder) is PairState.AGREE


def test_magics_are_comments_in_the_script_only(folder: Path) -> None:
    def plot(book: Any) -> None:
        book.cells[2].source = "%matplotlib inline\n" + book.cells[2].source

    edit_notebook(folder, plot)
    assert "# %matplotlib inline\n" in carry_to_script(folder)
    assert carry_to_notebook(folder).cells[2].source.startswith("%matplotlib inline\n")
    assert state(folder) is PairState.AGREE


def test_a_missing_notebook_is_made_as_it_was(folder: Path) -> None:
    made = json.loads(notebook_from(read_script_half(script(folder)), None))
    given = json.loads(notebook(folder).read_bytes())
    assert made["metadata"] == given["metadata"]
    for new, old in zip(made["cells"], given["cells"], strict=True):
        assert {**new, "id": ""} == {**old, "id": ""}


def test_a_script_without_a_header_makes_a_notebook_that_keeps_its_tags(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('# %% tags=["question-loss"]\nx = 1\n')
    book = nbformat.reads(notebook_from(read_script_half(path), None).decode(), as_version=4)
    nbformat.validate(book)
    assert book.metadata["kernelspec"]["name"] == "python3"
    assert book.cells[0].metadata["tags"] == ["question-loss"]
    (tmp_path / "a.ipynb").write_text(nbformat.writes(book))
    assert script_from(read_notebook_half(tmp_path / "a.ipynb"), read_script_half(path)) == path.read_bytes()


# From the notebook to the script


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "exercises").iterdir()))
def test_every_exercise_comes_back_byte_for_byte(name: str) -> None:
    pair = find_pair(ROOT / "exercises" / name, name)
    py, ipynb = read_script_half(pair.script), read_notebook_half(pair.notebook)
    assert script_from(ipynb, py) == py.data
    assert script_from(ipynb, None) == py.data
    assert notebook_from(py, ipynb) == ipynb.data


def test_only_the_cell_that_changed_is_another_one_in_the_script(folder: Path) -> None:
    text = script(folder).read_text(encoding="utf-8")
    text = text.replace("# ---\n\n# %%", "# ---\n\n\n\n# %%").replace(
        "display_name: Python 3", "display_name: Mine"
    )
    script(folder).write_text(text, encoding="utf-8", newline="\n")
    edit_notebook(folder, run_all)
    edit_notebook(folder, solve)
    assert carry_to_script(folder) == text.replace(STUB, WRITTEN)


def test_blank_lines_stay_where_the_notebook_has_forgotten_them(folder: Path) -> None:
    def forget(book: Any) -> None:
        solve(book)
        for cell in book.cells:
            cell.metadata.pop("lines_to_next_cell", None)

    edit_script(folder, "\n# %% [markdown]\n", "\n\n# %% [markdown]\n")
    text = script(folder).read_text(encoding="utf-8")
    carry_to_notebook(folder)
    edit_notebook(folder, forget)
    assert carry_to_script(folder) == text.replace(STUB, WRITTEN)


def test_a_notebook_knows_the_blank_lines_of_its_script(folder: Path) -> None:
    edit_script(folder, "\n\n\n# %%", "\n\n# %%")
    edit_script(folder, "\n# %% [markdown]\n# ## 2", "\n\n\n\n# %% [markdown]\n# ## 2")
    carry_to_notebook(folder)
    assert script_from(read_notebook_half(notebook(folder)), None) == script(folder).read_bytes()


def test_line_ends_of_windows_stay(folder: Path) -> None:
    data = script(folder).read_bytes().replace(b"\n", b"\r\n")
    script(folder).write_bytes(data)
    edit_notebook(folder, solve)
    carry_to_script(folder)
    assert script(folder).read_bytes() == data.replace(STUB.encode(), WRITTEN.encode())


def test_a_cell_that_no_script_can_hold_is_told(folder: Path) -> None:
    edit_notebook(folder, lambda book: book.cells[4].update(source="x = 1\n# %% a marker\ny = 2"))
    with pytest.raises(UsageError, match=r"02_line\.ipynb: cell 5 would not be the same in a \.py"):
        carry_to_script(folder)


def test_text_that_jupyter_takes_survives(folder: Path) -> None:
    odd = 'x = "ÄÖÜ ✓ 🎉"\n\n\n\n# comment\n#\n'
    edit_notebook(folder, lambda book: book.cells[4].update(source=odd))
    carry_to_script(folder)
    assert jupytext.read(script(folder)).cells[4].source.strip() == odd.strip()


# What graders read


def test_graders_read_the_half_that_changed_whatever_its_time(folder: Path) -> None:
    edit_script(folder)
    os.utime(script(folder), (0, 0))
    submission = read_submission(folder, exercise=NAME, may_guess=False)
    assert submission.source == f"{NAME}.py"
    assert submission.notes[0].endswith("read 02_line.py, which alone changed since they were synced")


def test_where_both_changed_graders_guess_and_authors_are_asked(folder: Path) -> None:
    edit_script(folder)
    edit_notebook(folder, lambda book: book.cells[2].update(source="import numpy as np"))
    os.utime(script(folder), (0, 0))
    assert read_submission(folder, exercise=NAME).source == f"{NAME}.ipynb"
    with pytest.raises(HalvesDiffer, match=r"^02_line\.py and 02_line\.ipynb both changed and differ$"):
        read_submission(folder, exercise=NAME, may_guess=False)


def test_code_that_only_a_notebook_can_hold_is_read_from_there(folder: Path) -> None:
    edit_notebook(folder, lambda book: question(book, "loss").update(source="%time x = sum(range(9))"))
    carry_to_script(folder)
    py, ipynb = read_script_half(script(folder)), read_notebook_half(notebook(folder))
    notebook(folder).write_bytes(stamped(py.data, ipynb))
    assert state(folder) is PairState.AGREE
    submission = read_submission(folder, exercise=NAME, may_guess=False)
    assert submission.source == f"{NAME}.ipynb"
    assert "neither changed" in submission.notes[0]


# Reading

HEADER = b"# ---\n# jupyter:\n#   jupytext: 7\n# ---\n\n# %%\nx = 1\n"


def book_bytes(metadata: object, cell: object) -> bytes:
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]}
    return json.dumps(book).encode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.py", b"x = '\xfc'\n", r"a\.py is not UTF-8 text \(byte 0xFC in line 1\)"),
        ("a.py", b"", "is empty"),
        ("a.py", HEADER, "has a header that Jupytext cannot"),
        ("a.ipynb", b'{"cells": [', r"is broken or cut off \(line 1\)"),
        ("a.ipynb", b'{"nbformat": 3, "worksheets": []}', "notebook of nbformat 3: open it in Jupyter"),
        ("a.ipynb", book_bytes({}, {"cell_type": "x"}), "is not a valid notebook: "),
        ("a.ipynb", book_bytes(7, {}), "is not a valid notebook"),
        ("a.ipynb", book_bytes({}, {"cell_type": "code", "source": 3}), "of its cell 1 is no text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    read = read_script_half if name.endswith(".py") else read_notebook_half
    with pytest.raises(UsageError, match=words) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_half_a_surrogate_in_an_output_stays_as_it_is(folder: Path) -> None:
    data = notebook(folder).read_bytes()
    output = b'"outputs": [{"name": "stdout", "output_type": "stream", "text": ["\\udc80"]}]'
    notebook(folder).write_bytes(data.replace(b'"outputs": []', output, 1))
    edit_script(folder)
    carried = notebook_from(read_script_half(script(folder)), read_notebook_half(notebook(folder)))
    assert b"\\udc80" in carried
    assert json.loads(carried)


# Finding


def test_of_several_files_those_named_like_the_exercise_are_the_pair(folder: Path) -> None:
    (folder / "notes.py").write_text("x = 1")
    assert find_pair(folder, NAME).there == (script(folder), notebook(folder))
    assert find_pair(folder / "notes.py", NAME).there == (folder / "notes.py",)


def test_a_renamed_pair_is_found(folder: Path) -> None:
    (folder / f"._{NAME}.py").write_bytes(b"of macOS")
    for half in (script(folder), notebook(folder)):
        half.rename(half.with_stem("meine Lösung"))
    assert [path.name for path in find_pair(folder, NAME).there] == ["meine Lösung.py", "meine Lösung.ipynb"]
    missing = find_pair(folder / "meine Lösung.ipynb", None)
    missing.notebook.unlink()
    assert missing.there == (folder / "meine Lösung.py",)


def test_what_is_no_pair_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file: .*other\.py"):
        find_pair(folder / "other.py", None)
    (folder / "a.zip").write_bytes(b"")
    with pytest.raises(UsageError, match=r"a\.zip: is no \.py or \.ipynb"):
        find_pair(folder / "a.zip", None)
    with pytest.raises(UsageError, match=r"no \.py or \.ipynb of an exercise"):
        find_pair(tmp_path, None)
    (folder / "a.py").write_text("")
    with pytest.raises(UsageError, match=r"which one is the exercise: 02_line, a\? Name its file"):
        find_pair(folder, None)


# Writing


def test_a_file_is_replaced_whole_and_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / ("ü" * 100 + ".py"), tmp_path / "link.py"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link.symlink_to(real)
    replace_file(link, b"new")
    assert (link.is_symlink(), real.read_bytes(), real.stat().st_mode & 0o777) == (True, b"new", 0o600)
    assert {path.name for path in tmp_path.iterdir()} == {real.name, link.name}
    replace_file(link, b"own", follow=False)
    assert (link.is_symlink(), link.read_bytes(), real.read_bytes()) == (False, b"own", b"new")


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        replace_file(tmp_path / "folder", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
