"""What root runs to start a sandbox: gather what may be seen, become nobody in particular, go on.

A file of its own, run as ``python -I -S launch.py PACKAGE_FOLDER STAGE USER PATHS COMMAND…``: an
interpreter below a folder that only root may enter would be lost with root's rights. So each path is first
copied, as a mount that nobody else sees and that goes with this process, below ``STAGE``; there the command
finds it by its number.
"""

import os
import sys


def main(package_folder: str, stage: str, user: int, paths: list[str], command: list[str]) -> None:
    """Never returns; on refusal says why on standard error and ends with exit code 71."""
    sys.path.insert(0, package_folder)
    from autograder.worker import kernel

    try:
        kernel.unshare(kernel.NEW_MOUNTS)
        kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
        kernel.mount("tmpfs", stage, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
        for number, path in enumerate(paths):
            _copy_mount(kernel.mount, path, f"{stage}/{number}", kernel.MS_BIND | kernel.MS_REC)
        os.chdir("/")
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as error:
        print(f"becoming an unprivileged user: {error}", file=sys.stderr)
        sys.exit(71)
    os.execv(command[0], command)


def _copy_mount(mount, path: str, target: str, flags: int) -> None:  # type: ignore[no-untyped-def]
    if os.path.isdir(path):  # noqa: PTH112
        os.mkdir(target)  # noqa: PTH102
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    mount(path, target, "", flags)


if __name__ == "__main__":
    folder, place, number, listed, *words = sys.argv[1:]
    main(folder, place, int(number), listed.split("\n"), words)
