"""The student handle: questions as attribute access and calls, answers as data."""

from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    Remote,
    Student,
    aside,
    attributes,
    call_and_keep,
    describe,
    expect_function,
    fetch,
    keep,
    library,
    parameters_of,
    remark_on_prints,
    take,
    tensor,
)
from autograder.checks.student import remarks_of
from autograder.errors import NotDefined, StudentFailure, StudentRaised
from autograder.model import Form, Places
from autograder.sandbox.fake import FakeSession
from autograder.sandbox.inline import InlineSession


class Model:
    def __init__(self, w: float = 1.0) -> None:
        self.w = np.float32(w)
        self.parts = [self.__class__.__name__, {"deep": (1, np.arange(2))}]

    def __call__(self, x: object) -> object:
        return self.w * x


def student(**names: object) -> Student:
    return Student(FakeSession({"Model": Model, "number": 3, "broken": lambda: 1 / 0, **names}))


def test_simple_values_come_back_as_they_are_and_others_as_remotes() -> None:
    model = student().Model(2.0)
    assert isinstance(model, Remote)
    assert student().number == 3
    assert model.w.dtype == "float32"
    assert model.parts[0] == "Model"
    np.testing.assert_array_equal(model.parts[1]["deep"][1], [0, 1])
    np.testing.assert_array_equal(model(np.array([1.0, 2.0])), [2.0, 4.0])


def test_a_remote_can_be_passed_in_again() -> None:
    one = student(twice=lambda model: model(1.0) * 2)
    assert one.twice(one.Model(4.0)) == 8.0
    assert one.twice(model=one.Model(w=4.0)) == 8.0


def test_an_object_stands_in_a_call_in_words() -> None:
    one = student(fit=lambda *_args, **_words: 1)
    one.fit(one.Model(), one.number, best=one.Model(2.0))
    assert one._conversation.last == "fit(your Model, 3, best=your Model)"
    one.fit(one.Model, library(one, "threading").Event())
    assert one._conversation.last == "fit(Model, an Event)"


def test_missing_names_and_exceptions_are_the_students_failures() -> None:
    with pytest.raises(NotDefined, match="absent"):
        _ = student().absent
    with pytest.raises(NotDefined, match="nothing"):
        _ = student().Model().nothing
    with pytest.raises(StudentRaised, match="ZeroDivisionError"):
        student().broken()


def test_private_names_are_not_asked_for() -> None:
    with pytest.raises(AttributeError, match="__array__"):
        _ = student().__array__
    with pytest.raises(TypeError, match="not iterable"):
        iter(student().Model())


def test_keep_and_fetch_leave_objects_with_the_worker() -> None:
    one = student(add=lambda array: array.__iadd__(1), same=lambda value: value)
    kept = keep(one, np.zeros(3))
    one.add(kept)
    np.testing.assert_array_equal(fetch(kept), [1, 1, 1])
    assert isinstance(call_and_keep(one.same, 5), Remote)
    assert fetch(5) == 5
    with pytest.raises(StudentRaised, match="holds no numbers"):
        fetch(one.Model())


def test_take_gives_the_first_elements_of_what_may_be_endless() -> None:
    def endless():
        while True:
            yield (np.ones(2), 1)

    assert len(take(student(endless=endless).endless(), 3)) == 3


def test_library_is_a_module_of_the_worker() -> None:
    assert library(student(), "math").floor(2.5) == 2


def test_parameters_tell_which_are_optional() -> None:
    def function(a, b=1, *more, c, **rest): ...

    one = student(function=function)
    assert parameters_of(one.function) == {"a": False, "b": True, "*more": True, "c": False, "**rest": True}


def test_the_call_behind_an_answer_is_remembered() -> None:
    one = student(pair=lambda n: (np.zeros(n), np.ones(n)), number=lambda: 3.0)
    first, second = one.pair(2)
    value = one.number()
    conversation = one._conversation
    assert conversation.call_of(first) == conversation.call_of(second) == "pair(2)"
    assert conversation.call_of(value) == "number()"
    assert conversation.call_of(np.zeros(9)) == "number()"


def test_an_answer_of_another_form_than_asked_is_the_students_failure() -> None:
    class Liar:
        def ask(self, operation: str, *operands: object) -> object:
            return "not a handle"

    with pytest.raises(StudentFailure, match="something else than was asked"):
        keep(Student(Liar()), 1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2.0, "2.0"),
        (float("nan"), "nan"),
        (1 / 3, "0.3333333"),
        (np.float32(0.1), "0.1 (float32)"),
        (np.arange(3), "[0, 1, 2] (int64 array of shape (3,))"),
        (np.zeros((50, 4)), "float64 array of shape (50, 4)"),
        (tensor([1.0], "float32"), "[1] (float32 tensor of shape (1,))"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, … 100 in all]"),
        ((1,), "(1,)"),
        ({"a": None}, "{'a': None}"),
        ("\x1b[31m", r"'\x1b[31m'"),
    ],
)
def test_values_are_described_in_few_words(value: object, words: str) -> None:
    assert describe(value) == words


def test_descriptions_are_cut() -> None:
    assert len(describe("x" * 10_000)) == 300


def test_calls_aside_are_not_shown_as_the_call_that_failed() -> None:
    one = student(double=lambda x: 2 * x)
    answer = one.double(4.5)
    with aside(one):
        other = one.double(7.25)
    conversation = one._conversation
    assert conversation.call_of(answer) == conversation.call_of(other) == "double(4.5)"


def test_long_keys_and_texts_cost_nothing_but_themselves() -> None:
    huge = "k" * 900
    one = student(answer=lambda: {huge: [object()] * 50, "n": {huge: [object()] * 50}})
    (remote, *_others) = one.answer()["n"][huge]
    assert len(remote._text) == 300
    assert len(describe("x" * 10_000_000)) == 300


def test_only_the_last_answers_are_remembered() -> None:
    one = student(number=lambda n: [n] * 1000)
    for n in range(100):
        one.number(n)
    assert len(one._conversation.answers) <= 20


def test_what_prints_is_remarked_with_its_lines_and_nothing_else_is() -> None:
    names: dict[str, object] = {}
    exec("def f():\n    print(1)\n    print(2)\n    return 3\n\ndef quiet(): return 4", names)
    one = Student(InlineSession(names))
    assert one.quiet() == 4
    remark_on_prints(one, "quiet")
    assert remarks_of(one) == ()
    assert one.f() == 3
    remark_on_prints(one, "f", "Print elsewhere.")
    assert remarks_of(one) == (
        "`f` prints something (lines 2, 3 of its cell), which costs nothing. Print elsewhere.",
    )


def test_lines_that_print_are_told_as_failures_are() -> None:
    class Printing:
        def ask(self, operation: str, *operands: object) -> object:
            return [[8, 57], [8, 59], [9, 70]]

    one = Student(Printing(), Places(Form.CELLS, {8: 56, 9: 70}))
    remark_on_prints(one, "f")
    where = "cell 8, lines 2, 4; lines 57, 59 of the script, cell 9, line 1; line 70 of the script"
    assert remarks_of(one) == (f"`f` prints something ({where}), which costs nothing.",)


@pytest.mark.parametrize("odd", [None, 3, "ab", [3], [[1]], [[1, "2"]], [[1, True]], [[None, None]]])
def test_odd_words_about_prints_are_no_remark(odd: object) -> None:
    class Odd:
        def ask(self, operation: str, *operands: object) -> object:
            return odd

    one = Student(Odd())
    remark_on_prints(one, "f")
    assert remarks_of(one) == ()


def test_several_attributes_and_their_values_come_in_two_answers() -> None:
    one = student()
    model = call_and_keep(one.Model)
    slope, parts = attributes(model, "w", "parts")
    assert (float(slope), parts[0]) == (1.0, "Model")
    kept = [keep(one, np.arange(2)), 3, keep(one, np.arange(3))]
    assert [np.asarray(value).tolist() for value in fetch(kept)] == [[0, 1], 3, [0, 1, 2]]
    with pytest.raises(NotDefined, match="nothing"):
        attributes(model, "w", "nothing")


def test_a_function_and_its_signature_are_asked_for_once() -> None:
    asked = []

    class Counting(FakeSession):
        def ask(self, operation: str, *operands: object) -> Any:
            asked.append(operation)
            return super().ask(operation, *operands)

    one = Student(Counting({"half": lambda x: x / 2}))
    for _ in range(3):
        expect_function(one, "half", ["x"])
        library(one, "math")
    assert asked == ["function", "signature", "library"]
