"""Public checks of question learning.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from hashlib import sha256

from autograder.checks import check, expect, expect_function, expect_type
from autograder.notebook import Bench, test_case


GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")

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

# Why a task is not of the kind that was said. A key is what `mark` makes of the task and that kind, so that
# the sentences explain, and no table of tasks and kinds lies open.
NOT_THIS_KIND = {
    "12e1f838": "the records say how much it rained on each following day",
    "1e5ea88d": "nobody has marked a single payment as odd",
    "254b43d3": "a rent is an amount: half-way between two of them there is another",
    "2c927e74": "the second thermometer gives the right answer to each reading of the first",
    "3a758252": "ten garments are ten names, even if they are numbered",
    "3d33078a": "no payment comes with an amount of oddness to learn from",
    "3e43b3d5": "the groups are yet to be found: no receipt says its group",
    "71542a5e": "somebody has written the name under each photograph",
    "726f1ad1": "nobody has written an answer to learn from, neither name nor amount",
    "736910c3": "the records say for each following day whether it rained",
    "77be882a": "the people who typed the forms in have given every answer",
    "8e17ee6e": "between 50 °F and 51 °F there are others, so it is no name",
    "a3931c83": "a 3 is no better guess for a 4 than a 9 is: here digits are names, not amounts",
    "c09f82a8": "yes and no are two names; there is nothing half-way",
    "cf761d1d": "millimetres are a scale",
    "f7d6b6fc": "each contract holds the right answer, the rent",
}

# So many characters of feedback reach the student.
MOST_TEXT = 900


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


def fitting(sentences):
    """Join as many sentences as a message holds."""
    text = ""
    for number, sentence in enumerate(sentences):
        if len(text) + len(sentence) > MOST_TEXT:
            return f"{text} And {len(sentences) - number} more."
        text = f"{text} {sentence}".strip()
    return text


def mark(task, kind):
    """Return the key of the sentence why a task is not of a kind."""
    return sha256(f"06_vocabulary, {task}: {kind}".encode()).hexdigest()[:8]


@check("gives one of the three kinds to each of the eight tasks", question="learning", read=GLOSSARY)
def learning_has_kinds(student):
    expect_kinds(expect_function(student, "kind_of_learning")())


@check(
    "knows what kind of learning each task is",
    question="learning",
    points=2,
    after=learning_has_kinds,
    read=GLOSSARY,
)
def learning_is_right(student):
    answer = expect_function(student, "kind_of_learning")()
    expect_kinds(answer)
    said = [(task, answer[task], NOT_THIS_KIND.get(mark(task, answer[task]))) for task in TASKS]
    wrong = [f"“{task}” is not {kind}: {why}." for task, kind, why in said if why]
    expect(not wrong, "Not every kind is right.", cause=fitting(wrong))


OK_FORMAT = False
ORDER = 2
name = "learning"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives one of the three kinds to each of the eight tasks", points=0, hidden=False)
def test_learning_has_kinds(env):
    bench.run(learning_has_kinds, env)


@test_case(name="knows what kind of learning each task is", points=2, hidden=False)
def test_learning_is_right(env):
    bench.run(learning_is_right, env)
