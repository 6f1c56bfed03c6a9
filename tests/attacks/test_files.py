"""The handed-in file itself as the attack: every kind through the real command, none ends the run."""

import csv
import io
import json
import os
import socket
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from run import SOMEBODY, Course, Run, grade, make_course

pytestmark = [pytest.mark.attack, pytest.mark.needs("bwrap"), pytest.mark.timeout(600)]

LOSS = """\
import tensorflow as tf
def loss(predicted_y, target_y):
    return tf.reduce_mean((predicted_y - target_y)**2)
"""
CELLS = f"# %%\n{LOSS}"


def cell(source: Any, **more: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
        **more,
    }


def notebook(*cells: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def zipped(**files: bytes | str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def linked() -> bytes:
    entry = zipfile.ZipInfo("a.py")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return file.getvalue()


def damaged(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02")
    return data[: place - 9] + bytes([data[place - 9] ^ 255]) + data[place - 8 :]


def lying(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<I", 5) + data[place + 28 :]


BOMB = b""
"""Its bytes are made when it is handed in: it takes a second."""

LIKE_ANY_OTHER = {
    "windows.py": CELLS.replace("\n", "\r\n").encode(),
    "tabs.py": CELLS.replace("    ", "\t").encode(),
    "byte_order_mark.py": b"\xef\xbb\xbf" + CELLS.encode(),
    "no_markers.py": LOSS.encode(),
    "raises.py": f"{CELLS}\n# %%\nraise ValueError\n".encode(),
    "does_not_compile.py": f"{CELLS}\n# %%\nthis is no Python\n".encode(),
    "magics.ipynb": notebook(cell("%matplotlib inline\n!ls\n%%time"), cell(f"!pip install x\n{LOSS}")),
    "ten_thousand_cells.ipynb": notebook(*[cell("pass", id=f"c{n}") for n in range(9_000)], cell(LOSS)),
    "large_outputs.ipynb": notebook(
        cell(LOSS, outputs=[{"output_type": "stream", "name": "stdout", "text": "x" * 20 * 2**20}])
    ),
    "same_ids.ipynb": notebook(cell("x = 1", id="a"), cell(LOSS, id="a")),
    "source_as_list.ipynb": notebook(cell(LOSS.splitlines(keepends=True))),
    "in_a_folder.zip": zipped(**{"work/02_line.py": CELLS}),
    "both_halves.zip": zipped(**{"02_line.py": CELLS, "02_line.ipynb": notebook(cell(LOSS))}),
    "from_a_mac.zip": zipped(**{"02_line.py": CELLS, "__MACOSX/._02_line.py": b"\0", ".DS_Store": b"\0"}),
    "long_marker.py": b"# %% " + b"tags=[" * 200_000 + b"\n" + CELLS.encode(),
    "with space.py": CELLS.encode(),
    'quote\'s "and" $(id) `id`.py': CELLS.encode(),
    "new\nline.py": CELLS.encode(),
    "emoji 🎓.py": CELLS.encode(),
    "<script>alert(1)</script>".replace("/", "∕") + ".py": CELLS.encode(),
    "=1+1.py": CELLS.encode(),
    "-rf.py": CELLS.encode(),
    "\x1b[31mred.py": CELLS.encode(),
    "right\u202eto left.py": CELLS.encode(),
    "n" * 252 + ".py": CELLS.encode(),
    "Case.py": CELLS.encode(),
    "case.py": CELLS.encode(),
}
UNREADABLE = {
    "empty.py": b"",
    "binary.py": bytes(range(256)) * 10,
    "utf16.py": CELLS.encode("utf-16"),
    "latin1.py": f"# é\n{CELLS}".encode("latin-1"),
    "long_coding.py": b"# %% " + b"coding=" * 200_000,
    "compiles_nowhere.py": b"# %%\nthis is\n# %%\nno Python\n",
    "no_json.ipynb": b"{",
    "cut_off.ipynb": notebook(cell(LOSS))[:-20],
    "no_cells.ipynb": notebook(),
    "unknown_format.ipynb": notebook(cell(LOSS), nbformat=99),
    "nested.ipynb": b"[" * 200_000,
    "none.zip": b"hello",
    "cut_off.zip": zipped(**{"a.py": CELLS * 50})[:60],
    "empty.zip": zipped(),
    "absolute.zip": zipped(**{"/etc/a.py": CELLS}),
    "climbing.zip": zipped(**{"../../a.py": CELLS}),
    "linked.zip": linked(),
    "two.zip": zipped(**{"a.py": CELLS, "b.py": CELLS}),
    "another.zip": zipped(**{"a.zip": zipped(**{"a.py": CELLS})}),
    "checksum.zip": damaged(zipped(**{"a.py": CELLS})),
    "lie.zip": lying(zipped(**{"a.py": CELLS})),
    "bomb.zip": BOMB,
}
PASSED_OVER = (".DS_Store", "notes~", "pipe", "socket", "link.py")


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with tempfile.TemporaryDirectory(prefix="files-", dir="/tmp", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        course: Course = make_course(Path(name))
        folder, out = Path(name, "handed"), Path(name, "out")
        folder.mkdir()
        out.mkdir()
        bomb = zipped(**{"a.py": bytes(100 * 2**20)})
        for file, data in {**LIKE_ANY_OTHER, **UNREADABLE, "bomb.zip": bomb}.items():
            (folder / file).write_bytes(data)
        with open(os.fsencode(folder) + b"/no \xff utf8.py", "wb") as file:  # noqa: PTH123
            file.write(CELLS.encode())
        (folder / ".DS_Store").write_bytes(b"x")
        (folder / "notes~").write_bytes(b"x")
        os.mkfifo(folder / "pipe")
        (folder / "link.py").symlink_to("/etc/passwd")
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(folder / "socket"))
        os.chown(out, SOMEBODY, SOMEBODY) if os.geteuid() == 0 else None
        yield grade(course, [folder], out, "nobody")


def of(run: Run, name: str) -> dict[str, Any]:
    found = [result for result in run.results.values() if result["submission"] == name]
    assert len(found) == 1, (name, sorted(run.results), run.said[-2000:])
    return found[0]


def test_the_run_ends_well(run: Run) -> None:
    assert run.code == 0, run.said[-3000:]
    assert len(run.results) == len(LIKE_ANY_OTHER) + len(UNREADABLE) + 1
    assert "Traceback" not in run.said
    assert "\x1b[31m" not in run.said


@pytest.mark.parametrize("name", LIKE_ANY_OTHER)
def test_graded_like_any_other(run: Run, name: str) -> None:
    shown = [result for result in run.results.values() if result["status"] == "graded"]
    if name.isprintable():
        assert of(run, name)["score"] == 4, of(run, name)
    assert len(shown) == len(LIKE_ANY_OTHER) + 1, sorted(r["submission"] for r in shown)


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_with_the_reason_and_no_zero(run: Run, name: str) -> None:
    result = of(run, name)
    assert result["status"] == "unreadable"
    assert result["score"] is None
    assert len(result["errors"][0]["text"]) > 10


@pytest.mark.parametrize("name", PASSED_OVER)
def test_passed_over_and_listed(run: Run, name: str) -> None:
    assert f"passed over: {name}" in run.said


def test_no_cell_of_the_gradebook_is_a_formula(run: Run) -> None:
    for row in csv.reader(io.StringIO(run.gradebook)):
        assert not any(value.startswith(("=", "+", "@", "-", "\t", "\r")) for value in row)
