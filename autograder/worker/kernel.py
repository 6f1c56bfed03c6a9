"""The few Linux calls that the standard library lacks; each raises ``OSError`` when refused.

Numbers are those of ``linux/sched.h``, ``linux/mount.h``, ``linux/prctl.h`` and ``linux/capability.h``;
they are the same on every architecture. System call numbers, which are not, stand in :data:`SYSCALLS`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
from typing import Final

__all__ = [
    "ALL_NAMESPACES",
    "MS_BIND",
    "MS_NODEV",
    "MS_NOEXEC",
    "MS_NOSUID",
    "MS_PRIVATE",
    "MS_REC",
    "NEW_MOUNTS",
    "PR_SET_PDEATHSIG",
    "SYSCALLS",
    "close_bounding_set",
    "die_with_parent",
    "drop_capabilities",
    "drop_held_capabilities",
    "forbid_new_privileges",
    "machine",
    "mount",
    "prctl",
    "syscall",
    "unshare",
]

NEW_MOUNTS: Final = 0x00020000
ALL_NAMESPACES: Final = (
    NEW_MOUNTS
    | 0x02000000  # cgroup
    | 0x04000000  # host name
    | 0x08000000  # System V IPC, POSIX message queues
    | 0x10000000  # users and capabilities
    | 0x20000000  # processes (of the next fork)
    | 0x40000000  # network
)
"""Every kind of namespace, for :func:`unshare`."""

MS_NOSUID: Final = 0x2
MS_NODEV: Final = 0x4
MS_NOEXEC: Final = 0x8
MS_BIND: Final = 0x1000
MS_REC: Final = 0x4000
MS_PRIVATE: Final = 0x40000

PR_SET_PDEATHSIG: Final = 1
_PR_CAPBSET_DROP: Final = 24
_PR_SET_SECUREBITS: Final = 28
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_CAP_AMBIENT: Final = 47
_PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
_SECURE_ALL_LOCKED: Final = 0xEF
"""No rights for user 0, none on change of user, none ambient; each locked."""
_CAPABILITY_VERSION_3: Final = 0x20080522
_LAST_CAPABILITY: Final = 63

SYSCALLS: Final = {
    "x86_64": {"capset": 126, "seccomp": 317},
    "aarch64": {"capset": 91, "seccomp": 277},
}
"""Numbers by architecture; Landlock's (444 to 446) are the same everywhere."""

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def machine() -> str:
    """Return the architecture's name as the kernel says it."""
    return platform.machine()


def syscall(number: int, *arguments: int | ctypes.c_void_p | bytes | None) -> int:
    """Make a system call; integers are passed as machine words."""
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *words), f"system call {number}")


def unshare(flags: int) -> None:
    """Move this process into new namespaces."""
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system, or change or copy a mount, as the flags say."""
    words = [word.encode() for word in (source, target, kind)]
    _checked(_libc.mount(*words, ctypes.c_ulong(flags), options.encode()), f"mount {target}")


def prctl(option: int, *arguments: int) -> int:
    """Change a property of this process."""
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(_libc.prctl(ctypes.c_int(option), *words), f"prctl {option}")


def die_with_parent(number: int) -> None:
    """Have this process receive a signal when the thread that forked it ends."""
    prctl(PR_SET_PDEATHSIG, number)


def forbid_new_privileges() -> None:
    """Make set-user-ID programs and file capabilities mean nothing from now on."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up every capability, held, inherited or still to be gained, for good."""
    prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    prctl(_PR_SET_SECUREBITS, _SECURE_ALL_LOCKED)
    close_bounding_set()
    drop_held_capabilities()


def close_bounding_set() -> None:
    """Make every capability one that no program can gain any more."""
    for number in range(_LAST_CAPABILITY + 1):
        try:
            prctl(_PR_CAPBSET_DROP, number)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            break  # the kernel knows no more than these


def drop_held_capabilities() -> None:
    """Give up the capabilities that this process holds."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    pointers = (ctypes.cast(header, ctypes.c_void_p), ctypes.cast(nothing, ctypes.c_void_p))
    syscall(SYSCALLS[machine()]["capset"], *pointers)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
