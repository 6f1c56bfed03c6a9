"""Finding submissions, and the names of their folders."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.submission import find_submissions, read_submission, safe_name, safe_names, shown

HOSTILE_NAMES = [
    "with spaces and 'quotes\".py",
    "new\nline.py",
    "é😀.py",
    os.fsdecode(b"bytes \xff\xfe.py"),
    "<script>alert(1)<script>.py",
    "=1+1.py",
    "-rf.py",
    "\x1b[31mred.py",
    "\u202egnp.py",
    "n" * 252 + ".py",
    "ADA.py",
    "ada.py",
    "a%41.py",
    "con.py",
    "x..py",
]


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x = 1\n")
    return path


def test_every_entry_of_a_folder_is_a_submission(tmp_path: Path) -> None:
    for name in ["bob.py", "ada.lovelace.ipynb", "ada.lovelace.py", "cem.zip", "essay.pdf", "noending"]:
        touch(tmp_path / name)
    touch(tmp_path / "Dee Dee_7_assignsubmission_file" / "02_line.py")
    (tmp_path / "empty.student").mkdir()

    found, passed = find_submissions([tmp_path])

    assert [(handed.name, handed.student) for handed in found] == [
        ("Dee Dee_7_assignsubmission_file", "Dee Dee_7_assignsubmission_file"),
        ("ada.lovelace.ipynb", "ada.lovelace"),
        ("ada.lovelace.py", "ada.lovelace"),
        ("bob.py", "bob"),
        ("cem.zip", "cem"),
        ("empty.student", "empty.student"),
        ("essay.pdf", "essay"),
        ("noending", "noending"),
    ]
    assert [handed.path for handed in found] == [tmp_path / handed.name for handed in found]
    assert passed == []


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_any_name_is_found_and_read_and_has_a_folder(name: str, tmp_path: Path) -> None:
    touch(tmp_path / "in" / name)
    touch(tmp_path / "in" / "other.py")

    found, passed = find_submissions([tmp_path / "in"])

    assert passed == []
    (handed,) = [handed for handed in found if handed.name == name]
    assert read_submission(handed.path, exercise="02_line").name == name
    assert handed.student == name[:-3]
    folder = tmp_path / safe_name(name)
    folder.mkdir()
    assert folder.name.isascii()
    assert folder.name.isprintable()


def test_droppings_and_what_is_no_file_are_passed_over_and_listed(tmp_path: Path) -> None:
    droppings = [
        ".DS_Store", "._ada.py", ".ada.py.swp", "ada.py~", "#ada.py#", ".#ada.py", "Thumbs.db", "desktop.ini",
        "ada.py.bak", "ada.pyc", "~$essay.docx", "Icon\r",
    ]  # fmt: skip
    for name in [
        *droppings, "ada.py", "__MACOSX/x.py", ".ipynb_checkpoints/ada.ipynb", "__pycache__/x.py",
        "autograder-pictures/ada-loss.png",
    ]:  # fmt: skip
        touch(tmp_path / "class" / name)
    for name in ["x.py", "x.ipynb", "x.zip"]:
        (tmp_path / "class" / name).mkdir()
    (tmp_path / "class" / "link.py").symlink_to(touch(tmp_path / "solution.py"))
    (tmp_path / "class" / "folder").symlink_to(tmp_path)
    (tmp_path / "class" / "dangling").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "class" / "pipe.py")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "class" / "socket.py"))

        found, passed = find_submissions([tmp_path / "class"])

    assert [handed.name for handed in found] == ["ada.py"]
    left = {
        shown(name)
        for name in [*droppings, "__MACOSX", ".ipynb_checkpoints", "__pycache__", "autograder-pictures"]
    }
    assert set(passed) == {f"{name}: left by an editor or a system" for name in left} | {
        "x.py: a folder named like a file",
        "x.ipynb: a folder named like a file",
        "x.zip: a folder named like a file",
        "link.py: a link",
        "folder: a link",
        "dangling: a link",
        "pipe.py: a pipe",
        "socket.py: a socket",
    }


def test_files_and_links_that_the_user_names_are_followed(tmp_path: Path) -> None:
    ada = touch(tmp_path / "class" / "ada.py")
    (tmp_path / "latest.py").symlink_to(ada)
    (tmp_path / "all").symlink_to(tmp_path / "class")

    found, _ = find_submissions([ada, tmp_path / "latest.py", tmp_path / "all", tmp_path / "class"])

    assert [(handed.name, handed.path) for handed in found] == [("ada.py", ada)]


def test_wrong_paths_are_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    touch(tmp_path / "notes" / "readme.txt")
    touch(tmp_path / "hidden" / ".ada.py")
    touch(tmp_path / "one" / "02_line.py")
    touch(tmp_path / "two" / "02_line.py")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")

    for names, wanted in [
        (["missing.py"], "cannot read .*missing.py: No such file"),
        (["bad\nname"], r"cannot read .*bad\\nname: No such file"),
        (["n" * 300], "cannot read .*: File name too long"),
        (
            ["empty"],
            "no submission in .*empty: expected .py, .ipynb or .zip files, or a folder for each student",
        ),
        (["notes"], "no submission in .*notes"),
        (["hidden"], "no submission in .*hidden"),
        (["pipe"], "it is a pipe, not a file or a folder"),
        (["loop"], "cannot read .*loop: "),
        (["one", "two"], "two submissions are named 02_line.py: .*one.* and .*two.*; grade them in two runs"),
        ([], "no submission was given"),
    ]:
        with pytest.raises(UsageError, match=wanted) as error:
            find_submissions([tmp_path / name for name in names])
        assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "ada.py",
        "Ada.py",
        "ada.lovelace.ipynb",
        "02_line (1).zip",
        "Ada Lovelace_7_assignsubmission_file",
        "a@b.de.py",
        "x",
    ],
)
def test_plain_names_stay(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("é.py", "%C3%A9.py"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("-rf.py", "%2Drf.py"),
        ("=1+1.py", "%3D1+1.py"),
        ("a/b", "a%2Fb"),
        ("a%41", "a%2541"),
        ("a~", "a%7E"),
        ("dot.", "dot%2E"),
        (" ", "%20"),
        ("CON.py", "%43ON.py"),
        ("com1", "%63om1"),
        ("gradebook.csv", "%67radebook.csv"),
        ("console.py", "console.py"),
        ("new\nline", "new%0Aline"),
        ("", "%"),
    ],
)
def test_other_names_are_encoded(name: str, folder: str) -> None:
    assert safe_name(name) == folder


NAMES = (
    st.text() | st.sampled_from(HOSTILE_NAMES) | st.text(st.sampled_from("aA.%~-2E \udcff\xff"), max_size=4)
)


@given(NAMES)
def test_a_folder_name_is_safe_and_tells_the_name(name: str) -> None:
    folder = safe_name(name)

    assert folder.isascii()
    assert folder.isprintable()
    assert 0 < len(folder) <= 200
    assert folder[0] not in ".-=+@ ~"
    assert folder[-1] not in ". "
    assert not set(folder) & set("/\\:*?\"<>|&$`'")
    if "~" not in folder and name:
        assert unquote(folder, errors="surrogatepass") == name


@given(NAMES, NAMES)
def test_folder_names_are_one_to_one(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    names = ["n" * length + end for length in (100, 201, 252) for end in ("", "a", "b", "é")]
    assert len({safe_name(name) for name in names}) == len(names)


@given(st.lists(NAMES, unique=True, max_size=8))
def test_folders_of_a_run_differ_without_regard_to_case(names: list[str]) -> None:
    folders = safe_names([*names, *(name.swapcase() for name in names)])

    assert len({folder.lower() for folder in folders.values()}) == len(folders)
    assert safe_names(reversed(folders)) == folders


def test_only_names_that_meet_are_marked() -> None:
    folders = safe_names(["ada.py", "Ada.py", "Bob.py"])

    assert folders["ada.py"] == "ada.py"
    assert folders["Bob.py"] == "Bob.py"
    assert folders["Ada.py"].startswith("Ada.py~")


def test_names_are_shown_without_anything_invisible() -> None:
    assert shown("é 😀.py") == "é 😀.py"
    assert shown("\x1b[31m\u202e\n\udcff") == "\\x1b[31m\\u202e\\n\\udcff"
    assert len(shown("n" * 300)) == 80
