"""Trial by fire: ``python tests/faults/fire.py [ROUNDS] [SEED]``, from the top of the repository.

In each round `autograder grade` grades forty honest submissions while, at moments and in an order that
follow from a seed, it is stopped and continued, processes of its sandbox are killed, its clocks jump, cores
are busy, or the disk fills. A run that says it could not grade all is followed by another without faults.
Then each submission must have the mark that it deserves, and nothing may be left behind. The exercise uses no
TensorFlow, whose import would take most of the time: a stand-in is imported instead.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from light_path import LIGHT_PATH
from small_course import write_course

COUNT = 40
FAULTS = 6
LONGEST = 300
SPINNERS = 40
DISK_KIB = 512

COURSE = """\
title: Fire
exercises:
  - name: 00_double
    title: Doubling
    points: 6
    limits: {seconds: 2, total_seconds: 8, cpu_seconds: 20, memory_mb: 512, processes: 40, disk_mb: 16}
"""
MASTER = """\
# %% tags=["question-double"]
def double(x):
    return 2 * x  # SOLUTION

# %% tags=["question-work"]
def work():
    return 499999500000.0  # SOLUTION
"""
PUBLIC = """\
from autograder.checks import check, expect_close, expect_number

@check("gives a number", question="double", points=1)
def double_gives_a_number(student):
    expect_number(student.double(1.0))

@check("computes for a while", question="work", points=3)
def work_computes(student):
    expect_close(student.work(), 499_999_500_000.0)
"""
HIDDEN = """\
from autograder.checks import check, expect_close

from .public_checks import double_gives_a_number

@check("doubles", question="double", points=2, after=double_gives_a_number)
def double_doubles(student, rng):
    value = float(rng.normal())
    expect_close(student.double(value), 2 * value)
"""
FILES = {
    "course.yml": COURSE,
    "solutions/00_double/00_double.py": MASTER,
    "solutions/00_double/public_checks.py": PUBLIC,
    "solutions/00_double/hidden_checks.py": HIDDEN,
}
FULL = """\
# %%
import time
def double(x):
    return 2 * x
# %%
def work():
    until = time.process_time() + 0.1
    while time.process_time() < until:
        pass
    return float(sum(range(10**6)))
"""
KINDS = {
    "full": (FULL, 6.0),
    "half": (FULL.replace("10**6", "10**5"), 3.0),
    "wrong": (FULL.replace("2 * x", "x * x"), 4.0),
    "stub": ("# %%\ndef double(x):\n    raise NotImplementedError\n", 0.0),
}


@dataclass
class Round:
    """One grader under fire."""

    seed: int
    folder: Path
    said: list[str] = field(default_factory=list)
    """What was done to it."""

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def handed(self) -> Path:
        return self.folder / "handed"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"


def main(words: list[str]) -> int:
    rounds = int(words[0]) if words else 100
    seed = int(words[1]) if len(words) > 1 else random.SystemRandom().randrange(10**9)
    print(f"{rounds} rounds from seed {seed}", flush=True)
    failed = 0
    for number in range(rounds):
        wrong, said = play(seed + number)
        failed += bool(wrong)
        print(f"seed {seed + number}: {', '.join(said)}: {'; '.join(wrong) or 'as deserved'}", flush=True)
    print(f"{rounds - failed} of {rounds} rounds: no mark changed, none lost, nothing left behind")
    return 1 if failed else 0


def play(seed: int) -> tuple[list[str], list[str]]:
    """Play a round; return what is wrong, and which faults there were."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # orphans become this process's children
    with tempfile.TemporaryDirectory(prefix="fire-") as name, small_disk(Path(name, "out")):
        one = Round(seed, Path(name))
        for folder in (one.handed, one.out, one.temporary):
            folder.mkdir(exist_ok=True)
        write_course(one.course, FILES)
        deserved = hand_in(one)
        code = grade(one, FAULTS)
        wrong = []
        if code == 3:
            one.said.append("graded again")
            code = grade(one, 0)
        if code != 0:
            wrong.append(f"exit code {code}")
        wrong += [f"{key}: {mark} for {deserved[key]}" for key, mark in marks(one, deserved).items()]
        return wrong + left_behind(one), one.said


def hand_in(one: Round) -> dict[str, float]:
    """Write the submissions and return their marks."""
    deserved = {}
    for number in range(COUNT):
        kind = list(KINDS)[number % len(KINDS)]
        text, mark = KINDS[kind]
        name = f"{number:02}_{kind}.py"
        (one.handed / name).write_text(f"{text}# {number}\n")
        deserved[name] = mark
    return deserved


def marks(one: Round, deserved: dict[str, float]) -> dict[str, object]:
    """Return the marks that are not as deserved."""
    found: dict[str, object] = {}
    for name, mark in deserved.items():
        path = one.out / name / "result.json"
        score = json.loads(path.read_text())["score"] if path.is_file() else "none"
        if score != mark:
            found[name] = score
    return found


def grade(one: Round, faults: int) -> int:
    """Run the grader under so many faults and return its exit code."""
    words = ["grade", one.handed, "--exercise", "00_double", "--out", one.out, "--jobs", "4"]
    command = [sys.executable, str(Path(__file__).parent / "command.py"), *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": LIGHT_PATH, "TMPDIR": str(one.temporary)}
    with (one.folder / "said.txt").open("w+b") as said:
        grader = subprocess.Popen(command, stdout=said, stderr=said, env=environment, cwd=one.course)
        attacker = threading.Thread(target=attack, args=(one, grader, faults))
        attacker.start()
        try:
            return grader.wait(LONGEST)
        except subprocess.TimeoutExpired:
            grader.kill()
            return -grader.wait()
        finally:
            attacker.join()


def attack(one: Round, grader: subprocess.Popen[bytes], faults: int) -> None:
    chance = random.Random(one.seed)
    while grader.poll() is None and not below(grader.pid):
        time.sleep(0.05)
    for _ in range(faults):
        time.sleep(chance.uniform(0.05, 1.0))
        fault = chance.choice(list(ALL_FAULTS))
        if grader.poll() is None:
            one.said.append(fault)
            with contextlib.suppress(ProcessLookupError):
                ALL_FAULTS[fault](one, grader.pid, chance)


def stop(_one: Round, grader: int, chance: random.Random) -> None:
    os.kill(grader, signal.SIGSTOP)
    time.sleep(chance.uniform(1, 5))
    os.kill(grader, signal.SIGCONT)


def jump(_one: Round, grader: int, _chance: random.Random) -> None:
    os.kill(grader, signal.SIGUSR1)


def kill(depth: int) -> Callable[[Round, int, random.Random], None]:
    def killing(_one: Round, grader: int, chance: random.Random) -> None:
        victims = below(grader).get(depth, [])
        if victims:
            os.kill(chance.choice(victims), signal.SIGKILL)

    return killing


def below(grader: int) -> dict[int, list[int]]:
    """Return the warm parent (0), supervisors (1) and workers (2) of a grader."""
    parents, words = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words[int(path.name)] = (path / "cmdline").read_text()
        except OSError:
            continue

    def depth(number: int) -> int:
        """Count the steps up to the grader; a large number where that is none of its parents."""
        if number == grader:
            return 0
        return 1 + depth(parents[number]) if number in parents else 1_000

    found = [one for one, text in words.items() if "autograder.worker.warm" in text and "bwrap" not in text]
    depths = {one: depth(one) for one in found if depth(one) < 1_000}
    least = min(depths.values(), default=0)
    by_depth: dict[int, list[int]] = {}
    for one in sorted(depths):
        by_depth.setdefault(depths[one] - least, []).append(one)
    return by_depth


def keep_busy(_one: Round, _grader: int, chance: random.Random) -> None:
    spinners = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(SPINNERS)]
    time.sleep(chance.uniform(1, 4))
    for spinner in spinners:
        spinner.kill()
        spinner.wait()


def fill_disk(one: Round, _grader: int, chance: random.Random) -> None:
    filler = one.out / ".filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while one.out.is_mount() and file.tell() < DISK_KIB << 10:
            file.write(bytes(4096))
    time.sleep(chance.uniform(0.2, 2))
    filler.unlink(missing_ok=True)


ALL_FAULTS: dict[str, Callable[[Round, int, random.Random], None]] = {
    "grader stopped": stop,
    "clocks jumped": jump,
    "warm parent killed": kill(0),
    "supervisor killed": kill(1),
    "worker killed": kill(2),
    "cores busy": keep_busy,
    "disk full": fill_disk,
}


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """Put a small file system there, where that may be done."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "none", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(words, check=False, capture_output=True).returncode == 0
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def left_behind(one: Round) -> list[str]:
    """Return processes and files that a round has left; ends the former."""
    left = [f"left {path.name}" for path in one.temporary.iterdir()]
    time.sleep(0.5)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid() and fields[0] not in "ZX":
                left.append(f"left a process: {path.with_name('cmdline').read_text()[:80]!r}")
                os.kill(int(path.parent.name), signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    return left


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
