"""Files as students and attackers hand them in: each is read, or refused with its reason."""

from __future__ import annotations

import hashlib
import io
import json
import os
import socket
import stat
import struct
import sys
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import UnreadableSubmission
from autograder.model import Submission
from autograder.submission import read_submission

CODE = "def loss(p, t):\n    return ((p - t) ** 2).mean()\n"
SCRIPT = f"# %% [markdown]\n# The story.\n\n# %%\nimport numpy as np\n\n# %%\n{CODE}".encode()
EXERCISE = "02_line"


def notebook(*sources: object, **changes: object) -> bytes:
    cells = [
        {"cell_type": "code", "id": "same", "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | changes).encode()


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def unix_entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


def dated(name: str, *when: int) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=(2026, 3, *when))  # type: ignore[arg-type]


def read(folder: Path, name: str, data: bytes) -> Submission:
    path = folder / name
    path.write_bytes(data)
    return read_submission(path, exercise=EXERCISE)


def code_of(submission: Submission) -> str:
    return "\n".join(cell.source for cell in submission.cells)


ORDINARY = {
    "percent.py": SCRIPT,
    "windows.py": SCRIPT.replace(b"\n", b"\r\n"),
    "old_mac.py": SCRIPT.replace(b"\n", b"\r"),
    "mark.py": b"\xef\xbb\xbf" + SCRIPT,
    "tabs.py": SCRIPT.replace(b"    ", b"\t"),
    "form_feed.py": b"\x0c" + SCRIPT,
    "declared.py": b"#!/usr/bin/env python\n# -*- coding: UTF-8 -*-\n" + SCRIPT,
    "no_markers.py": CODE.encode(),
    "UPPER.PY": SCRIPT,
    "plain.ipynb": notebook("import numpy as np", CODE),
    "mark.ipynb": b"\xef\xbb\xbf" + notebook(CODE),
    "list.ipynb": notebook(["import numpy as np\n"], CODE.splitlines(keepends=True)),
    "windows.ipynb": notebook(CODE.replace("\n", "\r\n")),
    "no_ids.ipynb": notebook(CODE).replace(b'"id": "same", ', b""),
    "surrogate.ipynb": notebook(CODE, "x = '\ud800'"),
    "nul.ipynb": notebook(CODE, "x = '\0'"),
    "stored.zip": zipped(("02_line.py", SCRIPT), method=zipfile.ZIP_STORED),
    "folder.zip": zipped(("ada/02_line/02_line.ipynb", notebook(CODE)), ("ada/02_line/data.csv", b"1,2")),
    "mac.zip": zipped(
        ("02_line.py", SCRIPT),
        ("__MACOSX/._02_line.py", b"\0\5\x16\7"),
        (".DS_Store", b"\0"),
        ("._x.py", b"\0"),
    ),
    "windows.zip": zipped(("02_line\\02_line.py", SCRIPT), ("02_line\\tests\\loss.py", b"OK_FORMAT = False")),
    "exercise.zip": zipped(
        ("02_line/02_line.py", SCRIPT),
        ("02_line/tests/loss.py", b"OK_FORMAT = False"),
        ("02_line/.ipynb_checkpoints/02_line-checkpoint.ipynb", notebook("old = 1")),
    ),
    "no_name.zip": zipped((".", b""), ("02_line.py", SCRIPT)),
    "helper.zip": zipped(("02_line.py", SCRIPT), ("plots.py", b"x = 1"), ("more.zip", b"PK")),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_students_hand_in_is_read(name: str, tmp_path: Path) -> None:
    submission = read(tmp_path, name, ORDINARY[name])

    assert "def loss(p, t):" in code_of(submission)
    assert "\r" not in code_of(submission)
    code_of(submission).encode()
    assert submission.name == name
    assert submission.student == name.rpartition(".")[0]


# What is large is made when it is asked for.
UNREADABLE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty.py": (b"", r"empty\.py is empty\."),
    "blank.py": (b" \n\r\n\t", "is empty"),
    "mark_only.py": (b"\xef\xbb\xbf\n", "is empty"),
    "comments.py": (b"# nothing\n# %% [markdown]\n# here\n", "holds no code"),
    "binary.py": (b"\x7fELF\0\1", "is binary"),
    "utf16.py": (SCRIPT.decode().encode("utf-16"), "UTF-16"),
    "utf16_no_mark.py": (SCRIPT.decode().encode("utf-16-le"), "is binary"),
    "latin1.py": ("x = 1\nname = 'Zoë'\n".encode("latin-1"), r"not UTF-8 text \(byte 0xEB in line 2\)"),
    "declared.py": (b"#!/usr/bin/python\n# coding: latin-1\nx = 1\n", "declared as latin-1 text"),
    "large.py": (b"# " + b"x" * (2 << 20), "larger than 2 MiB"),
    "many.py": (b"x\n" * 20_001, "more than 20000 cells or statements"),
    "notebook.py": (notebook(CODE), "rename it to .ipynb"),
    "empty.ipynb": (b"", "is empty"),
    "text.ipynb": (b"x = 1", "its JSON is broken"),
    "cut.ipynb": (notebook(CODE)[:-40], "cut off"),
    "latin1.ipynb": (b'{"nbformat": 4,\n"cells": "\xeb"}', r"byte 0xEB in line 2"),
    "utf16.ipynb": (notebook(CODE).decode().encode("utf-16"), "UTF-16"),
    "list.ipynb": (b"[1]", "its JSON is no object"),
    "no_cells.ipynb": (notebook(), "without cells"),
    "cells_missing.ipynb": (b'{"nbformat": 4}', "without cells"),
    "cells_text.ipynb": (notebook(cells="x"), "without cells"),
    "cell_text.ipynb": (notebook(cells=["x"]), "cell 1 is no object"),
    "source_number.ipynb": (notebook(CODE, 3), "source of its cell 2 is no text"),
    "source_mixed.ipynb": (notebook([CODE, 3]), "source of its cell 1 is no text"),
    "format3.ipynb": (notebook(nbformat=3, worksheets=[]), "nbformat 3: open it in Jupyter"),
    "format5.ipynb": (notebook(CODE, nbformat=5), "nbformat 5"),
    "format_odd.ipynb": (notebook(CODE, nbformat="4"), "no known nbformat"),
    "format_true.ipynb": (notebook(CODE, nbformat=True), "no known nbformat"),
    "text_only.ipynb": (notebook(cells=[{"cell_type": "markdown", "source": CODE}]), "holds no code"),
    "many.ipynb": (lambda: notebook(*["x"] * 20_001), "more than 20000 cells"),
    "code.ipynb": (lambda: notebook("#" * (2 << 20) + "\nx"), "more than 2 MiB of code"),
    "story.ipynb": (lambda: notebook(CODE, metadata={"x": "x" * (16 << 20)}), "more than 16 MiB beside"),
    "deep.ipynb": (lambda: b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "nests more than 100"),
    "deep_output.ipynb": (lambda: b'{"cells": [{"outputs": ' + b'{"a":' * 100_000, "nests more than 100"),
    "parts.ipynb": (lambda: b"[" + b"{}," * 600_000, "too many parts"),
    "digits.ipynb": (b'{"nbformat": ' + b"4" * 5_000 + b"}", "JSON is broken"),
    "none.zip": (b"", "is not a zip"),
    "text.zip": (b"hello", "is not a zip"),
    "cut.zip": (zipped(("02_line.py", SCRIPT))[:-30], "not a zip, or is cut off"),
    "empty.zip": (zipped(), "holds no .py or .ipynb"),
    "no_exercise.zip": (zipped(("essay.pdf", b"%PDF")), r"no_exercise\.zip holds no .py or .ipynb"),
    "nested.zip": (zipped(("02_line.zip", zipped(("02_line.py", SCRIPT)))), "but 02_line.zip, another zip"),
    "folder_like_file.zip": (zipped(("02_line.py/", b"")), "holds no .py"),
    "absolute.zip": (zipped(("02_line.py", SCRIPT), ("/etc/passwd", b"")), "path /etc/passwd, which leads"),
    "drive.zip": (zipped(("C:\\02_line.py", SCRIPT)), "leads out"),
    "up.zip": (zipped(("a/../../02_line.py", SCRIPT)), "leads out"),
    "up_windows.zip": (zipped(("a\\..\\02_line.py", SCRIPT)), "leads out"),
    "link.zip": (zipped((unix_entry("02_line.py", stat.S_IFLNK | 0o777), b"/etc")), "a link or the like"),
    "pipe.zip": (zipped((unix_entry("02_line.py", stat.S_IFIFO), b"")), "a link or the like"),
    "two.zip": (zipped(("a.py", SCRIPT), ("b.py", SCRIPT)), "2 files that could be the exercise: a.py, b.py"),
    "two_folders.zip": (zipped(("a/02_line.py", SCRIPT), ("b/02_line.ipynb", notebook(CODE))), "2 files"),
    "bz2.zip": (zipped(("02_line.py", SCRIPT), method=zipfile.ZIP_BZIP2), "unusual way"),
    "lzma.zip": (zipped(("02_line.py", SCRIPT), method=zipfile.ZIP_LZMA), "unusual way"),
    "bomb.zip": (lambda: zipped(("02_line.py", b"\n" * (40 << 20))), "larger than 2 MiB"),
    "bytes.zip": (zipped(("02_line.py", b"\xff\0")), r"02_line\.py in bytes\.zip is binary"),
    "essay.pdf": (b"%PDF-1.7", "is no .py, .ipynb or .zip file"),
    "ada": (SCRIPT, "ada is no .py, .ipynb or .zip file"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    given, reason = UNREADABLE[name]
    data = given() if callable(given) else given

    with pytest.raises(UnreadableSubmission, match=reason) as error:
        read(tmp_path, name, data)
    assert str(error.value).isprintable()
    assert str(error.value).endswith(".")


def patched(data: bytes, *, local: dict[int, bytes], central: dict[int, bytes]) -> bytes:
    """Overwrite fields, by offset, in the first entry's local header and in the central directory."""
    patched_data = bytearray(data)
    for start, changes in ((0, local), (data.index(b"PK\1\2"), central)):
        for offset, value in changes.items():
            patched_data[start + offset : start + offset + len(value)] = value
    return bytes(patched_data)


def size_claimed(data: bytes, size: int) -> bytes:
    claim = struct.pack("<I", size)
    return patched(data, local={22: claim}, central={24: claim})


def test_a_zip_that_says_it_is_encrypted(tmp_path: Path) -> None:
    encrypted = patched(zipped(("02_line.py", SCRIPT)), local={6: b"\1"}, central={8: b"\1"})

    with pytest.raises(UnreadableSubmission, match="is encrypted"):
        read(tmp_path, "a.zip", encrypted)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wrong_checksum(method: int, tmp_path: Path) -> None:
    wrong = patched(zipped(("02_line.py", SCRIPT), method=method), local={14: b"1234"}, central={16: b"1234"})

    with pytest.raises(UnreadableSubmission, match=r"02_line\.py in a\.zip is broken: its checksum is wrong"):
        read(tmp_path, "a.zip", wrong)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 10, len(SCRIPT) + 1, 1 << 20])
def test_a_lie_about_the_size(size: int, method: int, tmp_path: Path) -> None:
    lie = size_claimed(zipped(("02_line.py", SCRIPT), method=method), size)
    checksum = struct.pack("<I", zlib.crc32(SCRIPT[:size]))
    consistent = patched(lie, local={14: checksum}, central={16: checksum})

    for data in (lie, consistent):
        with pytest.raises(UnreadableSubmission, match="is broken"):
            read(tmp_path, "a.zip", data)


def test_a_bomb_that_claims_to_be_small_is_not_unpacked(tmp_path: Path) -> None:
    bomb = size_claimed(zipped(("02_line.py", b"\n" * (100 << 20))), 100)

    tracemalloc.start()
    with pytest.raises(UnreadableSubmission, match="larger than 2 MiB"):
        read(tmp_path, "a.zip", bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


def test_outputs_are_skipped_and_never_built(tmp_path: Path) -> None:
    data = notebook(CODE).replace(b'"outputs": []', b'"outputs": [' + b"{}," * 100_000 + b"0]")

    tracemalloc.start()
    read(tmp_path, "a.ipynb", data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 << 20  # built, the empty dictionaries alone would be three times that


def test_a_list_of_entries_without_end(tmp_path: Path) -> None:
    many = zipped(*((f"{number}.txt", b"") for number in range(10_001)), ("02_line.py", SCRIPT))
    entry = zipped(("x" * 60_000, b""))
    directory = entry[entry.index(b"PK\1\2") : entry.index(b"PK\5\6")] * 200
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), 0, 0)

    with pytest.raises(UnreadableSubmission, match="more than 10000 files"):
        read(tmp_path, "a.zip", many)
    with pytest.raises(UnreadableSubmission, match="more than 10000 files"):
        read(tmp_path, "b.zip", directory + end)


def test_the_work_for_a_zip_of_thousands_grows_with_their_number_alone(tmp_path: Path) -> None:
    def calls(count: int) -> int:
        names = ("{}/02_line.py", "{}/other.py", "{}/colab/02_line.py")
        path = tmp_path / f"{count}.zip"
        path.write_bytes(zipped(*((names[i % 3].format(i), b"x = 1") for i in range(count))))
        seen = 0

        def count_one(_frame: object, event: str, _argument: object) -> None:
            nonlocal seen
            seen += event == "call"

        before = sys.getprofile()
        sys.setprofile(count_one)
        try:
            with pytest.raises(UnreadableSubmission, match="files that could be the exercise"):
                read_submission(path, exercise=EXERCISE)
        finally:
            sys.setprofile(before)
        return seen

    assert calls(1_200) < 5 * calls(300)


def test_twenty_megabytes_of_outputs_and_ten_thousand_cells(tmp_path: Path) -> None:
    book = json.loads(notebook(*[f"x{number} = {number}" for number in range(10_000)]))
    book["cells"][0]["outputs"] = [{"data": {"image/png": "iVBO\\n" * (2 << 20), "x": [[0.5, {}]] * 50_000}}]
    book["cells"][1]["attachments"] = {"a.png": {"image/png": "A" * (10 << 20)}}
    data = json.dumps(book, indent=1).encode()
    assert len(data) > 20 << 20

    submission = read(tmp_path, "02_line.ipynb", data)

    assert len(submission.cells) == 10_000
    assert submission.cells[-1].source == "x9999 = 9999"
    assert submission.digest == hashlib.sha256(data).digest()


def test_only_complete_outputs_are_cut_out(tmp_path: Path) -> None:
    source = 'x = {"outputs": [1, 2]}\ny = "outputs\\"]"'
    data = notebook(source, metadata={"outputs": 1, "widgets": {"a": [{}]}, "name": "outputs"})

    assert code_of(read(tmp_path, "a.ipynb", data)) == source


def test_the_line_of_broken_json_is_that_of_the_file(tmp_path: Path) -> None:
    data = b'{"cells": [{"outputs": [\n\n\n], "source":\n x}]}'

    with pytest.raises(UnreadableSubmission, match=r"cut off \(line 5\)"):
        read(tmp_path, "a.ipynb", data)


def test_the_digest_is_that_of_the_file_read(tmp_path: Path) -> None:
    inside = read(tmp_path, "a.zip", zipped(("ada/02_line.py", SCRIPT)))
    plain = read(tmp_path, "a.py", SCRIPT)

    assert inside.digest == plain.digest == hashlib.sha256(SCRIPT).digest()
    assert (inside.source, plain.source) == ("ada/02_line.py", "a.py")


# Pairs


def pair_in_zip(script: bytes, book: bytes, *, script_day: int = 1, book_day: int = 1) -> bytes:
    return zipped(
        (dated("02_line.py", script_day, 9, 0, 0), script), (dated("02_line.ipynb", book_day, 9, 0, 0), book)
    )


def test_a_pair_of_equal_halves_is_read_without_a_word(tmp_path: Path) -> None:
    book = notebook("import numpy as np\n", "# said here\n%matplotlib inline", CODE)

    submission = read(tmp_path, "a.zip", pair_in_zip(SCRIPT, book))

    assert (submission.source, submission.notes) == ("02_line.py", ())


@pytest.mark.parametrize(
    ("script_day", "book_day", "chosen"), [(1, 2, "02_line.ipynb"), (2, 1, "02_line.py")]
)
def test_of_a_pair_that_differs_the_newer_half_is_read(
    script_day: int, book_day: int, chosen: str, tmp_path: Path
) -> None:
    data = pair_in_zip(SCRIPT, notebook("x = 1"), script_day=script_day, book_day=book_day)

    submission = read(tmp_path, "a.zip", data)

    assert submission.source == chosen
    assert submission.notes == (
        f"both halves of the pair are there and differ: read {chosen}, the newer one",
    )


def test_of_a_pair_of_one_moment_the_half_with_fewer_stubs_is_read(tmp_path: Path) -> None:
    stub = "def loss(p, t):\n    raise NotImplementedError('loss')\n"

    script_done = read(tmp_path, "a.zip", pair_in_zip(SCRIPT, notebook(stub)))
    book_done = read(tmp_path, "b.zip", pair_in_zip(stub.encode(), notebook(CODE)))
    both_done = read(tmp_path, "c.zip", pair_in_zip(SCRIPT, notebook("x = 1")))

    assert (script_done.source, book_done.source) == ("02_line.py", "02_line.ipynb")
    assert "fewer stubs left" in script_done.notes[0]
    assert both_done.source == "02_line.ipynb"
    assert "read 02_line.ipynb, the notebook" in both_done.notes[0]


def test_of_a_pair_with_a_broken_half_the_other_is_read(tmp_path: Path) -> None:
    submission = read(tmp_path, "a.zip", pair_in_zip(SCRIPT, b'{"cells": '))

    assert submission.source == "02_line.py"
    assert submission.notes[0].startswith("read 02_line.py: 02_line.ipynb in a.zip is not a notebook")
    with pytest.raises(
        UnreadableSubmission, match=r"02_line\.py in b\.zip is binary\.|02_line\.py in b\.zip is empty"
    ):
        read(tmp_path, "b.zip", pair_in_zip(b"", b"{"))


def test_a_pair_in_a_folder(tmp_path: Path) -> None:
    ada = tmp_path / "ada"
    ada.mkdir()
    (ada / "02_line.py").write_bytes(SCRIPT)
    (ada / "02_line.ipynb").write_bytes(notebook("x = 1"))
    os.utime(ada / "02_line.py", (1e9, 1e9))
    os.utime(ada / "02_line.ipynb", (1e9, 1e9 + 60))

    assert read_submission(ada, exercise=EXERCISE).source == "02_line.ipynb"
    os.utime(ada / "02_line.py", (1e9, 1e9 + 120))
    assert read_submission(ada, exercise=EXERCISE).source == "02_line.py"


# Folders


def test_a_folder_of_one_student(tmp_path: Path) -> None:
    ada = tmp_path / "ada.lovelace"
    (ada / "sub" / "tests").mkdir(parents=True)
    (ada / "sub" / "my own name.py").write_bytes(SCRIPT)
    (ada / "sub" / "tests" / "loss.py").write_bytes(b"OK_FORMAT = False")
    (ada / ".hidden.py").write_bytes(b"x = 1")
    (ada / "notes.zip").write_bytes(b"no zip at all")

    submission = read_submission(ada, exercise=EXERCISE)

    assert (submission.name, submission.student) == ("ada.lovelace", "ada.lovelace")
    assert submission.source == "sub/my own name.py"
    assert submission.notes == ("notes.zip: passed over, not named like the exercise",)


STUBS = "".join(
    f"def {name}(p, t):\n    raise NotImplementedError('{name}')\n\n\n" for name in ("loss", "fit")
)
SOLVED = STUBS.replace("raise NotImplementedError('loss')", "return p - t")


@pytest.mark.parametrize("renamed", ["02_line (1).py", "02_line-Copy1.py", "ada.py", "work/02_line.zip"])
def test_the_untouched_exercise_is_not_graded_where_another_file_is_worked_on(
    tmp_path: Path, renamed: str
) -> None:
    work = tmp_path / "ada" / renamed
    work.parent.mkdir(parents=True, exist_ok=True)
    work.write_bytes(zipped(("02_line.py", SOLVED)) if renamed.endswith(".zip") else SOLVED.encode())
    (tmp_path / "ada" / "02_line.py").write_text(STUBS, encoding="utf-8")
    (tmp_path / "ada" / "helpers.py").write_text("def plot(): ...\n", encoding="utf-8")

    submission = read_submission(tmp_path / "ada", exercise=EXERCISE)

    assert submission.source.startswith(renamed)
    assert "02_line.py: passed over, the untouched exercise, or not the exercise" in submission.notes


def test_nobody_is_graded_on_a_guess_where_two_files_are_worked_on(tmp_path: Path) -> None:
    for name, text in {"02_line.py": STUBS, "a.py": SOLVED, "b.py": SOLVED + "x = 1\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSubmission, match="3 files that could be the exercise"):
        read_submission(tmp_path, exercise=EXERCISE)
    (tmp_path / "02_line.py").write_text(SOLVED, encoding="utf-8")
    assert read_submission(tmp_path, exercise=EXERCISE).source == "02_line.py"


def test_environments_and_links_are_passed_over_before_counting(tmp_path: Path) -> None:
    links = [(unix_entry(f"x{number}", stat.S_IFLNK | 0o777), b"/") for number in range(3)]
    inside = [(unix_entry(f"venv/bin/p{number}.py", stat.S_IFLNK | 0o777), b"/") for number in range(10_001)]
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("02_line.py", SCRIPT), *links, *inside))
    assert read_submission(path, exercise=EXERCISE).source == "02_line.py"
    ada = tmp_path / "ada"
    for number in range(1_100):
        (ada / "node_modules" / str(number)).mkdir(parents=True)
        (ada / f"._{number}").write_bytes(b"")
    (ada / "02_line.py").write_bytes(SCRIPT)
    assert read_submission(ada, exercise=EXERCISE).source == "02_line.py"


def test_folders_in_folders_with_long_names_are_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(20):  # one by one: the whole path is longer than the system allows
        Path("n" * 250).mkdir()
        os.chdir("n" * 250)
    monkeypatch.undo()
    with pytest.raises(UnreadableSubmission, match=r"16 deep|cannot be opened"):
        read_submission(tmp_path, exercise=EXERCISE)


def test_a_folder_with_a_zip(tmp_path: Path) -> None:
    ada = tmp_path / "ada"
    (ada / "sub").mkdir(parents=True)
    (ada / "sub" / "work.zip").write_bytes(zipped(("a/02_line.py", SCRIPT)))

    assert read_submission(ada, exercise=EXERCISE).source == "sub/work.zip/a/02_line.py"
    (ada / "sub" / "work.zip").write_bytes(b"")
    with pytest.raises(UnreadableSubmission, match=r"^sub/work\.zip is not a zip, or is cut off, in ada\.$"):
        read_submission(ada, exercise=EXERCISE)


def test_links_and_pipes_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    ada = tmp_path / "ada"
    (ada / "02_line.py").mkdir(parents=True)
    (ada / "02_line.py" / "inner.py").write_bytes(SCRIPT)
    (tmp_path / "secret.py").write_bytes(SCRIPT)
    (ada / "link.py").symlink_to(tmp_path / "secret.py")
    (ada / "folder").symlink_to(tmp_path)
    os.mkfifo(ada / "pipe.py")

    with pytest.raises(
        UnreadableSubmission, match=r"holds no .py or .ipynb file \(02_line.py: passed over, a folder"
    ):
        read_submission(ada, exercise=EXERCISE)
    (ada / "own.py").write_bytes(SCRIPT)
    submission = read_submission(ada, exercise=EXERCISE)
    assert submission.source == "own.py"
    assert submission.notes == (
        "02_line.py: passed over, a folder",
        "link.py: passed over, a link",
        "pipe.py: passed over, a pipe",
    )


def test_a_folder_without_end(tmp_path: Path) -> None:
    tmp_path.joinpath(*["d"] * 20).mkdir(parents=True)
    wide = tmp_path / "wide"
    wide.mkdir()
    for number in range(1_001):
        (wide / str(number)).touch()

    for folder in (tmp_path / "d", wide):
        with pytest.raises(UnreadableSubmission, match="more than 1000 files, or folders 16 deep"):
            read_submission(folder, exercise=EXERCISE)


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "target.py").write_bytes(SCRIPT)
    (tmp_path / "link.py").symlink_to("target.py")
    (tmp_path / "folder_link").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.py")
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "folder.py").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.py"))
        for name, reason in [
            ("link.py", "is a link"),
            ("folder_link", "is a link"),
            ("pipe.py", "is a pipe"),
            ("pipe.zip", "is a pipe"),
            ("s.py", "is a socket"),
            ("missing.py", r"cannot be opened \(No such file"),
            ("folder.py", "holds no .py"),
        ]:
            with pytest.raises(UnreadableSubmission, match=reason):
                read_submission(tmp_path / name, exercise=EXERCISE)
    with pytest.raises(UnreadableSubmission, match=r"^null is a device, not a file\.$"):
        read_submission(Path("/dev/null"), exercise=EXERCISE)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(SCRIPT)
    (tmp_path / "a.py").chmod(0)

    with pytest.raises(UnreadableSubmission, match=r"a\.py cannot be opened \(Permission denied\)\."):
        read_submission(tmp_path / "a.py", exercise=EXERCISE)


# Anything at all


def handed_in(folder: Path, name: str, data: bytes) -> None:
    """Read whatever it is; only a submission or the reason may come of it."""
    reason, code = "", "x"
    try:
        code = code_of(read(folder, name, data))
    except UnreadableSubmission as error:
        reason = str(error)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in reason)
    assert code.encode().strip()


ANY_BYTES = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {"cell_type": st.just("code") | JSON},
    optional={"source": st.text() | st.lists(st.text()) | JSON, "metadata": JSON, "outputs": JSON},
)


@ANY_BYTES
@given(data=st.binary(), name=st.sampled_from(["a.py", "a.ipynb", "a.zip"]))
def test_any_bytes(data: bytes, name: str, tmp_path: Path) -> None:
    handed_in(tmp_path, name, data)


@ANY_BYTES
@given(text=st.text(st.sampled_from("\"'\\#%[]()\n\r\t =!?x\0\ud800é"), max_size=60))
def test_any_text(text: str, tmp_path: Path) -> None:
    handed_in(tmp_path, "a.py", text.encode("utf-8", "replace"))
    handed_in(tmp_path, "a.ipynb", notebook(text))


@ANY_BYTES
@given(cells=st.lists(CELL | JSON, max_size=4), metadata=JSON)
def test_any_notebook(cells: list[object], metadata: object, tmp_path: Path) -> None:
    handed_in(tmp_path, "a.ipynb", notebook(cells=cells, metadata=metadata))


@ANY_BYTES
@given(
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 400),
    name=st.sampled_from(["folder.zip", "stored.zip", "helper.zip", "list.ipynb", "percent.py"]),
)
def test_any_damage(changes: list[tuple[int, int]], cut: int, name: str, tmp_path: Path) -> None:
    data = bytearray(ORDINARY[name])
    for position, value in changes:
        data[position % len(data)] = value
    handed_in(tmp_path, name, bytes(data[: len(data) - cut] if cut < 20 else data))
