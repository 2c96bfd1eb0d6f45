"""Opens a file at a line in the editor that the user has chosen."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.preview.opening import open_file, start
from huibian.programs import find_program

VARIABLES = ("HUIBIAN_EDITOR", "VISUAL", "EDITOR")
"""The variables of the environment that name an editor, the first one first."""

# What editors want to hear besides the file; by the names of their programs, without .exe.
_ARGUMENTS: Mapping[str, Sequence[str]] = {
    "code": ("--goto", "{file}:{line}:{column}"),
    "codium": ("--goto", "{file}:{line}:{column}"),
    "cursor": ("--goto", "{file}:{line}:{column}"),
    "subl": ("{file}:{line}:{column}",),
    "zed": ("{file}:{line}:{column}",),
    "notepad++": ("-n{line}", "-c{column}", "{file}"),
    "gedit": ("+{line}:{column}", "{file}"),
    "gnome-text-editor": ("+{line}:{column}", "{file}"),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
    "kwrite": ("--line", "{line}", "--column", "{column}", "{file}"),
    "mousepad": ("--line={line}", "--column={column}", "{file}"),
    "xed": ("+{line}", "{file}"),
    "pluma": ("+{line}", "{file}"),
    "geany": ("--line", "{line}", "--column", "{column}", "{file}"),
    "gvim": ("+{line}", "{file}"),
    "mvim": ("+{line}", "{file}"),
    "emacsclient": ("--no-wait", "+{line}:{column}", "{file}"),
    "bbedit": ("+{line}", "{file}"),
    "mate": ("--line", "{line}:{column}", "{file}"),
}
_IN_TERMINALS = frozenset({"vi", "vim", "nvim", "nano", "pico", "emacs", "micro", "hx", "joe", "ed", "mcedit"})
_SCRIPTS = frozenset({".cmd", ".bat"})  # Windows has its command line read what they are told once more
_OBEYED = frozenset("&|<>^%!")  # and obeys these there
_TEXTS = frozenset({".txt", ".md", ".markdown", ".yaml", ".yml"})
_SHOWN = _TEXTS | {".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif",
                   ".tiff", ".webp"}  # fmt: skip


def open_at(place: Span) -> None:
    """Open a file at a place, without waiting for the editor.

    A text is opened in the editor that `HUIBIAN_EDITOR`, `VISUAL` or `EDITOR` names: a program and what it is to be
    told, with `{file}`, `{line}` and `{column}` in it where it is none of those that are known. Of the latter two,
    an editor that needs a terminal is passed over. Anything else, and all without an editor, is opened by the system.

    Raises:
        HuibianError: There is no such editor, or the system has no program for the file (HB622), or it is of a kind
            that the system might run (HB623).
    """
    endings = {place.file.suffix.lower(), place.file.resolve().suffix.lower()}  # a link is opened as what it leads to
    command = _command(place) if endings <= _TEXTS or not endings <= _SHOWN else None
    if command is None and not endings <= _SHOWN:
        message = f"不知道用什么打开 {place.file.name}"
        hint = "设环境变量 HUIBIAN_EDITOR，如 code、notepad++、gedit。"
        raise HuibianError([Diagnostic(Severity.ERROR, "HB623", message, Span(place.file), hint)])
    if command is None:
        open_file(place.file)
        return
    try:
        start(command)
    except OSError as error:
        raise _no_editor(command[0], place) from error


def _command(place: Span) -> list[str] | None:
    """What opens a text at a place; `None` where the user has chosen no editor that can be started from here."""
    for variable in VARIABLES:
        named = os.environ.get(variable, "")
        try:
            chosen = shlex.split(named, posix=os.name != "nt")
        except ValueError as error:  # a quotation mark without its other half
            raise _no_editor(named, place) from error
        if not chosen:
            continue
        program, *options = (each.strip('"') for each in chosen)
        name = Path(program).stem.lower() if program.lower().endswith(".exe") else Path(program).name.lower()
        if variable != "HUIBIAN_EDITOR" and name in _IN_TERMINALS:
            continue
        if not any("{file}" in option for option in options):
            options += _ARGUMENTS.get(name, ("{file}",))
        found, file = find_program(program), str(place.file.resolve())
        if found is None:
            raise _no_editor(program, place)
        if found.suffix.lower() in _SCRIPTS and not _OBEYED.isdisjoint(file):
            return None
        facts = {"{line}": str(place.line or 1), "{column}": str(place.column or 1), "{file}": file}
        return [str(found), *(_filled(option, facts) for option in options)]
    return None


def _no_editor(named: str, place: Span) -> HuibianError:
    message, hint = f"打不开编辑器 {named}", "核对环境变量 HUIBIAN_EDITOR、VISUAL、EDITOR。"
    return HuibianError([Diagnostic(Severity.ERROR, "HB622", message, Span(place.file), hint)])


def _filled(option: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        option = option.replace(name, value)
    return option
