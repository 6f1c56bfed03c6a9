"""What all tests share."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from _pytest.nodeid import NodeId

ROOT = Path(__file__).parents[1]

# As the command does: what nbformat imports would spend seconds on a grammar of web addresses.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

FIRST = (
    "attacks",
    "04_fashion_mnist",
    "05_iris",
    "01_celsius",
    "03_noisy_line",
    "06_vocabulary",
    "02_line",
    "browser",
    "otter",
    "otter-class",
    "package",
    "test_sandbox.py",
    "test_data.py",
)
"""The groups that take longest begin first, so that no process is left alone with one of them at the end."""


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what commands remember of exercises away from what whoever runs the tests has reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep tests that share fixtures in one process: those of a file, or of an ``xdist_group``.

    pytest-xdist reads a group from the end of a test's id. From pytest 9.2 on it can no longer write it there
    itself, and then shares tests out one by one, without a word (pytest-xdist's issue 1386).
    """
    if config.getoption("loadgroup", False):
        last = len(FIRST)
        items.sort(key=lambda item: FIRST.index(group_of(item)) if group_of(item) in FIRST else last)
        for item in items:
            if item.nodeid.rfind("@") <= item.nodeid.rfind("]"):
                item._id = NodeId.parse(f"{item.nodeid}@{group_of(item)}")


def group_of(item: pytest.Item) -> str:
    """Return the group of tests that one process runs."""
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else item.path.name


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over a test marked ``needs("bwrap")`` where that command is missing; in CI, fail it.

    Of ``needs("chromium|chromium-browser")`` one will do.
    """
    for mark in item.iter_markers("needs"):
        for commands in mark.args:
            if not any(shutil.which(command) for command in commands.split("|")):
                unavailable(f"{commands.replace('|', ' or ')} is not installed")


def unavailable(reason: str) -> NoReturn:
    """End the running test, which needs what this machine has not: skipped, but in CI failed."""
    if os.environ.get("AUTOGRADER_CI") == "1":
        pytest.fail(f"{reason}: in CI nothing may be skipped for want of a system package", pytrace=False)
    pytest.skip(reason)
