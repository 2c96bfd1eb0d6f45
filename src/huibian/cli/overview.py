"""What huibian says of itself as a whole: what it is, its own options, and its commands with what each does.

All of it is known without importing a command or Typer, so that `huibian --help` answers at once.
"""

from __future__ import annotations

from huibian.cli.helptext import HELP, CommandHelp, Entry, paragraphs

ABOUT = "汇编：一份清单加若干篇文章，排成公文版式的 PDF 和 DOCX，两者每行每页都断在同一个字。"
EPILOG = """\b
例：
  huibian new                           从这个文件夹的稿件做出清单
  huibian render issue-92.yaml          在清单旁边写出 issue-92.pdf 和 issue-92.docx
  huibian toc issue-92.yaml --pages     看目录、页码和每页起止
  huibian explain HB101                 一条消息是什么意思，怎么办
\b
退出码：0 完成；1 这一期有错；2 用法不对。"""

OPTIONS = {
    "--version": "显示版本",
    "--install-completion": "让终端补全命令和选项（按 Tab 键）：装到现在用的 bash、zsh、fish 或 PowerShell 里",
    "--show-completion": "写出补全的脚本，自己装",
}
HELP_OPTIONS = ("-h", "--help")

COMMANDS = {
    "render": "排版：按清单写出 PDF 和 DOCX。",
    "build": "成批排版：只排文件夹里有变动的各期。",
    "toc": "看目录和页码，不写文件。",
    "explain": "说明一个消息编号，或清单、版式里的一个键。",
    "schema": "给编辑器用的 JSON Schema：写清单、版式时边写边提示。",
    "new": "新的一期：从一个文件夹的稿件做出清单。",
    "preview": "预览：在浏览器里看版面，存盘就更新；或每页画成一张图。",
    "fonts": "字体：各用哪个、缺哪些字，取来自由字体。",
}
"""The commands in the order of the help; each is the function of its name in the module of its name beside this one."""

OVERVIEW = CommandHelp(
    usage="huibian [选项] 命令 …",
    about=ABOUT,
    arguments=(),
    options=(*(Entry(*each) for each in OPTIONS.items()), Entry("，".join(HELP_OPTIONS), HELP)),
    commands=tuple(Entry(*each) for each in COMMANDS.items()),
    epilog=tuple(paragraphs(EPILOG)),
)
"""The help of huibian itself."""
