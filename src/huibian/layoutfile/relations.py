"""Checks that the numbers of a layout, each right by itself, also fit together: all that stands on a page has room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from huibian.frame import Align, Role
from huibian.markedyaml import MisfitError
from huibian.units import Length

if TYPE_CHECKING:
    from huibian.layoutfile.definition import CoverLine, Layout, Style

_NUMBER = 3  # digits of a page number in the contents
_DIGIT = 0.5  # em of each
_FOLIO_DIGITS = 4  # digits of a folio, an em each at most
_LEAST_ON_LINE = 2  # characters
_CLOSEST = 4  # a character may lose the fourth part of its em: a narrow letter is no wider
_CELLS = frozenset((Role.TABLE_HEAD, Role.TABLE_CELL))
_LEAST_PICTURE = Length.of(10, "mm")
# The roles whose lines stand at fixed places, not on the grid.
_OFF_GRID = frozenset(
    (
        *(Role.NOTICE, Role.MASTHEAD, Role.MONTH, Role.NUMBER, Role.EDITOR, Role.PRINTED),
        *(Role.COLOPHON_NOTICE, Role.COLOPHON_ITEM, Role.FOLIO),
        *(Role.FOOTNOTE, Role.TABLE_HEAD, Role.TABLE_CELL),
    )
)


def check(layout: Layout) -> None:
    """Refuse a layout whose numbers do not go together.

    Raises:
        MisfitError: They do not; the place is that of the number to blame.
    """
    _check_grid(layout)
    for role, style in layout.styles.items():
        _check_type(layout, role, style)
        _check_measure(layout, role, style)
    _check_paper(layout)
    _check_contents(layout)
    _check_folio(layout)
    _check_furniture(layout)
    _check_insets(layout)
    _check_notes(layout)
    _check_closing(layout)
    _check_white(layout)


def _check_grid(layout: Layout) -> None:
    grid, height = layout.grid, layout.type_area.height
    if grid.pitch * grid.lines > height:
        lines, pitch = height // grid.pitch, height.pt / grid.lines
        msg = (
            f"{grid.lines} 行 × {grid.pitch.pt:g} pt 放不进 {height.mm:g} mm 高的版心："
            f"这个行距最多 {lines} 行，这么多行的行距最多 {pitch:.2f} pt"
        )
        raise MisfitError(msg, "grid")


def _check_paper(layout: Layout) -> None:
    if layout.margins.outer < 0 or layout.margins.bottom < 0:
        msg = "版心超出纸张"
        raise MisfitError(msg, "type_area")


def _check_type(layout: Layout, role: Role, style: Style) -> None:
    """Refuse a style whose lines do not stand on the grid, whose type is larger than its lines, or set too close."""
    path = ("styles", role.value)
    if style.pitch is not None and role not in _OFF_GRID:
        msg = f"{role} 的行在网格上，不能有自己的 pitch；用 grid_lines"
        raise MisfitError(msg, *path)
    if style.size > layout.style(role).pitch:
        msg = f"{role} 的字比行距大"
        raise MisfitError(msg, *path)
    rows = style.grid_lines + style.lines_before + style.lines_after
    if rows > layout.grid.lines:
        msg = f"{role} 连上下空行占 {rows} 行，一面只有 {layout.grid.lines} 行"
        raise MisfitError(msg, *path)
    if -style.tracking * _CLOSEST > style.size:
        msg = f"{role} 的字收得太紧：tracking 最小是 -{style.size.pt / _CLOSEST:g} pt，字号的四分之一"
        raise MisfitError(msg, *path, "tracking")
    if style.tracking > style.size:
        msg = f"{role} 的字拉得太开：tracking 最大是 {style.size.pt:g} pt，一个字"
        raise MisfitError(msg, *path, "tracking")


def _check_measure(layout: Layout, role: Role, style: Style) -> None:
    """Refuse indents that leave the type area, and those that leave no room in it."""
    path = ("styles", role.value)
    if role in _CELLS and (style.first_indent or style.indent_start or style.indent_end):
        msg = f"{role} 不能缩进：格子里的空白用 tables 的 padding"
        raise MisfitError(msg, *path)
    if style.first_indent and style.align in (Align.CENTER, Align.END):
        msg = f"{role} 居中或靠右，不能有首行缩进"
        raise MisfitError(msg, *path, "first_indent")
    if style.indent_start + style.first_indent < 0:
        msg = f"{role} 的首行伸到版心外面：first_indent 最小是 -{style.indent_start:g} em"
        raise MisfitError(msg, *path, "first_indent")
    indents = style.indent_start + style.indent_end + max(0.0, style.first_indent)
    needed = Length((style.size + max(style.tracking, 0)) * _LEAST_ON_LINE)
    if layout.type_area.width - style.size.em(indents) < needed:
        msg = f"{role} 的缩进太大，一行放不下两个字"
        raise MisfitError(msg, *path)


def _check_contents(layout: Layout) -> None:
    """Refuse entries that leave no room for leader and number."""
    entry, contents = layout.styles[Role.CONTENTS_ARTICLE], layout.contents
    tracking = max(entry.tracking, 0) / entry.size
    number = _NUMBER * (_DIGIT + tracking)
    needed = 2 * contents.leader_gap + contents.leader_minimum * contents.leader_pitch + number
    if entry.indent_end < needed:
        msg = f"contents_article 的 indent_end 至少要 {needed:g} em，才放得下引导点和页码"
        raise MisfitError(msg, "styles", "contents_article")


def _check_folio(layout: Layout) -> None:
    """Refuse page numbers that touch the text, leave the sheet or are broken."""
    folio, style, area = layout.folio, layout.style(Role.FOLIO), layout.type_area
    half = -(-style.pitch // 2)
    if folio.offset < half:
        msg = f"folio 的 offset 太小，页码压到版心：至少要 {half / 1000:g} pt，页码行距的一半"
        raise MisfitError(msg, "folio", "offset")
    if folio.offset + half > layout.margins.bottom:
        msg = f"folio 的 offset 太大，页码在纸外：版心下边只有 {layout.margins.bottom.mm:g} mm"
        raise MisfitError(msg, "folio", "offset")
    ems = len(folio.prefix) + len(folio.suffix) + _FOLIO_DIGITS
    width = (style.size + max(style.tracking, 0)) * ems
    indents = style.indent_start + style.indent_end + max(style.first_indent, 0)
    if folio.inset * layout.styles[Role.FOLIO].size + indents + width > area.width:
        msg = "folio 太宽，版心里放不下"
        raise MisfitError(msg, "folio")


def _check_furniture(layout: Layout) -> None:
    """Refuse lines of cover and head whose first line is not where it can stand."""
    area, height = layout.type_area, layout.paper.height
    for key, index, line in _furniture(layout):
        style = layout.style(line.role)
        foot = line.top + style.pitch
        least, most = (0, height) if key == "cover" else (area.top, area.top + area.height - layout.grid.pitch * 2)
        if line.rule_below:
            foot = foot + line.rule_below.gap + line.rule_below.thickness
        if line.top < least or foot > most:
            where = "纸" if key == "cover" else "版心（下面还要排正文）"
            msg = f"{key} 第 {index + 1} 行在{where}外面：top 要在 {Length(least).mm:.1f} mm 以下，"
            msg += f"它连同下面的线要在 {Length(most).mm:.1f} mm 以上"
            raise MisfitError(msg, key, index, "top")


def _furniture(layout: Layout) -> Iterator[tuple[str, int, CoverLine]]:
    return chain(
        (("cover", index, line) for index, line in enumerate(layout.cover)),
        (("head", index, line) for index, line in enumerate(layout.head)),
    )


def _check_insets(layout: Layout) -> None:
    """Refuse white that leaves nothing of pictures and tables."""
    grid, pictures, cell = layout.grid, layout.pictures, layout.style(Role.TABLE_CELL)
    rows = min(pictures.lines, grid.lines)
    if grid.pitch * rows - pictures.white < _LEAST_PICTURE:
        msg = f"pictures 的 lines 和 white 没给图片留地方：{rows} 行去掉空白至少要有 {_LEAST_PICTURE.mm:.0f} mm"
        raise MisfitError(msg, "pictures")
    for role in sorted(_CELLS):
        if layout.style(role).pitch + layout.tables.white > grid.pitch * (grid.lines // 2):
            msg = f"{role} 的一行连 tables 的 white 比半面还高"
            raise MisfitError(msg, "tables", "white")
    if cell.size.em(layout.tables.padding) * 2 + cell.size * _LEAST_ON_LINE > layout.type_area.width // 2:
        msg = "tables 的 padding 太大：两列的表格也放不下"
        raise MisfitError(msg, "tables", "padding")
    _check_smaller_type(layout)
    style, words = layout.style(Role.TABLE_CONTINUED), layout.tables.continued
    room = layout.type_area.width - style.indent_start - style.indent_end - max(style.first_indent, 0)
    if words is not None and (style.size + max(style.tracking, 0)) * len(words) > room:
        msg = "tables 的 continued 太长：一行排不下"
        raise MisfitError(msg, "tables", "continued")


def _check_smaller_type(layout: Layout) -> None:
    """Refuse types of tables that do not become smaller, or whose lines or cells do not hold them."""
    grid, before = layout.grid, None
    for index, smaller in enumerate(layout.tables.smaller):
        path = ("tables", "smaller", index)
        if before is not None and smaller.size >= before:
            msg = f"smaller 的字号要一级比一级小，上一级是 {before.pt:g} pt"
            raise MisfitError(msg, *path, "size")
        if smaller.size > smaller.pitch:
            msg = "smaller 的字比行距大"
            raise MisfitError(msg, *path, "pitch")
        if smaller.pitch + layout.tables.white > grid.pitch * (grid.lines // 2):
            msg = "smaller 的一行连 tables 的 white 比半面还高"
            raise MisfitError(msg, *path, "pitch")
        if smaller.size.em(smaller.padding) * 2 + smaller.size * _LEAST_ON_LINE > layout.type_area.width // 2:
            msg = "smaller 的 padding 太大：两列的表格也放不下"
            raise MisfitError(msg, *path, "padding")
        before = smaller.size


def _check_notes(layout: Layout) -> None:
    """Refuse footnotes of which a page could hold none, and a rule above them wider than the type area."""
    grid, notes, style = layout.grid, layout.notes, layout.style(Role.FOOTNOTE)
    if layout.note_gap + style.pitch > grid.pitch * (grid.lines // 2):
        msg = "脚注一行连上面的线比半面还高"
        raise MisfitError(msg, "notes", "gap")
    if layout.note_gap + style.pitch * (2 * notes.least - 1) > grid.pitch * (grid.lines * notes.page_share // 100):
        msg = f"notes 的 least：脚注 {2 * notes.least - 1} 行以内不分在两面，连上面的线超过 page_share"
        raise MisfitError(msg, "notes", "least")
    if notes.rule_thickness > notes.gap:
        msg = "notes 的 rule_thickness 比 gap 大，线压到脚注"
        raise MisfitError(msg, "notes", "rule_thickness")
    if notes.rule_length > layout.type_area.width:
        msg = "notes 的 rule_length 比版心宽"
        raise MisfitError(msg, "notes", "rule_length")


def _check_closing(layout: Layout) -> None:
    style = layout.style(Role.SIGNATURE)
    if layout.closing and style.size.em(layout.closing.date_shift) + style.indent_end > layout.type_area.width // 2:
        msg = "closing 的 date_shift 太大：连署名的 indent_end 超过半行"
        raise MisfitError(msg, "closing", "date_shift")


def _check_white(layout: Layout) -> None:
    """Refuse white that a line would have to grow to become less."""
    rules = layout.line_breaking
    if rules.western_gap_limit < rules.western_gap:
        msg = f"western_gap_limit 不能小于 western_gap，它是 {rules.western_gap:g} em"
        raise MisfitError(msg, "line_breaking", "western_gap_limit")
    if rules.western_gap_most is not None and rules.western_gap_most < rules.western_gap_limit:
        msg = f"western_gap_most 不能小于 western_gap_limit，它是 {rules.western_gap_limit:g} em"
        raise MisfitError(msg, "line_breaking", "western_gap_most")
    if rules.western_gap_least is not None and rules.western_gap_least > rules.western_gap:
        msg = f"western_gap_least 不能大于 western_gap，它是 {rules.western_gap:g} em"
        raise MisfitError(msg, "line_breaking", "western_gap_least")
