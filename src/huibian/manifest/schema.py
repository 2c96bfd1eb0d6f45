"""What a manifest may say, key by key; `docs/manifest.md` explains it and editors get it as a JSON Schema."""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from huibian.characters import Oddity, describe, oddities
from huibian.markedyaml import MisfitError, Model, ParsedBy
from huibian.markedyaml.keys import called
from huibian.markedyaml.proposals import date, month

_MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"
_MOST_ISSUES = 999_999  # a daily would take 2,700 years
_MOST_COPIES = 999_999_999
_DATE = _MONTH + r"-[0-9]{2}"


class YearMonth(Struct, frozen=True, order=True):
    """A month of a year."""

    year: int
    month: int


def _words(value: object) -> object:
    """Text of one line, without the white round it."""
    if not isinstance(value, str):
        return value
    words = value.strip()
    if not words:
        msg = "不能为空"
        raise ValueError(msg)
    for index, oddity in oddities(words):
        if oddity is not Oddity.VARIANT:
            what = "只能写一行" if words[index] == "\n" else f"里有不该有的字符 {describe(words[index])}"
            raise ValueError(what)
    return words


def _month(value: object) -> YearMonth:
    if not isinstance(value, str) or not re.fullmatch(_MONTH, value):
        msg = "要写成 2020-03 的样子：四位年，两位月，中间用短横"
        raise MisfitError(msg, hint=_proposal(value, month))
    year, number = value.split("-")
    return YearMonth(int(year), int(number))


def _date(value: object) -> datetime.date:
    if isinstance(value, str) and re.fullmatch(_DATE, value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            msg = f"没有 {value} 这一天"
            raise ValueError(msg) from None
    msg = "要写成 2020-04-16 的样子：四位年，两位月，两位日，中间用短横"
    raise MisfitError(msg, hint=_proposal(value, date))


def _proposal(value: object, read: Callable[[str], str | None]) -> str | None:
    """How to write a value that is written in another way; `None` where it cannot be made out."""
    proposed = read(value) if isinstance(value, str) else None
    return None if proposed is None else f"写成 {proposed}。"


def article_keys(value: object) -> object:
    """The keys of an article; one that needs no more than its file is written as that alone."""
    return {"file": value} if isinstance(value, str) else value


def _colophon(value: object) -> object:
    """A colophon whose keys are all left out, or commented out."""
    return {} if value is None else value


Words: TypeAlias = Annotated[str, ParsedBy(_words)]
Number: TypeAlias = Annotated[str, ParsedBy(_words), Meta(extra_json_schema={"type": ["string", "integer"]})]
"""Words that an editor takes for a number where they stand without quotes."""


class ArticleEntry(Model, frozen=True):
    """One article."""

    file: Annotated[
        Words, called("文件", "文章", "文件名"), Meta(description="文章文件，相对于清单", examples=["articles/01.txt"])
    ]
    title: Annotated[
        Words | None,
        called("标题", "题目", "题名", "文章标题"),
        Meta(description="标题；不写就用文件的第一行", examples=["全县防汛工作会议召开"]),
    ] = None
    toc: Annotated[
        Words | None,
        called("目录标题", "目录", "短标题"),
        Meta(description="目录里的标题；不写就和正文的一样", examples=["全县防汛工作会议"]),
    ] = None


class SectionEntry(Model, frozen=True):
    """One section with its articles."""

    title: Annotated[
        Words,
        called("栏目名", "栏目", "标题", "栏目名称", "名称", "name"),
        Meta(description="栏目名", examples=["本月关注"]),
    ]
    articles: Annotated[
        tuple[Annotated[ArticleEntry, ParsedBy(article_keys, typed=str | ArticleEntry)], ...],
        called("文章", "稿件", "文章列表", "article", "files"),
        Meta(description="文章，按刊登的顺序；文件名里有 * 或 ? 的，是合于它的所有文件，如 来稿/*.txt", min_length=1),
    ]


class Colophon(Model, frozen=True):
    """版记: the box at the foot of the last page. What is not written does not appear."""

    notice: Annotated[
        Words | None,
        called("提示", "提示语", "注意事项", "密级"),
        Meta(description="提示语", examples=["内部资料 注意保存"]),
    ] = None
    distribution: Annotated[
        Words | None,
        called("发送范围", "发送", "分送", "发送对象", "发放范围"),
        Meta(description="发送范围", examples=["县委书记，县长，县直各单位。"]),
    ] = None
    sponsor: Annotated[
        Words | None,
        called("主管", "主管单位", "主办", "主办单位"),
        Meta(description="主管单位", examples=["云溪县人民政府办公室"]),
    ] = None
    publisher: Annotated[
        Words | None,
        called("编辑出版", "编辑出版单位", "出版", "出版单位", "编印", "编印单位"),
        Meta(description="编辑出版单位", examples=["云溪县地方史志办公室"]),
    ] = None
    phone: Annotated[
        Number | None,
        called("电话", "联系电话", "电话号码", "tel", "telephone"),
        Meta(description="电话", examples=["68933000"]),
    ] = None
    email: Annotated[
        Words | None,
        called("邮箱", "电子邮箱", "电子邮件", "邮件", "mail"),
        Meta(description="电子邮箱", examples=["yxszb@yunxi.example"]),
    ] = None
    printer: Annotated[
        Words | None,
        called("印刷", "印刷单位", "承印", "承印单位", "印刷厂"),
        Meta(description="印刷单位", examples=["云溪县印刷厂"]),
    ] = None
    report_to: Annotated[
        Words | None, called("报", "报送", "上报"), Meta(description="报：上级", examples=["县委、县政府"])
    ] = None
    send_to: Annotated[
        Words | None, called("送", "抄送", "主送"), Meta(description="送：同级", examples=["县直各单位"])
    ] = None
    issue_to: Annotated[
        Words | None, called("发", "下发", "印发"), Meta(description="发：下级", examples=["各乡镇人民政府"])
    ] = None
    copies: Annotated[
        int | None,
        called("印数", "份数", "共印", "印制份数", "印刷数量"),
        Meta(description="印数", ge=1, le=_MOST_COPIES, examples=[130]),
    ] = None


class Manifest(Model, frozen=True, kw_only=True):
    """The whole file."""

    layout: Annotated[
        Words,
        called("版式", "版面", "排版", "模板", "template"),
        Meta(description="版式：名字，或一个 .yaml 文件", examples=["bulletin"]),
    ]
    masthead: Annotated[
        Words,
        called("刊名", "报名", "刊物名称", "刊物名", "名称", "name"),
        Meta(description="刊名", examples=["史志月报"]),
    ]
    issue: Annotated[
        int,
        called("期号", "期数", "总期号", "总期数", "刊期", "第几期", "number", "no"),
        Meta(description="总期号", ge=1, le=_MOST_ISSUES, examples=[92]),
    ]
    month: Annotated[
        YearMonth,
        ParsedBy(_month),
        called("月份", "年月", "刊期月份", "出刊月份", "日期"),
        Meta(
            description="哪年哪月的刊",
            examples=["2020-03"],
            extra_json_schema={"type": "string", "pattern": f"^{_MONTH}$"},
        ),
    ]
    editor: Annotated[
        Words,
        called("编者", "编辑", "编辑单位", "主编", "编辑部"),
        Meta(description="编者", examples=["云溪县地方史志办公室"]),
    ]
    printed: Annotated[
        datetime.date,
        ParsedBy(_date),
        called("印发日期", "印刷日期", "出版日期", "印发时间", "date"),
        Meta(
            description="印发日期",
            examples=["2020-04-16"],
            extra_json_schema={"type": "string", "format": "date", "pattern": f"^{_DATE}$"},
        ),
    ]
    permit: Annotated[
        Words | None,
        called("准印证号", "准印证", "准印号"),
        Meta(description="准印证号", examples=["云内资字第 26-018 号"]),
    ] = None
    sections: Annotated[
        tuple[SectionEntry, ...],
        called("栏目", "板块", "section"),
        Meta(description="栏目，按刊登的顺序", min_length=1),
    ]
    colophon: Annotated[
        Colophon, ParsedBy(_colophon), called("版记", "版权", "版权页"), Meta(description="版记；各项都可以不写")
    ] = Colophon()


def json_schema() -> str:
    """The schema for editors that check YAML while it is typed."""
    from huibian.markedyaml.editors import as_text, editor_schema  # no issue that is set needs it

    return as_text(editor_schema(Manifest, "huibian 清单"))
