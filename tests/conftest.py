"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]


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
