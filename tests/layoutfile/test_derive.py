from __future__ import annotations

import time
from pathlib import Path

import pytest

from huibian import source
from huibian.diagnostics import HuibianError, Span
from huibian.layoutfile.definition import load_layout
from huibian.units import Length
from tests.support.layouts import BULLETIN


def write(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[tuple[str, int | None, int | None, str]]:
    with pytest.raises(HuibianError) as caught:
        load_layout(path)
    return [(d.span.file.name, d.span.line, d.span.column, d.message) for d in caught.value.diagnostics if d.span]


def files_of(path: Path, at: Span | None = None) -> list[Path]:
    """The files that a layout is read from."""
    with source.noting() as noted:
        load_layout(path, at)
    return list(noted)


def test_three_numbers_make_a_layout(tmp_path: Path) -> None:
    mine = write(
        tmp_path,
        "extends: bulletin\ngrid: {lines: 20, pitch: 31 pt}\nfolio: {inset: 2 em}\n",
    )

    layout, base = load_layout(mine), load_layout(BULLETIN)

    assert (layout.grid.lines, layout.grid.pitch, layout.folio.inset) == (20, Length.of(31, "pt"), 2.0)
    assert layout.grid.ascent == base.grid.ascent
    assert layout.styles == base.styles
    assert files_of(mine) == [mine, BULLETIN]


def test_a_list_is_replaced_as_a_whole(tmp_path: Path) -> None:
    layout = load_layout(write(tmp_path, "extends: bulletin\ncover: []\n"))

    assert layout.cover == ()


def test_a_mistake_is_shown_where_it_was_made(tmp_path: Path) -> None:
    mine = write(tmp_path, "extends: bulletin\ngrid:\n  lines: many\nstyles:\n  paragraph: {sizes: 三号}\n")

    found = faults(mine)

    assert [(name, line, column) for name, line, column, _ in found] == [("mine.yaml", 3, 10), ("mine.yaml", 5, 15)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("extends: bulletin\ngrid: {lines: 40}\n", 2, "最多 22 行"),
        ("extends: bulletin\nfolio: {inset: 2 em}\ngrid: {pitch: 31 pt}\n", 3, "最多 28.99 pt"),
        ("extends: bulletin\nstyles:\n  paragraph: {size: 80 pt}\n", 3, "paragraph 的字比行距大"),
        ("extends: bulletins\n", 1, "没有叫 bulletins 的版式"),
    ],
)
def test_numbers_that_do_not_go_together_are_shown_where_they_were_changed(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    ((name, at, _, message),) = faults(write(tmp_path, text))

    assert (name, at) == ("mine.yaml", line)
    assert said in message


@pytest.mark.parametrize(
    ("named", "hint"),
    [("BULLETIN", "是不是 bulletin？可用的有："), ("buletin", "是不是 bulletin？"), ("龘", "可用的有：")],
)
def test_a_base_of_a_similar_name_is_proposed(named: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(HuibianError) as caught:
        load_layout(write(tmp_path, f"extends: {named}\n"))
    assert (caught.value.diagnostics[0].hint or "").startswith(hint)


@pytest.mark.parametrize("key", ["extend", "Extends", "extents"])
def test_a_misspelt_base_is_told_once_and_read(tmp_path: Path, key: str) -> None:
    mine = write(tmp_path, f"{key}: bulletin\ngrid:\n  lines：many\n")
    assert sorted((line, column) for _, line, column, _ in faults(mine)) == [(1, 1), (3, 8)]


def test_a_base_that_cannot_be_is_told_beside_other_mistakes(tmp_path: Path) -> None:
    mine = write(tmp_path, "extends: what\ngrid:\n  lines：20\n")
    assert sorted((line, column) for _, line, column, _ in faults(mine)) == [(1, 10), (3, 8)]


def test_a_mistake_of_the_base_is_shown_there(tmp_path: Path) -> None:
    text = BULLETIN.read_text(encoding="utf-8").replace("width: 149 mm", "width: 149 em")
    write(tmp_path, text, "base.yaml")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "149 em" in each)

    found = faults(write(tmp_path, "extends: base.yaml\ngrid: {lines: 20}\n"))

    assert [(name, at) for name, at, _, _ in found] == [("base.yaml", line)]


def test_a_base_in_the_way_of_a_base_is_merged_too(tmp_path: Path) -> None:
    write(tmp_path, "extends: bulletin\ngrid: {lines: 20}\n", "base.yaml")

    layout = load_layout(write(tmp_path, "extends: base.yaml\nfolio: {offset: 8 mm}\n"))

    assert layout.grid.lines == 20
    assert layout.folio.offset == Length.of(8, "mm")


@pytest.mark.parametrize(
    ("text", "column"),
    [("extends: mine.yaml\n", 10), ("extends:\n", 1), ("extends: [bulletin]\n", 10), ("extends: nowhere\n", 10)],
)
def test_a_base_that_cannot_be_is_blamed_on_its_name(tmp_path: Path, text: str, column: int) -> None:
    ((name, line, at, _),) = faults(write(tmp_path, text))

    assert (name, line) == ("mine.yaml", 1)
    assert at is not None
    assert at >= column


@pytest.mark.parametrize("named", ["../out.yaml", "{outside}/out.yaml", "link.yaml", "in/../../out.yaml", "../out"])
def test_a_base_outside_is_refused_unread(tmp_path: Path, named: str) -> None:
    (tmp_path / "issue" / "in").mkdir(parents=True)
    write(tmp_path, "secret: [\n", "out.yaml")
    (tmp_path / "issue" / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (tmp_path / "issue" / "in" / "..yaml").touch()

    found = faults(write(tmp_path / "issue", f"extends: {named.format(outside=tmp_path)}\n"))

    assert [(name, line) for name, line, _, _ in found] == [("mine.yaml", 1)]


def test_the_fence_is_the_folder_of_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "issue" / "layouts").mkdir(parents=True)
    write(tmp_path, "extends: bulletin\n", "out.yaml")
    base = write(tmp_path / "issue", "extends: bulletin\ngrid: {lines: 20}\n", "base.yaml")
    mine = write(tmp_path / "issue" / "layouts", "extends: ../base.yaml\n")
    at = Span(tmp_path / "issue" / "issue.yaml", 1, 9)

    assert files_of(mine, at) == [mine, mine.parent / ".." / base.name, BULLETIN]
    write(tmp_path / "issue" / "layouts", "extends: ../../out.yaml\n")
    with pytest.raises(HuibianError, match="HB121"):
        load_layout(mine, at)


@pytest.mark.parametrize(("others", "right"), [(6, True), (7, False)])  # with mine and bulletin: eight, nine
def test_layouts_stand_upon_one_another_only_so_deep(tmp_path: Path, others: int, right: bool) -> None:
    for number in range(others):
        base = "bulletin" if number == 0 else f"{number - 1}.yaml"
        write(tmp_path, f"extends: {base}\n", f"{number}.yaml")
    mine = write(tmp_path, f"extends: {others - 1}.yaml\n")

    if right:
        assert len(files_of(mine)) == 8
    else:
        ((name, _, _, message),) = faults(mine)
        assert (name, "超过 8 层" in message) == ("0.yaml", True)


def test_a_huge_layout_is_merged_in_linear_time(tmp_path: Path) -> None:
    entries = "".join(f"  k{number}: 1\n" for number in range(6000))
    write(tmp_path, f"extends: bulletin\nstyles:\n{entries}", "base.yaml")
    mine = write(tmp_path, f"extends: base.yaml\nstyles:\n{entries}")

    started = time.process_time()
    assert len(faults(mine)) == 12_000  # each is unknown, and no style
    assert time.process_time() - started < 5  # comparing each with each took 20 s


def test_layouts_that_extend_one_another_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "extends: mine.yaml\n", "other.yaml")

    ((name, line, _, message),) = faults(write(tmp_path, "extends: other.yaml\n"))

    assert (name, line) == ("other.yaml", 1)
    assert "绕回" in message


@pytest.mark.parametrize("path", sorted(BULLETIN.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_layout_that_comes_with_huibian_is_valid(path: Path) -> None:
    assert files_of(path)[-1] == BULLETIN
