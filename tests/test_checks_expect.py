"""Expectations: what passes, what fails, and what the student is told."""

from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    Student,
    expect,
    expect_array,
    expect_close,
    expect_equal,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    expect_raises,
    expect_type,
    expect_whole,
    fail,
    recognize,
    remark_on_numbers,
)
from autograder.checks.student import remarks_of
from autograder.errors import CheckFailed, NotDefined, StudentRaised
from autograder.sandbox.fake import FakeSession


def failure(call: Any) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


def test_close_takes_numbers_lists_and_arrays_of_either_precision() -> None:
    for answer in (np.float32(2), np.array(2.00001), 2.0):
        expect_close(np.asarray(answer), 2.0)
    expect_close([1.0, 2.0], np.array([1, 2], "float32"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (np.array([4.0, 4.0]), "wrong shape"),
        (np.array([[4.0]]), "wrong shape"),
        (True, "wrong dtype"),
        (np.array(np.nan), "not a finite number"),
        (np.array(np.inf), "not a finite number"),
        ("4.0", "not made of numbers"),
        ([[1.0], [1.0, 2.0]], "not made of numbers"),
        (10**400, "not made of numbers"),
        (["a" * 10_000_000] + [""] * 100_000, "not made of numbers"),
        ([1.0, "2"], "not made of numbers"),
        ({"a": 1.0}, "not made of numbers"),
        (np.array(4.01), "values are not right"),
    ],
)
def test_close_says_what_is_wrong(answer: object, words: str) -> None:
    assert words in failure(lambda: expect_close(answer, 4.0)).problem


def test_close_names_the_mistake_that_the_answer_equals() -> None:
    mistakes = {
        "the sum of the squared errors: divide by how many there are": 12.0,
        "An own sentence": lambda array: array < 0,
        "nan by design": np.nan,
    }
    assert failure(lambda: expect_close(np.array(12.0), 4.0, mistakes=mistakes)).cause == (
        "The sum of the squared errors: divide by how many there are."
    )
    assert failure(lambda: expect_close(np.array(-3.0), 4.0, mistakes=mistakes)).cause == "An own sentence."
    assert failure(lambda: expect_close(np.array(np.nan), 4.0, mistakes=mistakes)).cause == "Nan by design."
    assert failure(lambda: expect_close(np.array(5.0), 4.0, mistakes=mistakes)).cause is None


def test_a_right_answer_is_never_a_mistake() -> None:
    expect_close(np.array(4.0), 4.0, mistakes={"the same by chance": 4.0})


def test_nothing_returned_asks_for_the_return() -> None:
    for call in (
        lambda: expect_close(None, 1.0),
        lambda: expect_type(None, float),
        lambda: expect_items(None, 2, names="a, b"),
    ):
        assert "`return`" in str(failure(call).cause)


def test_the_few_values_of_a_large_answer_that_differ_most_are_shown() -> None:
    right = np.zeros((10, 2))
    wrong = right.copy()
    wrong[[3, 4, 5, 6], 1] = [5, -7, 0.5, 6]
    for mistakes in ({}, {"the wrong column": lambda found: found[3, 1] == 5}):
        told = failure(lambda mistakes=mistakes: expect_close(wrong, right, mistakes=mistakes))
        assert str(told.returned).endswith("most different at [3, 1]: 5, [4, 1]: -7, [6, 1]: 6")
        assert str(told.expected).endswith("most different at [3, 1]: 0, [4, 1]: 0, [6, 1]: 0")


def test_a_whole_number_is_close_and_a_truth_value_is_not() -> None:
    expect_close(np.array(4), 4.0)
    expect_close([1, 2], np.array([1.0, 2.0]))
    assert "dtype" in failure(lambda: expect_close([True, True], np.ones(2))).problem


def test_array_checks_shape_dtype_and_their_mistakes() -> None:
    column = np.zeros((5, 1), "float32")
    expect_array(column, shape=(5, 1), dtype="float32")
    told = failure(
        lambda: expect_array(column, shape=(5,), mistakes={"a column": (5, 1), "float64": "float64"})
    )
    assert told.cause == "A column."
    told = failure(
        lambda: expect_array(np.zeros(5), shape=(5,), dtype="float32", mistakes={"too wide": "float64"})
    )
    assert told.cause == "Too wide."
    assert "dtype" in failure(lambda: expect_array(np.zeros(5, "int64"))).problem
    expect_array(np.zeros(5, "uint8"), kind="i")


def test_number_is_a_scalar() -> None:
    assert expect_number(np.array(2.5, "float32")) == 2.5
    for right in (2, np.int64(2), np.float64(2), np.array(2.0), np.float32(2)):
        assert expect_number(right) == 2.0
    told = failure(lambda: expect_number(np.array([2.5])))
    assert "one element" in str(told.cause)
    for wrong in (True, "2.5", None, [2.5], 2j):
        assert failure(lambda wrong=wrong: expect_number(wrong))


def test_a_count_is_whole_in_any_class() -> None:
    for right in (1875, 1875.0, np.int64(1875), np.array(1875.0)):
        expect_whole(right, 1875)
    told = failure(lambda: expect_whole(1874.0, 1875, mistakes={"rounded down": 1874}))
    assert (told.cause, told.expected) == ("Rounded down.", "1875")
    for wrong in (True, "1875", 1875.5, np.nan, [1875]):
        assert failure(lambda wrong=wrong: expect_whole(wrong, 1875))


def test_numbers_come_in_any_sequence() -> None:
    for right in ([1, 2.0], (np.float32(1), np.int64(2)), np.array([1, 2]), [np.array(1.0), 2]):
        assert expect_numbers(right, 2).tolist() == [1.0, 2.0]
    assert "3 numbers" in failure(lambda: expect_numbers([1, 2], 3)).problem
    assert "one element" in str(failure(lambda: expect_numbers([[1], [2]], 2)).cause)
    for wrong in ([True, False], ["1", "2"], 3.0, None, [[1, 2], [3, 4]]):
        assert failure(lambda wrong=wrong: expect_numbers(wrong, 2))


def test_a_variable_in_a_list_is_read_when_it_is_judged() -> None:
    class Variable:
        value = 1.0

        def numpy(self):
            return np.float32(self.value)

    variable = Variable()
    student = Student(FakeSession({"history": lambda: [variable, variable, 2.0]}))
    answer = expect_function(student, "history")()
    variable.value = 7.0
    assert expect_numbers(answer, 3).tolist() == [7.0, 7.0, 2.0]


def test_a_remark_is_kept_once_and_only_where_it_is_due() -> None:
    student = Student(FakeSession({}))
    remark_on_numbers(student, [1.0, 2])
    assert remarks_of(student) == ()
    remark_on_numbers(student, np.float32(1))
    remark_on_numbers(student, [1.0, np.float32(1)])
    (only,) = remarks_of(student)
    assert "JSON" in only


def test_type_means_the_class() -> None:
    expect_type(2.0, float)
    told = failure(lambda: expect_type(np.array(2.0), float))
    assert "float(…)" in str(told.cause)
    assert "one element" in str(failure(lambda: expect_type(np.array([[2.0]]), float)).cause)
    assert failure(lambda: expect_type(True, int)).cause is None


def test_equal_compares_plain_values() -> None:
    expect_equal({"a": "b"}, {"a": "b"})
    told = failure(lambda: expect_equal(1874, 1875, mistakes={"rounded down": 1874}))
    assert told.cause == "Rounded down."
    expect_equal(1875.0, 1875)
    expect_equal(np.array("a"), "a")
    assert failure(lambda: expect_equal(True, 1)).problem == "The answer is not right."


def test_equal_never_fails_itself_and_takes_numbers_and_lists_of_any_class() -> None:
    for answer in ([np.array([1, 2])] * 3, [1, 2, 3], ["a", "b"], [["a"], "b", "c"], [np.nan] * 3):
        assert failure(
            lambda answer=answer: expect_equal(answer, ["a", "b", "c"], mistakes={"x": ["a", "b"]})
        )
    assert failure(lambda: expect_equal({"a": True}, {"a": 1}))
    expect_equal({"a": (1.0, np.array(2))}, {"a": [1, 2]})
    assert failure(lambda: expect_equal({"a": 1, "b": 2}, {"a": 1}))
    assert failure(lambda: expect_equal(3, 4, mistakes={"raises": lambda answer: answer[0]})).cause is None
    expect_equal({"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]})


def test_items_must_be_so_many() -> None:
    assert expect_items((1, 2), 2, names="slope, intercept") == (1, 2)
    assert "slope, intercept" in failure(lambda: expect_items((1, 2, 3), 2, names="slope, intercept")).problem
    assert "slope" in failure(lambda: expect_items("ab", 2, names="slope, intercept")).problem


def test_fail_and_expect_keep_the_answer_and_its_words() -> None:
    answer = np.array(3.0)
    told = failure(lambda: fail("No.", answer=answer, expected="more", cause="a thing"))
    assert (told.answer is answer, told.returned, told.expected, told.cause) == (
        True,
        "3 (float64)",
        "more",
        "A thing.",
    )
    expect(condition=True, problem="never said")
    assert failure(lambda: expect(condition=False, problem="said")).problem == "said"


def functions() -> Student:
    def plain(first, second, extra=1): ...
    def needy(first, second, third): ...

    return Student(FakeSession({"plain": plain, "needy": needy, "number": 3, "Kind": type("Kind", (), {})}))


def test_function_must_be_there_callable_and_take_the_parameters() -> None:
    student = functions()
    expect_function(student, "plain", ["first", "second"])
    expect_function(student, "Kind")
    with pytest.raises(NotDefined, match="`absent` is not defined"):
        expect_function(student, "absent")
    told = failure(lambda: expect_function(student, "number"))
    assert (told.returned, told.cause) == (
        "number = 3",
        "Another line gives the name `number` to something else: use another name there.",
    )
    expect_function(student, "plain", ["other", "names"], optional=["extra"])
    told = failure(lambda: expect_function(student, "plain", ["a", "b"], optional=["epochs"]))
    assert (told.problem, told.returned, told.expected) == (
        "`plain` has no parameter `epochs`.",
        "plain(first, second, extra=…)",
        "plain(a, b, epochs=…)",
    )
    problem = "`needy` asks for 3 arguments and is given 2."
    assert failure(lambda: expect_function(student, "needy", ["first", "second"])).problem == problem
    problem = "`needy` takes fewer arguments than the 4 that it is given."
    assert failure(lambda: expect_function(student, "needy", ["a", "b", "c", "d"])).problem == problem


def test_function_may_hide_its_parameters_behind_stars() -> None:
    def wrapped(*args, **kwargs): ...
    def rest(first, **kwargs): ...

    student = Student(FakeSession({"wrapped": wrapped, "rest": rest}))
    for name in ("wrapped", "rest"):
        expect_function(student, name, ["first", "second"])


def test_recognize_names_the_mistake_behind_an_exception() -> None:
    def run(error: StudentRaised) -> None:
        with recognize({"NoneType": "the gradient is None"}):
            raise error

    told = failure(lambda: run(StudentRaised("TypeError", "float and NoneType", cell=1, line=7)))
    assert told.cause == "The gradient is None."
    assert told.returned == "nothing: it raised TypeError: float and NoneType"
    assert told.raised.line == 7
    with pytest.raises(StudentRaised, match="unknown"):
        run(StudentRaised("TypeError", "unknown"))


def test_raises_wants_the_class_and_a_reason() -> None:
    def run(error: Exception | None) -> None:
        with expect_raises("ValueError", problem="A batch of none must be refused."):
            if error:
                raise error

    run(StudentRaised("ValueError", "batch_size must be at least 1"))
    assert failure(lambda: run(None)).returned == "no exception"
    assert failure(lambda: run(StudentRaised("ValueError", " "))).returned == "ValueError without a text"
    run(StudentRaised("CountError", "below 1", bases=("ValueError", "Exception")))
    with pytest.raises(StudentRaised, match="ZeroDivisionError"):
        run(StudentRaised("ZeroDivisionError", "division by zero"))
