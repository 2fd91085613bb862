"""On Windows, the job object a process is put into: bounded memory, and it ends with the program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _Limits(ctypes.Structure):
        _fields_ = [
            ("Basic", _BasicLimits),
            ("IoCounters", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    @contextmanager
    def limited(process: Any, memory: int) -> Iterator[None]:
        """Hold ``process`` to ``memory`` bytes while within; it ends when the program does.

        Where a job cannot be made (an old Windows inside another job), the time limit alone holds.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
        kernel.SetInformationJobObject.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        ]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        job = kernel.CreateJobObjectW(None, None)
        if job:
            limits = _Limits()
            limits.Basic.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
            limits.ProcessMemoryLimit = memory
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            kernel.AssignProcessToJobObject(job, int(process._handle))
        try:
            yield
        finally:
            if job:
                kernel.CloseHandle(job)

else:

    @contextmanager
    def limited(process: Any, memory: int) -> Iterator[None]:
        """Elsewhere the process limits itself."""
        yield
