"""Hooks of MkDocs: pages that stand outside `docs/`, pages that are made, and the links between them all.

A page in the navigation of `mkdocs.yml` is a file in `docs/`, a file of the checkout by its path, or one of `MADE`.
Links in all of them are written as the checkout has it, so that they work there too; of one to what is no page of the
site the words alone stay.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from huibian.linebreak import dictionary
from tools import site_reference

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
MADE = {
    "reference/layout-figures.md": site_reference.layout_figures,
    "reference/commands.md": site_reference.commands,
}
_MESSAGES = "messages.md"
_ARRIVED = "site/tutorial.zip"
_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<path>[^)\s#:]+)(?P<rest>[^)\s]*)\)")
_CODE = re.compile(r"HB[1-9][0-9]{2}")
_EXPLAINED = re.compile(rf"^\| (?P<code>{_CODE.pattern}) \| (?=错误|警告)", re.MULTILINE)  # not the table of examples
_TAG = re.compile(r"(<[^>]*>)")
_BLOCK = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_WIDE = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uff00-\uffef]"
_INLINE = r"(?:</?(?:strong|em|a)\b[^>]*>)*"
_CUT = re.compile(rf"(?<={_WIDE})({_INLINE})\n({_INLINE})(?={_WIDE})")  # a line's end between two Han
_QUIET = re.compile(r"<(?P<end>/?)(?:a|code|pre|h[1-6]|script|style)\b")  # where a code is no link


class _Words:
    """The words of Chinese for the index of the search plugin, which asks jieba for them: here its dictionary alone."""

    @staticmethod
    def cut(text: bytes) -> list[str]:
        """The words of a text in UTF-8."""
        return dictionary.words(text.decode())


def on_config(config: MkDocsConfig) -> None:
    """Let the search plugin part Chinese words."""
    from material.plugins.search import plugin

    plugin.jieba = _Words


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Add the pages of the navigation that are not in `docs/`."""
    from mkdocs.structure.files import File

    for path in _listed(config.nav):
        if path in MADE:
            files.append(File.generated(config, path, content=MADE[path]()))
        elif files.get_file_from_path(path) is None and (ROOT / path).is_file():
            files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))
    files.append(File.generated(config, _ARRIVED, content=arrived()))


def arrived() -> bytes:
    """What arrives in the tutorial, as one file to fetch."""
    data, folder = io.BytesIO(), ROOT / "examples" / "tutorial"
    with zipfile.ZipFile(data, "w") as archive:
        for path in sorted(path for path in folder.glob("*/*") if path.parent.name[0].isdigit()):
            name = f"2027年2月/{path.relative_to(folder).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return data.getvalue()


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to the pages of the site, and give each message a place to lead to."""
    path = page.file.src_uri
    if path == _MESSAGES:
        markdown = _EXPLAINED.sub(lambda row: f'| <a id="{row["code"].lower()}"></a>{row["code"]} | ', markdown)
    return mended(markdown, path, {file.src_uri for file in files})


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Join lines as Chinese is joined, and lead each code of a message to what it means."""
    messages, html = files.get_file_from_path(_MESSAGES), joined(html)
    return html if messages is None or page.file is messages else linked(html, messages.url_relative_to(page.file))


def mended(markdown: str, page: str, pages: set[str]) -> str:
    """The text of a page with its links as the site has them.

    Args:
        markdown: The text as it stands in the checkout.
        page: The path of the page in the site.
        pages: The paths of all files of the site.
    """
    home = posixpath.dirname(_in_checkout(page))

    def lead(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(home, link["path"]))
        if not (ROOT / target).exists():
            return link[0]  # an address, an example of how to write a link, or a page that is made
        there = target.removeprefix("docs/")
        if there not in pages:
            return link["words"]
        relative = posixpath.relpath(there, posixpath.dirname(page) or ".")
        return f"{link['picture']}[{link['words']}]({relative}{link['rest']})"

    return _LINK.sub(lead, markdown)


def joined(html: str) -> str:
    """A page without the white that a browser makes of the end of a line between two Chinese characters."""
    return "".join(part if part.startswith("<pre") else _CUT.sub(r"\1\2", part) for part in _BLOCK.split(html))


def linked(html: str, messages: str) -> str:
    """A page with links from the codes in its text to the page `messages`; not from headings, code and links."""
    depth, pieces = 0, []
    for piece in _TAG.split(html):
        if tag := _QUIET.match(piece):
            depth += -1 if tag["end"] else 1
        elif not depth and not piece.startswith("<"):
            piece = _CODE.sub(lambda code: f'<a href="{messages}#{code[0].lower()}">{code[0]}</a>', piece)
        pieces.append(piece)
    return "".join(pieces)


def _in_checkout(page: str) -> str:
    """The path in the checkout of a page of the site."""
    return f"docs/{page}" if (ROOT / "docs" / page).exists() else page


def _listed(nav: object) -> Iterator[str]:
    """All paths in a navigation."""
    if isinstance(nav, str):
        yield nav
    for entry in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _listed(entry)
