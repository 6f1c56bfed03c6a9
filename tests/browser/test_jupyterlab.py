"""An exercise in JupyterLab, in a browser, with mouse and keyboard, as a student meets it."""

import json
import os
import platform
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from jupyter_lab import PATIENCE, ROOT, Book, Lab, chromium, jupyterlab, opened, until
from playwright.sync_api import Browser, Locator, expect
from student_notebook import given_folder, question_sources

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.needs("chromium|chromium-browser"),
    pytest.mark.xdist_group("browser"),
]

QUESTIONS = ["data", "model", "loss", "train_step", "fit"]
ARTEFACTS = Path(os.environ.get("AUTOGRADER_ARTIFACTS") or ROOT / "test-artifacts")
OURS = re.compile(r"Traceback|NotPassed|GraderFault|autograder/|expect_\w+\(|bench\.")
TEXT = 4.5
"""Contrast that WCAG 2.2 (1.4.3, AA) asks of text."""
SIGN = 3.0
"""Contrast that WCAG 2.2 (1.4.11, AA) asks of signs and bars."""
WRONG_LOSS = """def loss(predicted_y, target_y):
    return tf.reduce_sum(tf.square(predicted_y - target_y))"""
LATE_FIT = """def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
    return history"""
ENDLESS_LOSS = """def loss(predicted_y, target_y):
    while True:
        pass"""

# Of each text that shows: its contrast with what is behind it, and whether it is drawn in our own colours.
CONTRASTS = """root => {
  const read = text => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = (front, back, alpha) => [0, 1, 2].map(i => front[i] * alpha + back[i] * (1 - alpha));
  const light = colour => {
    const straight = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map(c => straight(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    if (!element) return [255, 255, 255];
    const [r, g, b, a] = read(getComputedStyle(element).backgroundColor);
    return a === 1 ? [r, g, b] : over([r, g, b], ground(element.parentElement), a);
  };
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text) continue;
    let opacity = 1;
    for (let e = element; e !== root; e = e.parentElement) opacity *= getComputedStyle(e).opacity;
    const [r, g, b, a] = read(getComputedStyle(element).color), back = ground(element);
    const [x, y] = [light(over([r, g, b], back, a * opacity)), light(back)].sort((p, q) => q - p);
    found.push({text, contrast: (x + 0.05) / (y + 0.05), sign: /^[✓✗–█░]+$/.test(text)});
  }
  return found;
}"""
# What each change of the notebook shows, for what is gone too soon for anybody to ask.
REMEMBER = """() => {
  window.shownOnce = [];
  new MutationObserver(() => {
    for (const place of document.querySelectorAll(".jp-OutputArea-output")) {
      if (place.textContent.includes("Checking")) window.shownOnce.push(place.textContent);
    }
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyterlab(tmp_path_factory.mktemp("Übung 2"), tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def book(browser: Browser, lab: Lab, request: pytest.FixtureRequest) -> Iterator[Book]:
    folder = given_folder("02_line", lab.folder / f"{len(list(lab.folder.iterdir()))} eine Linie für mich")
    with opened(browser, lab, folder / "02_line.ipynb") as open_book:
        try:
            yield open_book
        finally:
            keep(open_book, f"{request.node.name}-end")


def keep(book: Book, name: str) -> None:
    """Keep what the page looks like now."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    book.page.screenshot(path=ARTEFACTS / f"{name}.png")


def check(book: Book, question: str) -> str:
    """Run the check of a question and return what its cell shows: one output, and no word of ours."""
    return only_text(book.run(f'grader.check("{question}")'))


def only_text(output: Locator) -> str:
    expect(output).to_have_count(1, timeout=PATIENCE * 1000)
    output.scroll_into_view_if_needed()
    said = until("it shows", output.inner_text)  # Chromium puts off what nobody looks at
    assert not OURS.search(said), said
    return said


def cell_of(question: str) -> re.Pattern[str]:
    """Return how the cell of a question begins."""
    return re.compile(rf"^(def|class) (make_)?{question}\b", re.IGNORECASE)


def answer(book: Book, question: str) -> None:
    """Type the solution of a question into its cell and run it."""
    book.type_into(cell_of(question), solution(question))
    book.run(cell_of(question))


def solution(question: str) -> str:
    """Return what a student would write: the solution without the marks around it."""
    lines = question_sources("02_line")[f"question-{question}"].splitlines()
    return "\n".join(line for line in lines if not line.strip().endswith(" SOLUTION"))


def start(book: Book) -> None:
    """Run the cells that stand before the first question."""
    book.menu("View", "Expand All Code")
    for source in ("otter.Notebook(", "import tensorflow as tf", "import matplotlib.pyplot", "TRUE_W ="):
        book.run(source)


def test_a_notebook_that_was_only_opened_is_not_unsaved(browser: Browser, lab: Lab) -> None:
    folder = given_folder("02_line", lab.folder / "only opened")
    path = folder / "02_line.ipynb"
    given = json.loads(path.read_text(encoding="utf-8"))
    # JupyterLab compares what the kernel says of itself whole: so for the Python that runs here.
    given["metadata"]["language_info"]["version"] = platform.python_version()
    path.write_text(json.dumps(given, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    with opened(browser, lab, path) as book:
        keep(book, "only-opened")
        expect(book.page.locator(".jp-mod-dirty")).to_have_count(0)
        # The code that draws is folded away, and there is a place for each prediction.
        expect(book.page.locator(".jp-CodeCell .jp-InputPlaceholder")).to_have_count(1)
        expect(book.page.get_by_text("My prediction:").first).to_be_attached()


def test_run_all_on_an_untouched_notebook_shows_what_is_not_started(book: Book, lab: Lab) -> None:
    packed = set(lab.folder.glob("*/*.zip"))
    book.menu("Run", "Run All Cells")
    book.wait()
    # Cells that demonstrate may raise, so that JupyterLab goes on to the checks below them.
    expect(book.output("inputs, outputs = make_data(seed=6)")).to_contain_text("data: write make_data")
    for question in QUESTIONS:
        said = only_text(book.output(f'grader.check("{question}")'))
        assert "✗" in said or "Not judged yet" in said
        assert "✓" not in said
        if question == "data":
            assert "Not started yet." in said
            keep(book, "untouched-data")
    said = only_text(book.output("grader.check_all()"))
    assert "In all 0 of 23 checks passed, 0 of 16 points." in said
    assert only_text(book.output("grader.export()")).startswith("Nothing is packed yet")
    assert set(lab.folder.glob("*/*.zip")) == packed
    keep(book, "untouched-all")


def test_solved_cell_by_cell_it_turns_green_and_its_export_earns_full_marks(
    book: Book, lab: Lab, tmp_path: Path
) -> None:
    start(book)
    book.page.evaluate(REMEMBER)
    for question in QUESTIONS:
        if question == "fit":
            book.type_into(cell_of("fit"), LATE_FIT)
            book.run(cell_of("fit"))
            assert "record w and b first" in check(book, "fit")
            assert_shows_picture(book, 'grader.check("fit")')
        answer(book, question)
        said = check(book, question)
        assert "✗" not in said
        assert re.search(r"(\d+) of \1 checks passed, (\d+) of \2 points", said), said
        keep(book, f"solved-{question}")
    # While it trained, the place of the result said how far it was.
    assert ": finds the line in 60 epochs" in "".join(book.page.evaluate("window.shownOnce"))
    assert "In all 23 of 23 checks passed" in only_text(book.run("grader.check_all()"))
    keep(book, "solved-all")
    book.save()
    book.page.reload()
    book.ready()
    assert "In all 23 of 23 checks passed" in only_text(book.output("grader.check_all()"))
    said = only_text(book.run("grader.export()"))
    keep(book, "solved-export")
    (made,) = (path for path in lab.folder.glob("*/*.zip") if str(path) in said)
    assert grade(made, tmp_path / "out") == "graded,20,20"


def grade(submission: Path, out: Path) -> str:
    """Grade with the real command and return how it ended, with the points."""
    command = [sys.executable, "-m", "autograder", "grade", str(submission), "-e", "02_line", "-o", str(out)]
    done = subprocess.run(
        [*command, "--sandbox", "process"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return re.search(r"graded,\d+,\d+", (out / "gradebook.csv").read_text(encoding="utf-8"))[0]


def test_a_wrong_answer_is_named_and_readable_in_both_themes(book: Book) -> None:
    start(book)
    book.type_into("def loss(", WRONG_LOSS)
    book.run("def loss(")
    said = check(book, "loss")
    for part in ("✓", "✗", "called", "63", "15.75", "The sum of the squared errors"):
        assert part in said
    check(book, "data")
    for theme in ("Dark", "Light"):
        book.menu("Settings", "Theme", f"JupyterLab {theme}")
        expect(book.page.locator("body")).to_have_attribute(
            "data-jp-theme-light", "true" if theme == "Light" else "false", timeout=PATIENCE * 1000
        )
        for width in (1200, 700):
            book.page.set_viewport_size({"width": width, "height": 900})
            output = book.output('grader.check("loss")')
            output.scroll_into_view_if_needed()
            keep(book, f"wrong-{theme.lower()}-{width}")
            assert is_within(output)
        assert_readable(book.output('grader.check("loss")'))
        assert_readable(book.output('grader.check("data")'))


def assert_shows_picture(book: Book, source: str) -> None:
    """Expect a picture with words for who cannot see it, whole and within the page."""
    picture = book.output(source).locator("img")
    expect(picture).to_have_attribute("alt", re.compile("expected"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert is_within(book.output(source))
    picture.scroll_into_view_if_needed()
    keep(book, "wrong-fit")


def is_within(output: Locator) -> bool:
    return bool(output.evaluate("place => place.scrollWidth <= place.clientWidth"))


def assert_readable(output: Locator) -> None:
    found = output.evaluate(CONTRASTS)
    assert any(one["sign"] for one in found)
    for one in found:
        assert one["contrast"] >= (SIGN if one["sign"] else TEXT), one


def test_a_kernel_restarted_in_mid_check_costs_nothing(book: Book, lab: Lab) -> None:
    start(book)
    book.type_into("def loss(", ENDLESS_LOSS)
    book.run("def loss(")
    book.start('grader.check("loss")')
    expect(book.output('grader.check("loss")')).to_contain_text("Checking loss")
    keep(book, "restart-before")
    book.menu("Kernel", "Restart Kernel…")
    book.page.locator(".jp-Dialog button").filter(has_text="Restart").click()
    book.wait()
    assert ENDLESS_LOSS in book.cell("def loss(").locator(".cm-content").inner_text()
    start(book)
    said = check(book, "loss")
    assert "`loss` is not defined" in said or "loss is not defined" in said
    assert "run the cells from the top" in said
    keep(book, "restart-after")
    book.type_into("def loss(", solution("loss"))
    book.run("def loss(")
    assert "4 of 4 checks passed" in check(book, "loss")


def test_no_process_and_no_port_is_left_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with jupyterlab(tmp_path, home) as lab:
        lab.ask("kernels", "POST")
        family = until("a kernel", lambda: lab.process.children(recursive=True))
        port = int(lab.url.rstrip("/").rpartition(":")[2])
    assert not [process for process in (lab.process, *family) if process.is_running()]
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(home) in str(one.info["cmdline"])]
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", port)) != 0
