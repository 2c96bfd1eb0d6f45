"""What people write where YAML wants something else: what to say about it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from huibian.markedyaml.mending import Edit


class Slip(Enum):
    """A kind of slip; its value is the message and the advice, with words of the place in braces."""

    # before a line
    TAB = ("缩进用了制表符（Tab）", "缩进改用空格。")
    WIDE_INDENT = ("缩进用了全角空格", "缩进改用半角空格。")
    WIDE_LINE = ("这一行只有全角空格", "把它们删掉。")
    INDENT = ("缩进不对：前面有 {found} 个空格，应当有 {wanted} 个", "和第 {line} 行左对齐。")
    NO_DASH = ("行首少了“- ”", "前面写上“- ”：半角的短横，后面空一格。")
    DASH_ALIKE = ("行首的“{char}”不是“- ”", "改成“- ”：半角的短横，后面空一格。")
    DASH_TIGHT = ("“-”后面少了空格", "“-”后面空一格。")
    DASH_WIDE = ("“-”后面是全角空格", "改成半角的空格。")
    DASH_STRAY = ("这里不该有“- ”", "列表写在“键:”下面，键后面不写值；是文字就接到上一行的末尾。")
    DASH_OUTSIDE = ("最外层的键前面不要“- ”", "去掉“- ”，让键顶格写。")
    HASH_ALIKE = ("“{char}”后面不是注释", "注释用半角的 #，后面空一格。")
    # after a key
    COLON_ALIKE = ("冒号写得不对：键 {key} 后面是“{char}”", "写成“{key}: …”，冒号用半角的，后面空一格。")
    COLON_TIGHT = ("冒号写得不对：后面少了空格", "写成“{key}: …”，冒号用半角的，后面空一格。")
    COLON_WIDE = ("冒号写得不对：后面是全角空格", "写成“{key}: …”，冒号后面空一格，用半角的空格。")
    NO_COLON = ("键 {key} 后面没有冒号", "写成“{key}: …”，冒号用半角的，后面空一格。")
    NO_KEY = ("这一行没有“键: 值”", "接着上一行的，就写到上一行的末尾；是另一项，就写成“键: 值”。")
    NO_FIRST_KEY = ("“- ”后面少了键", "写成“- {key}: {value}”，下面的键和它左对齐。")
    # in a value
    CONTINUED = ("值写到了下一行", "一个值写在一行里；本来是另一个键，就和上面的键左对齐。")
    COLON_INSIDE = ("这里不该有冒号", "值里有“: ”时用引号把整个值括起来；再看这一行的缩进对不对。")
    COLON_LAST = ("值的末尾不该有冒号", "用引号把整个值括起来，或改用全角的“：”。")
    QUOTE_OPEN = ("引号没有配成对", "补上另一半引号；值里本来就有引号，就用引号把整个值括起来：'…'。")
    QUOTE_MIXED = ("引号没有配成对：前面是 {char}，后面是中文的引号", "两头都用半角的 {char}。")
    QUOTE_INSIDE = ("引号后面还有字", "用另一种引号把整个值括起来，如 '“…”'；不要引号就去掉它们。")
    BACKSLASH = ("双引号里的 {char} 有别的意思，不是路径", "路径里改用 /，写成 {path}。")
    DASH_INSIDE = ("这里不该有“- ”", "“- ”要另起一行，或用引号把整个值括起来。")
    START = ("值不能以 {char} 开头", "用引号把整个值括起来：'{char}…'。")
    ALIAS = ("用了别名（*），这里不支持", "把要写的值直接写出来；要写星号就用引号括起来。")
    ANCHOR = ("用了锚点（&），这里不支持", "去掉它；要写 & 就用引号把整个值括起来。")
    TAG = ("用了标记（!），这里不支持", "去掉它；要写感叹号就用引号把整个值括起来。")
    ALL_COMMENT = ("值以 # 开头，整个成了注释，略去了", "是值就用引号括起来：'{char}…'；是注释就在 # 后面空一格。")
    BRACKET_OPEN = ("括号没有配成对：“{char}”没有另一半", "补上另一半；不是列表，就用引号把整个值括起来。")
    BRACKET_WRONG = ("括号没有配成对：这里要“{char}”", "检查 [ ] 和 {{ }}。")
    BRACKET_INSIDE = ("括号后面还有字", "用引号把整个值括起来：'{char}…'。")


class Slipped(Struct, frozen=True):
    """A slip at a place of the text.

    Attributes:
        slip: Its kind.
        offset: Where it is.
        words: What takes the place of the words in braces.
        rows: How many lines one after another have it, this one with them.
    """

    slip: Slip
    offset: int
    words: Mapping[str, object]
    rows: int

    @property
    def message(self) -> str:
        """What is wrong."""
        more = f"，下面 {self.rows - 1} 行也是" if self.rows > 1 else ""
        return self.slip.value[0].format_map(self.words) + more

    @property
    def hint(self) -> str:
        """What to do."""
        return self.slip.value[1].format_map(self.words)


class Findings:
    """The slips of a text, with the edits that would mend them.

    Attributes:
        slips: In the order in which they stand.
        edits: What would mend them.
        guessed: Where values begin of which it is not known what they are meant to be.
    """

    def __init__(self) -> None:
        self.slips: list[Slipped] = []
        self.edits: list[Edit] = []
        self.guessed: set[int] = set()
        self._last_row = -1

    def note(self, slip: Slip, offset: int, **words: object) -> None:
        """Note a slip."""
        self.slips.append(Slipped(slip, offset, words, 1))
        self._last_row = -1

    def note_row(self, slip: Slip, offset: int, row: int, **words: object) -> None:
        """Note a slip of a whole line; of the same in the lines above it only how many there are."""
        last = self.slips[-1] if self.slips else None
        if last is not None and last.slip is slip and last.words == words and self._last_row == row - 1:
            self.slips[-1] = replace(last, rows=last.rows + 1)
        else:
            self.note(slip, offset, **words)
        self._last_row = row

    def edit(self, start: int, end: int, text: str) -> None:
        """Note an edit."""
        self.edits.append(Edit(start, end, text))

    def quote(self, start: int, end: int, words: str) -> None:
        """Put words between quotation marks in the place of a value."""
        self.edit(start, end, "'" + words.replace("'", "''") + "'")
