"""The few system calls that decoding needs; the kernel denies a worker all others (seccomp).

A thread may be started, for HEIC is decoded in one: `clone` passes when it asks for a thread of
this process and never for another process. `clone3` hides what it asks for: it does not exist.

Imported before every program that is walled in: it imports little itself, not even `typing`.
"""

import ctypes
import errno
import os
from types import MappingProxyType

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EPERM
_ABSENT = 0x00050000 | errno.ENOSYS
_KILL = 0x80000000
_CLONE_THREAD = 0x10000
_CLONE3 = 435

# read write close fstat lseek mmap mprotect munmap brk mremap madvise futex getpid gettid
# sched_yield sched_getaffinity clock_gettime gettimeofday getrandom getrusage prlimit64
# rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall exit exit_group
# set_robust_list rseq
_X86_64 = (
    *(0, 1, 3, 5, 8, 9, 10, 11, 12, 25, 28, 202, 39, 186),
    *(24, 204, 228, 96, 318, 98, 302),
    *(13, 14, 15, 131, 219, 60, 231),
    *(273, 334),
)
_AARCH64 = (
    *(63, 64, 57, 80, 62, 222, 226, 215, 214, 216, 233, 98, 172, 178),
    *(124, 123, 113, 169, 278, 165, 261),
    *(134, 135, 139, 132, 128, 93, 94),
    *(99, 293),
)
_MACHINES = MappingProxyType(
    {"x86_64": (0xC000003E, 56, _X86_64), "aarch64": (0xC00000B7, 220, _AARCH64)}
)


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("code", ctypes.POINTER(_Instruction)))


def deny_the_rest(libc: ctypes.CDLL) -> bool:
    """Deny for good all other calls; False where the machine or the kernel has no such filter.

    The caller has set no_new_privs, without which only root may do this.
    """
    known = _MACHINES.get(os.uname().machine)
    if known is None:
        return False
    return _install(libc, _instructions(*known))


def deny_these(libc: ctypes.CDLL, numbers: tuple[int, ...]) -> bool:
    """Deny for good these calls and new processes, and allow the rest: for other programs."""
    known = _MACHINES.get(os.uname().machine)
    if known is None:
        return False
    architecture, clone, _ = known
    checks = [
        _Instruction(_JUMP_EQUAL, len(numbers) - place + 4, 0, number)
        for place, number in enumerate(numbers)
    ]
    return _install(
        libc,
        [
            *_begin(architecture),
            *checks,
            _Instruction(_JUMP_EQUAL, 0, 1, _CLONE3),
            _Instruction(_RETURN, 0, 0, _ABSENT),
            _Instruction(_JUMP_EQUAL, 0, 3, clone),
            _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
            _Instruction(_JUMP_SET, 1, 0, _CLONE_THREAD),
            _Instruction(_RETURN, 0, 0, _DENY),
            _Instruction(_RETURN, 0, 0, _ALLOW),
        ],
    )


def _install(libc: ctypes.CDLL, instructions: list[_Instruction]) -> bool:
    code = (_Instruction * len(instructions))(*instructions)
    program = _Program(len(instructions), code)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program)) == 0)


def _begin(architecture: int) -> list[_Instruction]:
    """Kill whoever speaks for another machine, then look at the number of the call."""
    return [
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Instruction(_JUMP_EQUAL, 1, 0, architecture),
        _Instruction(_RETURN, 0, 0, _KILL),
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
    ]


def _instructions(architecture: int, clone: int, allowed: tuple[int, ...]) -> list[_Instruction]:
    checks = [
        _Instruction(_JUMP_EQUAL, len(allowed) - place + 5, 0, number)
        for place, number in enumerate(allowed)
    ]
    return [
        *_begin(architecture),
        *checks,
        _Instruction(_JUMP_EQUAL, 0, 1, _CLONE3),
        _Instruction(_RETURN, 0, 0, _ABSENT),
        _Instruction(_JUMP_EQUAL, 0, 2, clone),
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        _Instruction(_JUMP_SET, 1, 0, _CLONE_THREAD),
        _Instruction(_RETURN, 0, 0, _DENY),
        _Instruction(_RETURN, 0, 0, _ALLOW),
    ]
