"""What root runs to start a sandbox: gather what may be seen, become nobody in particular, go on.

A file of its own, run as ``python -I -S launch.py PACKAGE_FOLDER STAGE USER PATHS DATA COMMAND…``: an
interpreter below a folder that only root may enter would be lost with root's rights. So each path is first
copied, as a mount that nobody else sees and that goes with this process, below ``STAGE``; there the command
finds it by its number.
"""

import os
import sys
from collections.abc import Callable

__all__ = ["main"]

_BIND = 0x1000 | 0x4000
"""Copy a mount and those below it."""


def main(package_folder: str, stage: str, user: int, paths: list[str], data: str, command: list[str]) -> None:
    """Never returns; on refusal says why on standard error and ends with exit code 71."""
    sys.path.insert(0, package_folder)
    from autograder.worker import kernel

    try:
        kernel.unshare(kernel.NEW_MOUNTS)
        kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
        # Held open, since the stage may cover them.
        sources = [f"/proc/self/fd/{os.open(path, os.O_PATH)}" for path in paths]
        shared = f"/proc/self/fd/{os.open(data, os.O_PATH)}" if data else ""
        kernel.mount("tmpfs", stage, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755")
        if shared and not _all_may_read(shared):
            _copy_files(shared, f"{stage}/data")
        elif shared:
            _copy_mount(kernel.mount, shared, f"{stage}/data")
        for number, source in enumerate(sources):
            _copy_mount(kernel.mount, source, f"{stage}/{number}")
        os.chdir("/")
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as error:
        print(f"becoming an unprivileged user: {error}", file=sys.stderr)
        sys.exit(71)
    os.execv(command[0], command)


def _copy_mount(mount: Callable[[str, str, str, int], None], path: str, target: str) -> None:
    if os.path.isdir(path):  # noqa: PTH112
        os.mkdir(target)  # noqa: PTH102
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    mount(path, target, "", _BIND)


def _all_may_read(folder: str) -> bool:
    """Say whether every user may read what is below a folder."""
    paths = [
        folder,
        *(entry for top, names, files in os.walk(f"{folder}/") for entry in _joined(top, names + files)),
    ]
    return all(os.stat(path).st_mode & 0o004 for path in paths)  # noqa: PTH116


def _copy_files(folder: str, target: str) -> None:
    import shutil

    shutil.copytree(folder, target)
    for top, names, files in os.walk(target):
        for path in _joined(top, [".", *names, *files]):
            os.chmod(path, 0o755 if os.path.isdir(path) else 0o644)  # noqa: PTH101, PTH112


def _joined(top: str, names: list[str]) -> list[str]:
    return [f"{top}/{name}" for name in names]


if __name__ == "__main__":
    folder, place, number, listed, data, *words = sys.argv[1:]
    main(folder, place, int(number), listed.split("\n"), data, words)
