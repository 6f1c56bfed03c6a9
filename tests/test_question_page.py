"""What a notebook shows of checks."""

import re
import sys

import pytest

from autograder.model import Check, Feedback, Outcome, Status
from autograder.picture import Curve, Panel, Picture, Role
from autograder.reports.question_page import message_html, question_html, question_text, summary_html


def outcome(status: Status, feedback: Feedback | None = None, title: str = "is right") -> Outcome:
    return Outcome(Check("right", title, "loss", 1.0, print), status, feedback)


def failed(**parts: str | Picture) -> str:
    return question_html("loss", [outcome(Status.FAILED, Feedback(**{"problem": "Wrong.", **parts}))])


PICTURE = Picture(
    "w by epoch",
    (Panel("epoch", "w", (Curve("w", (0.0, 1.0), (1.0, 1.5), Role.YOURS),)),),
)


def test_names_look_like_code_and_addresses_can_be_clicked() -> None:
    said = message_html("`Model` is not defined, see https://example.org/a?b=1&c.")
    assert "<code>Model</code> is not defined" in said
    assert '<a href="https://example.org/a?b=1&amp;c" target="_blank" rel="noopener">' in said


@pytest.mark.parametrize("part", ["problem", "called", "returned", "expected", "cause", "read"])
def test_nothing_that_a_student_wrote_becomes_part_of_the_page(part: str) -> None:
    said = failed(**{part: '`<script>` "\' https://x.org/"onclick= <img src=x onerror=alert(1)>'})
    assert set(re.findall(r"<(\w+)", said)) <= {"a", "b", "code", "div", "table", "td", "tr"}
    assert set(re.findall(r' (\w+)="', said)) <= {"href", "rel", "style", "target", "title"}
    assert "&lt;script&gt;" in said
    assert "https://x.org/</a>&quot;onclick=" in said or "https://x.org/&quot;onclick=" in said


@pytest.mark.parametrize(
    ("read", "link"),
    [
        (
            "Guide: Variables <https://example.org/v?a=1&b=2>",
            ("https://example.org/v?a=1&amp;b=2", "Guide: Variables"),
        ),
        ("https://example.org/v", ("https://example.org/v", "https://example.org/v")),
    ],
)
def test_where_to_read_is_a_link(read: str, link: tuple[str, str]) -> None:
    address, text = link
    assert f'<a href="{address}" target="_blank" rel="noopener">{text}</a>' in failed(read=read)


def test_no_other_address_than_one_of_the_web_is_a_link() -> None:
    assert "<a" not in failed(read="Guide <javascript:alert(1)>")


def test_after_a_failure_the_notebook_says_how_to_get_a_hint() -> None:
    wrong, right = outcome(Status.FAILED, Feedback("Wrong.")), outcome(Status.PASSED)
    assert "<code>grader.hint(&quot;loss&quot;)</code>" in question_html("loss", [wrong], {"loss"})
    assert 'grader.hint("loss")' in question_text("loss", [wrong], {"loss"})
    for outcomes, hints in (([right], {"loss"}), ([wrong], {"model"})):
        assert "hint" not in question_text("loss", outcomes, hints)


def test_backticks_in_code_stay_as_they_are() -> None:
    assert "f(&#x27;`a`&#x27;)" in failed(called="f('`a`')")


def test_a_picture_stands_below_the_words_with_words_for_who_cannot_see_it() -> None:
    said = failed(cause="One step too late.", picture=PICTURE)
    assert said.index("One step too late.") < said.index("<img")
    assert re.search(r'src="data:image/png;base64,iVBORw0KGgo[A-Za-z0-9+/=]+"', said)
    assert 'alt="w by epoch. w by epoch: yours from 1 to 1.5 at 1."' in said


def test_a_picture_that_cannot_be_drawn_costs_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.style", None)  # a matplotlib that does not work
    assert "Wrong." in failed(picture=PICTURE)
    assert "<img" not in failed(picture=PICTURE)


def test_the_same_words_are_told_once() -> None:
    told = Feedback("Not judged yet.")
    outcomes = [outcome(Status.SKIPPED, told), outcome(Status.SKIPPED, told, "is right again")]
    assert question_html("loss", outcomes).count("Not judged yet.") == 1
    assert question_text("loss", outcomes).count("Not judged yet.") == 1
    assert "is right again" in question_html("loss", outcomes)


def test_the_summary_has_a_bar_a_question_and_shows_the_first_failure_in_full() -> None:
    said = summary_html(
        {
            "data": [outcome(Status.PASSED)],
            "loss": [outcome(Status.PASSED), outcome(Status.FAILED, Feedback("Wrong."))],
            "fit": [outcome(Status.FAILED, Feedback("Also wrong."))],
        },
        hidden=5.0,
    )
    assert said.count("█" * 12 + "<") == 1
    assert said.count("█" * 6 + "░" * 6) == 1
    assert "In all 2 of 4 checks passed, 2 of 4 points." in said
    assert "5 more points" in said
    assert "Wrong." in said
    assert "Also wrong." not in said
