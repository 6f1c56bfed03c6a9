"""Mutants are small, compile, lie in solution regions, and mirror the slips that people make."""

import ast
from pathlib import Path

import pytest

from autograder.audit.mutants import EQUIVALENT_FILE, Mutant, mutants_of, read_equivalents
from autograder.errors import MasterError

SOLVED = """\
# %% [markdown]
# A story with an ä.

# %% tags=["question-loss"]
def loss(predicted, target, rate=0.1):
    "Outside of the region 1 + 1 stays."
    # BEGIN SOLUTION
    {}
    # END SOLUTION
"""


def mutants(*lines: str) -> tuple[Mutant, ...]:
    return mutants_of(SOLVED.format("\n    ".join(lines)), "loss.py")


def changes(*lines: str) -> set[str]:
    return {mutant.becomes for mutant in mutants(*lines)}


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("return tf.reduce_mean(x)", "return tf.reduce_sum(x)"),
        ("return tf.reduce_mean(tf.square(x))", "return tf.reduce_mean((x))"),
        ("return (x - y) ** 2", "return (x - y)"),
        ("return (x - y) ** 2", "return (x + y) ** 2"),
        ("model.w.assign_sub(rate * dw)", "model.w.assign_add(rate * dw)"),
        ("model.w.assign_sub(rate * dw)", "model.w.assign_sub((dw))"),
        ("model.w.assign_sub(rate * dw)", "model.w.assign_sub((rate * 2) * dw)"),
        ("model.w.assign_sub(rate * dw)", "pass"),
        ("w -= rate * dw", "w += rate * dw"),
        ("opt = SGD(learning_rate=0.1)", "opt = SGD(learning_rate=(0.1 * 10))"),
        ("return np.max(x, axis=-1)", "return np.max(x, axis=(1))"),
        ("return np.max(x, axis=1)", "return np.max(x)"),
        ("return tf.cast(x, tf.float32)", "return tf.cast(x, tf.float64)"),
        ("return Loss(from_logits=True)", "return Loss(from_logits=False)"),
        (
            "return k.SparseCategoricalCrossentropy()",
            "return k.SparseCategoricalCrossentropy(from_logits=True)",
        ),
        ('return Dense(10, activation="relu")', 'return Dense(10, activation="tanh")'),
        ('return Dense(10, activation="relu")', "return Dense(10)"),
        ("return Dense(10)", "return Dense(11)"),
        ("return f(predicted, target)", "return f(target, predicted)"),
        ("for _ in range(epochs): step()", "for _ in range(epochs - 1): step()"),
        ("for _ in range(epochs): step()", "for _ in []: step()"),
        ("return data.shuffle(9).batch(8)", "return data.batch(8)"),
        ("return data.batch(8)", "return data.batch(8, drop_remainder=True)"),
        ("target = f(target)", "pass"),
        ("if x < 0 and y is not None: return 1", "if x <= 0 and y is not None: return 1"),
        ("if x < 0 and y is not None: return 1", "if x < 0 or y is not None: return 1"),
        ("if x < 0 and y is not None: return 1", "if x < 0 and y is None: return 1"),
        ("raise ValueError('ä')", "raise RuntimeError('ä')"),
        ('return {"ä": "A", "b": "B"}', 'return {"ä": "B", "b": "A"}'),
        ('return "ä", x + 1', 'return "ä", x - 1'),
    ],
)
def test_slip_is_made(line: str, becomes: str) -> None:
    assert becomes in changes(line)


def test_nothing_outside_of_the_region_changes() -> None:
    for mutant in mutants("x = predicted - target", "return x * x + 1"):
        before, after = SOLVED.format("…").split("…")
        assert mutant.text.startswith(before)
        assert mutant.text.endswith(after)
        ast.parse(mutant.text)


def test_each_text_comes_once_and_knows_its_place() -> None:
    found = mutants("x = predicted", "return x * 2")
    assert len({mutant.text for mutant in found}) == len(found) > 3
    doubled = next(one for one in found if one.becomes == "return x * 3")
    assert (doubled.where, doubled.line, doubled.was) == ("loss", 9, "return x * 2")
    assert doubled.diff == "- return x * 2\n+ return x * 3"


def test_texts_inside_of_f_strings_are_left_alone() -> None:
    assert changes('x = f"{predicted + 1} is {target * 2}"') == set()


def test_a_name_that_nobody_defined_is_no_mutant() -> None:
    assert "return mean(x)" not in changes("return sum(x)")


def test_comments_between_operands_are_no_operators() -> None:
    assert "- y)" in changes("return (x  # a + b", "    + y)")


def declared(folder: Path, text: str) -> Path:
    (folder / EQUIVALENT_FILE).write_text(text, encoding="utf-8")
    return folder


def test_declarations_are_read(tmp_path: Path) -> None:
    text = '- in: loss\n  was: "a + b"\n  becomes: "b + a"\n  reason: The order does not matter.\n'
    assert read_equivalents(tmp_path) == {}
    found = read_equivalents(declared(tmp_path, text))
    assert found == {("loss", "a + b", "b + a"): "The order does not matter."}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- in: loss\n  was: a\n  becomes: b\n", r"equivalent_mutants.yml:1: expected the texts in, was"),
        ("- in: loss\n  was: a\n  becomes: b\n  reason: ''\n", "expected the texts"),
        ("in: loss\n", "expected a list of declarations"),
        ("- [\n", "expected YAML"),
    ],
)
def test_mistakes_of_declarations_are_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MasterError, match=said):
        read_equivalents(declared(tmp_path, text))


def test_mistakes_of_the_master_are_told() -> None:
    with pytest.raises(MasterError, match=r"loss\.py:8: "):
        mutants("return (")
    with pytest.raises(MasterError, match="without an `# END SOLUTION`"):
        mutants_of("# %%\n# BEGIN SOLUTION\nx = 1\n", "loss.py")
