"""What a manifest may say, key by key; `docs/manifest.md` explains it and editors get it as a JSON Schema."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from huibian.characters import Oddity, describe, oddities
from huibian.markedyaml.editors import as_text, editor_schema

_MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"
_MOST_ISSUES = 999_999  # a daily would take 2,700 years
_MOST_COPIES = 999_999_999
_DATE = _MONTH + r"-[0-9]{2}"


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
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
        raise ValueError(msg)
    year, month = value.split("-")
    return YearMonth(int(year), int(month))


def _date(value: object) -> datetime.date:
    if isinstance(value, str) and re.fullmatch(_DATE, value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            msg = f"没有 {value} 这一天"
            raise ValueError(msg) from None
    msg = "要写成 2020-04-16 的样子：四位年，两位月，两位日，中间用短横"
    raise ValueError(msg)


def article_keys(value: object) -> object:
    """The keys of an article; one that needs no more than its file is written as that alone."""
    return {"file": value} if isinstance(value, str) else value


def _colophon(value: object) -> object:
    """A colophon whose keys are all left out, or commented out."""
    return {} if value is None else value


Words: TypeAlias = Annotated[str, BeforeValidator(_words)]
Number: TypeAlias = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": ["string", "integer"]})]
"""Words that an editor takes for a number where they stand without quotes."""


class _ManifestEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleEntry(_ManifestEntry):
    """One article."""

    file: Annotated[Words, Field(description="文章文件，相对于清单", examples=["articles/01.txt"])]
    title: Annotated[Words | None, Field(description="标题；不写就用文件的第一行")] = None
    toc: Annotated[Words | None, Field(description="目录里的标题；不写就和正文的一样")] = None


class SectionEntry(_ManifestEntry):
    """One section with its articles."""

    title: Annotated[Words, Field(description="栏目名", examples=["本月关注"])]
    articles: Annotated[
        tuple[Annotated[ArticleEntry, BeforeValidator(article_keys, json_schema_input_type=str | ArticleEntry)], ...],
        Field(description="文章，按刊登的顺序；文件名里有 * 或 ? 的，是合于它的所有文件，如 来稿/*.txt", min_length=1),
    ]


class Colophon(_ManifestEntry):
    """版记: the box at the foot of the last page. What is not written does not appear."""

    notice: Annotated[Words | None, Field(description="提示语", examples=["内部资料 注意保存"])] = None
    distribution: Annotated[Words | None, Field(description="发送范围")] = None
    sponsor: Annotated[Words | None, Field(description="主管单位")] = None
    publisher: Annotated[Words | None, Field(description="编辑出版单位")] = None
    phone: Annotated[Number | None, Field(description="电话", examples=["68933000"])] = None
    email: Annotated[Words | None, Field(description="电子邮箱")] = None
    printer: Annotated[Words | None, Field(description="印刷单位")] = None
    report_to: Annotated[Words | None, Field(description="报：上级")] = None
    send_to: Annotated[Words | None, Field(description="送：同级")] = None
    issue_to: Annotated[Words | None, Field(description="发：下级")] = None
    copies: Annotated[int | None, Field(description="印数", ge=1, le=_MOST_COPIES, examples=[130])] = None


class Manifest(_ManifestEntry):
    """The whole file."""

    layout: Annotated[Words, Field(description="版式：名字，或一个 .yaml 文件", examples=["bulletin"])]
    masthead: Annotated[Words, Field(description="刊名", examples=["史志月报"])]
    issue: Annotated[int, Field(description="总期号", ge=1, le=_MOST_ISSUES, examples=[92])]
    month: Annotated[
        YearMonth,
        PlainValidator(_month),
        WithJsonSchema({"type": "string", "pattern": f"^{_MONTH}$"}),
        Field(description="哪年哪月的刊", examples=["2020-03"]),
    ]
    editor: Annotated[Words, Field(description="编者", examples=["云溪县地方史志办公室"])]
    printed: Annotated[
        datetime.date,
        PlainValidator(_date),
        WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DATE}$"}),
        Field(description="印发日期", examples=["2020-04-16"]),
    ]
    permit: Annotated[Words | None, Field(description="准印证号")] = None
    sections: Annotated[tuple[SectionEntry, ...], Field(description="栏目，按刊登的顺序", min_length=1)]
    colophon: Annotated[Colophon, BeforeValidator(_colophon), Field(description="版记；各项都可以不写")] = Colophon()


def json_schema() -> str:
    """The schema for editors that check YAML while it is typed."""
    return as_text(editor_schema(Manifest, "huibian 清单"))
