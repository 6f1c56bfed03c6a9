"""The worker's own parts: a submission as a real module, and answers about it."""

import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.wire import Budget, Handle, Tensor
from autograder.worker.answers import Answerer
from autograder.worker.needed import Needed
from autograder.worker.program import Program


def loaded(folder: Path, *cells: str, budget: Budget = Budget()) -> tuple[Answerer, list[list[object]]]:  # noqa: B008
    """Return an answerer that has run the cells, and its replies to them."""
    answerer = Answerer(budget, folder)
    assert answerer.answer("load", [[[n, 10 * n, source] for n, source in enumerate(cells, 1)], 7]) == [
        "ok",
        None,
    ]
    return answerer, [answerer.answer("cell", [n]) for n, _ in enumerate(cells, 1)]


def test_a_function_has_its_source_and_module(tmp_path: Path) -> None:
    program = Program(
        [(1, 1, "x = 1"), (2, 5, "def two():\n    return 2\n"), (3, 9, "class C:\n    pass")], tmp_path
    )
    for number in (1, 2, 3):
        for statement in program.statements(number):
            exec(statement.code, program.namespace)
    two = program.namespace["two"]
    assert inspect.getsource(two) == "def two():\n    return 2\n"
    assert inspect.getsource(
        program.namespace["C"]
    ) == "class C:\n    pass\n" or "class C" in inspect.getsource(program.namespace["C"])
    assert inspect.getmodule(two) is program.module


def test_dataclasses_work_under_postponed_annotations(tmp_path: Path) -> None:
    answerer, replies = loaded(
        tmp_path,
        "from __future__ import annotations",
        "from dataclasses import dataclass",
        "@dataclass\nclass P:\n    x: Undefined\n",
        "p = P(3)",
    )
    assert replies == [["ok", []]] * 4
    assert answerer.answer("get", ["p"])[0] == "ok"


def test_an_error_is_placed_in_its_cell_and_line(tmp_path: Path) -> None:
    answerer, replies = loaded(
        tmp_path, "x = 1\n\nraise ValueError('oh')", "def f():\n    return 1 / 0", "def ("
    )
    bases = ["Exception", "BaseException", "object"]
    assert replies[0] == ["ok", [["raised", "ValueError", "oh", 1, 12, True, bases]]]
    assert replies[2][0] == "syntax"
    assert replies[2][2:] == [3, 30]
    _ok, handle = answerer.answer("get", ["f"])
    assert answerer.answer("call", [handle, [], {}, False])[3:6] == [2, 21, True]


def test_a_library_error_is_not_the_submissions_own_line(tmp_path: Path) -> None:
    answerer, _ = loaded(tmp_path, "import json\ndef f():\n    json.loads('{')")
    _ok, handle = answerer.answer("get", ["f"])
    kind, name, _text, cell, line, own, _bases = answerer.answer("call", [handle, [], {}, False])
    assert (kind, name, cell, line, own) == ("raised", "JSONDecodeError", 1, 12, False)


def test_the_path_of_the_scratch_folder_is_not_told(tmp_path: Path) -> None:
    _, replies = loaded(tmp_path, "raise ValueError(__file__)")
    assert replies[0][1][0][2] == "your code"


@pytest.mark.parametrize("last", ["exit()", "raise KeyboardInterrupt", "import sys; sys.exit(0)"])
def test_what_would_end_a_script_ends_only_its_statement(tmp_path: Path, last: str) -> None:
    answerer, replies = loaded(tmp_path, f"x = 5\n{last}\nz = 7", "y = 6")
    assert replies[0][1][0][0] == "raised"
    assert answerer.answer("get", ["x"]) == ["ok", 5]
    assert answerer.answer("get", ["z"]) == ["ok", 7]
    assert answerer.answer("get", ["y"]) == ["ok", 6]


def test_a_session_has_its_usual_names_without_site(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from autograder.worker.program import Program; import sys\n"
        "program = Program([(1, 1, 'display(1); names = [exit, quit, help]')], Path(sys.argv[1]))\n"
        "for one in program.statements(1): exec(one.code, program.namespace)\n"
        "print(len(program.namespace['names']))"
    )
    paths = [str(Path(__file__).parents[1]), str(Path(np.__file__).parents[1])]
    command = [sys.executable, "-S", "-c", f"import sys; sys.path += {paths}\n{code}", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1", "3"], done.stderr


def test_an_exception_whose_text_raises_is_still_an_answer(tmp_path: Path) -> None:
    _, replies = loaded(tmp_path, "class E(Exception):\n    def __str__(self): raise self\nraise E")
    assert replies[0][1][0][:3] == ["raised", "E", ""]


def test_a_statement_that_fails_costs_itself(tmp_path: Path) -> None:
    answerer, replies = loaded(tmp_path, "import no_such_thing\nx = 1\ny = undefined\nz = 3")
    _ok, failures = replies[0]
    assert [(failure[1], failure[4]) for failure in failures] == [
        ("ModuleNotFoundError", 10),
        ("NameError", 12),
    ]
    assert answerer.answer("get", ["x"]) == ["ok", 1]
    assert answerer.answer("get", ["z"]) == ["ok", 3]


def test_a_cell_may_await_at_its_top(tmp_path: Path) -> None:
    answerer, replies = loaded(tmp_path, "import asyncio\nawait asyncio.sleep(0)\nx = 1")
    assert replies == [["ok", []]]
    assert answerer.answer("get", ["x"]) == ["ok", 1]


@pytest.mark.parametrize(
    "later",
    ["loss = loss(1, 2)", "loss = None", "for loss in [1, 2]: pass", "with open('/dev/null') as loss: pass"],
)
@pytest.mark.parametrize(
    "definition",
    [
        "def loss(a, b): return a + b",
        "loss = lambda a, b: a + b",
        "class loss:\n    def __new__(self, a, b): return a + b",
    ],
)
def test_the_last_thing_that_can_be_called_counts(tmp_path: Path, definition: str, later: str) -> None:
    answerer, _ = loaded(
        tmp_path, f"def loss(a, b): return 0\n{definition}", later, "def step(): return loss(3, 4)"
    )
    _ok, (handle, is_hidden) = answerer.answer("function", ["loss"])
    assert is_hidden is True
    assert answerer.answer("call", [handle, [1, 2], {}, False]) == ["ok", 3]
    _ok, (step, is_hidden) = answerer.answer("function", ["step"])
    assert is_hidden is False
    assert answerer.answer("call", [step, [], {}, False]) == ["ok", 7]


ASIDE = """\
import math
import no_such_library
print(1 / 0)
K = 3
def helper(x): return OTHER * x
OTHER = 2
figure = helper(4)
"""


def aside(folder: Path, *cells: str, skipped: list[tuple[int, str]]) -> tuple[Answerer, list[object]]:
    answerer = Answerer(Budget(), folder)
    plain = [[n, 1, source] for n, source in enumerate(cells, 1)]
    assert answerer.answer("load", [plain, 7, [[n, 1, source] for n, source in skipped]]) == ["ok", None]
    numbers = sorted([n for n, _, _ in plain] + [n for n, _ in skipped])
    return answerer, [answerer.answer("cell", [n]) for n in numbers]


def test_what_cells_need_of_skipped_ones_is_run_and_nothing_else(tmp_path: Path) -> None:
    cell = "def root(x): return math.sqrt(x) + helper(x) + K"
    answerer, replies = aside(tmp_path, cell, skipped=[(2, ASIDE), (3, "this is no Python")])
    assert replies == [["ok", []]] * 3
    _ok, (handle, _) = answerer.answer("function", ["root"])
    assert answerer.answer("call", [handle, [4.0], {}, False]) == ["ok", 13.0]
    assert answerer.answer("get", ["figure"])[0] == "missing"
    assert answerer.answer("get", ["no_such_library"])[0] == "missing"


def test_what_is_needed_can_be_had_as_source() -> None:
    needed = Needed(["def root(x): return math.sqrt(x) + helper(x)"], [ASIDE])
    lines = needed.part_of(ASIDE).split("\n")
    assert (lines[0], lines[-1]) == ("import math", "OTHER = 2")
    assert needed.part_of("print(1)") == needed.part_of("no python") == ""


def test_an_answer_in_a_skipped_copy_of_a_cell_counts(tmp_path: Path) -> None:
    stub = "def loss(a): raise NotImplementedError('loss')"
    answerer, _ = aside(tmp_path, stub, skipped=[(2, "def loss(a): return a + 1\nx = loss(3)")])
    _ok, (handle, _) = answerer.answer("function", ["loss"])
    assert answerer.answer("call", [handle, [4.0], {}, False]) == ["ok", 5.0]


def test_code_that_asks_which_notebook_it_runs_in_goes_on(tmp_path: Path) -> None:
    source = (
        "IN_COLAB = 'google.colab' in str(get_ipython())\n"
        "if 'IPKernelApp' in get_ipython().config: IN_COLAB = None\n"
        "get_ipython().events.register('post_run_cell', print)\n"
        "lines = list(get_ipython().getoutput('ls') or [])"
    )
    answerer, replies = loaded(tmp_path, source)
    assert replies == [["ok", []]]
    assert answerer.answer("get", ["IN_COLAB"]) == ["ok", False]


def test_the_signal_for_no_python_is_the_workers_own(tmp_path: Path) -> None:
    source = (
        "from autograder.worker.answers import _NoPython\ndef f(): raise _NoPython(SyntaxError('x'))\nf()"
    )
    answerer, replies = loaded(tmp_path, source)
    assert replies[0][1][0][:2] == ["raised", "_NoPython"]
    _ok, handle = answerer.answer("get", ["f"])
    assert answerer.answer("call", [handle, [], {}, False])[:2] == ["raised", "_NoPython"]


def test_numbers_of_any_class_travel_as_numbers(tmp_path: Path) -> None:
    source = (
        "import enum, fractions, numpy as np\n"
        "class K(str, enum.Enum): A = 'a'\n"
        "class E(enum.IntEnum): A = 5\n"
        "class F(float): pass\n"
        "found = [fractions.Fraction(1, 4), E.A, F(2.5), np.float64(0.5), 1j]\n"
        "found += [K.A, np.str_('b'), {K.A: np.str_('c')}]"
    )
    answerer, _ = loaded(tmp_path, source)
    _ok, found = answerer.answer("get", ["found"])
    assert [found[0], found[1], found[2], found[3].item()] == [0.25, 5, 2.5, 0.5]
    assert isinstance(found[4], Handle)
    assert found[5:] == ["a", "b", {"a": "c"}]
    assert {type(one) for one in (*found[5:7], *found[7], *found[7].values())} == {str}


def test_simple_values_travel_and_others_stay(tmp_path: Path) -> None:
    answerer, _ = loaded(
        tmp_path,
        "import numpy as np, collections\n"
        "values = [None, True, 1, 2.5, 'a', (1, [2]), {'k': 1}, np.arange(3), np.float32(2), np.bool_(1),\n"
        "          np.array(['a']), collections.OrderedDict(a=1)]\n"
        "strange = [object(), np.array([object()]), {(1, 2): 3}, 1j]",
    )
    _ok, values = answerer.answer("get", ["values"])
    assert values[:7] == [None, True, 1, 2.5, "a", (1, [2]), {"k": 1}]
    np.testing.assert_array_equal(values[7], [0, 1, 2])
    assert (values[8].dtype, values[8].shape, values[9].dtype) == (np.dtype("float32"), (), np.dtype(bool))
    assert values[10:] == [["a"], {"a": 1}]
    _ok, strange = answerer.answer("get", ["strange"])
    assert all(isinstance(one, Handle) for one in strange)


def test_what_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    answerer, _ = loaded(tmp_path, "a = [1]\nfor _ in range(60): a = [a, a]\nb = []\nb.append(b)")
    assert answerer.answer("get", ["a"])[0] == "refused"
    assert answerer.answer("get", ["b"])[0] == "refused"


def test_the_same_seed_gives_the_same_unseeded_draws(tmp_path: Path) -> None:
    source = "import random, numpy as np\ndraw = [random.random(), float(np.random.rand())]"
    first = loaded(tmp_path, source)[0].answer("get", ["draw"])
    assert first == loaded(tmp_path, source)[0].answer("get", ["draw"])


def test_a_tensor_arrives_as_one(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow")
    answerer, _ = loaded(tmp_path, "def f(x): return [type(x).__name__, x + 1]")
    _ok, handle = answerer.answer("get", ["f"])
    _ok, (name, value) = answerer.answer("call", [handle, [Tensor(np.zeros(2, "float32"))], {}, False])
    assert "Tensor" in name
    np.testing.assert_array_equal(value, [1, 1])


def test_autograph_finds_the_source_of_a_loop(tmp_path: Path) -> None:
    answerer, replies = loaded(
        tmp_path,
        "import tensorflow as tf",
        "@tf.function\ndef total(n):\n    s = 0\n    for i in tf.range(n):\n        s += i\n    return s",
    )
    assert replies == [["ok", []]] * 2
    _ok, handle = answerer.answer("get", ["total"])
    reply = answerer.answer("call", [handle, [Tensor(np.int32(5))], {}, False])
    assert reply == ["ok", np.array(10)]


def test_an_unknown_handle_or_operation_is_no_end(tmp_path: Path) -> None:
    answerer, _ = loaded(tmp_path, "x = 1")
    assert answerer.answer("call", [Handle(99, "x"), [], {}, False])[0] == "raised"
    assert answerer.answer("nothing", [])[0] == "raised"


CHATTY = """import sys
def shout():
    print('oh')
def f(n):
    for _ in range(n):
        shout()
    sys.stdout.write('x')
    return n"""


def test_the_lines_that_print_are_known_and_what_they_print_is_passed_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answerer, _ = loaded(tmp_path, "x = 1", CHATTY)
    _ok, handle = answerer.answer("get", ["f"])
    assert answerer.answer("call", [handle, [3], {}, False]) == ["ok", 3]
    assert capsys.readouterr().out == "oh\noh\noh\nx"
    assert answerer.answer("prints", []) == ["ok", [[2, 22], [2, 26]]]
    assert answerer.answer("prints", []) == ["ok", []]
    answerer.answer("call", [handle, [0], {}, False])
    answerer.answer("forget", [])
    assert answerer.answer("prints", []) == ["ok", []]


def test_the_lines_of_a_notebook_that_print_are_known(tmp_path: Path) -> None:
    namespace: dict[str, object] = {}
    exec(CHATTY, namespace)
    answerer = Answerer(Budget(), tmp_path, namespace)
    _ok, handle = answerer.answer("get", ["f"])
    answerer.answer("call", [handle, [1], {}, False])
    assert answerer.answer("prints", []) == ["ok", [[None, 3], [None, 7]]]


@pytest.mark.parametrize("last", ["raise ValueError", "sys.stdout = None", "sys.stdout.close = 1"])
def test_the_screen_is_put_back_after_every_call(tmp_path: Path, last: str) -> None:
    answerer, _ = loaded(tmp_path, f"import sys\ndef f():\n    {last}")
    _ok, handle = answerer.answer("get", ["f"])
    before = sys.stdout
    answerer.answer("call", [handle, [], {}, False])
    assert sys.stdout is before


def test_only_a_few_lines_that_print_are_remembered(tmp_path: Path) -> None:
    lines = "\n".join(f"    print({number})" for number in range(50))
    answerer, _ = loaded(tmp_path, f"def f():\n{lines}")
    _ok, handle = answerer.answer("get", ["f"])
    answerer.answer("call", [handle, [], {}, False])
    _ok, found = answerer.answer("prints", [])
    assert len(found) == 20
