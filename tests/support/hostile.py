"""Manuscripts that are hard to set: marks in rows, white everywhere, notes side by side, tables of empty cells."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.support.remix import HARD, sentences

LAYOUTS = ("bulletin", "gbt9704", "gbt9704-b", "jianbao", "neibu")
_MARKS = "，。、；：？！（）《》〈〉【】〔〕“”‘’「」·•—–－～…／/-()[]{}.,;:!?%‰℃￥$№@#&=+×°′″"
_WHITE = (" ", "  ", "\u3000", "\u00a0", " " * 7, "\u3000" * 3, " \u00a0 ", "\t")
_SELECTORS = ("\ufe00", "\ufe0e", "\ufe0f", "\U000e0100")
_COMBINING = ("\u0301", "\u0308", "\u20dd", "\u0300\u0301")
_INSIDE = (
    "“ 软 ”",
    "《 条例 》",
    "（ 1 ）",
    "( a )",
    "“ ",
    " ”",
    "（ （",
    "） ）",
    " ，",
    " 。",
    "￥ 5",
    "“\u3000软\u3000”",
    "’ ‘",
)
_MOST_NOTES = 12
_LONG = (
    "·",
    "…",
    "—",
    "×",
    "！",
    "(",
    "。",
    "‘",
    "”",
    "、",
    "a",
    "7",
    ".",
    "_",
    "/",
    "-",
    "％",
    "①",
    "%",
    "》",
    "《",
    "\u00a0",
)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Writes pieces of text; `notes` holds the lines that say what each footnote is."""

    random: random.Random
    notes: list[str]

    def text(self, most: int = 5) -> str:
        """A paragraph, on one line."""
        pieces = [self._piece() for _ in range(self.random.randint(1, most))]
        return "".join(pieces).replace("\n", "").strip()

    def _piece(self) -> str:
        if self.random.random() < 0.03:  # most faces lack these, and a missing character ends the matter
            return self._combined()
        hostile = (self._marks, self._one_mark, self._white, self._spaced, self._marks_and_white, self._selected)
        return self.random.choice((self._sentence, self._sentence, *hostile, self._hard, self._token, self._note))()

    def _sentence(self) -> str:
        text = self.random.choice(sentences())
        return text[: self.random.randint(1, len(text))]

    def _hard(self) -> str:
        return "".join(self.random.choices(HARD, k=self.random.randint(1, 4)))

    def _marks(self) -> str:
        return "".join(self.random.choices(_MARKS, k=self.random.randint(1, 40)))

    def _one_mark(self) -> str:
        return self.random.choice(_LONG) * self.random.choice((2, 3, 5, 27, 60, 100))

    def _white(self) -> str:
        return self.random.choice(_WHITE) * self.random.choice((1, 1, 2, 30))

    def _spaced(self) -> str:
        return self.random.choice(_INSIDE) * self.random.choice((1, 1, 3, 20))

    def _marks_and_white(self) -> str:
        return "".join(self.random.choices((*_MARKS, *_WHITE), k=self.random.randint(2, 40)))

    def _selected(self) -> str:
        signs = (*"软件，。（》a1！？︎—☎", *_MARKS)
        pairs = (self.random.choice(signs) + self.random.choice(_SELECTORS) for _ in range(self.random.randint(1, 5)))
        return "".join(pairs)

    def _combined(self) -> str:
        return "".join(self.random.choice("aeno山，（") + self.random.choice(_COMBINING) for _ in range(3))

    def _token(self) -> str:
        size = self.random.choice((15, 30, 60, 200))
        letters = self.random.choice(("abcdefgh", "0123456789", "ab/?=&-_.", "a1.,-", "\uff21\uff22\uff10"))
        return "".join(self.random.choices(letters, k=size))

    def _note(self) -> str:
        marks = []
        for _ in range(self.random.choice((1, 1, 2, 3)) if len(self.notes) < _MOST_NOTES else 0):
            name = f"n{len(self.notes)}"
            self.notes.append(f"[^{name}]: {self._plain_note()}")
            marks.append(f"[^{name}]")
        return "".join(marks)

    def _plain_note(self) -> str:
        return self.random.choice((self._sentence, self._marks, self._spaced, self._token))().strip() or "注"


def _table(hand: _Hand) -> list[str]:
    columns, rows = hand.random.randint(1, 5), hand.random.randint(0, 12)
    filled = hand.random.choice((0.0, 0.2, 0.5, 1.0))

    most = hand.random.choice((3, 6, 60))  # a long row of marks is too wide for a column, which ends the matter

    def row() -> str:
        cells = [hand.text(1)[:most] if hand.random.random() < filled else "" for _ in range(columns)]
        return "| " + " | ".join(cell.replace("|", "") for cell in cells) + " |"

    return ["", row(), "|" + " --- |" * columns, *(row() for _ in range(rows)), ""]


def _article(hand: _Hand) -> str:
    lines = ["# " + (hand.text(2)[:150] or "题"), ""]
    for _ in range(hand.random.randint(0, 6)):
        kind = hand.random.random()
        if kind < 0.3:
            lines += _table(hand)
        elif kind < 0.4:
            lines += ["## " + hand.text(1), ""]
        elif kind < 0.5:
            lines += ["- " + hand.text(2), ""]
        else:
            lines += [hand.text(), ""]
    return "\n".join([*lines, *(line for note in hand.notes for line in (note, ""))]) + "\n"


def _words(hand: _Hand) -> str:
    """What a manifest takes: no white but spaces, no character that is odd."""
    text = "".join(hand.random.choice((hand._sentence, hand._marks, hand._spaced, hand._one_mark))() for _ in range(2))
    return text[: hand.random.choice((5, 20, 40, 300, 2000))].strip()


def write_hostile(folder: Path, seed: int) -> Path:
    """Write an issue of hostile manuscripts; returns its manifest. The same seed gives the same issue."""
    random_ = random.Random(seed)
    names = [
        f"hostile-{seed}-{number}.{random_.choice(('md', 'md', 'txt'))}" for number in range(random_.randint(1, 3))
    ]
    for name in names:
        (folder / name).write_text(_article(_Hand(random_, [])), encoding="utf-8")
    hand = _Hand(random_, [])

    def words(plain: str) -> str:
        return plain if random_.random() < 0.7 else (_words(hand) or plain)

    data = {
        "layout": random_.choice(LAYOUTS),
        "masthead": words("试编汇要"),
        "issue": random_.choice((7, 7, 123456)),
        "month": "2026-01",
        "editor": words("某县地方史志办公室"),
        "printed": "2026-02-03",
        "permit": words("云内资准字第3号"),
        "sections": [{"title": words("本月关注"), "articles": [name]} for name in names],
        "colophon": {
            **{key: words("某县人民政府办公室") for key in ("distribution", "publisher", "printer")},
            "copies": 130,
        },
    }
    manifest = folder / f"hostile-{seed}.yaml"
    manifest.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return manifest
