"""``autograder sync``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autograder.cli.surroundings import chosen_paths
from autograder.desk.sync import Carried, Synced, Take, sync
from autograder.errors import UsageError
from autograder.feedback import clean
from autograder.handout import read_handout
from autograder.pair import Difference, PairState, find_pair
from autograder.submission import shown

__all__ = ["run", "told"]

_IN_JUPYTER = " in Jupyter, choose File → Reload Notebook from Disk"
_IN_AN_EDITOR = " in an editor, reload it"
_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def run(arguments: Namespace) -> int:
    """Make both halves of pairs agree; see ``autograder sync --help``."""
    console = Console(highlight=False, soft_wrap=True)
    take = Take(arguments.take) if arguments.take else None
    paths = chosen_paths([arguments.path], arguments.exercise)
    if take and len(paths) > 1:
        raise UsageError(f"several exercises are here: name the one of which the .{take} counts")
    return max(_synced(path, arguments.exercise, take, console) for path in paths)


def _synced(path: Path, exercise: str | None, take: Take | None, console: Console) -> int:
    """Sync one pair; one that cannot be synced keeps no other from it."""
    try:
        handout = read_handout(path if path.is_dir() else path.parent)
        name = exercise or (handout.exercise.name if handout else None)
        synced = sync(find_pair(path, name), take=take)
    except UsageError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    if synced.carried is Carried.REFUSED:
        _show_differences(synced, path, console)
        return 1
    for line in told(synced):
        console.print(Text(line))
    return 0


def told(synced: Synced) -> Iterator[str]:
    """Yield what was done, a line each."""
    script, notebook = (shown(one.name) for one in (synced.paths.script, synced.paths.notebook))
    if synced.carried is Carried.NOTHING:
        yield f"{script} and {notebook} agree."
        return
    to_notebook = synced.carried is Carried.TO_NOTEBOOK
    source, target = (script, notebook) if to_notebook else (notebook, script)
    done = "made" if synced.made else "carried over"
    yield f"{source} → {target}: {done}. They agree now."
    if synced.kept:
        yield f"What {target} held before is kept in {shown(synced.kept.name)}."
    if not synced.made:
        yield f"If {target} is open{_IN_JUPYTER if to_notebook else _IN_AN_EDITOR} before you go on."


def _show_differences(synced: Synced, path: Path, console: Console) -> None:
    script, notebook = (shown(one.name) for one in (synced.paths.script, synced.paths.notebook))
    what = (
        "both changed since they last agreed"
        if synced.state is PairState.BOTH_CHANGED
        else "differ, and nothing tells which one you changed"
    )
    console.print(Text(f"{script} and {notebook} {what}. Nothing was written.", "bold"))
    console.print("Lines with - are only in the .py, lines with + only in the .ipynb.")
    for difference in synced.differences:
        _show(difference, console)
    console.print(Text("\nSay which one counts; what the other one holds is kept in a copy:"))
    for take in Take:
        console.print(Text(f"  autograder sync {_quoted(path)}--take {take}"))


def _show(difference: Difference, console: Console) -> None:
    console.print(Text(f"\n{difference.title}", "bold"))
    for line in difference.lines:
        console.print(Text(f"  {clean(line)}", _STYLES.get(line[:1], "")))


def _quoted(path: Path) -> str:
    """Return a path as one word of a command, in any shell, and a space; nothing for this folder."""
    text = str(path)
    if text == ".":
        return ""
    return f'"{text}" ' if any(c.isspace() or c in "&();'$!" for c in text) else f"{text} "
