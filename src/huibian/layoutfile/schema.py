"""What a layout may say, key by key, as a JSON Schema for editors."""

from __future__ import annotations

from typing import Any

from huibian.frame import Region, Role
from huibian.layoutfile.definition import Layout
from huibian.markedyaml.editors import as_text, editor_schema

_EXTENDS = "接过哪个版式：layouts/ 里的名字，或旁边的一个 .yaml 文件；只写和它不同的键"
_ROLES = {
    Role.NOTICE: "封面的提示",
    Role.MASTHEAD: "封面、红头的刊名",
    Role.MONTH: "封面的年月",
    Role.NUMBER: "封面、红头的期号",
    Role.EDITOR: "封面、红头的编者",
    Role.PRINTED: "封面的印发日期",
    Role.CONTENTS_TITLE: "“目录”二字",
    Role.CONTENTS_SECTION: "目录里的栏目",
    Role.CONTENTS_ARTICLE: "目录里的文章",
    Role.SECTION_HEAD: "栏目",
    Role.ARTICLE_LABEL: "标题上面的附件1",
    Role.ARTICLE_TITLE: "文章标题",
    Role.ATTACHMENT_TITLE: "正文后面附件的标题",
    Role.SUBTITLE: "副标题",
    Role.HEADING_1: "一级小标题：一、和 #",
    Role.HEADING_2: "二级小标题：（一）和 ##",
    Role.HEADING_3: "三级小标题：1.",
    Role.HEADING_4: "四级小标题：（1）",
    Role.PARAGRAPH: "正文段落",
    Role.BYLINE: "标题下面的作者",
    Role.SALUTATION: "主送机关和称呼",
    Role.SOURCE: "文末的供稿单位",
    Role.ATTACHMENT: "附件说明；缩进量是“附件”二字的起点",
    Role.SIGNATURE: "署名",
    Role.DATE: "成文日期",
    Role.REMARK: "附注",
    Role.QUOTATION: "引文",
    Role.LIST_ITEM: "列表",
    Role.FOOTNOTE: "脚注",
    Role.CAPTION: "图题",
    Role.TABLE_CAPTION: "表题",
    Role.TABLE_UNITS: "表格上方的单位",
    Role.TABLE_NOTE: "表格下方的来源和注",
    Role.TABLE_CONTINUED: "表格转到下一面时的“续表”",
    Role.TABLE_HEAD: "表头",
    Role.TABLE_CELL: "表格里的文字",
    Role.COLOPHON_NOTICE: "版记上方的提示语",
    Role.COLOPHON_ITEM: "版记的各项",
    Role.FOLIO: "页码",
}


def layout_schema() -> str:
    """The schema of a layout file; a layout that extends another need not say what that one says."""
    schema = editor_schema(Layout, "huibian 版式")
    keys = schema["properties"]
    styles = {str(role): {"$ref": "#/$defs/Style", "description": words} for role, words in _ROLES.items()}
    description = keys["styles"]["description"]
    keys["styles"] = {
        "type": "object",
        "properties": styles,
        "additionalProperties": False,
        "description": description,
    }
    roles = [str(role) for role in _ROLES if role.region is Region.COVER]
    line = schema["$defs"]["CoverLine"]["properties"]
    line["role"] = {"enum": roles, "type": "string", "description": line["role"]["description"]}
    extends = {"type": "string", "default": None, "description": _EXTENDS, "examples": ["bulletin"]}
    schema["properties"] = {"extends": extends, **keys}
    _relax(schema, schema["$defs"])
    return as_text(schema)


def _relax(mapping: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Make no key of a mapping needed, nor of the mappings in it; what stands in a list is not merged, and stays."""
    mapping.pop("required", None)
    for key in mapping.get("properties", {}).values():
        for kind in (key, *key.get("anyOf", ())):
            inner = definitions[kind["$ref"].rpartition("/")[2]] if "$ref" in kind else kind
            _relax(inner, definitions)
