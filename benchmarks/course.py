"""How much processor time does grading one submission take, exercise by exercise?

The cost of one more copy of the solution, measured as the slope between few and many, so that the start of
the warm parent does not count. Usage: ``python benchmarks/course.py [NAME…]``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from cpu import ALL_COUNTED, measured

ROOT = Path(__file__).resolve().parents[1]
MOST = {
    "01_celsius": 3.0,
    "02_line": 3.0,
    "03_noisy_line": 3.0,
    "04_fashion_mnist": 8.0,
    "05_iris": 3.0,
    "06_vocabulary": 0.5,
}
"""CPU seconds a submission, on two cores."""
FEW, MANY = 2, 8


def main(names: list[str]) -> int:
    """Measure, print, and return 1 if a bound does not hold."""
    worst = 0.0
    print(f"{'exercise':<20}{'CPU s each':>12}{'at most':>9}")
    for name in names or list(MOST):
        with tempfile.TemporaryDirectory() as folder:
            few, many = (cpu_of(name, count, Path(folder)) for count in (FEW, MANY))
        each = (many - few) / (MANY - FEW)
        worst = max(worst, each / MOST[name])
        print(f"{name:<20}{each:>12.2f}{MOST[name]:>9.1f}", flush=True)
    if not ALL_COUNTED:
        print("Without a control group (run it as root), processes inside bubblewrap are not counted.")
    return 0 if worst <= 1 else 1


def cpu_of(name: str, count: int, folder: Path) -> float:
    """Return the CPU seconds of grading so many copies of the solution."""
    handed = folder / f"class{count}"
    handed.mkdir()
    for index in range(count):
        shutil.copy(ROOT / "solutions" / name / f"{name}.py", handed / f"student{index}.py")
    words = ["grade", str(handed), "-e", name, "-o", str(folder / f"out{count}"), "-j", "2"]
    return measured([sys.executable, "-m", "autograder", *words], ROOT)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
