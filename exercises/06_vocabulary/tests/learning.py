"""Public checks of question learning.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import check, expect, expect_function, expect_type
from autograder.notebook import Bench, test_case


GLOSSARY = "Machine Learning Glossary, https://developers.google.com/machine-learning/glossary"

TASKS = (
    "temperature",
    "rent",
    "rain amount",
    "rain or not",
    "garment",
    "digit",
    "customer groups",
    "odd payments",
)

KINDS = ("supervised regression", "supervised classification", "unsupervised")


def expect_texts(answer, names, allowed, what):
    """Expect a dict with exactly these keys, whose values are allowed texts."""
    expect_type(answer, dict)
    missing = [name for name in names if name not in answer]
    surplus = [name for name in answer if name not in names]
    expect(not missing, f"Without an answer so far: {', '.join(missing)}.", answer=answer)
    expect(
        not surplus, f"Not in the list: {', '.join(map(str, surplus))}. Is it spelt as there?", answer=answer
    )
    odd = [name for name in names if type(answer[name]) is not str or answer[name] not in allowed]
    expect(not odd, f"Not {what}: the answer to {', '.join(odd)}.", answer=answer)


def expect_kinds(answer):
    """Expect a dict of task to kind."""
    expect_texts(answer, TASKS, KINDS, "one of the texts in KINDS")


@check("gives one of the three kinds to each of the eight tasks", question="learning", read=GLOSSARY)
def learning_has_kinds(student):
    expect_kinds(expect_function(student, "kind_of_learning")())


OK_FORMAT = False
ORDER = 2
name = "learning"
points = 0
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives one of the three kinds to each of the eight tasks", points=0, hidden=False)
def test_learning_has_kinds(env):
    bench.run(learning_has_kinds, env)
