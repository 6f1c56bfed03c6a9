"""System calls that no exercise needs, refused by a filter that the process cannot take off again.

The filter is a small program of the classic Berkeley packet filter that the kernel runs before each call;
see ``seccomp(2)``. It is a list of what is refused and not of what is allowed, because TensorFlow's needs
change with its version; namespaces, Landlock and the lack of every capability stand behind it.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable
from typing import Final

from autograder.worker.kernel import PR_SET_PDEATHSIG, SYSCALLS, machine, syscall

__all__ = ["filter_program", "refuse_system_calls"]

# Operations of the filter's machine: load a word of the call's data, compare, jump, answer.
_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_GREATER_EQUAL: Final = 0x35
_IF_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06

# Where the call's number, the architecture and the lower halves of the arguments stand in that data.
_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_ARGUMENTS: Final = (16, 24, 32, 40)

_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_REFUSE: Final = 0x00050000
_X32: Final = 0x40000000
"""On x86-64, calls from here on are the same ones by other numbers."""

_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMNS: Final = ("x86_64", "aarch64")

_REFUSED: Final[dict[str, tuple[int | None, int | None]]] = {
    # New namespaces and mounts: each brings back rights that were given up.
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    # Other processes' memory and descriptors.
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    # Large parts of the kernel that an exercise never touches.
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "lookup_dcookie": (212, 18),
    "personality": (135, 92),
    "vhangup": (153, 58),
    "uselib": (134, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    # Memory that belongs to no process, and so to no sum over processes.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
}
"""Refused as not permitted, whatever the arguments; None where an architecture has no such call."""

_CLONE: Final = (56, 220)
_CLONE_NEW: Final = 0x7E020080
"""Flags of ``clone`` that make a namespace."""
_CLONE3: Final = 435
_SOCKET: Final = (41, 198)
_UNIX: Final = 1
_NO_FAMILY: Final = 0xFFFF
_PRCTL: Final = (157, 167)
_IOCTL: Final = (16, 29)
_TERMINAL_INPUT: Final = (0x5412, 0x541C)
"""Requests that type into a terminal."""

_MMAP: Final = (9, 222)
_MAP_FLAGS: Final = 3
_MAP_SHARED: Final = 0x01
"""Set in both kinds of shared mapping, and in no private one."""
_MAP_ANONYMOUS: Final = 0x20

_SET_FILTER: Final = 1


def refuse_system_calls(*, sockets: bool, shared_files: bool = True) -> None:
    """Put the filter on this process and all that it starts; needs no-new-privileges to be set.

    Args:
        sockets: Whether Unix sockets stay allowed; pairs of connected ones always are.
        shared_files: Whether files may be mapped shared, which makes memory of ``/dev/zero``.

    Raises:
        OSError: The kernel has no filters, or the architecture is unknown.
    """
    program = filter_program(machine(), sockets=sockets, shared_files=shared_files)
    steps = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    syscall(SYSCALLS[machine()]["seccomp"], _SET_FILTER, 0, head)


def filter_program(name: str, *, sockets: bool, shared_files: bool = True) -> bytes:
    """Return the filter for an architecture; see :func:`refuse_system_calls`.

    Raises:
        OSError: The architecture is unknown.
    """
    if name not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no system call filter for {name}")
    column = _COLUMNS.index(name)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_IF_EQUAL, _ARCHITECTURES[name], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if name == "x86_64":
        steps += [_step(_IF_GREATER_EQUAL, _X32, 0, 1), _step(_RETURN, _refuse(errno.ENOSYS))]
    steps += _refuse_always(number[column] for number in _REFUSED.values())
    # Its flags are in memory, where no filter can look; the C library goes on with ``clone``.
    steps += [_step(_IF_EQUAL, _CLONE3, 0, 1), _step(_RETURN, _refuse(errno.ENOSYS))]
    steps += _refuse_if(_CLONE[column], 0, _step(_IF_ANY_BIT, _CLONE_NEW, 0, 1))
    steps += _refuse_if(_SOCKET[column], 0, _step(_IF_EQUAL, _UNIX if sockets else _NO_FAMILY, 1, 0))
    steps += _refuse_if(_PRCTL[column], 0, _step(_IF_EQUAL, PR_SET_PDEATHSIG, 0, 1))
    # Pages of such a mapping that no process has mapped in are in nobody's account.
    shared = _step(_IF_ANY_BIT, _MAP_SHARED, 0, 1)
    anonymous = [_step(_IF_ANY_BIT, _MAP_ANONYMOUS, 0, 2)] if shared_files else []
    steps += _refuse_if(_MMAP[column], _MAP_FLAGS, *anonymous, shared)
    for request in _TERMINAL_INPUT:
        steps += _refuse_if(_IOCTL[column], 1, _step(_IF_EQUAL, request, 0, 1))
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def _refuse_always(numbers: Iterable[int | None]) -> list[bytes]:
    answer = _step(_RETURN, _refuse(errno.EPERM))
    return [
        step for number in numbers if number is not None for step in (_step(_IF_EQUAL, number, 0, 1), answer)
    ]


def _refuse_if(number: int, argument: int, *tests: bytes) -> list[bytes]:
    """Refuse the call when each test of one argument falls through; leaves the call's number loaded."""
    return [
        _step(_IF_EQUAL, number, 0, 3 + len(tests)),
        _step(_LOAD, _ARGUMENTS[argument]),
        *tests,
        _step(_RETURN, _refuse(errno.EPERM)),
        _step(_LOAD, _NUMBER),
    ]


def _refuse(number: int) -> int:
    return _REFUSE | number


def _step(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", operation, if_true, if_false, value)
