"""The preview in a real Chromium, as an editor has it: one issue, changed and mended while it is shown."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.preview.test_opening import fake_program, read_soon
from tests.support import requirements
from tests.support.issues import write_issue

pytestmark = pytest.mark.chromium

_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_SECONDS = 20_000  # milliseconds: far more than anything takes on a busy machine
ARTICLE = (
    "一篇很长的文章\n"
    + "".join(f"第{number}段从这里开始。{'这一段说的是同一件事情，说了很多遍。' * 12}\n" for number in range(1, 13))
    + "最后一段里\t有制表符。\n"
)
CHANGED = ARTICLE.replace("第2段从这里开始", "第2段改从这里开始")


@dataclass(frozen=True)
class Shown:
    """A preview that runs, and how it is reached."""

    folder: Path
    address: str
    process: subprocess.Popen[str]
    browser: Browser
    said: Path

    def write(self, text: str) -> None:
        (self.folder / "issue-7-1.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=requirements.chromium(), args=list(_FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("issue")
    manifest = write_issue(folder, text=ARTICLE, articles=2)
    said = fake_program(folder, "gedit")
    command = [sys.executable, "-m", "huibian", "preview", str(manifest), "--no-open"]
    with (
        pytest.MonkeyPatch.context() as patch,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment(patch, folder)) as process,
    ):
        assert process.stdout is not None
        found = re.search(r"http\S+", process.stdout.readline())
        assert found is not None
        yield Shown(folder, found[0], process, browser, said)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


def _environment(patch: pytest.MonkeyPatch, folder: Path) -> dict[str, str]:
    patch.setenv("HUIBIAN_EDITOR", str(folder / "gedit"))
    return dict(os.environ)


@pytest.fixture(scope="module")
def window(shown: Shown) -> Iterator[Page]:
    """A window that all tests look at, one after another: to open one takes longer than to look."""
    expect.set_options(timeout=_SECONDS)
    context = shown.browser.new_context(viewport={"width": 1300, "height": 850})
    yield new_page(context)
    context.close()


@pytest.fixture
def page(shown: Shown, window: Page) -> Page:
    shown.write(ARTICLE)
    return opened(shown, window)


def new_page(context: BrowserContext) -> Page:
    context.set_default_timeout(_SECONDS)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"error in the page: {error}"))
    return page


def opened(shown: Shown, page: Page) -> Page:
    """A window that shows the issue."""
    page.goto(shown.address)
    expect(page.locator("figure[data-shown]").first).to_be_attached()
    expect(page.locator("#fault")).to_be_hidden()
    return page


def line(text: str) -> str:
    """A selector of the lines whose text begins so."""
    return f'.line[aria-label^="{text}"]'


def test_shows_the_pages_as_they_lie_on_paper(page: Page) -> None:
    expect(page).to_have_title("试刊 2026年1月（总第7期）")
    assert "token" not in page.url
    cover = page.locator("figure").first
    natural = cover.locator("img").evaluate("picture => [picture.naturalWidth, picture.naturalHeight]")
    assert natural[1] / natural[0] == pytest.approx(297 / 210, abs=0.01)
    alternative = cover.locator("img").get_attribute("alt")
    assert alternative is not None
    assert alternative.startswith("封面的图：试刊")
    middle = page.locator("#pages").evaluate("main => main.getBoundingClientRect().x + main.clientWidth / 2")
    for label, is_right in (("第 1 页", True), ("第 2 页", False), ("第 3 页", True)):
        box = page.locator("figure", has=page.locator(f'figcaption:text-is("{label}")')).bounding_box()
        assert box is not None
        assert (box["x"] >= middle - 1) is is_right
    page.locator("#contents button", has_text="一篇很长的文章").last.click()
    expect(page.locator(line("一篇很长的文章")).last).to_be_in_viewport()


def test_a_change_is_on_the_screen_and_marked_and_the_place_is_kept(page: Page, shown: Shown) -> None:
    old = page.locator(line("第10段从这里开始")).first
    old.scroll_into_view_if_needed()
    before = old.bounding_box()
    looks = page.locator("figure[data-shown]").evaluate_all("all => all.map(figure => figure.dataset.shown)")
    shown.write(CHANGED)
    changed = page.locator(".line.changed")
    expect(changed.first).to_be_attached()
    expect(changed.first).to_have_attribute("aria-label", re.compile("第2段改从这里开始.*有改动"))
    after = page.locator(line("第10段从这里开始")).first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=2)
    page.keyboard.press("c")
    expect(changed.first).to_be_in_viewport()
    figure = page.locator("figure.changed").first
    expect(figure.locator("figcaption")).to_be_visible()
    expect(page.locator("#next-change")).to_have_text(re.compile(r"改动 \d+ 处"))
    expect(figure).not_to_have_attribute("data-shown", re.compile("|".join(looks)))


def test_a_fault_is_shown_over_the_last_good_pages(page: Page, shown: Shown) -> None:
    count = page.locator("figure").count()
    shown.write(ARTICLE.replace("第3段从这里", "第3段从\x07这里"))
    fault = page.locator("#fault")
    expect(fault).to_be_visible()
    expect(fault).to_contain_text("这次没有排成，下面还是上一次的版面。issue-7-1.txt 第 4 行")
    assert page.locator("figure").count() == count
    expect(page.locator(".line.error")).to_have_attribute("aria-label", re.compile("^第3段从这里开始.*有消息"))
    fault.get_by_role("button").click()
    expect(page.locator("#card")).to_contain_text("HB204")
    expect(page.locator(".line.error")).to_be_in_viewport()
    shown.write(ARTICLE)
    expect(fault).to_be_hidden()
    expect(page.locator("#card")).to_be_hidden()


def test_a_message_stands_at_its_place_and_in_the_list(page: Page) -> None:
    warned = page.locator(".line.warning").first
    expect(warned).to_have_attribute("aria-label", re.compile("^最后一段里 有制表符"))
    item = page.locator("#messages li", has_text="HB208").first
    item.get_by_role("button", name="issue-7-1.txt 第 14 行").click()
    expect(warned).to_be_in_viewport()
    pin = page.locator("figure", has=warned).locator(".pin").first
    boxes = warned.bounding_box(), pin.bounding_box()
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 5


def test_a_click_tells_file_and_line_and_opens_the_editor(page: Page, shown: Shown) -> None:
    page.locator(line("第5段从这里开始")).first.click()
    expect(page.locator("#card .place")).to_have_text("issue-7-1.txt 第 6 行")
    page.locator("#card .open").click()
    assert read_soon(shown.said) == ["+6:1", str(shown.folder / "issue-7-1.txt")]
    expect(page.locator("#card")).to_be_hidden()


def test_the_card_of_a_line_stays_over_a_save_and_tells_where_it_is_now(page: Page, shown: Shown) -> None:
    page.locator(line("第5段从这里开始")).first.click()
    shown.write(ARTICLE.replace("第2段", "新的一段。\n第2段"))
    place = page.locator("#card .place")
    expect(place).to_have_text("issue-7-1.txt 第 7 行")
    shown.write(ARTICLE.replace("第5段从这里", "第5段在这里"))
    expect(place).to_be_hidden()


def test_every_line_is_reached_by_the_keyboard(page: Page) -> None:
    first = page.locator(line("第1段从这里开始")).first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#card .place")).to_have_text("issue-7-1.txt 第 2 行")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    wide = page.locator(".paper").first.bounding_box()
    page.keyboard.press("+")
    larger = page.locator(".paper").first.bounding_box()
    assert wide is not None
    assert larger is not None
    assert larger["width"] == pytest.approx(wide["width"] * 1.2, rel=0.01)
    page.keyboard.press("t")
    expect(page.locator("#contents")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_light_or_dark_as_the_system_is(scheme: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shade = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(shade) < 80) is (scheme == "dark")
    assert (min(shade) > 200) is (scheme == "light")


def test_on_a_phone_one_page_stands_under_another_in_the_width_of_the_screen(shown: Shown) -> None:
    shown.write(ARTICLE)
    phone = shown.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = opened(shown, new_page(phone))
    boxes = [figure.bounding_box() for figure in small.locator("figure").all()[:3]]
    found = [box for box in boxes if box is not None]
    assert [box["x"] for box in found] == sorted(box["x"] for box in found)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in found)
    assert found[0]["width"] > 350
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    small.locator("#show-contents").tap()
    expect(small.locator("#contents")).to_be_visible()
    small.locator("#contents button", has_text="一篇很长的文章").first.tap()
    expect(small.locator("#contents")).to_be_hidden()
    phone.close()


def test_another_browser_without_the_address_sees_nothing(shown: Shown) -> None:
    stranger = shown.browser.new_context()
    page = stranger.new_page()
    answer = page.goto(shown.address.partition("?")[0])
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("body")).to_contain_text("用终端里写出的网址打开")
    stranger.close()
