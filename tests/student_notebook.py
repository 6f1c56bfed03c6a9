"""A student's notebook in a real kernel, cell by cell, as JupyterLab runs it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import jupytext
import nbformat
from light_path import LEAN
from nbclient import NotebookClient
from nbformat import NotebookNode

__all__ = ["Desk", "desk", "fill", "given_folder", "page", "question_sources", "shown", "sources"]

ROOT = Path(__file__).parents[1]


def given_folder(exercise: str, target: Path) -> Path:
    """Copy what students get, and return the folder."""
    return Path(shutil.copytree(ROOT / "exercises" / exercise, target))


def question_sources(exercise: str) -> dict[str, str]:
    """Return the solution's cell of each question, by its tag."""
    master = jupytext.read(ROOT / "solutions" / exercise / f"{exercise}.py")
    return {
        tag: cell.source
        for cell in master.cells
        for tag in cell.metadata.get("tags", [])
        if tag.startswith("question-")
    }


def fill(book: NotebookNode, answers: Mapping[str, str]) -> None:
    """Type answers into the cells of their questions."""
    for cell in book.cells:
        for tag in cell.metadata.get("tags", []):
            cell.source = answers.get(tag, cell.source)


def sources(book: NotebookNode, part: str) -> list[str]:
    """Return the sources of the code cells that hold a text."""
    return [cell.source for cell in book.cells if cell.cell_type == "code" and part in cell.source]


class Desk:
    """A notebook open in a kernel."""

    def __init__(self, client: NotebookClient, path: Path) -> None:
        self._client = client
        self._path = path

    def run(self, source: str) -> NotebookNode:
        """Run a piece of code and return its cell with what came out."""
        cell = nbformat.v4.new_code_cell(source)
        self._client.nb.cells.append(cell)
        self._client.execute_cell(cell, len(self._client.nb.cells) - 1)
        return cell

    def run_all(self, book: NotebookNode) -> list[NotebookNode]:
        """Run the code cells of a notebook from the top, whatever they raise."""
        return [self.run(cell.source) for cell in book.cells if cell.cell_type == "code"]

    def interrupt(self) -> None:
        """Press the stop button."""
        os.kill(self._client.km.provisioner.pid, signal.SIGINT)


@contextmanager
def desk(path: Path, *libraries: Path) -> Iterator[Desk]:
    """Open a kernel in the folder of a notebook, which need not exist; it finds further libraries."""
    folder = path.parent
    paths = os.pathsep.join(map(str, (ROOT, LEAN, *libraries)))
    environment = {**os.environ, "PYTHONPATH": paths, "AUTOGRADER_STATE": str(folder / "state")}
    environment["PIP_NO_INDEX"] = "1"  # what a notebook installs must not land here
    environment.pop("JPY_SESSION_NAME", None)
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=120,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel(env=environment, cwd=str(folder)):
        yield Desk(client, path)


def shown(cell: NotebookNode) -> str:
    """Return as text what a cell shows, errors included."""
    return "\n".join(_text(output) for output in cell.outputs)


def page(cell: NotebookNode) -> str:
    """Return the HTML that a cell shows."""
    return "".join(output.data.get("text/html", "") for output in cell.outputs if "data" in output)


def _text(output: NotebookNode) -> str:
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return output.text if output.output_type == "stream" else output.data.get("text/plain", "")
