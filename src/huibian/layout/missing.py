"""What to say of characters that no face has."""

from __future__ import annotations

from msgspec import Struct, field

from huibian.diagnostics import Diagnostics, Span
from huibian.fontbook import FontBook
from huibian.resources import faces_folder


class MissingCharacter(Struct, frozen=True):
    """What is said of a character that cannot be set, wherever it stands."""

    code: str
    message: str
    hint: str


class Missing(Struct, frozen=True):
    """Notes what no face of a font book has."""

    fonts: FontBook
    diagnostics: Diagnostics
    _characters: dict[str, MissingCharacter] = field(default_factory=dict)  # a text may be full of one such character

    def note_variant(self, char: str, selector: str, span: Span) -> None:
        """Warn of a character whose general form is set in the place of the one that its selector asks for."""
        self.diagnostics.warning(
            "HB508",
            f"没有字体含有“{char}”的这个异体（异体字选择符 U+{ord(selector):04X}），按通用字形排",
            span,
            f"要这个字形的话，把含有它的字体文件放进 {faces_folder()}",
        )

    def note_emoji(self, char: str, span: Span) -> None:
        """Warn of an emoji that is left out."""
        message = f"没有字体含有表情符号“{char}”（U+{ord(char):04X}），略去了"
        self.diagnostics.warning("HB531", message, span, "要印的话，改用文字")

    def note_character(self, char: str, span: Span) -> None:
        """Refuse a character that cannot be set, and say which face would do."""
        missing = self._characters.get(char)
        if missing is None:
            missing = self._characters[char] = self._about(char)
        self.diagnostics.error(missing.code, missing.message, span, missing.hint)

    def _about(self, char: str) -> MissingCharacter:
        number = f"U+{ord(char):04X}"
        lacking = self.fonts.lacking(char)
        if lacking is None:
            hint = f"换一个字，或把含有这个字的字体文件放进 {faces_folder()}；huibian fonts 列出各字体有哪些字"
            return MissingCharacter("HB501", f"没有字体含有“{char}”（{number}）", hint)
        command = "huibian fonts --get" + (f" --script {lacking.name}" if lacking.is_optional else "")
        hint = f"运行 {command} 取来自由字体，或把 {lacking.file} 放进 {faces_folder()}"
        return MissingCharacter("HB530", f"缺{lacking.label}的字体，排不了“{char}”（{number}）", hint)
