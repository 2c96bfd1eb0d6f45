"""The lines that stand round the text of an article, as editors write them: one row for each form.

Every form is strict rather than clever. A line that is missed is set as the paragraph it was typed as; a paragraph that
is taken for something else is set wrong. `tests/cases/forms` has lines for each form that it takes, and lines that it
must leave alone. Where in an article a form counts is up to `roles`, `closings` and `read`.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto
from functools import cache

from msgspec import Struct

from huibian.regex import compiled
from huibian.text.formsigns import SIGNS, BySigns, Signs
from huibian.text.surnames import SURNAMES

_ASCII = r"(?![\da-zA-Z_])"
HAN = rf"(?:{_ASCII}\w)"  # a class of the ranges of Han would take a second to compile, forty times over
DIGIT = r"\d"  # of half and of full width
_OF_NAME = rf"(?:{_ASCII}[\w·])"
_OF_NAMES = rf"(?:{_ASCII}[\w·、\s])"
_OF_POST = rf"(?:{_ASCII}[\w、（）()\s])"  # 县委常委、组织部（县人才办）
_OF_BODY = rf"(?:{_ASCII}[\w·\s（）()])"


class Kind(StrEnum):  # text, for it is looked up by every line: the hash of another member takes ten times as long
    """What a line is, and where it counts as that."""

    CREDIT = auto()  # who wrote, photographed or sent in: under the title and at the end
    BYLINE = auto()  # the same, under the title alone
    OFFICIAL = auto()  # who spoke, above the day of the speech
    SOURCE = auto()  # the same as CREDIT, at the end alone
    SALUTATION = auto()  # whom a speech or a letter addresses: anywhere
    RECIPIENTS = auto()  # whom a document is sent to (主送机关): above its text
    ATTACHMENTS = auto()  # the first line of the list of attachments: above the signature
    LABEL = auto()  # what stands above an attachment
    DOCUMENT_MARK = auto()  # what stands above the title of a document: its number, how secret it is
    SIGNATURE = auto()  # above a date
    OFFICE = auto()  # a signature that can be nothing else
    DATE = auto()
    LOOSE_DATE = auto()  # a date where an office stands above it
    REMARK = auto()  # below a date
    CAPTION = auto()  # below a picture
    PHOTOGRAPHER = auto()  # the same, and below its caption


class Form(Struct, frozen=True):
    """One form of such a line.

    Attributes:
        kind: What a line of this form is.
        name: What the form is called, in the cases too.
        pattern: What the whole line matches; what it calls `people` must be names.
        signs: What every such line has.
        longest: How many characters it has at most.
        alone: Whether no one breaks a sentence for such a line, so that it is one wherever it stands.
    """

    kind: Kind
    name: str
    pattern: str
    signs: Signs
    longest: int
    alone: bool

    def fits(self, text: str) -> bool:
        """Whether a line is of this form."""
        match = self.match(text)
        people = match.groupdict().get("people") if match else None
        return match is not None and (people is None or _are_people(people))

    def match(self, text: str) -> re.Match[str] | None:
        """What its pattern finds in a line; `None` if the line does not match."""
        signs = self.signs.has
        may_match = len(text) <= self.longest and (not signs or any(map(text.__contains__, signs)))
        return compiled(self.pattern).fullmatch(text) if may_match else None


_NAME = rf"{HAN}{{2,4}}"  # whether it is one, `_are_people` says
_SPREAD = rf"{HAN}\s{{1,4}}{HAN}"  # 周　默
_FOREIGN = rf"{HAN}{{1,6}}(?:·{HAN}{{1,6}})+"
_PERSON = rf"(?:{_FOREIGN}|{_SPREAD}(?!\w)|{_NAME})"
_PEOPLE = rf"{_PERSON}(?:[\s、]+{_PERSON}){{0,9}}"

_WORDS = (  # what a person or an office did for an article
    "作者单位|作者|撰稿人|撰稿|撰文|执笔|供稿单位|供稿人|供稿|来稿单位|来稿|报送单位|稿件来源|来源|整理|口述|记录|"
    "记者|通讯员|摄影|摄影报道|责任编辑|责编|编辑|编审|校对|审核|审校|初审|复审|终审|监制|图片|文/图|图/文|图文|文|图"
)
_REPORTER = (
    rf"(?:本[刊报台网社])?(?:见习|实习|特约|特派|首席|全媒体|融媒体|摄影|文字|驻{HAN}{{2,6}})?"
    r"(?:记者|通讯员|特约通讯员|评论员|撰稿人)"
)
_BETWEEN_NAMES = rf"[\s、，：:]+|{_REPORTER}"
_SPREAD_NAME = rf"(?<!\w){_SPREAD}(?!\w)"
_OFFICES = (  # the ends of what someone is, as it stands before the name
    "书记|主席|主任|县长|区长|市长|省长|州长|旗长|镇长|乡长|部长|局长|厅长|处长|科长|司长|院长|校长|会长|秘书长|站长|所长|馆长|队长|"
    "组长|园长|行长|社长|理事长|董事长|总经理|经理|总编辑|主编|检察长|庭长|组织员|委员|代表|常委|教授|研究员|调研员|巡视员|村长"
)
_ORG = (
    "政府|党委|县委|市委|区委|省委|州委|旗委|工委|团委|办公室|委员会|委|办|局|厅|部|院|处|科|室|站|所|中心|公司|集团|协会|学会|商会|联合会|研究会|"
    "工会|联社|银行|支行|分行|学校|中学|小学|大学|学院|医院|馆|大队|支队|总队|党组|支部|总支|街道|办事处|管委会|联社|报社|文联|妇联|残联|侨联|科协|政协"
)
_DAY = rf"{DIGIT}{{4}}\s?年\s?{DIGIT}{{1,2}}\s?月\s?{DIGIT}{{1,2}}\s?日"
_MONTH = rf"{DIGIT}{{4}}\s?年\s?{DIGIT}{{1,2}}\s?月"
_HAN_MONTH = "[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月"
_DATE = rf"(?:{_DAY}|{_HAN_MONTH}[一二三四五六七八九十]{{1,3}}日)"
_GREETED = "女士们|先生们|同志们|朋友们|同胞们|乡亲们|同学们|老师们|战友们|委员们|代表们|各位[^。！？；：:，、]{1,12}"
_BODIES = "单位|机构|部门|会"  # what else is written to
_NO_SIGNATURE = "(?!特此|此致|敬礼|专此|妥否|以上|附件|谢谢)"
_FIGURE = rf"\s?{DIGIT}{{1,3}}"


def _form(kind: Kind, name: str, pattern: str, *, longest: int = 40, alone: bool = False) -> Form:
    return Form(kind, name, pattern, SIGNS.get(name, Signs()), longest, alone)


_OPEN, _CLOSE = r"[（(【\[［]", r"[）)】\]］]"

FORMS: tuple[Form, ...] = (
    _form(Kind.CREDIT, "作者冒号", rf"(?:{_WORDS})\s*[：:/／]\s*[^。！？；]+", alone=True),
    _form(
        Kind.CREDIT,
        "括号作者冒号",
        rf"{_OPEN}(?:{_WORDS})\s*[：:/／]\s*[^。！？；（）()]+{_CLOSE}",
        longest=60,
        alone=True,
    ),
    # 报刊的写法
    _form(
        Kind.CREDIT,
        "记者空格姓名",
        rf"{_OPEN}?(?:本[刊报])?(?:记者|通讯员|作者)\s+{_OF_NAME}{{2,4}}(?:[\s、]+{_OF_NAME}{{2,4}}){{0,5}}{_CLOSE}?",
        alone=True,
    ),
    # 报刊的写法
    _form(
        Kind.CREDIT,
        "记者通讯员",
        rf"{_OPEN}?[□■○●◎◇◆△▲☆★]?\s*(?:(?:文/?图|图/?文)\s+)?(?:{HAN}{{2,12}}?)?"
        rf"{_REPORTER}\s*[：:]?\s*(?P<people>{_PEOPLE}(?:[\s、，]*{_REPORTER}\s*[：:]?\s*{_PEOPLE}){{0,3}})"
        rf"(?:\s*(?:文/图|图/文|摄影报道|摄|报道|整理))?{_CLOSE}?",
        longest=60,
        alone=True,
    ),
    _form(
        Kind.CREDIT,
        "空格供稿",
        rf"{_OPEN}?{_OF_NAME}{_OF_NAMES}{{1,24}}\s(?:供稿|来稿|提供|撰稿|撰文|整理|摄影|报送){_CLOSE}?",
        alone=True,
    ),
    _form(
        Kind.CREDIT,
        "括号供稿",
        rf"{_OPEN}{_OF_NAME}{_OF_NAMES}{{1,24}}(?:供稿|来稿|撰稿|整理|报送){_CLOSE}",
        alone=True,
    ),
    # 讲话稿的写法
    _form(
        Kind.BYLINE,
        "职务姓名",
        rf"{_OF_POST}{{0,28}}(?:{_OFFICES})\s+(?P<people>{_PERSON})",
    ),
    # 交流材料的写法
    _form(
        Kind.BYLINE,
        "单位姓名",
        rf"{HAN}{{2,24}}(?:{_ORG})\s+(?P<people>{_PEOPLE})",
    ),
    _form(Kind.BYLINE, "姓空格名", rf"(?P<people>{_SPREAD})"),
    # 讲话稿、法规的题注
    _form(
        Kind.BYLINE,
        "括号日期",
        rf"[（(](?:{_DAY}|{_MONTH}(?!{DIGIT})|{_HAN_MONTH})[^。；（）()]*[）)]",
        longest=80,
        alone=True,
    ),
    # 法规的题注
    _form(
        Kind.BYLINE,
        "法规题注",
        rf"{_DAY}[^。；：]{{2,}}(?:通过|公布|发布|修订|修正|批准|施行)",
        longest=83,
    ),
    # 讲话稿的写法
    _form(
        Kind.OFFICIAL,
        "职务连姓名",
        rf"{_OF_POST}{{0,28}}(?:{_OFFICES})(?P<people>{HAN}{{2,3}})",
    ),
    _form(
        Kind.SOURCE,
        "括号单位",
        rf"{_OPEN}{HAN}{{1,20}}(?:{_ORG})(?:[\s、]+{HAN}{{1,20}}(?:{_ORG})){{0,5}}(?:[\s、]+(?P<people>{_PEOPLE}))?{_CLOSE}",
        longest=50,
    ),
    _form(Kind.SOURCE, "括号姓名", rf"{_OPEN}(?P<people>{_PEOPLE}){_CLOSE}"),
    _form(
        Kind.SOURCE,
        "括号出处",
        rf"{_OPEN}(?:据|转自|转载自|原载|摘自|选自|摘编自|载于|作者系|作者为|作者是)[^（）()。]+{_CLOSE}",
        longest=60,
    ),
    # 报刊的写法
    _form(
        Kind.SOURCE,
        "括号电头",
        rf"{_OPEN}(?:据?新华社|中新社|本[报刊台网社]){HAN}{{0,10}}{DIGIT}{{1,2}}月{DIGIT}{{1,2}}日[电讯]{_CLOSE}",
    ),
    # 讲话稿、书信的写法
    _form(
        Kind.SALUTATION,
        "尊敬的",
        r"(?:尊敬的|敬爱的|亲爱的|各位)[^。！？；：:]{1,30}[：:！!]",
        alone=True,
    ),
    # 讲话稿的写法
    _form(
        Kind.SALUTATION,
        "同志们",
        rf"(?:{_GREETED})(?:[，、](?:{_GREETED})){{0,5}}[：:！!]",
        longest=60,
        alone=True,
    ),
    # 书信的写法
    _form(
        Kind.SALUTATION,
        "某同志",
        rf"(?P<people>{HAN}{{2,4}})(?:同志|先生|女士|同学|老师)[：:]",
        alone=True,
    ),
    # GB/T 9704-2012, 7.3.2
    _form(
        Kind.RECIPIENTS,
        "各单位",
        rf"各(?:{_ASCII}[\w、，（）()])+(?:{_ORG}|{_BODIES}|组|校|院校|企业|村|社区|乡镇|户)[：:]",
        longest=65,
        alone=True,
    ),
    # GB/T 9704-2012, 7.3.2
    _form(
        Kind.RECIPIENTS,
        "单位冒号",
        rf"(?:{_ASCII}[\w（）()]){{2,30}}(?:{_ORG}|{_BODIES})(?:[、，]\s*(?:{_ASCII}[\w（）()“”]){{2,40}}){{0,20}}(?<=(?:[府委室会办局厅部院校社司位构门心站馆队团]))[：:]",
        longest=160,
    ),
    # GB/T 9704-2012, 7.3.4
    _form(
        Kind.ATTACHMENTS,
        "附件冒号",
        rf"附件\s?{DIGIT}{{0,2}}\s?[：:]\s*\S(?:.*[^。；，：])?",
        longest=80,
        alone=True,
    ),
    # GB/T 9704-2012, 7.3.7
    _form(
        Kind.LABEL,
        "附件",
        rf"附\s?[件录]?\s*(?:{DIGIT}{{,2}}(?:[-—－]{DIGIT}{{1,2}})?|[一二三四五六七八九十]{{,3}})\s*[：:]?",
        longest=12,
        alone=True,
    ),
    # GB/T 9704-2012, 7.2.5
    _form(
        Kind.DOCUMENT_MARK,
        "发文字号",
        rf"{HAN}{{1,12}}\s?[〔［\[【（(]\s?{DIGIT}{{4}}\s?[〕］\]】）)]\s?第?\s?{DIGIT}{{1,4}}\s?号(?:\s+签发人\s?[：:]\s?\S.*)?",
        alone=True,
    ),
    # GB/T 9704-2012, 7.2.2, 7.2.3
    _form(
        Kind.DOCUMENT_MARK,
        "密级和紧急程度",
        rf"(?:绝密|机密|秘密)(?:★\s?(?:{DIGIT}{{1,2}}\s?[年月]|长期))?|特\s?急|加\s?急|特提|平急|内部资料(?:\s*(?:注意|妥善)保[存管])?",
        alone=True,
    ),
    # GB/T 9704-2012, 7.3.5
    _form(
        Kind.SIGNATURE,
        "短行",
        rf"{_NO_SIGNATURE}{_OF_NAME}{_OF_BODY}{{1,24}}",
    ),
    # GB/T 9704-2012, 7.3.5
    _form(
        Kind.OFFICE,
        "单位名称",
        rf"{_NO_SIGNATURE}{_OF_NAME}{_OF_BODY}{{1,28}}(?:{_ORG})(?:[（(](?:盖章|章|公章|代章|印)[）)])?",
    ),
    # GB/T 9704-2012, 7.3.5.4
    _form(Kind.DATE, "年月日", _DATE),
    _form(Kind.LOOSE_DATE, "年月", rf"{_MONTH}|{_HAN_MONTH}"),
    _form(Kind.LOOSE_DATE, "点日期", rf"{DIGIT}{{4}}([.．/－-]){DIGIT}{{1,2}}\1{DIGIT}{{1,2}}"),
    # GB/T 9704-2012, 7.3.6
    _form(
        Kind.REMARK,
        "附注",
        r"[（(](?:此[件文]|本[通公][知告]|联系人|联系单位|联系电话|联系方式|经办人|承办单位|公开方式|信息公开)"
        r"[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?[）)]",
        longest=100,
        alone=True,
    ),
    # GB/T 9704-2012, 7.4.2
    _form(
        Kind.REMARK,
        "抄送",
        r"(?:主送|抄送|抄报|报送|分送)[：:].+",
        longest=200,
        alone=True,
    ),
    # GB/T 9704-2012, 7.4.3
    _form(
        Kind.REMARK,
        "印发",
        rf"(?:{HAN}{{2,24}}(?:{_ORG})\s*)?{_DATE}\s*印发",
        longest=60,
        alone=True,
    ),
    _form(Kind.REMARK, "联系人", r"联\s?系\s?(?:人|电\s?话|方\s?式)[：:].+[^。]", longest=80),
    _form(
        Kind.CAPTION,
        "图号",
        rf"(附?图{_FIGURE}(?:[-—－]{DIGIT}{{1,3}})?(?:[\s：:.．、]+[^。]*)?)",
        longest=60,
    ),
    _form(
        Kind.CAPTION,
        "双图号",
        rf"(附?图{_FIGURE}[-—－.．]{DIGIT}{{1,3}}"
        rf"(?!是|为|中|显示|所|可|表明|说明|反映|给出|和|与|、|及|的|上|里|{DIGIT})[^。，；]+)",
        longest=60,
    ),
    _form(Kind.CAPTION, "图冒号", r"(?:图|[Ff]igure)\s?[：:]\s*([^。]+)", longest=60),
    # 报刊的写法
    _form(Kind.CAPTION, "图为", r"((?:上|下|左|右|题)?图[为是：:].+)", longest=120),
    # 报刊的写法
    _form(Kind.CAPTION, "三角", r"([▲△].+)", longest=120),
    # 报刊的写法
    _form(
        Kind.CAPTION,
        "摄影者",
        rf"(.{{0,100}}?(?:[\s（(。，]|{_REPORTER}\s*)(?P<people>{_PEOPLE})\s*(?:摄影报道|摄影|摄|供图|拍摄)[）)]?。?)",
        longest=120,
    ),
    # 报刊的写法
    _form(
        Kind.PHOTOGRAPHER,
        "供图",
        rf"({_OPEN}?(?:{_ASCII}[\w\s]){{2,24}}\s?供图{_CLOSE}?)",
    ),
    # 报刊的写法
    _form(
        Kind.PHOTOGRAPHER,
        "某某摄",
        rf"({_OPEN}?(?:{HAN}{{2,12}}{_REPORTER}\s*)?(?P<people>{_PEOPLE})\s*(?:拍摄|摄影|摄){_CLOSE}?)",
    ),
)


_ALONE = BySigns((form.signs, form) for form in FORMS if form.alone)


@cache
def _of_kinds(*kinds: Kind) -> BySigns[Form]:
    return BySigns((form.signs, form) for kind in kinds for form in FORMS if form.kind is kind)


def form_of(text: str, *kinds: Kind) -> Form | None:
    """The form of a line among those of some kinds; `None` if it has none of them."""
    return _first(text, _of_kinds(*kinds))


def form_alone(text: str) -> Form | None:
    """The form of a line that is by itself wherever it stands; `None` if it is no such line."""
    return _first(text, _ALONE)


def caption_start(text: str) -> int | None:
    """Where the caption in a line below a picture begins, behind a label that goes; `None` if the line is none."""
    form = form_of(text, Kind.CAPTION, Kind.PHOTOGRAPHER)
    match = form.match(text) if form else None
    return None if match is None else match.start(1)


def _first(text: str, forms: BySigns[Form]) -> Form | None:
    for form in forms.possible(text):  # in a loop: asked of every line, again and again
        if form.fits(text):
            return form
    return None


def _are_people(text: str) -> bool:
    """Whether all that stands where names do are names: surname and given name, or a name with ·."""
    text = compiled(_SPREAD_NAME).sub(lambda name: "".join(name[0].split()), text)
    words = [word for word in compiled(_BETWEEN_NAMES).split(text) if word]
    return all("·" in word or word[0] in SURNAMES or word[:2] in SURNAMES for word in words)
