"""What to say of an issue that failed, whatever went wrong: the last guard before the editor."""

from __future__ import annotations

from pathlib import Path

from huibian.causes import cause, is_shortage
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span

_NO_DICTIONARY_HINT = (
    "在源码文件夹里运行 make words（没有 make 的，python -m tools.words）；用 pip 装的，把 huibian 重装一遍。"
)
_REPORT_HINT = (
    "这不是清单的错。请把这条消息连同清单和文章交给 huibian 的维护者；"
    "设环境变量 HUIBIAN_DEBUG=1 再运行一次，可看到详情。"
)


def faults_of(manifest: Path, error: Exception) -> tuple[Diagnostic, ...]:
    """The faults that an error carries, or one that names it.

    That is a shortage of the machine (HB130), a checkout without the dictionary of words (HB901), or ours (HB900).
    """
    if isinstance(error, HuibianError):
        return error.diagnostics
    return (_shortage(manifest, error) or _no_dictionary(manifest, error) or _internal_error(manifest, error),)


def _shortage(manifest: Path, error: Exception) -> Diagnostic | None:
    """What the machine lacks, if that is the reason; `None` if it is another."""
    if isinstance(error, MemoryError):
        lacking = "内存不够"
    elif isinstance(error, OSError) and is_shortage(error):
        lacking = cause(error)
    else:
        return None
    hint = "关掉一些程序，或腾出磁盘空间，再运行一次。"
    return Diagnostic(Severity.ERROR, "HB130", f"系统不够用：{lacking}", Span(manifest), hint)


def _no_dictionary(manifest: Path, error: Exception) -> Diagnostic | None:
    """That the dictionary of words was not made in this checkout, if that is the reason; `None` if it is another."""
    from huibian.linebreak.dictionary import NoDictionaryError  # for those whose issue failed

    if not isinstance(error, NoDictionaryError):
        return None
    return Diagnostic(Severity.ERROR, "HB901", f"没有分词的词典 {error}", Span(manifest), _NO_DICTIONARY_HINT)


def _internal_error(manifest: Path, error: Exception) -> Diagnostic:
    message = f"huibian 自己出了错（{type(error).__name__}：{error}）"
    return Diagnostic(Severity.ERROR, "HB900", message, Span(manifest), _REPORT_HINT)
