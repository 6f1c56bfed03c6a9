"""Notebooks and scripts as Colab, Kaggle, VS Code, Deepnote and others save them, each with what its kernel runs."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbconvert import PythonExporter
from student_notebook import ROOT, fill, question_sources

__all__ = ["CASES", "SERVICES", "Case"]

WORDS, LINE = "06_vocabulary", "02_line"
SERVICES: Mapping[str, str] = {
    "google/colab/__init__.py": "",
    "google/colab/drive.py": "def mount(*_words, **_more):\n    print('Mounted at /content/drive')\n",
    "google/colab/files.py": (
        "def upload():\n    return {'rate.txt': b'0'}\n\n\ndef download(name):\n    print('downloaded', name)\n"
    ),
    "kaggle_secrets.py": "class UserSecretsClient:\n    def get_secret(self, name):\n        return '0'\n",
    "only_on_this_machine.py": "def clipped(x):\n    import numpy as np\n    return np.maximum(x, 0.0)\n",
}
"""What such services have and graders have not, for the kernels that run the notebooks: by path, with its code."""

Cell = dict[str, Any]
_MARKER = re.compile(r"^# ?%%(?P<options>.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A file as somebody hands it in, and what its author's kernel runs."""

    name: str
    """What it is, and the beginning of its name."""
    data: bytes
    """The file."""
    runs: tuple[str, ...]
    """The sources that the kernel runs, in order."""
    exercise: str = WORDS
    """Its exercise."""
    ending: str = ".ipynb"
    """Its ending."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Files that lie in its folder, with their texts."""
    warned: str = ""
    """What its author must be told before it is handed in; nothing must be told where this is empty."""


# The solved exercise, as the kit's own notebook has it.


@cache
def _solved(exercise: str) -> str:
    book = nbformat.read(ROOT / "exercises" / exercise / f"{exercise}.ipynb", 4)
    fill(book, question_sources(exercise))
    return json.dumps(book)


def solved(exercise: str = WORDS) -> list[Cell]:
    """Return the cells of the solved exercise, each with its source as one text."""
    cells: list[Cell] = json.loads(_solved(exercise))["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
        cell.get("metadata", {}).pop("lines_to_next_cell", None)
    # Each question's own check, and packing, are looked at in other tests.
    return [cell for cell in cells if not cell["source"].startswith(("grader.check(", "grader.export("))]


def code(source: str, *tags: str) -> Cell:
    """Return a code cell."""
    return {"cell_type": "code", "metadata": {"tags": [*tags]} if tags else {}, "source": source}


def text(source: str) -> Cell:
    """Return a text cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def at(cells: Sequence[Cell], question: str) -> int:
    """Return the place of a question's cell; that of the imports for an empty name."""
    wanted = f"question-{question}"
    for number, cell in enumerate(cells):
        tags = cell["metadata"].get("tags", [])
        if wanted in tags if question else "import numpy as np" in cell["source"].splitlines():
            return number
    raise LookupError(question)


def sources(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the sources of the code cells."""
    return tuple(cell["source"] for cell in cells if cell["cell_type"] == "code")


# How each program saves a notebook.

Saves = Callable[[Sequence[Cell]], dict[str, Any]]


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _cells(
    cells: Sequence[Cell],
    metadata: Callable[[int, Cell], dict[str, Any]],
    *,
    one_text: bool = False,
    ids: bool = False,
) -> list[Cell]:
    made: list[Cell] = []
    for number, cell in enumerate(cells):
        one: Cell = {"cell_type": cell["cell_type"], "metadata": metadata(number, cell)}
        if ids:
            one["id"] = uuid.uuid5(uuid.NAMESPACE_OID, str(number)).hex[:8]
        one["source"] = cell["source"] if one_text else _lines(cell["source"])
        if cell["cell_type"] == "code":
            one["execution_count"] = number + 1
            one["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["done\n"]}]
        made.append(one | {key: value for key, value in cell.items() if key == "attachments"})
    return made


KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.11.9",
}


def jupyterlab(cells: Sequence[Cell]) -> dict[str, Any]:
    """As JupyterLab 4 does: nbformat 4.5, an id for each cell."""
    made = _cells(cells, lambda _n, cell: dict(cell["metadata"]), ids=True)
    metadata = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def classic(cells: Sequence[Cell]) -> dict[str, Any]:
    """As the classic notebook does: nbformat 4.4, no ids, its own word on each cell."""
    made = _cells(cells, lambda _n, cell: {"collapsed": False, "scrolled": True, **cell["metadata"]})
    metadata = {
        "celltoolbar": "Tags",
        "kernelspec": {**KERNEL, "display_name": "Python 3"},
        "varInspector": {},
    }
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


def colab(cells: Sequence[Cell]) -> dict[str, Any]:
    """As Colab does: nbformat 4.0, its id within the metadata, who ran what when."""

    def metadata(number: int, cell: Cell) -> dict[str, Any]:
        user = {"displayName": "A. Student", "userId": "04711"}
        ran = {
            "status": "ok",
            "timestamp": 1764000000000 + number,
            "user_tz": -60,
            "user": user,
            "elapsed": 12,
        }
        more = {
            "executionInfo": ran,
            "outputId": f"out{number}",
            "colab": {"base_uri": "https://localhost:8080/"},
        }
        return {
            "id": f"XU0o_w7y{number:04}",
            **cell["metadata"],
            **(more if cell["cell_type"] == "code" else {}),
        }

    told = {"provenance": [], "toc_visible": True, "gpuType": "T4", "authorship_tag": "ABX9TyO"}
    metadata_of_all = {
        "colab": told,
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    return {"nbformat": 4, "nbformat_minor": 0, "metadata": metadata_of_all, "cells": _cells(cells, metadata)}


def kaggle(cells: Sequence[Cell]) -> dict[str, Any]:
    """As Kaggle does: each source one text, times in the metadata."""

    def metadata(number: int, cell: Cell) -> dict[str, Any]:
        times = {
            "iopub.execute_input": "2026-11-28T03:00:00.1Z",
            "shell.execute_reply": "2026-11-28T03:00:00.2Z",
        }
        ids = {"_uuid": f"d629ff2d2480ee46{number:04}", "_cell_guid": f"b1076dfc-b9ad-{number:04}"}
        return {**ids, **cell["metadata"], "trusted": True, "execution": times}

    told = {
        "accelerator": "none",
        "dataSources": [],
        "dockerImageVersionId": 30786,
        "isInternetEnabled": True,
    }
    metadata_of_all = {
        "kernelspec": KERNEL,
        "language_info": LANGUAGE,
        "kaggle": told,
        "papermill": {"duration": 1.5},
    }
    made = _cells(cells, metadata, one_text=True)
    return {"metadata": metadata_of_all, "nbformat_minor": 4, "nbformat": 4, "cells": made}


def vscode(cells: Sequence[Cell]) -> dict[str, Any]:
    """As VS Code does: nbformat 4.2, the language of each cell."""
    made = _cells(cells, lambda _n, cell: {**cell["metadata"], "vscode": {"languageId": "python"}})
    metadata = {
        "kernelspec": {"display_name": ".venv (3.11.9)", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
        "orig_nbformat": 4,
        "vscode": {
            "interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b9275f58929596ceb00d14d90e3e16cd6"}
        },
    }
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 2}


def deepnote(cells: Sequence[Cell]) -> dict[str, Any]:
    """As Deepnote does: its own metadata in place of tags, each source one text, and its advertisement."""

    def metadata(number: int, cell: Cell) -> dict[str, Any]:
        kind = "code" if cell["cell_type"] == "code" else "text-cell-p"
        told = {
            "cell_id": f"00{number:04}-e132b172",
            "deepnote_cell_type": kind,
            "source_hash": f"b623{number:04}",
        }
        return {
            **told,
            "execution_start": 1764000000000,
            "execution_millis": 5,
            "deepnote_to_be_reexecuted": False,
        }

    made = _cells(cells, metadata, one_text=True)
    for one in made:
        one["block_group"] = one["metadata"]["cell_id"]
    advertised = {"tags": [], "created_in_deepnote_cell": True, "deepnote_cell_type": "markdown"}
    link = "<a href='https://deepnote.com?utm_source=created-in-deepnote-cell'>Created in deepnote.com</a>"
    made.append({"cell_type": "markdown", "metadata": advertised, "source": link})
    metadata_of_all = {
        "orig_nbformat": 2,
        "deepnote": {},
        "deepnote_notebook_id": "e132b172",
        "deepnote_persisted_session": {},
    }
    return {"cells": made, "nbformat": 4, "nbformat_minor": 0, "metadata": metadata_of_all}


def executed(cells: Sequence[Cell]) -> dict[str, Any]:
    """As ``nbconvert --to notebook --execute`` does: times, and the state of widgets."""
    book = jupyterlab(cells)
    for cell in book["cells"]:
        cell["metadata"]["execution"] = {"iopub.status.busy": "2026-11-28T03:00:00.000000Z"}
    state = {
        "model_module": "@jupyter-widgets/base",
        "model_name": "LayoutModel",
        "state": {"_view_count": None},
    }
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a1": state}, "version_major": 2}}
    book["metadata"]["widgets"] = widgets
    return book


def bare(cells: Sequence[Cell]) -> dict[str, Any]:
    """As editors do that keep nothing but the sources: no tags, no metadata."""
    return {"cells": _cells(cells, lambda _n, _cell: {}), "metadata": {}, "nbformat": 4, "nbformat_minor": 1}


def databricks(cells: Sequence[Cell]) -> dict[str, Any]:
    """As Databricks does: its own metadata beside the tags."""

    def metadata(number: int, cell: Cell) -> dict[str, Any]:
        told = {
            "cellMetadata": {"byteLimit": 2048000},
            "inputWidgets": {},
            "nuid": f"{number:08}",
            "title": "",
        }
        return {**cell["metadata"], "application/vnd.databricks.v1+cell": told}

    told = {
        "application/vnd.databricks.v1+notebook": {"language": "python", "notebookName": WORDS, "widgets": {}}
    }
    made = _cells(cells, metadata)
    return {
        "cells": made,
        "metadata": {**told, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 0,
    }


def notebook(name: str, saves: Saves, cells: Sequence[Cell], *, dense: bool = False, **more: Any) -> Case:
    """Return a notebook that was run from the top and saved."""
    data = json.dumps(saves(cells), ensure_ascii=dense, indent=None if dense else 1).encode()
    return Case(**{"name": name, "data": data, "runs": sources(cells), **more})


# What students do to a notebook; each takes the cells and changes them.

Change = Callable[[list[Cell]], None]


def first(source: str, *tags: str) -> Change:
    """Put a cell before the imports."""
    return lambda cells: cells.insert(at(cells, ""), code(source, *tags))


def above(question: str, source: str, *tags: str) -> Change:
    """Put a cell above that of a question."""
    return lambda cells: cells.insert(at(cells, question), code(source, *tags))


def below(question: str, source: str, *tags: str) -> Change:
    """Put a cell below that of a question."""
    return lambda cells: cells.insert(at(cells, question) + 1, code(source, *tags))


def answer(question: str, source: str) -> Change:
    """Answer a question in another way."""
    return lambda cells: cells[at(cells, question)].update(source=source)


def with_line(question: str, before: str = "", after: str = "") -> Change:
    """Put lines above and below the code in the cell of a question; an empty name is the cell of the imports."""

    def change(cells: list[Cell]) -> None:
        cell = cells[at(cells, question)]
        cell["source"] = f"{before}{cell['source']}{after}"

    return change


def given(part: str, before: str) -> Change:
    """Put a line above the code of a given cell, which graders skip."""

    def change(cells: list[Cell]) -> None:
        cell = next(one for one in cells if part in one["source"] and one["cell_type"] == "code")
        cell["source"] = before + cell["source"]

    return change


def changed(*changes: Change, exercise: str = WORDS) -> list[Cell]:
    """Return the solved exercise with changes."""
    cells = solved(exercise)
    for change in changes:
        change(cells)
    return cells


RELU = "def relu(x):\n    return np.maximum(x, {floor})\n"
COLAB_FORM = '#@title Setup { display-mode: "form" }\nfloor = 0.0 #@param {type:"number"}\nname = \'x\' # @param ["x", "y"]'
KAGGLE_FIRST = """\
# This Python 3 environment comes with many helpful analytics libraries installed
# For example, here's several helpful packages to load

import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)

# Input data files are available in the read-only "../input/" directory

import os
for dirname, _, filenames in os.walk('/kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))
"""
IN_COLAB = "try:\n    import google.colab\n    IN_COLAB = True\nexcept ImportError:\n    IN_COLAB = False\n"
AWAITED = "import asyncio\n\nasync def fetched():\n    await asyncio.sleep(0)\n    return 0.0\n\nfloor = await fetched()"
CAPTURE = "%%capture captured --no-stderr\nfloor = 0.0\nprint('quiet')"
SQL = "%%html\n<style>.output {color: green}</style>"
WIDGET = "import ipywidgets as widgets\nslider = widgets.IntSlider(value=3, max=10)\nslider"
LISTED = "files_here = !ls\nprint(len(files_here))"
CALLED = "floor = min(0.0, 1.0)"
FLOOR = answer("relu", RELU.format(floor="floor"))

SAME: dict[str, tuple[Saves, Sequence[Change]]] = {
    "jupyterlab": (jupyterlab, ()),
    "classic": (classic, ()),
    "colab": (colab, ()),
    "kaggle": (kaggle, ()),
    "vscode": (vscode, ()),
    "deepnote": (deepnote, ()),
    "executed": (executed, ()),
    "bare": (bare, ()),
    "databricks": (databricks, ()),
    "colab-form": (colab, (first(COLAB_FORM), FLOOR)),
    "colab-cell-view": (colab, (lambda cells: cells[at(cells, "relu")]["metadata"].update(cellView="form"),)),
    "colab-pip": (colab, (first("!pip install -q otter-grader seaborn"), with_line("", "%pip list -q\n"))),
    "colab-mount": (colab, (with_line("", "from google.colab import drive\ndrive.mount('/content/drive')\n"),)),
    "colab-asks": (colab, (with_line("", "if 'google.colab' in str(get_ipython()):\n    print('Colab')\n"),)),
    "colab-tries": (colab, (first(f"{IN_COLAB}if IN_COLAB:\n    from google.colab import drive\n"),)),
    "colab-version": (colab, (first("try:\n    %tensorflow_version 2.x\nexcept Exception:\n    pass"),)),
    "colab-upload": (colab, (first("from google.colab import files\nuploaded = files.upload()"),)),
    "colab-download": (colab, (below("overfit", "from google.colab import files\nfiles.download('06.ipynb')"),)),
    "colab-cd": (colab, (with_line("", "import os\ntry:\n    os.chdir('/content')\nexcept OSError:\n    pass\n"),)),
    "colab-cd-magic": (colab, (with_line("", "%cd .\n"),)),
    "kaggle-first-cell": (kaggle, (first(KAGGLE_FIRST),)),
    "kaggle-secret": (kaggle, (first("from kaggle_secrets import UserSecretsClient\nUserSecretsClient()"),)),
    "kaggle-pandas": (kaggle, (answer("relu", "import pandas as pd\ndef relu(x):\n    return np.maximum(np.asarray(x, dtype=float), 0.0)"),)),
    "inline": (classic, (with_line("", "%matplotlib inline\n"), first("%config InlineBackend.figure_format = 'retina'"))),
    "autoreload": (jupyterlab, (first("%load_ext autoreload\n%autoreload 2"),)),
    "timed": (jupyterlab, (with_line("relu", "%%time\n"),)),
    "timed-line": (jupyterlab, (first("%time floor = min(0.0, 1.0)"), FLOOR)),
    "captured": (colab, (first(CAPTURE), FLOOR, below("relu", "captured.show()"))),
    "captured-answer": (jupyterlab, (with_line("seen", "%%capture\n"),)),
    "html": (jupyterlab, (first(SQL), first("%%javascript\nconsole.log(1)"), first("%%bash\necho hello"))),
    "help": (jupyterlab, (first("np?\n?print\nlen??"), below("relu", "relu?"))),
    "shell": (jupyterlab, (first(LISTED), first("!!echo hi"))),
    "environment": (jupyterlab, (first("%env COURSE=ml\n%pwd\n%who"),)),
    "asks-ipython": (jupyterlab, (with_line("", "get_ipython().run_line_magic('matplotlib', 'inline')\n"),)),
    "asks-ipython-old": (classic, (first("get_ipython().magic('matplotlib inline')"),)),
    "asks-ipython-import": (vscode, (with_line("", "from IPython import get_ipython\nget_ipython().run_line_magic('precision', '3')\n"),)),
    "displays": (jupyterlab, (below("relu", "from IPython.display import display, HTML, clear_output\ndisplay(HTML('<b>x</b>'))\nclear_output()"),)),
    "widgets": (executed, (first(WIDGET),)),
    "awaits": (jupyterlab, (first(AWAITED), FLOOR)),
    "duplicated": (jupyterlab, (lambda cells: cells.insert(at(cells, "relu"), dict(cells[at(cells, "relu")])),)),
    "old-version-kept": (jupyterlab, (above("relu", "def relu(x):\n    return x"),)),
    "moved": (jupyterlab, (lambda cells: cells.insert(at(cells, "terms"), cells.pop(at(cells, "overfit"))),)),
    "imports-moved": (jupyterlab, (lambda cells: cells.insert(at(cells, "relu"), cells.pop(at(cells, ""))),)),
    "raw-cells": (jupyterlab, (lambda cells: cells.insert(3, {**text("def relu(:"), "cell_type": "raw"}),)),
    "empty-cells": (jupyterlab, (first(""), first("# only a comment"), lambda cells: cells.append(code("\n\n")))),
    "attachment": (jupyterlab, (lambda cells: cells.insert(3, {**text("![a](attachment:a.png)"), "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}}}),)),
    "ignored-import": (jupyterlab, (given("import matplotlib", "import math\n"), answer("steps", "def steps_per_epoch(num_examples, batch_size):\n    if num_examples < 0 or batch_size < 1:\n        raise ValueError('no')\n    return math.ceil(num_examples / batch_size)"), lambda cells: cells.insert(at(cells, "steps"), next(cells.pop(n) for n, c in enumerate(cells) if c["source"].startswith("import math"))))),
    "ignored-constant": (jupyterlab, (above("relu", "floor = 0.0", "otter_ignore"), FLOOR)),
    "ignored-helper": (vscode, (above("relu", "def lowest():\n    return 0.0", "otter_ignore"), answer("relu", RELU.format(floor="lowest()")))),
    "name-used-again": (jupyterlab, (below("relu", "x = relu([1, -1])\nloss = x\nsteps = 3"),)),
    "fails-in-between": (jupyterlab, (above("relu", "undefined_name\nfloor = 0.0"), lambda cells: cells[at(cells, "relu") - 1].update(source="try:\n    undefined_name\nexcept NameError:\n    pass\nfloor = 0.0"), FLOOR)),
    "wrong-answer": (colab, (answer("relu", "def relu(x):\n    return np.abs(x)"),)),
    "unfinished": (kaggle, (answer("softmax", "def softmax(logits):\n    raise NotImplementedError('softmax')"),)),
    "raises": (vscode, (answer("seen", "def examples_seen(num_examples, epochs):\n    return num_examples * undefined"),)),
    "exits": (jupyterlab, (with_line("relu", after="\nimport sys\n"), below("relu", "import warnings\nwarnings.filterwarnings('ignore')"))),
    "prints": (colab, (with_line("relu", after="\nprint(relu([1.0, -1.0]))\nrelu([2.0])"),)),
    "typed": (jupyterlab, (answer("relu", "from __future__ import annotations\nfrom typing import Any\n\ndef relu(x: Any) -> np.ndarray:\n    return np.maximum(x, 0.0)"),)),
    "semicolons": (classic, (answer("relu", "floor = 0.0; relu = lambda x: np.maximum(x, floor);"),)),
    "tabs": (classic, (answer("relu", "def relu(x):\n\treturn np.maximum(x, 0.0)"),)),
    "star-import": (classic, (first("from math import *"), answer("seen", "def examples_seen(num_examples, epochs):\n    if num_examples < 0 or epochs < 0:\n        raise ValueError('no')\n    return floor(num_examples * epochs)"))),
    "no-final-newline-crlf": (jupyterlab, (lambda cells: cells[at(cells, "relu")].update(source="def relu(x):\r\n    return np.maximum(x, 0.0)\r\n"),)),
    "umlauts": (kaggle, (first("größe = 0.0"), answer("relu", RELU.format(floor="größe")))),
    "unused-library": (colab, (with_line("", "import only_on_this_machine\n"),)),
}  # fmt: skip
"""What ends in the same points without a word: who saves it, and what was changed."""

DIFFERENT: dict[str, tuple[Saves, Sequence[Change], str]] = {
    "ignored-call": (jupyterlab, (above("relu", CALLED, "otter_ignore"), FLOOR), "`floor` is missing when graded: only cell {above}"),
    "library": (colab, (with_line("", "from only_on_this_machine import clipped\n"), answer("relu", "def relu(x):\n    return clipped(x)")), "`clipped` is missing when graded: `only_on_this_machine`"),
    "library-inside": (jupyterlab, (answer("relu", "def relu(x):\n    import only_on_this_machine\n    return only_on_this_machine.clipped(x)"),), "`relu` fails when graded (cell {relu}): `only_on_this_machine`"),
    "uploaded": (colab, (first("from google.colab import files\nfloor = float(files.upload()['rate.txt'])"), FLOOR), "`floor` is missing when graded: `google.colab`"),
    "shell-result": (jupyterlab, (first("said = !echo 0"), first("# below"), answer("relu", RELU.format(floor="float(said[0])"))), "`said` is missing when graded: it comes from `said = !echo 0`"),
    "pylab": (classic, (lambda cells: cells[at(cells, "")].update(source="%pylab inline"),), "`np` is missing when graded: it comes from `%pylab inline` in cell 3"),
    "written-file": (colab, (first("%%writefile lowest.py\nFLOOR = 0.0"), above("relu", "from lowest import FLOOR"), answer("relu", RELU.format(floor="FLOOR"))), "`FLOOR` is missing when graded: `lowest.py` is not handed in"),
    "run-file": (jupyterlab, (first("%%writefile lowest.py\nFLOOR = 0.0"), above("relu", "%run lowest.py"), answer("relu", RELU.format(floor="FLOOR"))), "`FLOOR` is missing when graded: it comes from `%"),
}  # fmt: skip
"""What ends in fewer points, and what its author is told beforehand."""


def _same() -> list[Case]:
    return [notebook(name, saves, changed(*changes)) for name, (saves, changes) in SAME.items()]


def _different() -> list[Case]:
    made = []
    for name, (saves, changes, warned) in DIFFERENT.items():
        cells = changed(*changes)
        made.append(
            notebook(
                name, saves, cells, warned=warned.format(above=at(cells, "relu"), relu=at(cells, "relu") + 1)
            )
        )
    reads = "with open('floor.txt') as file:\n    floor = float(file.read())"
    cells = changed(first(reads), FLOOR)
    told = "`floor` is missing when graded: `floor.txt` is not handed in"
    made.append(notebook("file-beside", vscode, cells, beside={"floor.txt": "0"}, warned=told))
    cells = changed(first("from mine import lowest"), answer("relu", RELU.format(floor="lowest()")))
    told = "`lowest` is missing when graded: `mine.py` is not handed in"
    module = {"mine.py": "def lowest():\n    return 0.0\n"}
    return [*made, notebook("module-beside", vscode, cells, beside=module, warned=told)]


def _hidden_state() -> list[Case]:
    """Return what was run and is no longer, or not in this form, in the notebook."""
    answered = changed(FLOOR)
    deleted = notebook(
        "deleted-cell",
        jupyterlab,
        answered,
        runs=("floor = 0.0", *sources(answered)),
        warned="`floor` is missing when graded: no cell of the saved notebook defines it",
    )
    number = next(n for n, source in enumerate(sources(answered)) if "floor" in source)
    later = changed(FLOOR, above("relu", "floor = 1.0"))
    ran = [*sources(later)]
    ran[number] = "floor = 0.0"
    edited = notebook(
        "edited-constant",
        vscode,
        later,
        runs=tuple(ran),
        warned=f"`floor` is 0.0 here and 1.0 in cell {at(later, 'relu')}",
    )
    worse = changed(answer("relu", "def relu(x):\n    return x"))
    unrun = notebook(
        "edited-not-run",
        jupyterlab,
        worse,
        runs=sources(solved()),
        warned=f"What you ran last is not what is saved: `relu` (cell {at(worse, 'relu') + 1})",
    )
    as_text = changed(lambda cells: cells[at(cells, "relu")].update(cell_type="markdown"))
    turned = notebook(
        "turned-into-text",
        jupyterlab,
        as_text,
        runs=sources(solved()),
        warned="`relu` is missing when graded: no cell of the saved notebook defines it",
    )
    return [deleted, edited, unrun, turned]


# Scripts.


def percent(cells: Iterable[Cell], *, marker: str = "# %%", tags: bool = True) -> str:
    """Return the cells as a script with markers."""
    parts = []
    for cell in cells:
        if cell["cell_type"] != "code":
            body = "\n".join(f"# {line}".rstrip() for line in cell["source"].split("\n"))
            parts.append(f"{marker} [markdown]\n{body}\n")
            continue
        words = cell["metadata"].get("tags", [])
        told = f" tags={json.dumps(words)}" if words and tags else ""
        parts.append(f"{marker}{told}\n{cell['source']}\n")
    return "\n".join(parts)


def run_by_cell(script: str) -> tuple[str, ...]:
    """Return the code cells of a script as VS Code, Spyder and PyCharm run them one by one."""
    starts = [*_MARKER.finditer(script)]
    ends = [*(start.start() for start in starts[1:]), len(script)]
    cells = (
        (one["options"], script[one.end() : end].strip("\n")) for one, end in zip(starts, ends, strict=True)
    )
    return tuple(source for options, source in cells if "[markdown]" not in options)


def saved(cells: Sequence[Cell]) -> nbformat.NotebookNode:
    """Return the cells as JupyterLab saves them, as a notebook to be converted."""
    return nbformat.reads(json.dumps(jupyterlab(cells)), 4)


def _scripts() -> list[Case]:
    cells = solved()
    spyder = '# -*- coding: utf-8 -*-\n"""\nCreated on Sat Nov 28 2026\n\n@author: student\n"""\n\n'
    vscode_export = "# To add a new cell, type '# %%'\nfrom IPython import get_ipython\n\n"
    magic = changed(
        with_line("", "%matplotlib inline\n"), first("!pip install -q numpy"), with_line("relu", "%%time\n")
    )
    exported, _ = PythonExporter().from_notebook_node(saved(changed(first("%matplotlib inline"))))
    exported_old = exported.replace("run_line_magic('matplotlib', 'inline')", "magic('matplotlib inline')")
    forms = {
        "script-percent": percent(cells),
        "script-vscode": percent(cells, marker="#%%", tags=False),
        "script-vscode-export": vscode_export + percent(cells),
        "script-spyder": spyder + percent(cells, marker="#%%"),
        "script-jupytext": jupytext.writes(saved(magic), fmt="py:percent"),
    }
    made = [Case(name, text.encode(), run_by_cell(text), ending=".py") for name, text in forms.items()]
    # These are run as a whole.
    exports = {"script-nbconvert": exported, "script-plain": "\n\n".join(sources(cells))}
    made += (Case(name, text.encode(), (text,), ending=".py") for name, text in exports.items())
    # What an IPython of that time knew, that of today does not: so it is run cell by cell.
    by_cell = tuple(re.split(r"^# In\[.*\]:\n", exported_old, flags=re.MULTILINE))
    return [*made, Case("script-nbconvert-old", exported_old.encode(), by_cell, ending=".py")]


def _with_tensorflow() -> list[Case]:
    """Return a few that train: a line of Colab's, one of Kaggle's."""
    plain = solved(LINE)
    mount = with_line("", "from google.colab import drive\ndrive.mount('/content/drive')\nget_ipython()\n")
    mean = "import math\ndef loss(predicted_y, target_y):\n    return tf.reduce_mean(tf.square(predicted_y - target_y)) * gain"
    tagged = changed(
        above("loss", "gain = tf.constant(1.0)", "otter_ignore"), answer("loss", mean), exercise=LINE
    )
    told = "`gain` is missing when graded: only cell"
    return [
        notebook("tensorflow-kaggle", kaggle, plain, exercise=LINE),
        notebook("tensorflow-colab", colab, changed(mount, exercise=LINE), exercise=LINE),
        notebook("tensorflow-ignored", jupyterlab, tagged, exercise=LINE, warned=told),
    ]


CASES = {
    case.name: case for case in (*_same(), *_different(), *_hidden_state(), *_scripts(), *_with_tensorflow())
}
"""All of them, by name."""


def write(case: Case, folder: Path) -> Path:
    """Write the file and what lies beside it into the folder of its exercise, and return its path."""
    for name, content in case.beside.items():
        (folder / name).write_text(content, encoding="utf-8")
    path = folder / f"{case.exercise}{case.ending}"
    path.write_bytes(case.data)
    return path
