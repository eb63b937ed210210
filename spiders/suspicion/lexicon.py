"""The lexicons: words with what they stand for and how much they say, and the means to find them quickly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import ahocorasick

from inspection.suspicion import Category, Weight
from spiders.suspicion.bets import BETS
from spiders.suspicion.normal import normal
from spiders.suspicion.offers import OTHERS, TRADE
from spiders.suspicion.pornography import PORNOGRAPHY

_FOLDER = Path(__file__).with_name("lexicon")
_PLACES = frozenset("馆场局系课园")  # a house of bets calls itself so-and-so's sports; so does a stadium
_WEIGHTS = {"strong": Weight.STRONG, "plain": Weight.PLAIN, "hint": Weight.HINT}
_PHRASES = (*BETS, *PORNOGRAPHY, *TRADE, *OTHERS)
_CJK = re.compile("[\u3400-\u9fff]")
# Letters that many pages have, the commonest first: a search that begins with one of them stops at every turn.
_COMMON = (
    "工作的政务人关公发体服会办通地动民有一助社机要宋理实在时开事市行于知利日加区保中网位件组救年局出单国福明流号下展"
    "期用文业信以各海强项内织请定设构城不可记养策众老进料第个当部群将全和标提家登为导化对善息站上法查应是生员推指责分"
    "读落收持道程新能限合大资名完安报处确放建了现两规省活申系方管材检接次解联成优步志街余护真领经困数况性三题金我执来"
    "千专院编障婚调使度姻午电量心其双多浪改儿声平微残疾见核基到前府主及童条器图页票慈间十如效任话版所更最二整想交式之"
    "同彩告葬看殡者序共态入传向研楷职引议这照长户施示打互维临相负源决辑过爱重起质并制济扫写升直启月面送治造本坚布至后"
    "县天备特思权果受五稳许清学续补无署供符就代份九力西等宣与费划点跨笑好目层切籍原自链产计让听表医属贴低问小万们遵压"
    "门增级拥询正缩据高错随适隐统咨帮技私愿创首委概路码罚居祭抚讨意栏元益惠状餐江没再头乞情附址支庭手子转比或培审语识"
    "术得说担取言北做按训样场室览党类总教也算么投春失你防阅都宜消只范视震考藏认山案浏育企值台白仿哼置回司立字厅融外结"
    "太跳红留里型科此找快望别航已东例住湖容准复黑车今监旧汗证南则价商还由从常他需端周但广求每包抱格团险油拳节口片变便"
    "而沪环依然气水风章财运降存汉协种给极嘴品录物近左农抓断右亿什深球载达函默词闻先势房四线武港色营境被否除革些令校因"
    "破访列际美旗股病激书软哈率评博账半索眼恐督款享显去义验积超着排该刀瓜详牌發哭吻师差试税乡带健亲批含减集参预少故模"
    "选英智具那严未判州几稿空副底趋足频根域媒害庆京河官游戏影播免注册售澳皇娱乐综待您观银卡身"
)
_RANK = {letter: at for at, letter in reversed(list(enumerate(_COMMON)))}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a lexicon."""

    word: str
    category: Category
    weight: Weight
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word that is looked for. `own` are the plan's, `exempt` are left out."""

    own: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    _entries: dict[str, Entry] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        own = {normal(word): Entry(word, Category.OWN, Weight.STRONG) for word in self.own}
        # An exempt word is found, and passed over with the shorter words that it holds.
        left_out = {normal(word): Entry(word, Category.OWN, Weight.HINT, exempt=True) for word in self.exempt}
        self._entries.update({word: entry for word, entry in (_shipped() | own | left_out).items() if word})


class Finder:
    """Finds the words of a lexicon in normal text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, entry in lexicon._entries.items():
            self._automaton.add_word(word, entry)
        if lexicon._entries:
            self._automaton.make_automaton()
        self._any = bool(lexicon._entries)
        self._nets = _nets(lexicon._entries)
        self.roman = _roman(lexicon._entries)  # parts of which every other word has one, in lower case
        self._gate = _gate(lexicon._entries)

    def __call__(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """(start, end, entry) of the longest words, left to right, then of turns of phrase that hold none as weighty.

        Words in letters must stand by themselves.
        """
        taken: list[tuple[int, int, Entry]] = []
        for start, end, entry in self._words(text):
            taken.append((start, end, entry))
            if not entry.exempt:
                yield start, end, entry
        for one in _PHRASES:
            for start, end in one.find(text):
                if not any(_outweighs(word, start, end, one.weight) for word in taken):
                    found = start, end, Entry(text[start:end], one.category, one.weight)
                    taken.append(found)
                    yield found

    def _words(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        for last, entry in self._automaton.iter_long(text) if self._any else ():
            end = last + 1
            start = end - len(normal(entry.word))
            if _stands(text, start, end):
                yield start, end, entry

    def may_say(self, text: str) -> bool:
        """As `may_have`, turns of phrase as well, of a short text in its normal form: one pass over it."""
        anchored: set[int] = set()
        for _, places in self._gate.iter(text):
            if not places:
                return True
            anchored.update(places)
        return any(_PHRASES[place].pattern.search(text) for place in anchored)

    def says(self, text: str) -> bool:
        """Whether a small page, as it came, has a turn of phrase."""
        low = text.lower()
        return any(next(one.find(low), None) is not None for one in _PHRASES)

    def may_have_chinese(self, text: str, most: int = 1 << 30, *, whole: bool = True) -> bool:
        """As `may_have`, of words in Chinese letters alone, within so many characters; or of the tell-tale ones."""
        return any(net.holds(text, most) for net in (self._nets if whole else self._nets[:1]))

    def may_have(self, text: str) -> bool:
        """A cheap first look: False only where no word can be."""
        if self.may_have_chinese(text):
            return True
        low = text.lower()
        return any(part in low for part in self.roman)


@cache
def finder(own: tuple[str, ...], exempt: tuple[str, ...]) -> Finder:
    """The finder for a plan's words, built once."""
    return Finder(Lexicon(own, exempt))


@cache
def _shipped() -> dict[str, Entry]:
    """Every word of the files, by its normal form."""
    found: dict[str, Entry] = {}
    for category in Category:
        path = _FOLDER / f"{category.value}.txt"
        if category is Category.OWN:
            continue
        weight = Weight.STRONG
        for raw in path.read_text("utf-8").splitlines():
            line = raw.strip()
            if line.startswith("["):
                weight = _WEIGHTS[line.strip("[]")]
            elif line and not line.startswith("#"):
                found.setdefault(normal(line), Entry(line, category, weight))
    return found


def _gate(entries: dict[str, Entry]) -> ahocorasick.Automaton:
    """Every weighty word, with nothing; and every anchor, with the places of its turns of phrase."""
    found: dict[str, tuple[int, ...]] = {}
    for place, one in enumerate(_PHRASES):
        for anchor in one.anchors:
            found[anchor] = (*found.get(anchor, ()), place)
    found.update({word: () for word, entry in entries.items() if entry.weight is not Weight.HINT})
    automaton = ahocorasick.Automaton()
    for word, places in found.items():
        automaton.add_word(word, places)
    automaton.make_automaton()
    return automaton


def _outweighs(word: tuple[int, int, Entry], start: int, end: int, weight: Weight) -> bool:
    """Whether a word that was found already says as much as a turn of phrase that overlaps it."""
    return word[0] < end and start < word[1] and (word[2].exempt or word[2].weight >= weight)


def _stands(text: str, start: int, end: int) -> bool:
    """Whether letters and figures at its ends are not parts of a longer word."""
    before, first = text[start - 1] if start else " ", text[start]
    after, last = text[end] if end < len(text) else " ", text[end - 1]
    if last == "育" and after in _PLACES:
        return False
    return not (_is_roman(first) and _is_roman(before)) and not (_is_roman(last) and _is_roman(after))


def _is_roman(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


class _Net:
    """Finds in raw text whether a word may be there, by three (or two) letters of it in a row.

    A search by classes of letters runs at the speed of C, where one for hundreds of words tries each at every turn.
    """

    def __init__(self, words: Iterable[str], length: int) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._words[_stem(word, length)].append(word)
        if not self._words:
            self._words[" " * length] = []
        places = ("".join(sorted({stem[at] for stem in self._words})) for at in range(length))
        first, *rest = (f"[{letters}]" for letters in places)
        self._pattern = re.compile(f"{first}(?={''.join(rest)})")
        self.length = length

    def holds(self, text: str, most: int) -> bool:
        """Whether one of the words is there."""
        for match in self._pattern.finditer(text, 0, most):
            at = match.start()
            words = self._words.get(text[at : at + self.length])
            if words and any(word in text for word in words):
                return True
        return False


def _nets(entries: dict[str, Entry]) -> tuple[_Net, ...]:
    """The first is for every page: what it lets through has words of common letters alone, or plain ones alone."""
    words = [word for word, entry in entries.items() if entry.weight is not Weight.HINT and _is_chinese(word)]
    long, short = [word for word in words if len(word) > 2], [word for word in words if len(word) == 2]
    rare = [word for word in long if _stem(word, 3)[0] not in _RANK and entries[word].weight is Weight.STRONG]
    rest = [word for word in long if word not in set(rare)]
    return tuple(_Net(some, length) for some, length in ((rare, 3), (rest, 3), (short, 2)))


def _stem(word: str, length: int) -> str:
    """So many letters of the word in a row, which begin with the least common one that they can."""
    at = max(range(len(word) - length + 1), key=lambda place: _RANK.get(word[place], len(_COMMON)))
    return word[at : at + length]


def _roman(entries: dict[str, Entry]) -> tuple[str, ...]:
    """Words with letters other than Chinese, but those that have another of them within."""
    weighty = (word for word, entry in entries.items() if entry.weight is not Weight.HINT and not _is_chinese(word))
    parts: list[str] = []
    for word in sorted(weighty, key=len):
        if not any(part in word for part in parts):
            parts.append(word)
    return tuple(parts)


def _is_chinese(word: str) -> bool:
    return len(_CJK.findall(word)) == len(word) > 1
