"""How a check is declared: a plain function with a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from autograder.model import Check

__all__ = ["check"]


def check(
    title: str,
    *,
    question: str,
    points: float = 0.0,
    after: Check | Iterable[Check] = (),
    read: str | tuple[str, str] = "",
    repeats: int = 0,
) -> Callable[[Callable[..., None]], Check]:
    """Declare a function as a check.

    Args:
        title: What the student reads: what the right answer does, such as "averages the squared errors".
        question: Name of the question that the check belongs to.
        points: Points that it earns.
        after: Checks that must pass first; otherwise this one is skipped.
        read: Where to read about it: ``"TensorFlow guide: Variables <https://…>"``, the same as a pair of
            text and address, or an address alone. Readers get a link.
        repeats: How many fresh draws must fail as well before a failure costs the points, for a check that
            a right answer fails now and then by chance. A wrong answer then passes if one draw of
            ``repeats + 1`` passes it.

    Returns:
        A decorator that turns the function into a :class:`autograder.model.Check`.

    Raises:
        TypeError: An argument is not what it should be.
    """
    premises = (after,) if isinstance(after, Check) else tuple(after)
    for name, wanted, found, is_right in (
        ("title", "a text", title, isinstance(title, str) and bool(title)),
        ("question", "a question's name", question, isinstance(question, str) and bool(question)),
        ("points", "a number from 0", points, type(points) in (int, float) and points >= 0),
        ("repeats", "a whole number from 0", repeats, type(repeats) is int and repeats >= 0),
        ("read", "a text, or a text and its address", read, _is_place(read)),
        ("after", "checks, and not their names", after, all(isinstance(one, Check) for one in premises)),
    ):
        if not is_right:
            raise TypeError(f"{name} of the check {title!r}: expected {wanted}, got {found!r}")

    def declare(function: Callable[..., None]) -> Check:
        return Check(
            name=function.__name__,
            title=title,
            question=question,
            points=points,
            function=function,
            after=premises,
            read=read if isinstance(read, str) else f"{read[0]} <{read[1]}>",
            repeats=repeats,
        )

    return declare


def _is_place(read: object) -> bool:
    """Say whether something tells where to read: a text, or a text and an address on the web."""
    if isinstance(read, str):
        return True
    if not isinstance(read, tuple) or len(read) != 2 or not all(isinstance(one, str) for one in read):
        return False
    text, address = read
    return bool(text) and re.fullmatch(r"https?://[^\s<>]+", address) is not None
