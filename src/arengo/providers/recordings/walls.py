"""The walls around a program that we did not write: what it may open, call and use up.

Imported before every program that is walled in: it imports little itself, not even `typing`.
"""

import ctypes
import errno
import os
import resource
import sys
from types import MappingProxyType

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_NO_NEW_PRIVS = 38
_NICE = 10
_MOST_OPEN = 64

# Landlock: which kinds of access are refused unless a rule grants them, by the kernel's version.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE = 1, 2, 4, 8, 1 << 14
_HANDLED = ((1, (1 << 13) - 1), (2, 1 << 13), (3, _TRUNCATE))
_VERSION_WITH_TCP = 4
_TCP = 3
_PROGRAMS = ("/usr", "/lib", "/lib64", "/bin", "/opt")
_NEEDED = ("/etc/ld.so.cache", "/dev/null", "/dev/urandom")

# socket connect socketpair ptrace fork vfork process_vm_readv process_vm_writev kill tkill mount
# unshare setns bpf keyctl perf_event_open userfaultfd io_uring_setup
_X86_64 = (
    41,
    42,
    53,
    101,
    57,
    58,
    310,
    311,
    62,
    200,
    165,
    272,
    308,
    321,
    250,
    298,
    323,
    425,
)
_AARCH64 = (198, 203, 199, 117, 270, 271, 129, 130, 40, 97, 268, 280, 219, 241, 282, 425)
FORBIDDEN = MappingProxyType({"x86_64": _X86_64, "aarch64": _AARCH64})


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def close_off(*, reads: list[str], writes: list[str]) -> None:
    """Take the network and the file system away, but for programs and these files."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _ = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _lock_files(libc, reads, writes)


def limit(*, cpu_s: int, memory_bytes: int, written_bytes: int) -> None:
    """Bound what may be used up; the kernel ends whoever takes more."""
    os.nice(_NICE)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, written_bytes),
        (resource.RLIMIT_NOFILE, _MOST_OPEN),
        (resource.RLIMIT_AS, memory_bytes),
    ):
        try:  # where a limit is lower already it stays
            resource.setrlimit(kind, (most, most))
        except ValueError:
            continue


def forbidden_here() -> tuple[int, ...]:
    """Return the numbers of the system calls that no decoder needs."""
    return FORBIDDEN.get(os.uname().machine, ())


def _lock_files(libc: ctypes.CDLL, reads: list[str], writes: list[str]) -> None:
    """Restrict by Landlock; a kernel without it leaves what users and folders forbid."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return
    handled = sum(mask for since, mask in _HANDLED if version >= since)
    network = _TCP if version >= _VERSION_WITH_TCP else 0
    size = 16 if network else 8
    rules = _Ruleset(handled, network)
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), errno.errorcode.get(ctypes.get_errno(), "landlock"))
    for path in _PROGRAMS:
        _allow(libc, ruleset, path, _EXECUTE | _READ | _LIST)
    for path in (*_NEEDED, *reads):
        _allow(libc, ruleset, path, _READ)
    for path in writes:
        _allow(libc, ruleset, path, (_READ | _WRITE | _TRUNCATE) & handled)
    if libc.syscall(_RESTRICT_SELF, ruleset, 0) != 0:
        raise OSError(ctypes.get_errno(), "landlock")
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rule = _Beneath(access, place)
    libc.syscall(_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    os.close(place)
