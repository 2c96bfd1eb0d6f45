"""Takes a line of YAML apart as a reader does who knows what people type: indentation, dash, key with its colon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from huibian.markedyaml.marks import COLONS, DASHES
from huibian.markedyaml.slips import Slip
from huibian.regex import compiled

_KEY_LENGTH = 100  # characters
_PROSE_ROWS = 100  # lines that tell whether a file is an article
_ENTRY_KEYS = frozenset(("file", "文件", "文章"))  # what stands before the name of a file

_ROW = r"(?P<white>[^\S\n]*)(?P<body>[^\n]*)"
_MARKER = r"(?:---|\.\.\.)(?:[ \t]|\Z)"
_DASH = r"-(?:[ \t]+|\Z)"
_DASH_SLIPS = (  # the first that fits
    (r"-[^\S \t]\s*", Slip.DASH_WIDE),
    (r"-(?![-\s])", Slip.DASH_TIGHT),
    (rf"[{DASHES}]{{1,2}}\s*|[*+]\s+|\d{{1,3}}(?:[、．)）]\s*|\.\s+)", Slip.DASH_ALIKE),
)
_COLON = r":(?=[ \t]|\Z)"
_SLIPPED_KEY = (
    rf"(?P<key>[A-Za-z_]\w{{0,19}}(?:[ _-][A-Za-z0-9_]{{1,19}})?|[^\W\d]\w{{0,19}})"
    rf"(?:(?P<alike>\s*[{COLONS}]\s*)|(?P<wide>\s*:[^\S \t]\s*)|(?P<tight>:(?=[^\s\\/])))"
)
_KEY_ALONE = r"(?P<key>[A-Za-z_]{2,30})(?:(?P<white>\s+)\S|\s*\Z)"
_FILE = r"\.[A-Za-z0-9]{1,5}['\"”]?\Z"


class TypedLine(Struct, frozen=True):
    """A line with something in it.

    Attributes:
        number: Its number, from 1.
        start: Where it begins in the text.
        white: What stands before its first character.
        body: The rest, without white at its end.
    """

    number: int
    start: int
    white: str
    body: str

    @property
    def at(self) -> int:
        """Where its first character stands in the text."""
        return self.start + len(self.white)


class Dash(Struct, frozen=True):
    """What begins an entry of a list: `length` characters; `slip` is `None` where it is as YAML has it."""

    length: int
    slip: Slip | None


class TypedKey(Struct, frozen=True):
    """A key.

    Attributes:
        name: The key itself.
        colon: Where its colon stands, from the start of the key.
        length: How many characters key, colon and the white behind it take, where they are not as YAML has them.
        slip: What is wrong; `None` for nothing.
    """

    name: str
    colon: int
    length: int
    slip: Slip | None


def rows(text: str) -> Iterator[TypedLine]:
    """The lines that are neither empty nor comments nor divide documents."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = compiled(_ROW).fullmatch(line)
        assert match is not None
        body = match["body"].rstrip()
        is_white = not body and line.strip(" \t")
        if is_white or (body and body[0] != "#" and not compiled(_MARKER).match(line)):
            yield TypedLine(number, start, match["white"], body)
        start += len(line) + 1


def read_dash(body: str) -> Dash | None:
    """The dash that begins a line, or what is typed for one; `None` for none."""
    dash = compiled(_DASH).match(body)
    if dash:
        return Dash(dash.end(), None)
    for pattern, slip in _DASH_SLIPS:
        found = compiled(pattern).match(body)
        if found:
            return Dash(found.end(), slip)
    return None


def read_key(body: str) -> TypedKey | None:
    """The key that begins a line, or an entry of a list; `None` for none."""
    if body[:1] in ("'", '"'):
        end = body.find(body[0], 1)
        is_key = end > 0 and compiled(_COLON).match(body, end + 1)
        return TypedKey(body[1:end], end + 1, end + 2, None) if is_key else None
    colon = None if body[:1] in ("[", "{", "|", ">", "#", "") else compiled(_COLON).search(body[: _KEY_LENGTH + 2])
    slipped = compiled(_SLIPPED_KEY).match(body)
    if slipped and (colon is None or slipped.end("key") < colon.start()):
        name = slipped["key"]
        kinds = {"alike": Slip.COLON_ALIKE, "wide": Slip.COLON_WIDE, "tight": Slip.COLON_TIGHT}
        kind = next(each for each in kinds if slipped[each])
        white = len(slipped[kind]) - len(slipped[kind].lstrip())
        return TypedKey(name, len(name) + white, slipped.end(), kinds[kind])
    if colon is None or colon.start() > _KEY_LENGTH or " #" in body[: colon.start()]:
        return None
    return TypedKey(body[: colon.start()].rstrip(), colon.start(), colon.end(), None)


def read_key_alone(body: str) -> TypedKey | None:
    """An English word that may be a key without its colon; `None` where there is none."""
    alone = compiled(_KEY_ALONE).match(body)
    if alone is None:
        return None
    end = alone.end("key")
    return TypedKey(alone["key"], end, alone.end("white") if alone["white"] else end, Slip.NO_COLON)


def is_sure_in_list(key: TypedKey, body: str) -> bool:
    """Whether an entry of a list that begins like a key does so: `file：a.txt` does, not `通报：a.txt`."""
    return key.slip is None or key.name in _ENTRY_KEYS or (key.name.isascii() and not is_file(body))


def is_file(words: str) -> bool:
    """Whether words end as the name of a file."""
    return compiled(_FILE).search(words.rstrip()) is not None


def is_prose(text: str) -> bool:
    """Whether a text is one that is read, not settings: few of its lines begin like an entry or a key."""
    seen = list(islice(rows(text), _PROSE_ROWS))
    keys = [key for key in (read_key(row.body) for row in seen) if key is not None]
    if any(key.name.isascii() for key in keys) or any(compiled(_DASH).match(row.body) for row in seen):
        return False
    return bool(seen) and len(keys) * 3 < len(seen)


def is_suspicious(words: str) -> bool:
    """Whether what stands alone on its line, or behind a dash, may be meant as something else than a text."""
    dash, key = read_dash(words), read_key(words)
    return (
        words[:1].isspace()
        or (dash is not None and dash.slip is not None)
        or (key is not None and is_sure_in_list(key, words))
    )
