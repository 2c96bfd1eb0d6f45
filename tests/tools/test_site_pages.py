from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.requirements import ROOT
from tools.site_pages import arrived, joined, linked, mended

PAGES = {"messages.md", "site/faq.md", "site/safety.md", "layouts/README.zh-CN.md", "ARCHITECTURE.md", "pages.png"}


@pytest.mark.parametrize(
    ("page", "link", "there"),
    [
        ("messages.md", "[版式](../layouts/README.zh-CN.md)", "[版式](layouts/README.zh-CN.md)"),
        ("layouts/README.zh-CN.md", "![页](../docs/pages.png)", "![页](../pages.png)"),
        ("site/faq.md", "[消息](../messages.md#hb1xx)", "[消息](../messages.md#hb1xx)"),
        ("site/safety.md", "[map](../../ARCHITECTURE.md#rooms)", "[map](../ARCHITECTURE.md#rooms)"),
        ("ARCHITECTURE.md", "[messages](docs/messages.md)", "[messages](messages.md)"),
        ("ARCHITECTURE.md", "[the licence](LICENSE)", "the licence"),
        ("ARCHITECTURE.md", "[Typst](https://typst.app/)", "[Typst](https://typst.app/)"),
        ("messages.md", "`![图题](文件)`", "`![图题](文件)`"),
    ],
)
def test_a_link_leads_in_the_site_where_it_leads_in_the_checkout(page: str, link: str, there: str) -> None:
    assert mended(f"见 {link}。", page, PAGES) == f"见 {there}。"


@pytest.mark.parametrize(
    ("html", "there"),
    [
        ("<p>会提醒（HB505）。</p>", '<p>会提醒（<a href="m.html#hb505">HB505</a>）。</p>'),
        ("<p><code>HB505</code> HB506</p>", '<p><code>HB505</code> <a href="m.html#hb506">HB506</a></p>'),
        ('<h2 id="hb1">HB101</h2>', '<h2 id="hb1">HB101</h2>'),
        ('<a href="x">HB101</a>', '<a href="x">HB101</a>'),
        ("<p>HB1xx</p>", "<p>HB1xx</p>"),
        ("<pre><span>HB101</span></pre>", "<pre><span>HB101</span></pre>"),
    ],
)
def test_a_code_in_running_text_leads_to_its_message(html: str, there: str) -> None:
    assert linked(html, "m.html") == there


@pytest.mark.parametrize(
    ("html", "there"),
    [
        ("<p>内刊，\n给出</p>", "<p>内刊，给出</p>"),
        ("<p>看<strong>这里</strong>\n<a href='x'>文字</a></p>", "<p>看<strong>这里</strong><a href='x'>文字</a></p>"),
        ("<p>看 PDF\n文字</p>", "<p>看 PDF\n文字</p>"),
        ("<pre><code>一行\n二行</code></pre>", "<pre><code>一行\n二行</code></pre>"),
        ("<p>一段</p>\n<p>二段</p>", "<p>一段</p>\n<p>二段</p>"),
    ],
)
def test_lines_are_joined_without_white_between_han(html: str, there: str) -> None:
    assert joined(html) == there


def test_every_document_is_a_page_of_the_site() -> None:
    """MkDocs reports what it lists twice or not at all in `docs/`, and nothing of what stands elsewhere."""
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    elsewhere = {path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("[!.]*/README*.md")]}
    unlisted = {path for path in elsewhere if f": {path}\n" not in nav}
    assert unlisted == {"README.md", "README.zh-CN.md"}


def test_what_arrives_in_the_tutorial_is_fetched_whole_and_the_same_every_time() -> None:
    data = arrived()
    assert data == arrived()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 6
        assert "2027年2月/2 工作动态/1.望栖渡口.docx" in archive.namelist()
