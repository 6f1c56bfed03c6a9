"""The memory control group round each submission."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import LimitExceeded
from autograder.model import Limits
from autograder.sandbox.bubblewrap import BubblewrapSandbox
from autograder.sandbox.memory_group import MemoryGroups, candidates

ENDED = 4_194_303
"""The number of no process: no machine of the tests counts so far."""
FULL_SOCKETS = """
import socket
kept = []
def fill():
    for _ in range(120):
        pair = socket.socketpair()
        kept.extend(pair)
        for one in pair:
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10**6)
            try:
                while True:
                    one.send(bytes(4096))
            except BlockingIOError:
                pass
    return len(kept)
"""


@pytest.fixture
def groups() -> MemoryGroups:
    found = MemoryGroups.find()
    if found is None:
        pytest.skip("this machine lets this user make no memory control group")
    return found


@pytest.fixture
def numpy_sandbox(groups: MemoryGroups) -> Iterator[BubblewrapSandbox]:
    with BubblewrapSandbox(modules=("numpy",)) as sandbox:
        yield sandbox


def left(groups: MemoryGroups) -> list[str]:
    return [
        path.name for path in groups.folder.iterdir() if path.name.startswith(f"autograder-{os.getpid()}-")
    ]


@pytest.mark.parametrize(
    ("mount", "own", "expected"),
    [
        pytest.param(
            "29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate",
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/run-1.scope",
            [(2, "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/run-1.scope")],
            id="a scope of a user's own",
        ),
        pytest.param(
            "712 711 0:30 / /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw",
            "0::/",
            [(2, "/sys/fs/cgroup")],
            id="a container with its own view",
        ),
        pytest.param(
            "41 32 0:36 /docker/ab12 /sys/fs/cgroup/memory ro master:20 - cgroup cgroup rw,memory",
            "4:memory:/docker/ab12/inner\n1:name=systemd:/docker/ab12",
            [(1, "/sys/fs/cgroup/memory/inner")],
            id="version 1, a part of it mounted",
        ),
        pytest.param(
            "41 32 0:36 /docker/ab12 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory",
            "4:memory:/elsewhere",
            [],
            id="a group that cannot be seen",
        ),
        pytest.param(
            "29 23 0:26 / /mnt/a\\040b rw - cgroup2 cgroup2 rw",
            "0::/x:y",
            [(2, "/mnt/a b/x:y")],
            id="odd names",
        ),
        pytest.param("29 23 0:26 / /proc rw - proc proc rw", "0::/", [], id="none mounted"),
    ],
)
def test_groups_are_made_below_the_own_one(mount: str, own: str, expected: list[tuple[int, str]]) -> None:
    found = candidates([mount], own.splitlines(), is_root=False)
    assert found == [MemoryGroups(version, Path(folder)) for version, folder in expected]


def test_root_may_make_them_at_the_top_as_well() -> None:
    mount = "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"
    found = candidates([mount], ["0::/system.slice/cron.service"], is_root=True)
    assert [str(one.folder) for one in found] == [
        "/sys/fs/cgroup/system.slice/cron.service",
        "/sys/fs/cgroup",
    ]


def test_groups_of_a_killed_grader_are_removed(groups: MemoryGroups) -> None:
    old = groups.folder / f"autograder-{ENDED}-1"
    old.mkdir()
    MemoryGroups.find()
    assert not old.exists()


def test_the_group_of_a_grader_that_runs_stays(groups: MemoryGroups) -> None:
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as other:
        theirs = groups.folder / f"autograder-{other.pid}-1"
        theirs.mkdir()
        MemoryGroups.find()
        assert theirs.exists()
        theirs.rmdir()
        other.kill()


@pytest.mark.needs("bwrap")
def test_full_sockets_are_memory(numpy_sandbox: BubblewrapSandbox, groups: MemoryGroups) -> None:
    limits = Limits(seconds=60, memory_mb=16, disk_mb=1, processes=20)
    with contextlib.closing(numpy_sandbox.open(limits)) as session:
        session.ask("load", [[1, 1, FULL_SOCKETS]], 0)
        session.ask("cell", 1)
        with pytest.raises(LimitExceeded, match="memory"):
            session.ask("call", session.ask("get", "fill"), [], {}, False)
    assert left(groups) == []


@pytest.mark.needs("bwrap")
def test_nothing_is_left_of_an_ordinary_session(
    numpy_sandbox: BubblewrapSandbox, groups: MemoryGroups
) -> None:
    with contextlib.closing(numpy_sandbox.open(Limits())) as session:
        session.ask("load", [[1, 1, "x = 1"]], 0)
        session.ask("cell", 1)
        assert session.ask("get", "x") == 1
        assert len(left(groups)) == 1
    assert left(groups) == []
