"""What a process of ours may take of the machine, and how long it lives.

In: bounds. Out: nothing; the calling process is bound by them. Never: a bound on a process that the user started.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie() -> None:
    """End this process when the one that started it ends, whatever it is doing then (Linux; elsewhere a closed pipe must do)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)  # it ended just before


def grant(seconds: float) -> None:
    """Let this process take that many CPU seconds from now on; with more it is ended by SIGXCPU.

    Args:
        seconds: CPU seconds, rounded up to whole ones.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def expire(seconds: float) -> None:
    """End this process by SIGPROF when it has taken that many CPU seconds more, unless it is told otherwise before."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def confine(memory: int) -> None:
    """Let this process have no more than that much memory.

    Args:
        memory: Bytes of address space.
    """
    try:
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))
    except (ValueError, OSError):
        return  # not every system has such a limit: that of CPU time still holds
