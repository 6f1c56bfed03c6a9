"""Built exercise → a notebook for Colab, where no second file lies beside a notebook.

Two cells stand before the exercise's own: one installs the kit, the other carries the checks, the points and
the data as text, and puts them beside the notebook. At the end it says how Colab hands in: what Otter would
pack does not lie on the disk that the kernel sees.
"""

from __future__ import annotations

import base64
import bz2
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from autograder.build.otter_cells import EXPORT, HAND_IN
from autograder.zipping import zip_bytes

__all__ = ["colab_notebook"]

_WIDTH: Final = 100
_ABOUT: Final = """\
**On Colab.** Run the next two cells once, and again whenever the session has been started anew."""
_HAND_IN: Final = f"""\
{HAND_IN}

The next cell checks every question once more. Then choose *File › Download › Download .ipynb*, and hand in
the file that you get."""
_INSTALL: Final = """\
# @title Install the kit
%pip install -q "{requirement}\""""
_UNPACK: Final = '''\
# @title Put the checks beside this notebook
def _unpack(text):
    import base64, bz2, io, zipfile
    from pathlib import Path

    with zipfile.ZipFile(io.BytesIO(bz2.decompress(base64.b64decode(text)))) as files:
        for name in files.namelist():
            content, path = files.read(name), Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_bytes(content)
            elif path.read_bytes() != content:
                print(name, "is here already, with other content, and stays as it is.")


_unpack("""
{text}
""")
del _unpack'''


def colab_notebook(exercise: str, built: Mapping[str, bytes], *, requirement: str) -> str:
    """Return the notebook as JSON, the same each time.

    Args:
        exercise: Name of the exercise.
        built: What ``build_exercise`` returned.
        requirement: What pip installs the kit by.
    """
    import nbformat

    book = nbformat.reads(built[f"{exercise}.ipynb"].decode(), as_version=4)
    # It is no half of a pair: nothing may write a script beside it.
    book.metadata = {"kernelspec": book.metadata["kernelspec"]}
    beside = {path: content for path, content in built.items() if path not in _pair(exercise)}
    cells = (
        nbformat.v4.new_markdown_cell(_ABOUT, id=f"{exercise}-colab"),
        _cell(_INSTALL.format(requirement=requirement), f"{exercise}-install"),
        _cell(_UNPACK.format(text=_as_text(beside)), f"{exercise}-unpack"),
    )
    first = next(place for place, cell in enumerate(book.cells) if cell.cell_type == "code")
    book.cells = [*book.cells[:first], *cells, *_handed_in_by_download(book.cells[first:])]
    nbformat.validate(book)
    return str(nbformat.writes(book, version=4)).rstrip("\n") + "\n"


def _handed_in_by_download(cells: Sequence[Any]) -> Iterator[Any]:
    """Yield the exercise's cells, of Otter's last ones those that do something on Colab."""
    for cell in cells:
        if cell.source == EXPORT:
            continue
        if cell.source.startswith(HAND_IN):
            cell.source = _HAND_IN
        yield cell


def _pair(exercise: str) -> tuple[str, str]:
    return f"{exercise}.py", f"{exercise}.ipynb"


def _cell(source: str, name: str) -> Any:
    """Return a code cell that no grader runs, folded away in Colab and in JupyterLab."""
    import nbformat

    folded = {"cellView": "form", "jupyter": {"source_hidden": True}, "tags": ["otter_ignore"]}
    return nbformat.v4.new_code_cell(source, id=name[-64:], metadata=folded)


def _as_text(files: Mapping[str, bytes]) -> str:
    """Return files as lines of text; bzip2 makes the same bytes everywhere, which zlib does not."""
    packed = bz2.compress(zip_bytes(files), 9)
    return "\n".join(textwrap.wrap(base64.b64encode(packed).decode(), _WIDTH))
