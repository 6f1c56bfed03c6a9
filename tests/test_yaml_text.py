"""YAML by its lines: what is read, what is refused, and that nothing hostile takes long."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.yaml_text import Document, dotted, read_yaml


@pytest.fixture
def yaml_file(tmp_path: Path) -> Path:
    return tmp_path / "some.yml"


def read(path: Path, text: str | bytes) -> Document:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path)


def said(path: Path, text: str | bytes) -> list[str]:
    return [problem.located(Path("some.yml")) for problem in read(path, text).problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("-1", -1),
        ("1.5", 1.5),
        ("5.", 5.0),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("true", True),
        ("False", False),
        ("", None),
        ("~", None),
        ("no", "no"),
        ("010", "010"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("2026-10-09", "2026-10-09"),
        ("02_line", "02_line"),
        (".", "."),
        ("e5", "e5"),
        ("<<", "<<"),
        ("'7'", "7"),
        ("9" * 5000, "9" * 5000),
        ("[1, [a, {b: 2}]]", [1, ["a", {"b": 2}]]),
    ],
)
def test_values_are_read_by_the_rules_of_yaml_1_2(yaml_file: Path, text: str, value: object) -> None:
    document = read(yaml_file, f"key: {text}\n")
    assert (document.data, document.problems) == ({"key": value}, ())
    assert type(document.data["key"]) is type(value)


def test_each_value_has_its_line(yaml_file: Path) -> None:
    document = read(yaml_file, "\ufeff# first\na: 1\r\nb:\n  - x\n  -\n    c: >\n      text\n")
    assert document.data == {"a": 1, "b": ["x", {"c": "text\n"}]}
    places = [("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, "c"), ("b", 1, "missing"), ("nowhere",)]
    assert [document.line(place) for place in places] == [2, 3, 4, 6, 6, 6, 1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1\nb: *x\n", "some.yml:1: expected plain values, got an anchor or alias"),
        ("a: 1\nb: !!python/object/apply:os.system [id]\n", "some.yml:2: expected plain values, got a tag"),
        ("a:\n\tb: 1\n", "some.yml:2: expected YAML, got a mistake in its form: "),
        ("a: 1\nb: 'open\nc: 2\n", "some.yml:2: expected YAML, got a mistake in its form: "),
        ("a: 1\nb: [1,\n 2}\n", "some.yml:3: expected YAML, got a mistake in its form: "),
        ("a: 1\n---\nb: 2\n", "some.yml:2: expected YAML, got a mistake in its form: "),
        ("a: 1\nb: \x00\n", "some.yml:2: expected printable text, got the character U+0000"),
        (b"a: 1\nb: \xff\n", "some.yml:2: expected UTF-8 text, got the byte 0xff"),
        ("a: 1\n? [b]\n: 2\n", "some.yml:2: expected text as a key, got a list or mapping"),
        ("a: 1\nb: 2\na: 3\n", "some.yml:3: a: expected this key once, got it again (first on line 1)"),
        ("a: " + "[" * 100_000, "some.yml:1: expected at most 16 levels, got more"),
        ("#" * (256 * 1024 + 1), "some.yml: expected at most 256 KiB, got more"),
    ],
)
def test_a_mistake_is_told_by_its_line(yaml_file: Path, text: str | bytes, problem: str) -> None:
    (found,) = said(yaml_file, text)
    assert found.startswith(problem)


def test_a_tab_is_told_in_words(yaml_file: Path) -> None:
    (found,) = said(yaml_file, "a:\n\tb: 1\n")
    assert found.endswith("a tab stands where only spaces may indent")


def test_a_file_without_values_has_data_none(yaml_file: Path) -> None:
    document = read(yaml_file, "# nothing\n")
    assert (document.data, document.parsed, document.problems) == (None, True, ())


def test_a_missing_file_is_a_problem_without_a_line(yaml_file: Path) -> None:
    document = read_yaml(yaml_file)
    assert not document.parsed
    assert [problem.located(Path("x")) for problem in document.problems] == ["x: expected a file, found none"]


def test_a_place_is_written_as_people_do() -> None:
    assert dotted(("exercises", 2, "points")) == "exercises[2].points"
    assert dotted(("a b\n", 0)) == "'a b\\n'[0]"
    assert dotted(()) == ""


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text(alphabet="ab:-[]{},&*!|>'\"#%@? \n\t0", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_by_line(yaml_file: Path, raw: bytes) -> None:
    document = read(yaml_file, raw)
    assert document.parsed or document.problems
    assert all(problem.text.startswith("expected ") for problem in document.problems)
