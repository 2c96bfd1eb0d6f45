"""Has LibreOffice convert files that nothing here can read, where the machine has it.

What it reads was written by strangers, and nobody sees it work. So each start has a folder of its own, which is removed
whatever happens, and in it a profile of its own that runs no macros and follows no links; it has no network where the
system lets anybody take that away, and limits of time, memory and disk.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from huibian.processes import ending_in_order
from huibian.programs import first_runnable, search_path

ENDING = threading.Event()
"""Set when this process is going to end while another of its threads converts: each conversion ends at once then."""

SECONDS_LIMIT = 120  # of one start; a book of 300 pages takes 20
_SECONDS_MORE = 20  # for each further file of one start
_LOOK = 0.1  # seconds from one look to the next whether this process is to end
_MEMORY_LIMIT = 4 * 2**30  # bytes of addresses; a report with a hundred photographs takes a fifth of it
_RESULT_LIMIT = 64 * 2**20  # bytes of a result, and of anything else that is written: as of every file that is read
_REMEMBERED = 128 * 2**20  # bytes of results that stay in memory

_NAMES = ("soffice.com", "soffice.exe") if os.name == "nt" else ("soffice", "libreoffice")
_FOLDERS = (  # where its installers put it, if it is not on the path
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_KEPT = (  # of the environment; no proxy, no name of the user, no folder of theirs
    *("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "COMMONPROGRAMFILES"),
)
_SETTINGS = (  # of the profile: the node, the property, its value (schemas of officecfg)
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # a proxy that nobody runs, where the network cannot be
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),  # taken away
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_ITEM = """\
<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>
"""


class ForeignFile(Struct, frozen=True):
    """A file to be converted: its bytes, and how the names of such files end, without the dot."""

    data: bytes
    ending: str


class Target(Struct, frozen=True):
    """What files are converted to: how the names of such files end, and the filter of LibreOffice that writes them."""

    ending: str
    filter: str


WORD = Target("docx", "MS Word 2007 XML")

_remembered: dict[bytes, bytes | None] = {}  # results; nowhere but in memory


def find_program() -> Path | None:
    """LibreOffice on this machine; `None` where there is none, or it is not to be used.

    `HUIBIAN_SOFFICE` names it; set, but empty, it says that nothing is to be converted. The current folder is never
    looked into, whatever the path says: a program there may have come with an issue.
    """
    named = os.environ.get("HUIBIAN_SOFFICE")
    if named is not None:
        candidates = [Path(named).absolute()] if named else []
    else:
        candidates = [folder / name for folder in (*search_path(), *map(Path, _FOLDERS)) for name in _NAMES]
    return first_runnable(candidates)


def convert_all(program: Path, files: Sequence[ForeignFile], target: Target) -> list[bytes | None]:
    """Convert files, in one start if that goes well; what was converted before is remembered.

    Args:
        program: LibreOffice.
        files: The files.
        target: What to make of them.

    Returns:
        The bytes of each result; `None` for a file that LibreOffice cannot read, or not within its limits.
    """
    digests = [_digest(program, file, target) for file in files]
    new = {digest: file for digest, file in zip(digests, files, strict=True) if digest not in _remembered}
    known = {digest: _remembered[digest] for digest in digests if digest not in new}
    found = dict(zip(new, _converted_well(program, list(new.values()), target), strict=True)) if new else {}
    _remember(found)
    return [(known | found)[digest] for digest in digests]


def _digest(program: Path, file: ForeignFile, target: Target) -> bytes:
    return sha256(f"{program}\0{file.ending}\0{target}\0".encode(errors="surrogateescape") + file.data).digest()


def _remember(found: Mapping[bytes, bytes | None]) -> None:
    """Keep results, as several issues of a run read the same files twice; those kept first go where room is short."""
    _remembered.update(found)
    while len(_remembered) > len(found) and sum(len(each or b"") for each in _remembered.values()) > _REMEMBERED:
        del _remembered[next(iter(_remembered))]


def _converted_well(program: Path, files: Sequence[ForeignFile], target: Target) -> list[bytes | None]:
    """Convert files; one that LibreOffice dies of, or takes too long with, must not take along those after it."""
    found = _converted(program, files, target)
    if len(files) == 1:
        return found
    return [result or _converted(program, [file], target)[0] for file, result in zip(files, found, strict=True)]


def _converted(program: Path, files: Sequence[ForeignFile], target: Target) -> list[bytes | None]:
    with (
        ending_in_order() as ending,
        tempfile.TemporaryDirectory(prefix="huibian-", ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name).resolve()
        paths = [folder / "in" / f"{number}.{file.ending}" for number, file in enumerate(files)]
        for part in ("in", "out", "temporary", "profile/user"):
            (folder / part).mkdir(parents=True)
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.data)
        settings = "".join(_ITEM.format(*each) for each in _SETTINGS)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(settings), "utf-8")
        command = [
            *_without_network(),
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *_OPTIONS,
            "--convert-to",
            f"{target.ending}:{target.filter}",
            "--outdir",
            str(folder / "out"),
            *map(str, paths),
        ]
        _run(command, folder, SECONDS_LIMIT + _SECONDS_MORE * (len(files) - 1), ending)
        return [_result(folder / "out" / f"{path.stem}.{target.ending}") for path in paths]


def _run(command: Sequence[str], folder: Path, seconds: float, ending: Callable[[], bool]) -> None:
    """Run a program until it ends, its time is over or this process is to end; it and all that it started end then."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # no memory, no processes to be had; the program is gone
        return
    try:
        _bound(process.pid)
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end and not (ending() or ENDING.is_set()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
    finally:
        _end(process)


def _environment(folder: Path) -> Mapping[str, str]:
    own = {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    home = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(folder))
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / "temporary"))
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | own | home | temporary


def _without_network() -> list[str]:
    """What starts a program where there is no network; nothing where the system does not let anybody do that."""
    fence = first_runnable(folder / "unshare" for folder in search_path()) if os.name == "posix" else None
    if fence is None:
        return []
    command = [str(fence), "--user", "--map-current-user", "--net", "--"]
    with contextlib.suppress(OSError):
        if subprocess.run([*command, str(fence), "--version"], capture_output=True, check=False).returncode == 0:
            return command
    return []


def _bound(process: int) -> None:
    """Limit what a process and all that it starts may take, where the system can do that to a running one: Linux."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
        resource.prlimit(process, resource.RLIMIT_FSIZE, (_RESULT_LIMIT, _RESULT_LIMIT))
        resource.prlimit(process, resource.RLIMIT_CORE, (0, 0))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started, and wait until it has ended."""
    with contextlib.suppress(OSError):  # it has ended already
        if os.name == "nt":
            program = Path(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")  # not one in the current folder
            command = [str(program), "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _result(path: Path) -> bytes | None:
    """The bytes of a file that was written; `None` where there is none, or an empty or too large one."""
    with contextlib.suppress(OSError):
        if 0 < path.stat().st_size <= _RESULT_LIMIT:
            return path.read_bytes()
    return None
