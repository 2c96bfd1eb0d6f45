"""Says in Chinese what is wrong with a call; Typer says it in English only, and exports neither its kinds nor parts."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup

from huibian.cli.help import value_name
from huibian.cli.nearest import nearest
from huibian.cli.terminal import cut

UsageError: type[BaseException] = typer.BadParameter.__mro__[1]  # typer exports only this subclass of it
"""What Typer raises where a call is wrong."""

# How typer begins, and the same in Chinese, with what it quotes.
_ENGLISH = (
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.*)\)$", "多写了 {what}"),
    (r"Option ['\"](?P<what>.*?)['\"] requires (?:an argument|(?P<n>\d+) arguments)", "后面要写上值的选项：{what}"),
    (r"Option ['\"](?P<what>.*?)['\"] does not take a value", "后面不写值的选项：{what}"),
    (r"Missing command\.$", "没有写命令"),
    (r"(?P<what>'.*?'|\".*?\") is not a valid (?:int|integer)(?: range)?\.$", "要写整数，不能是 {what}"),
    (r"(?P<what>'.*?'|\".*?\") is not a valid (?:float|number)(?: range)?\.$", "要写数，不能是 {what}"),
    (
        r"(?P<what>\S+) is not in the range (?P<least>.*?)<=x<=(?P<most>.*)\.$",
        "不能是 {what}，要在 {least} 到 {most} 之间",
    ),
    (r"(?P<what>\S+) is not in the range x>=?(?P<least>.*)\.$", "不能是 {what}，最小是 {least}"),
    (r"(?P<what>\S+) is not in the range x<=?(?P<most>.*)\.$", "不能是 {what}，最大是 {most}"),
    (r"(?P<what>'.*?'|\".*?\") is not one of (?P<known>.*)\.$", "不能是 {what}，可写 {known}"),
    (r"(?P<what>'.*?'|\".*?\") does not match the format", "写法不对：{what}"),
    (r"(?P<what>'.*?'|\".*?\") is not a valid ", "写法不对：{what}"),
    (r"\S+ (?P<what>'.*?'|\".*?\") does not exist\.$", "没有 {what}"),
    (r"\S+ (?P<what>'.*?'|\".*?\") is a directory\.$", "{what} 是文件夹"),
    (r"\S+ (?P<what>'.*?'|\".*?\") is a file\.$", "{what} 不是文件夹"),
    (r"\S+ (?P<what>'.*?'|\".*?\") is not (?:readable|writable|executable)\.$", "没有打开 {what} 的权限"),
)
_NO_COMMAND = r"No such command ['\"](?P<what>.*?)['\"]\."
_ENGLISH_WORDS = "[A-Z]?[a-z]+ [a-z]+ "


def say_usage(error: Any) -> tuple[str, str]:
    """A usage error in words, and what to do."""
    command = error.ctx.command_path if error.ctx else "huibian"
    return cut(f"用法不对：{_what(error)}"), f"用 {command} --help 看用法。"


def _what(error: Any) -> str:
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有选项 {error.option_name}{_near(error.option_name, _options(error.ctx))}"
        case "MissingParameter":
            return f"没有写{_parameter(error.param)}"
        case _:
            return _translated(error)


def _translated(error: Any) -> str:
    """What typer says of other wrong usage; our own words as they are."""
    message = error.message
    if missing := re.match(_NO_COMMAND, message, re.DOTALL):
        return f"没有命令 {missing['what']}{_near(missing['what'], _commands(error.ctx))}"
    for pattern, words in _ENGLISH:
        if found := re.match(pattern, message, re.DOTALL):
            return _about(error) + words.format_map(found.groupdict())
    return _about(error) + "写法不对" if re.match(_ENGLISH_WORDS, message) else message


def _about(error: Any) -> str:
    """The name of the parameter that is to blame, before what is wrong with it; empty where there is none."""
    parameter = getattr(error, "param", None)
    return "" if parameter is None else f"{_parameter(parameter)} "


def _parameter(parameter: Any) -> str:
    """What an editor calls a parameter."""
    if isinstance(parameter, TyperArgument):
        return value_name(parameter)
    return f"选项 {max(parameter.opts, key=len)}" if parameter is not None else "该写的"


def _near(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"，是不是 {near[0]}？" if near else ""


def _options(context: Any) -> list[str]:
    parameters = context.command.get_params(context) if context else ()
    return [name for each in parameters for name in (*each.opts, *each.secondary_opts) if name.startswith("-")]


def _commands(context: Any) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if isinstance(group, TyperGroup) else []
