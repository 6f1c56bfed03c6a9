"""Takes from Python what Windows and macOS do not have; importing this module does it.

The kit must not need any of it at a student's desk. As the folder of this file can be made one of installed
packages, with a ``.pth`` file that imports it, it also reaches the workers, which take in nothing else.
"""

import os
import select
import signal
import socket
import subprocess
import sys
from typing import Any

MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
ATTRIBUTES: dict[Any, str] = {
    os: "fork forkpty fork1 pipe2 setsid getuid geteuid getgid getegid getpgid killpg nice openpty chown "
    "set_blocking memfd_create pidfd_open sched_getaffinity statvfs wait4 "
    "O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK",
    select: "poll epoll kqueue",
    signal: "SIGALRM SIGHUP SIGKILL SIGSTOP SIGXCPU SIGCHLD alarm setitimer pthread_kill",
    socket: "AF_UNIX CMSG_LEN CMSG_SPACE SCM_RIGHTS recv_fds send_fds socketpair",
}


def forbid() -> None:
    """Remove it all."""
    kill = signal.SIGKILL
    # Python's own way to end a child names the signal; that of Windows does not.
    subprocess.Popen.kill = lambda self: self.send_signal(kill)  # type: ignore[method-assign]
    sys.modules |= dict.fromkeys(MODULES)  # type: ignore[arg-type]
    for owner, names in ATTRIBUTES.items():
        for name in names.split():
            if hasattr(owner, name):
                delattr(owner, name)


if hasattr(os, "fork"):
    forbid()
