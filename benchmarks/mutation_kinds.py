"""The kinds of small change that a slip of the pen, a bad merge or a careless translation makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from mutation_sites import Change, Site, is_english, items_of, one_of, renumbered, replaced

Kind = Callable[[Site], Change | None]


def drop_sentence(site: Site) -> Change | None:
    """Take one sentence out of a paragraph that has more than one."""
    path = site.path
    english = r"(?<=[.!?])\s+[A-Z][^.!?|]*(?:\([^)]*\)[^.!?|]*)?[.](?=\s)"
    pattern = english if is_english(path) else r"(?<=。)[^。\n|]+。"
    return one_of("drop a sentence", site, pattern, lambda _: "")


def drop_item(site: Site) -> Change | None:
    """Take a list item out in one language, and number the rest on."""
    path, files, rng = site
    places = items_of(files[path])
    if not places:
        return None
    span = rng.choice(places)
    change = replaced("drop a list item", path, files, span, "")
    return change and Change(
        change.kind, path, change.before, change.after, ((path, renumbered(change.written[0][1])),)
    )


def double_item(site: Site) -> Change | None:
    path, files, rng = site
    places = items_of(files[path])
    if not places:
        return None
    start, end = rng.choice(places)
    item = files[path][start:end]
    change = replaced("say a list item twice", path, files, (end, end), item)
    return change and Change(change.kind, path, item, item + item, ((path, renumbered(change.written[0][1])),))


def swap_items(site: Site) -> Change | None:
    """Change two neighbouring items round."""
    path, files, rng = site
    places = items_of(files[path])
    text = files[path]
    pairs = [(one, two) for one, two in pairwise(places) if text[one[1] : two[0]].strip() == ""]
    if not pairs:
        return None
    (start, middle), (again, end) = rng.choice(pairs)
    first, second = text[start:middle], text[again:end]
    return replaced("swap two list items", path, files, (start, end), second + text[middle:again] + first)


_WORDS = {"one": "two", "two": "three", "three": "four", "five": "ten", "six": "eight", "thirty": "sixty"}
_HAN = {"三": "四", "五": "七", "六": "八", "三十": "六十", "两": "三"}


def change_number(site: Site) -> Change | None:
    """Change 30 to 60, in figures, in words or in both, in one language."""
    path, _, rng = site
    other = {"30": "60", "6": "8", "5": "10", "1": "2"}
    style = rng.choice(["figure", "words", "both"])
    if style == "figure":
        pattern = r"(?<![\w./{-])\d+(?![\w./-])(?!\.)"
        return one_of("change a number", site, pattern, lambda match: other.get(match[0], match[0] + "0"))
    words = "|".join(_WORDS) if is_english(path) else "三十|[三五六两](?=[ 项个名天])"
    table = _WORDS if is_english(path) else _HAN
    if style == "words":
        edge = r"\b" if is_english(path) else ""
        return one_of("change a number", site, f"{edge}(?:{words}){edge}(?!方)", lambda match: table[match[0]])
    pattern = rf"({words}) \((\d+)\)"

    def make(match: re.Match[str]) -> str:
        return f"{table[match[1]]} ({other.get(match[2], '9')})"

    return one_of("change a number", site, pattern, make)


def change_number_everywhere(site: Site) -> Change | None:
    """Change a number in every language alike."""
    path, files, rng = site
    found = sorted(set(re.findall(r"\((\d+)\)", files[path])))
    if not found:
        return None
    figure = rng.choice(found)
    words = {
        "30": ("thirty", "sixty", "三十", "六十"),
        "6": ("six", "eight", "六", "八"),
        "5": ("five", "ten", "五", "十"),
    }
    new = {"30": "60", "6": "8", "5": "10"}.get(figure)
    if new is None:
        return None
    written = []
    for each, text in files.items():
        if each.rsplit("/", 1)[0] == path.rsplit("/", 1)[0]:
            english, ten, han, zehn = words[figure]
            wrong = text.replace(f"{english} ({figure})", f"{ten} ({new})")
            written.append((each, wrong.replace(f"{han} ({figure})", f"{zehn} ({new})")))
    return Change("change a number in every language", path, f"({figure})", f"({new})", tuple(written))


def break_reference(site: Site) -> Change | None:
    return one_of("break a reference", site, r"\]\(#([a-z-]+)\)", lambda match: f"](#{match[1][:-1]})")


def redirect_reference(site: Site) -> Change | None:
    """Point a reference at another clause of the document."""
    path, files, rng = site
    folder = path.rsplit("/", 2)[0]
    others = sorted({each.rsplit("/", 2)[1] for each in files if each.rsplit("/", 2)[0] == folder})

    def make(match: re.Match[str]) -> str:
        return f"](#{rng.choice([each for each in others if each != match[1]])})"

    return one_of("point a reference elsewhere", site, r"\]\(#([a-z-]+)\)", make)


def drop_id(site: Site) -> Change | None:
    return one_of("drop an id", site, r"\([a-z-]+\)=\n\s*", lambda _: "")


_NEW_TERMS = (
    "Support Credits",
    "Approved Site",
    "Response Target",
    "Service Level",
    "Escalation Manager",
    "Key Personnel",
)
_NEW_HAN = ("支持积分", "核准地点", "响应目标", "服务级别", "升级经理", "关键人员")


def undefined_term(site: Site) -> Change | None:
    """Use a term that nothing defines: with capitals in English, in quotation marks in Chinese."""
    path, _, rng = site
    if is_english(path):
        term = rng.choice(_NEW_TERMS)
        return one_of("add an undefined term", site, r"(?<=[a-z]) (?=[a-z])", lambda _: f" the {term} and ")
    term = rng.choice(_NEW_HAN)
    return one_of("add an undefined term", site, "(?<=[\u4e00-\u9fff])(?=[，。；])", lambda _: f"及“{term}”")


_TERMS = (
    "Designated Software", "Designated Contacts", "Local Business Hours", "Confidential Information",
    "Personal Information", "Subscription Instrument", "Service Description", "Covered Products", "Order Confirmation",
)  # fmt: skip
_HAN_TERMS = (
    "指定软件",
    "指定联系人",
    "当地工作时间",
    "保密信息",
    "个人信息",
    "订购授权书",
    "服务说明",
    "覆盖产品",
    "技术客户经理",
    "订单确认书",
)


def misspell_term(site: Site) -> Change | None:
    """Write a defined term in another case, or with a letter or character wrong."""
    path, _, rng = site
    kind = "misspell a defined term"
    if is_english(path):

        def wrong(match: re.Match[str]) -> str:
            return rng.choice(
                [match[0].lower(), match[0].capitalize(), match[0][:-2] + match[0][-1], match[0].replace("ti", "it", 1)]
            )

        return one_of(kind, site, "|".join(_TERMS), wrong)
    swap = dict(zip("件人间息书明品理", "体员隔讯证书物师", strict=True))
    return one_of(kind, site, "|".join(_HAN_TERMS), lambda match: match[0][:-1] + swap[match[0][-1]])


def drop_text(site: Site) -> Change | None:
    """Delete a file: a language, or the text of a region."""
    path, files, rng = site
    regional = [each for each in sorted(files) if "." in each.rsplit("/", 1)[1].removesuffix(".md")]
    chosen = rng.choice(regional) if regional and rng.random() < 0.3 else path
    return Change("delete a text", chosen, chosen, "", (), (chosen,))


_STRAY = (
    "customer.legal_nam", "customer.phone", "order_no", "fee.total", "item.product", "service_provider.name",
    "order_number", "term.end|date",
    "fee|money", "customer.legal_contact.name", "channel.reseller.legal_name", "law.title",
    "vendor.phone",
)  # fmt: skip


def stray_placeholder(site: Site) -> Change | None:
    """Put a placeholder where none belongs: one that does not exist, or one that does."""
    path, _, rng = site
    pattern = r"(?<=[a-z]) (?=[a-z])" if is_english(path) else "(?<=[\u4e00-\u9fff])(?=[，。；的])"
    name = rng.choice(_STRAY)
    return one_of("add a stray placeholder", site, pattern, lambda _: f" {{{{ {name} }}}} ")


def change_placeholder(site: Site) -> Change | None:
    rng = site.rng
    names = (
        "customer.legal_name",
        "vendor.legal_name",
        "order_number",
        "region.name",
        "edition.title",
        "term.start|date",
    )

    def make(match: re.Match[str]) -> str:
        return f"{{{{ {rng.choice([each for each in names if each not in match[0]])} }}}}"

    return one_of("change a placeholder", site, r"\{\{.*?\}\}", make)


def swap_modal(site: Site) -> Change | None:
    """Turn a duty into a right, a right into a duty, a prohibition into a right."""
    path = site.path
    kind = "swap may and shall"
    if is_english(path):
        table = {"may": "shall", "shall": "may", "shall not": "may"}
        return one_of(kind, site, r"\b(?:shall not|shall|may)\b", lambda match: table[match[0]])
    table = {"应": "可", "可": "应", "不得": "可"}
    return one_of(kind, site, "(?<![响供相方适])(?:不得|应|可)(?![能用抗识分供])", lambda match: table[match[0]])


def drop_negation(site: Site) -> Change | None:
    path = site.path
    pattern = r" (?:not|no|never|without)\b" if is_english(path) else "不(?!时|可抗)|未(?!来|结)|无需"
    return one_of("drop a negation", site, pattern, lambda _: "")


def change_condition(site: Site) -> Change | None:
    """Turn a condition round, or give it another code."""
    rng = site.rng

    def make(match: re.Match[str]) -> str:
        condition = match[1]
        choices = [f"not ({condition})", condition.replace('"', '"x', 1)]
        choices.append(
            condition.replace("direct", "reseller") if "direct" in condition else condition.replace("==", "!=")
        )
        return "{when} " + rng.choice([each for each in choices if each != condition])

    return one_of("change a condition", site, r"\{when\} (.+)", make)


def drop_condition(site: Site) -> Change | None:
    """Take a condition away, and with it what it guards."""
    return one_of("drop a conditional text", site, r"^(:::+)\{when\}.*\n(?:(?!\1).*\n)*?\1\n", lambda _: "")


def change_link(site: Site) -> Change | None:
    rng = site.rng
    pattern = r"(?<=://)[a-z.]+|(?<=article\.)\w+|[\w.]+(?=@)"
    return one_of("change a link", site, pattern, lambda match: match[0][:-1] + rng.choice("xyz"))


def drop_fact_mark(site: Site) -> Change | None:
    """Take a fact off the list of those that the clause carries."""
    path, files, rng = site
    text = files[path]
    match = re.search(r"^facts: \[(.+)\]$", text, re.MULTILINE)
    if not match:
        return None
    facts = match[1].split(", ")
    facts.remove(rng.choice(facts))
    return replaced("drop a fact from the list", path, files, match.span(1), ", ".join(facts))


def slip_of_signs(site: Site) -> Change | None:
    """Type a straight quotation mark, two blanks or half-width punctuation."""
    path = site.path
    kind = "slip in signs"
    if is_english(path):
        table = {"’": "'", "“": '"', "”": '"', ", ": " , ", " ": "  "}
        return one_of(kind, site, r"(?<=\w)(?:[’“”]|, | )(?=\w)", lambda match: table[match[0]])
    table = {"，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "“": "「", "、": "，，"}
    return one_of(kind, site, "(?<=[\u4e00-\u9fff])[，。；：（“](?=[\u4e00-\u9fff])", lambda match: table[match[0]])


def swap_party(site: Site) -> Change | None:
    path = site.path
    kind = "swap the parties"
    if is_english(path):
        table = {"Customer": "Vendor", "Vendor": "Customer"}
        return one_of(kind, site, r"\b(?:Customer|Vendor)\b(?!’)", lambda match: table[match[0]])
    table = {"赛门铁克": "客户", "客户": "赛门铁克"}
    return one_of(kind, site, "赛门铁克|(?<!技术)(?<!最终)客户(?!经理)", lambda match: table[match[0]])


def drop_phrase(site: Site) -> Change | None:
    """Take the words between two commas, or three words of a sentence, out."""
    path = site.path
    pattern = (
        r"(?<=[a-z]) [a-z-]+ [a-z-]+ [a-z-]+(?= [a-z])" if is_english(path) else "，[\u4e00-\u9fff]{3,12}(?=[，。；])"
    )
    return one_of("drop a few words", site, pattern, lambda _: "")


KINDS: Mapping[str, Kind] = {
    function.__name__: function
    for function in (
        drop_sentence, drop_item, double_item, swap_items, change_number, change_number_everywhere, break_reference,
        redirect_reference, drop_id, undefined_term, misspell_term, drop_text, stray_placeholder, change_placeholder,
        swap_modal, drop_negation, change_condition, drop_condition, change_link, drop_fact_mark, slip_of_signs,
        swap_party, drop_phrase,
    )
}  # fmt: skip
"""By name."""
