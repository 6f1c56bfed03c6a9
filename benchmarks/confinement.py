"""What the walls cost: CPU a submission, bubblewrap against a plain process, and memory a parallel worker.

    python benchmarks/confinement.py [COUNT]

Both sandboxes run the same cells and answer the same calls, in turns so that a busy machine disturbs both
alike. CPU is that of the grader, the warm parent and all that it forked, from the kernel's accounts. Memory
is what a worker and its supervisor have to themselves after training, while others run beside them.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

from autograder.model import Limits
from autograder.sandbox import Sandbox, Session, open_sandbox

MOST_CPU_MS = 60
MOST_MEMORY_MIB = 350
ROUNDS = 5
PARALLEL = 4
LIMITS = Limits(seconds=60)

MASTER = Path(__file__).parents[1] / "solutions/02_line/02_line.py"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    cells = cells_of(MASTER)
    with open_sandbox("bubblewrap") as confined, open_sandbox("process") as plain:
        sandboxes = {"bubblewrap": confined, "process": plain}
        for sandbox in sandboxes.values():
            submission(sandbox, cells)
        parents = dict(zip(sandboxes, sorted(warm_parents()), strict=True))
        found: dict[str, list[float]] = {name: [] for name in sandboxes}
        for _ in range(ROUNDS):
            for name, sandbox in sandboxes.items():
                found[name].append(cpu_ms(parents[name], sandbox, cells, count))
        memory = parallel_memory(confined, cells)
    return report(found, memory, count)


def report(found: dict[str, list[float]], memory: list[float], count: int) -> int:
    least = {name: min(times) for name, times in found.items()}
    for name, times in found.items():
        print(f"{name:<11} {least[name]:6.1f} ms CPU a submission (median {statistics.median(times):.1f})")
    more = least["bubblewrap"] - least["process"]
    print(f"confinement {more:6.1f} ms more, of {ROUNDS} rounds of {count}; at most {MOST_CPU_MS}")
    print(
        f"memory      {max(memory):6.0f} MiB private a worker, {PARALLEL} in parallel; "
        f"at most {MOST_MEMORY_MIB}"
    )
    return 0 if more <= MOST_CPU_MS and max(memory) <= MOST_MEMORY_MIB else 1


def cells_of(path: Path) -> list[list[object]]:
    """Return the code cells of a percent file, all that is drawn left out."""
    parts = path.read_text(encoding="utf-8").split("\n# %%")
    sources = [part.partition("\n") for part in parts[1:]]
    kept = [body for tags, _, body in sources if "[markdown]" not in tags and "otter_ignore" not in tags]
    return [[number, 1, source] for number, source in enumerate(kept, 1)]


def submission(sandbox: Sandbox, cells: list[list[object]]) -> None:
    session = trained(sandbox, cells)
    session.close()


def trained(sandbox: Sandbox, cells: list[list[object]]) -> Session:
    """Run the cells and train the model; return the open session."""
    session = sandbox.open(LIMITS)
    session.ask("load", cells, 5)
    for number, _line, _source in cells:
        session.ask("cell", number)
    inputs, outputs = call(session, "make_data", 100, 5)
    model = call(session, "Model")
    call(session, "fit", model, inputs, outputs)
    return session


def call(session: Session, name: str, *args: object) -> object:
    return session.ask("call", session.ask("get", name), list(args), {}, False)


def cpu_ms(parent: int, sandbox: Sandbox, cells: list[list[object]], count: int) -> float:
    before = cpu_of(parent)
    for _ in range(count):
        submission(sandbox, cells)
    # The parent counts a child when it takes note of its end.
    time.sleep(0.1)
    sandbox.open(LIMITS).close()
    return (cpu_of(parent) - before) * 1000 / count


def cpu_of(parent: int) -> float:
    fields = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    own = resource.getrusage(resource.RUSAGE_SELF)
    return sum(map(int, fields[11:15])) / 100 + own.ru_utime + own.ru_stime


def warm_parents() -> list[int]:
    """Return the numbers of this process's warm parents, in the order in which they were started."""
    parents: dict[int, int] = {}
    words: dict[int, str] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words[int(path.name)] = (path / "cmdline").read_text()
        except OSError:
            continue
    me = Path("/proc/self").resolve().name
    return [
        number
        for number, text in words.items()
        if "autograder.worker.warm" in text and "bwrap" not in text and int(me) in ancestors(number, parents)
    ]


def ancestors(number: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while number in parents and number not in found:
        found.add(number)
        number = parents[number]
    return found


def parallel_memory(sandbox: Sandbox, cells: list[list[object]]) -> list[float]:
    """Return MiB that each of several workers, with its supervisor, has to itself."""
    before = private_memory()
    sessions = [trained(sandbox, cells) for _ in range(PARALLEL)]
    after = {number: size for number, size in private_memory().items() if number not in before}
    for session in sessions:
        session.close()
    # Worker and supervisor were forked one after the other: two numbers each.
    numbers = sorted(after)
    return [after[first] + after[second] for first, second in zip(numbers[::2], numbers[1::2], strict=True)]


def private_memory() -> dict[int, float]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"autograder.worker.warm" in path.read_bytes():
                text = path.with_name("smaps_rollup").read_text()
                sizes = [int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_")]
                found[int(path.parent.name)] = sum(sizes) / 1024
        except OSError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
