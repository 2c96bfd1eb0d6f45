"""CommonMark through markdown-it, which forgets where inline text stands; this remembers.

The `map` of every inline token, otherwise unused, is where it begins in the text that was parsed. For `text` this is
its first character, for `text_special` (an escape, an entity), `code_inline`, `image`, `footnote_ref`, `html_inline`,
`softbreak` and `hardbreak` the first of what it is written as, for `link_close` its `]`. `meta["end"]` of `link_close`
and `image` is where what they are written as ends. Lines of tables are in `env["rows"]`: for each, from 0, how many
characters stand before it inside its list item or quotation. Definitions of links are in `env["definitions"]`.

What differs from CommonMark, for the sake of Chinese text: lines indented by four spaces are paragraphs, not code;
lines of full-width spaces are blank; and `**` beside a Chinese mark is as good as beside a Han character, so that
抓好**“三问一访”**活动 is bold; so is **粗体[^1]**结尾, where a Han character follows `]**`. The name of a footnote has
at most 999 characters, as CommonMark has it for links.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# The marks that CommonMark is about. Those of Chinese text, ‘’“”… among them, stand beside `**` like any Han character.
_MARK = re.compile(r"[!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2017\u2020-\u2025\u2027-\u206f]")
_OUTSIDE = re.compile(rf"\s|{_MARK.pattern}|[^\x00-\xff]")  # what may stand before `**` and a mark
_BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\] \n]{1,999})\]")
DEEPEST = 40  # quotations inside one another, or twice the lists; what lies deeper is not read


class LinkDefinition(NamedTuple):
    """The definition of a link: its line, counted from 0, all its text, and the address that it gives."""

    line: int
    text: str
    address: str


class _State(StateInline):
    """Notes where each token begins."""

    _begin = 0
    _before = -1
    _beside = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._begin = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.map = [self._begin, self._begin]
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        autolink = self.tokens[-1].markup == "autolink" if self.tokens else False
        token = super().push(ttype, tag, nesting)
        at = self.pos
        if ttype == "text" and autolink:
            at += 1
        elif ttype == "text":  # marks of emphasis: a token for each, pushed before `pos` moves on
            self._beside = self._beside + 1 if self._before == at else 0
            self._before = at
            at += self._beside
        token.map = [at, at]
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        opens = not after.isspace() and (not _MARK.match(after) or bool(_OUTSIDE.match(before)))
        closes = not before.isspace() and (not _MARK.match(before) or bool(_OUTSIDE.match(after)))
        return Scanned(
            # `__` opens and closes beside any mark, a Chinese one too, and nowhere inside a word
            opens and (canSplitWord or not closes or not before.isalnum()),
            closes and (canSplitWord or not opens or not after.isalnum()),
            end - start,
        )


class _InlineRules(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    """Addresses stay as they are written: they name files, and go nowhere else."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


def parse(text: str) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text, definitions of footnotes where they stand, and what else was met (`env`)."""
    env: dict[str, Any] = {}
    return _parser().parse(_BLANK.sub(lambda line: " " * len(line[0]), text), env), env


@cache
def _parser() -> _Parser:
    parser = _Parser()
    parser.inline = _InlineRules()
    parser.configure("commonmark", {"maxNesting": DEEPEST})
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(front_matter_plugin)
    parser.enable("table")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _link_definition)
    parser.inline.ruler.at("link", _link)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.at("footnote_ref", _footnote_ref)
    parser.disable(["code", "text_join", "fragments_join"])
    return parser


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    found = table(state, startLine, endLine, silent)
    if found and not silent:
        rows = state.env.setdefault("rows", {})
        for line in range(startLine, state.line):
            begin = state.bMarks[line] + state.tShift[line]
            rows[line] = begin - (state.src.rfind("\n", 0, begin) + 1)
    return found


def _link_definition(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    found = reference(state, startLine, endLine, silent)
    if found and not silent:
        text = state.getLines(startLine, state.line, state.blkIndent, False)
        newest = next(reversed(state.env["references"].values()))
        known = newest if newest["map"][0] == startLine else state.env["duplicate_refs"][-1]
        state.env.setdefault("definitions", []).append(LinkDefinition(startLine, text, known["href"]))
    return found


def _link(state: StateInline, silent: bool) -> bool:
    return _ended(state, silent, link(state, silent))


def _image(state: StateInline, silent: bool) -> bool:
    return _ended(state, silent, image(state, silent))


def _ended(state: StateInline, silent: bool, found: bool) -> bool:
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta["label"] = match[1]
    state.pos = match.end()
    return True
