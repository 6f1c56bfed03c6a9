"""One conformance suite for every sandbox: what each must do, survive and, if it contains malice, prevent."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import unavailable
from interpreter import is_private, revealed

from autograder.errors import (
    BrokenProtocol,
    Crashed,
    GraderFault,
    LimitExceeded,
    NotDefined,
    SandboxUnavailable,
    StudentRaised,
    TimedOut,
    UsageError,
)
from autograder.model import Limits
from autograder.sandbox import SANDBOXES, Sandbox, Session, open_sandbox
from autograder.sandbox.fake import FakeSandbox, FakeSession
from autograder.sandbox.replies import answer_budget, interpret
from autograder.sandbox.spawned import SpawnedSandbox
from autograder.wire import Handle, frame

LIMITS = Limits(seconds=60)
ANSWERING = ["bubblewrap", "user", "process", "spawned", "inline", "fake"]
WITH_PROCESS = ["bubblewrap", "user", "process", "spawned"]
WITH_LIMITS = ["bubblewrap", "user", "process"]
CONTAINING = ["bubblewrap", "user"]

Start = Callable[..., Session]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    folder.joinpath("numbers.txt").write_text("1 2 3")
    return folder


@pytest.fixture(scope="module")
def sandbox(request: pytest.FixtureRequest, data: Path) -> Iterator[Sandbox]:
    """Open the sandbox of this name once for all its tests."""
    if request.param == "fake":
        yield FakeSandbox({})
        return
    if request.param == "spawned":
        # Each of its workers would import TensorFlow anew; one test here asks for it.
        with SpawnedSandbox(data, modules=()) as running:
            yield running
        return
    if request.param == "user" and os.geteuid() != 0:
        pytest.skip("only root can become another user")
    try:
        opened = open_sandbox(request.param, data)
    except SandboxUnavailable as error:
        if request.param == "user":
            pytest.skip(str(error))
        unavailable(str(error))
    with opened as running:
        yield running


@pytest.fixture
def start(sandbox: Sandbox) -> Iterator[Start]:
    """Return a function that runs the code as a submission's only cell and returns the session."""
    sessions: list[Session] = []

    def started(code: str, *, run: bool = True, **limits: Any) -> Session:
        source = textwrap.dedent(code)
        if isinstance(sandbox, FakeSandbox):
            names: dict[str, Any] = {}
            exec(source, names)
            return FakeSession(names)
        session = sandbox.open(Limits(**{"seconds": 60, **limits}))
        sessions.append(session)
        session.ask("load", [[1, 1, source]], 5)
        if run:
            assert session.ask("cell", 1) == []
        return session

    yield started
    for session in sessions:
        session.close()


def over(names: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sandbox", names, indirect=True)


def call(session: Session, name: str, *args: Any) -> Any:
    return session.ask("call", session.ask("get", name), list(args), {}, False)


@over(ANSWERING)
def test_values_and_arrays_come_back_as_they_are(start: Start) -> None:
    session = start(
        "import numpy as np\nx = {'a': [1, 2.5, None, True]}\ny = np.arange(6, dtype='f4').reshape(2, 3)"
    )
    assert session.ask("get", "x") == {"a": [1, 2.5, None, True]}
    array = session.ask("get", "y")
    assert array.dtype == np.float32
    assert array.tolist() == [[0, 1, 2], [3, 4, 5]]


@over(ANSWERING)
def test_other_objects_stay_and_can_be_called_and_passed_in_again(start: Start) -> None:
    session = start("class Box:\n    size = 3\ndef make(): return Box()\ndef size(box): return box.size")
    box = call(session, "make")
    assert isinstance(box, Handle)
    assert session.ask("attr", box, "size") == 3
    assert call(session, "size", box) == 3


@over(ANSWERING)
def test_an_absent_name_is_the_submissions_failure(start: Start) -> None:
    with pytest.raises(NotDefined, match="`loss`"):
        start("x = 1").ask("get", "loss")


@over(ANSWERING)
@pytest.mark.parametrize(("word", "kind"), [("ValueError('no')", "ValueError"), ("SystemExit", "SystemExit")])
def test_whatever_is_raised_is_data_and_the_session_goes_on(start: Start, word: str, kind: str) -> None:
    session = start(f"x = 1\ndef f():\n    raise {word}")
    with pytest.raises(StudentRaised) as caught:
        call(session, "f")
    assert caught.value.kind == kind
    assert session.ask("get", "x") == 1


@over([*WITH_PROCESS, "inline"])
def test_a_failing_cell_has_its_place(start: Start) -> None:
    (reply,) = start("x = 1\n\nraise ValueError('so')", run=False).ask("cell", 1)
    with pytest.raises(StudentRaised, match="ValueError: so") as caught:
        interpret(reply, ["cell", 1], answer_budget(LIMITS))
    assert (caught.value.cell, caught.value.line) == (1, 3)


@over(ANSWERING)
def test_an_answer_that_is_too_deep_is_refused(start: Start) -> None:
    session = start("deep = []\nfor _ in range(100): deep = [deep]")
    with pytest.raises(LimitExceeded, match="nested more than 32 deep"):
        session.ask("get", "deep")


@over(WITH_PROCESS)
def test_each_session_starts_anew(start: Start) -> None:
    start("import sys, numpy\nnumpy.forged = sys.forged = True").close()
    session = start("import sys, numpy\nforged = hasattr(numpy, 'forged')")
    assert session.ask("get", "forged") is False


@over(WITH_PROCESS)
def test_tensorflow_runs_and_autograph_finds_the_source(start: Start) -> None:
    session = start(
        """
        import tensorflow as tf
        @tf.function
        def total(x):
            s = tf.constant(0.0)
            for i in tf.range(3):
                s = s + x[i]
            return s
        def f():
            return total(tf.ones(3))
        """
    )
    assert float(call(session, "f")) == 3.0


@over(WITH_PROCESS)
def test_prints_are_kept_up_to_their_limit(start: Start) -> None:
    session = start(
        "print('one', flush=True)\nimport sys\nprint('two', file=sys.stderr)\nprint('x' * 10**4)", output_kb=1
    )
    assert session.output.startswith("one\ntwo\nxxx")
    assert len(session.output) == 1024


@over(WITH_PROCESS)
def test_the_data_folder_is_there(start: Start) -> None:
    assert start("text = open('data/numbers.txt').read()").ask("get", "text") == "1 2 3"


@over(WITH_PROCESS)
def test_an_endless_loop_ends_at_its_time_and_a_fresh_worker_follows(start: Start) -> None:
    session = start("while True: pass", run=False)
    session.allow(0.5)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"within 0\.5 seconds"):
        session.ask("cell", 1)
    assert time.monotonic() - began < 20
    with pytest.raises(Crashed, match="had ended before"):
        session.ask("get", "x")
    assert start("x = 1").ask("get", "x") == 1


@over(WITH_PROCESS)
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import os; os._exit(3)", "exit code 3"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        # The first process of a namespace does not die of its own SIGABRT; the C library then has it fault.
        ("import os; os.abort()", "SIGABRT|SIGSEGV"),
    ],
)
def test_an_end_of_its_own_is_told_as_such(start: Start, code: str, told: str) -> None:
    session = start(code, run=False)
    with pytest.raises(Crashed, match=told):
        session.ask("cell", 1)


@over(WITH_LIMITS)
@pytest.mark.parametrize(
    ("code", "limits", "told"),
    [
        ("x = bytearray(10**10)", {"memory_mb": 512}, "used more than 512 MiB of memory"),
        ("import numpy; x = numpy.ones(10**10)", {"memory_mb": 2048}, "used more than 2 GiB of memory"),
    ],
)
def test_limits_of_one_process_are_named(start: Start, code: str, limits: dict[str, int], told: str) -> None:
    session = start(code, run=False, **limits)
    with pytest.raises(LimitExceeded, match=told):
        session.ask("cell", 1)


@over(WITH_PROCESS)
def test_a_flood_of_prints_ends_its_worker(start: Start) -> None:
    session = start("while True: print('x' * 10**5)", run=False, output_kb=16)
    with pytest.raises(LimitExceeded, match="printed more than 1 MiB"):
        session.ask("cell", 1)


@over(WITH_PROCESS)
def test_an_answer_that_is_too_large_is_refused(start: Start) -> None:
    with pytest.raises(LimitExceeded, match="more than 1,048,576 bytes"):
        start("import numpy\nx = numpy.zeros(10**6)", answer_mb=1).ask("get", "x")


@over(WITH_PROCESS)
@pytest.mark.parametrize(
    "forged",
    [frame(1, ["ok", None]), b"\xff" * 100, b"\0", frame(2**64 - 1, ["ok", 20.0]) * 3],
    ids=["early", "garbage", "one byte", "three"],
)
def test_frames_of_the_submissions_own_end_its_worker(start: Start, forged: bytes) -> None:
    session = start(
        f"""
        import os, stat
        x = 1
        def f():
            for d in range(3, 50):
                try:
                    if stat.S_ISSOCK(os.fstat(d).st_mode): os.write(d, {forged!r})
                except OSError: pass
            return 1
        """
    )
    # The answer to a forged frame may still come first; the frame is then found before the next question.
    with pytest.raises(BrokenProtocol):
        [call(session, "f") for _ in range(3)]


@over(CONTAINING)
@pytest.mark.parametrize(
    ("code", "limits", "told"),
    [
        ("while True: pass", {"cpu_seconds": 1}, "used more than 1 second of CPU time"),
        (
            """
            import os, time
            for _ in range(3):
                if os.fork() == 0:
                    while True: pass
            time.sleep(60)
            """,
            {"cpu_seconds": 2},
            "used more than 2 seconds of CPU time",
        ),
        (
            """
            import threading, time
            for _ in range(100): threading.Thread(target=time.sleep, args=(60,)).start()
            """,
            {"processes": 20},
            "started more than 20 processes and threads",
        ),
        (
            """
            import os, time
            for _ in range(4):
                if os.fork() == 0:
                    x = bytearray(100 * 2**20)
                    for i in range(0, len(x), 4096): x[i] = 1
                    time.sleep(60)
            time.sleep(60)
            """,
            {"memory_mb": 256},
            "used more than 256 MiB of memory",
        ),
        (
            """
            import time
            try:
                with open('big', 'wb') as file:
                    for _ in range(100): file.write(bytes(2**20))
            except OSError: time.sleep(60)
            """,
            {"disk_mb": 8},
            "wrote more than 8 MiB of files",
        ),
        (
            """
            import time
            try:
                for i in range(10**6): open(f'f{i}', 'w').close()
            except OSError: time.sleep(60)
            """,
            {"disk_mb": 1},
            "wrote more than 1 MiB of files",
        ),
    ],
    ids=["cpu", "cpu of all", "threads", "memory of all", "disk", "files"],
)
def test_limits_over_all_processes_are_named(
    start: Start, code: str, limits: dict[str, int], told: str
) -> None:
    session = start(code, run=False, **limits)
    with pytest.raises(LimitExceeded, match=told):
        session.ask("cell", 1)


@over(CONTAINING)
def test_no_file_of_the_grader_can_be_read_or_written(start: Start, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("forty-two")
    tmp_path.chmod(0o777)
    session = start(
        f"""
        seen = []
        for path, mode in [({str(secret)!r}, 'r'), ({str(tmp_path / "new")!r}, 'w'), ('/etc/shadow', 'r'),
                           ('/proc/1/mem', 'rb'), ('/dev/mem', 'rb'), ('/etc/hosts', 'a')]:
            try: seen.append(open(path, mode).name)
            except OSError: pass
        """
    )
    # Its own first process is a submission's own to read.
    assert set(session.ask("get", "seen")) <= {"/proc/1/mem"}
    assert not (tmp_path / "new").exists()


@over(CONTAINING)
def test_the_network_is_out_of_reach(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        session = start(
            f"""
            import socket
            reached = []
            def reach(family, address):
                try: socket.socket(family).connect(address); reached.append(address)
                except OSError: pass
            reach(socket.AF_INET, ('127.0.0.1', {server.getsockname()[1]}))
            reach(socket.AF_INET6, ('::1', {server.getsockname()[1]}))
            reach(socket.AF_INET, ('192.0.2.1', 53))
            try: reached.append(socket.getaddrinfo('example.org', 80))
            except OSError: pass
            """
        )
        assert session.ask("get", "reached") == []


@over(CONTAINING)
def test_no_other_process_can_be_seen_or_signalled(start: Start) -> None:
    session = start(
        """
        import os, signal
        lines = []
        try: names = os.listdir('/proc')
        except OSError: names = []
        for name in names:
            try: lines.append(open(f'/proc/{name}/cmdline').read())
            except OSError: pass
        signalled = []
        for number in range(1, 40000):
            if number != os.getpid():
                try: os.kill(number, 0); signalled.append(number)
                except OSError: pass
        """
    )
    assert not any("pytest" in line for line in session.ask("get", "lines"))
    assert session.ask("get", "signalled") == []


@over(CONTAINING)
def test_memory_of_no_process_is_refused(start: Start) -> None:
    session = start(
        """
        import mmap
        made = []
        try: made.append(mmap.mmap(-1, 4096) and 'anonymous')
        except OSError: pass
        try: made.append(mmap.mmap(open('/dev/zero', 'r+b').fileno(), 4096) and 'zero')
        except OSError: pass
        private = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        with open('own', 'wb') as file: file.write(bytes(4096))
        with open('own', 'r+b') as file: own = mmap.mmap(file.fileno(), 4096)[0]
        """
    )
    assert session.ask("get", "made") == []
    assert session.ask("get", "own") == 0


@over(CONTAINING)
def test_rights_cannot_be_regained(start: Start) -> None:
    session = start(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        NEW_USER = 0x10000000
        done = {
            'unshare': libc.unshare(NEW_USER),
            'mount': libc.mount(b'none', b'/tmp', b'tmpfs', 0, None),
            'ptrace': libc.ptrace(0, 0, 0, 0),
            'chroot': libc.chroot(b'/'),
            'memfd': libc.memfd_create(b'x', 0),
            'death': libc.prctl(1, 0, 0, 0, 0),
        }
        status = dict(line.split(':', 1) for line in open('/proc/self/status'))
        rights = [status[name].strip() for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')]
        no_new = status['NoNewPrivs'].strip()
        try: os.setuid(0); root = True
        except OSError: root = False
        """
    )
    assert set(session.ask("get", "done").values()) == {-1}
    assert {int(right, 16) for right in session.ask("get", "rights")} == {0}
    assert session.ask("get", "no_new") == "1"
    assert session.ask("get", "root") is False


@over(CONTAINING)
def test_nothing_outlives_its_session(start: Start) -> None:
    session = start(
        """
        import ctypes, os, signal, time
        ctypes.CDLL(None).prctl(15, b'left-behind', 0, 0, 0)
        for _ in range(3):
            if os.fork() == 0:
                os.setsid()
                for number in (signal.SIGTERM, signal.SIGHUP): signal.signal(number, signal.SIG_IGN)
                if os.fork() == 0:
                    time.sleep(600)
                os._exit(0)
        """
    )
    assert "left-behind" in running()
    session.close()
    assert "left-behind" not in running()


@over(CONTAINING)
@pytest.mark.parametrize("number", ["SIGSTOP", "SIGKILL"])
def test_signals_to_everyone_reach_only_the_submission(start: Start, number: str) -> None:
    session = start(
        f"import os, signal\nos.kill(-1, signal.{number})\nos.kill(os.getpid(), signal.{number})", run=False
    )
    session.allow(2)
    with contextlib.suppress(Crashed, TimedOut, StudentRaised):
        session.ask("cell", 1)
    session.close()
    assert start("x = 1").ask("get", "x") == 1


def test_a_stranger_is_not_taken_for_a_spawned_worker() -> None:
    with SpawnedSandbox(modules=(), spare=False) as sandbox:
        waiting = sandbox._next
        assert waiting is not None
        address = waiting._listener.getsockname()
        strangers = [socket.create_connection(address) for _ in range(3)]
        strangers[0].sendall(frame(0, "0" * 64))
        strangers[1].sendall(b"GET / HTTP/1.1\r\n\r\n")
        strangers[2].close()
        session = sandbox.open(LIMITS)
        session.ask("load", [[1, 1, "x = 1"]], 0)
        assert session.ask("cell", 1) == []
        assert session.ask("get", "x") == 1
        session.close()
        for stranger in strangers:
            stranger.close()


def test_a_spawned_session_leaves_nothing_in_an_open_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with SpawnedSandbox(modules=(), spare=False) as sandbox:
        session = sandbox.open(LIMITS)
        session.ask("load", [[1, 1, "print(1); open('written', 'w').close()"]], 0)
        session.ask("cell", 1)
        session.close()
        (own,) = tmp_path.iterdir()
        assert list(own.iterdir()) == []
        assert session.output == "1\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["process", "spawned"])
def test_a_closed_sandbox_ends_the_worker_that_another_thread_waits_for(name: str) -> None:
    with ThreadPoolExecutor() as pool:
        with open_sandbox(name) as sandbox:
            waiting = pool.submit(sandbox.open, LIMITS)
            time.sleep(0.3)
        with pytest.raises(GraderFault, match="did not start"):
            waiting.result(timeout=20)


def test_a_spare_worker_is_made_ready_only_where_more_is_to_come() -> None:
    for spare in (True, False):
        with SpawnedSandbox(modules=(), spare=spare) as sandbox:
            sandbox.open(LIMITS).close()
            assert (sandbox._next is not None) == spare


def test_a_spawned_worker_that_cannot_start_is_the_graders_fault() -> None:
    with (
        SpawnedSandbox(modules=("no_such_module",), spare=False) as sandbox,
        pytest.raises(GraderFault, match=r"(?s)did not start.*No module named 'no_such_module'"),
    ):
        sandbox.open(LIMITS)


def test_a_spawned_worker_ends_with_a_grader_that_is_killed(tmp_path: Path) -> None:
    program = """
import threading
from autograder.model import Limits
from autograder.sandbox.spawned import SpawnedSandbox
sandbox = SpawnedSandbox(modules=())
session = sandbox.open(Limits())
session.ask("load", [[1, 1, "import os; number = os.getpid()"], [2, 1, "while True: pass"]], 0)
session.ask("cell", 1)
print(session.ask("get", "number"), flush=True)
session.ask("cell", 2)
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as grader:
        assert grader.stdout is not None
        worker = Path("/proc", grader.stdout.readline().decode().strip(), "cmdline")
        assert b"autograder.worker.spawned" in worker.read_bytes()
        grader.kill()
    until = time.monotonic() + 30
    while worker.exists() and worker.read_bytes():
        assert time.monotonic() < until
        time.sleep(0.1)


@over(["bubblewrap"])
def test_a_closed_sandbox_leaves_no_file_and_no_mount(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del sandbox
    # A folder of our own: other tests make and remove temporary files at the same time.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = Path("/proc/self/mounts").read_text()
    with open_sandbox("bubblewrap"):
        pass
    assert Path("/proc/self/mounts").read_text() == before
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_sandbox_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="there are: bubblewrap, user, process, spawned, inline"):
        open_sandbox("wood")


def test_every_named_sandbox_is_there_and_says_whether_it_contains_malice() -> None:
    contains = {}
    for name, kind in SANDBOXES.items():
        module = __import__(f"autograder.sandbox.{name}", fromlist=[kind])
        contains[name] = getattr(module, kind).contains_malice
    kept = [name for name, holds in contains.items() if holds]
    assert kept == ["bubblewrap", "user"]


REFUSALS = {
    "no user namespaces": [
        "unshare",
        "-Ur",
        "sh",
        "-ec",
        'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"',
    ],
    "broken": ["unshare", "-m", "sh", "-ec", 'mount --bind /bin/false /usr/bin/bwrap; exec "$@"'],
    "missing": ["unshare", "-m", "sh", "-ec", 'mount --bind /dev/null /usr/bin/bwrap; exec "$@"'],
}


@pytest.mark.parametrize("way", REFUSALS)
def test_a_refused_sandbox_says_in_one_line_what_to_install_or_allow(way: str) -> None:
    if os.geteuid() != 0 and way != "no user namespaces":
        pytest.skip("only root can hide bubblewrap")
    opening = "try: open_sandbox('bubblewrap')\nexcept Exception as error: print(repr(error))"
    words = f"from autograder.sandbox import open_sandbox\n{opening}"
    command = [*REFUSALS[way], "sh", sys.executable, "-c", words]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert done.stdout.startswith("SandboxUnavailable("), done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert re.search("is not installed: install it|allow user namespaces", done.stdout)
    assert "--sandbox process" in done.stdout
    assert time.monotonic() - began < 30


@pytest.mark.timeout(600)
def test_the_user_sandbox_conforms_where_the_interpreter_was_private() -> None:
    if os.geteuid() != 0 or not is_private():
        pytest.skip("tested above")
    command = [sys.executable, "-m", "pytest", __file__, "-q", "-k", "user", "-p", "no:cacheprovider"]
    done = subprocess.run(revealed(command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"\d\d passed", done.stdout)


def running() -> set[str]:
    names = set()
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            names.add(path.read_text().strip())
        except OSError:
            continue
    return names


if sys.platform != "linux":
    pytest.skip("the sandboxes are those of Linux", allow_module_level=True)
