"""The operating system's errors as sentences a person can act on."""

from __future__ import annotations

import errno

from desktop.core.errors import EnvironmentFailure

_CODES = {
    errno.ENOENT: "file.missing",
    errno.EACCES: "file.denied",
    errno.EPERM: "file.denied",
    errno.EROFS: "file.denied",
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
    errno.EISDIR: "file.is_folder",
    errno.ENOTDIR: "file.not_folder",
    errno.EEXIST: "file.exists",
}


def known(error: OSError) -> EnvironmentFailure:
    """The `EnvironmentFailure` for an `OSError`, naming the file it was about."""
    path = error.filename if isinstance(error.filename, str) else str(error.filename or "")
    code = _CODES.get(error.errno or 0, "file.failed")
    return EnvironmentFailure(code, path=path)
