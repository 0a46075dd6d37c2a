"""What a step of somebody else's sheet or diagram means: which work, which role, which place, from its Vietnamese words.

A guess for the person who imports, who sees it in the table and changes it; never used on a running dossier.
Source: the ISO 9001 sheets of communes and departments (domain.md §1.6), TT 01/2018 Đ.8.
"""

from __future__ import annotations

import re
import unicodedata

from motcua.rules.actors import Role
from motcua.rules.folding import fold
from motcua.rules.process.definition import Place

# Words that name an office or a paper, not a work: «Bộ phận tiếp nhận và trả kết quả», «giấy hẹn trả kết quả».
_OFFICES = re.compile(
    r"\b(?:bo phan|trung tam|to)?\s*(?:tiep nhan va tra ket qua|tn\s*(?:&|va)?\s*tkq|tn&tkq)\b(?: ho so| giai quyet)*"
    r"(?: tthc| thu tuc hanh chinh)?|\b(?:giay|phieu) (?:tiep nhan ho so va )?hen(?: tra(?: ket qua)?)?\b|\bbo phan mot cua\b"
)
_RESULTS = re.compile(r"\bket qua (?:giai quyet|tham dinh|xu ly|kiem tra)\b")
_TAKES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "deliver",
        re.compile(
            r"(?<!kiem )(?<!tham )\b(?:tra|giao|cap|ban giao) (?:lai )?(?:ket qua|kq)\b"
            r"|(?<!kiem )(?<!tham )\btra (?:ho so|giay|gcn|ban chinh)\b(?! cho phong)"
        ),
    ),
    (
        "seal",
        re.compile(r"\bvao so\b|\bdong dau\b|\bphat hanh\b|\b(?:cap|lay|danh) so\b|\bnhan ban\b"),
    ),
    ("assign", re.compile(r"\bphan cong\b|\bgiao viec\b|\bphan ho so\b"
            r"|\bgiao (?:ho so )?cho (?:cong chuc|chuyen vien)\b|\bchi dinh\b")),
    (
        "examine",
        re.compile(
            r"\btham dinh\b|\btham tra\b|\bthu ly\b|\bgiai quyet\b|\bxu ly\b|\bxac minh\b|\bdu thao\b|\bsoan thao\b"
            r"|\bnghien cuu\b|\bhop hoi dong\b|\blap to trinh\b|\bkhao sat\b|\bdo dac\b"
        ),
    ),
    (
        "review",
        re.compile(
            r"\bxem xet\b|\bra soat\b|\bsoat xet\b|\bsoat\b|\bkiem tra\b|\bcho y kien\b"
            r"|\bky (?:nhay|tat)\b|\bduyet (?:noi dung|du thao)\b|\btrinh ky\b"
        ),
    ),
    ("transfer", re.compile(r"\btiep nhan\b|\bchuyen (?:ho so|hs)\b|\bscan\b|\bso hoa\b|\bnhan ho so\b|\bnop ho so\b")),
)  # fmt: skip
# «ký» only with its mark: folded it is the same as in «đăng ký» and «định kỳ».
_KY = r"(?<!đăng )(?<!trình )(?<!chữ )(?<!chờ )\b(?:ký|kí)\b(?! (?:nháy|tắt|hiệu|nhận))"
_SIGN = re.compile(
    _KY
    + r"|(?<!trình )(?<!trình lãnh đạo )\bphê duyệt\b|\bra quyết định\b|^quyết định\b|\bban hành\b|^duyệt\b"
)
_STRONG_SIGN = re.compile(_KY + r"|\bquyết định\b")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.CLERK, re.compile(r"\bvan thu\b|\bbo phan hanh chinh\b")),
    (
        Role.UNIT_HEAD,
        re.compile(
            r"\b(?:lanh dao|truong|pho truong|pho|phu trach) (?:cac )?(?:phong|ban|bo phan|don vi|khoa|to)\b|\btp\b"
        ),
    ),
    (
        Role.SIGNATORY,
        re.compile(
            r"\b(?:lanh dao|ld|thu truong) (?:cua )?(?:so|ubnd|uy ban|uy ban nhan dan|co quan|cuc|chi cuc|ban quan ly"
            r"|xa|phuong|huyen|tinh|don vi)\b"
            r"|\b(?:pho )?giam doc\b|\b(?:pho )?chu tich\b|\b(?:pho )?(?:chi )?cuc truong\b|\bnguoi co tham quyen\b|\bnguoi ky\b"
        ),
    ),
    (
        Role.COUNTER,
        re.compile(
            r"\bmot cua\b|\btiep nhan\b|\btn&tkq\b|\btn ?& ?tkq\b|\btttphcc\b|\bttpvhcc\b"
            r"|\bphuc vu hanh chinh cong\b|\btra ket qua\b"
        ),
    ),
    (
        Role.CASE_OFFICER,
        re.compile(
            r"\bchuyen vien\b|\bcong chuc\b|\bvien chuc\b|\bcan bo\b|\bcv\b|\bnguoi thu ly\b|\bphong chuyen mon\b|^phong\b"
        ),
    ),
)
_WORKS = {
    Role.COUNTER: ("transfer", "deliver"),
    Role.CLERK: ("seal",),
    Role.UNIT_HEAD: ("assign", "review"),
    Role.SIGNATORY: ("sign",),
    Role.CASE_OFFICER: ("examine",),
}
# A work that the named person does under another name: the head who «thẩm định» reviews, the officer who «xem xét» examines.
_INSTEAD = {
    (Role.UNIT_HEAD, "examine"): "review",
    (Role.CASE_OFFICER, "review"): "examine",
    (Role.SIGNATORY, "review"): "sign",
    (Role.SIGNATORY, "examine"): "sign",
    (Role.COUNTER, "review"): "transfer",
}
_BY = {
    "transfer": (Role.COUNTER, Place.CENTRE),
    "assign": (Role.UNIT_HEAD, Place.UNIT),
    "examine": (Role.CASE_OFFICER, Place.UNIT),
    "review": (Role.UNIT_HEAD, Place.UNIT),
    "sign": (Role.SIGNATORY, Place.LEADERSHIP),
    "seal": (Role.CLERK, Place.CLERK_OFFICE),
    "deliver": (Role.COUNTER, Place.CENTRE),
}
_ON_SPOT = re.compile(
    r"\btai cho\b|\btai (?:bo phan )?(?:mot cua|tiep nhan va tra)|\btai (?:trung tam|quay)\b"
)


def infer(name: str, responsible: str = "") -> tuple[str, Role, Place] | None:
    """The work (one of TAKES), role and place of a step called `name` that `responsible` answers for; None when unclear.

    The named person counts first: a work that his role cannot take becomes the one he can («Trưởng phòng thẩm định» is a
    review). Never raises.
    """
    role = _role(responsible)
    works = _said(name)
    if role is Role.UNIT_HEAD and "assign" not in works and not _STRONG_SIGN.search(_marked(name)):
        # The head of a unit who only «duyệt» has not signed: his leader does.
        works = tuple("review" if take == "sign" else take for take in works)
    take = _take(works, role)
    if not take:
        return None
    by, at = _BY[take]
    here = role is Role.COUNTER or bool(_ON_SPOT.search(fold(f"{name} ; {responsible}")))
    return take, by, Place.CENTRE if here else at


def _role(responsible: str) -> Role | None:
    """The role whose words come first; a clerk's and a leader's words count before an officer's."""
    said = fold(responsible)
    found = [(match.start(), number, role) for number, (role, words) in enumerate(_ROLES)
             if (match := words.search(said))]  # fmt: skip
    # «Chuyên viên phòng … tại Bộ phận Một cửa» is an officer of the unit; «Công chức Một cửa» is the counter's.
    if {role for *_, role in found} == {Role.CASE_OFFICER, Role.COUNTER}:
        return Role.COUNTER if re.search(r"(?:cong chuc|can bo|vien chuc|chuyen vien|phan) (?:bo phan |bp |trung tam )?"
                                         r"(?:mot cua|tiep nhan|tn|phuc vu|tra)", said) else Role.CASE_OFFICER  # fmt: skip
    return min(found, key=lambda one: one[1])[2] if found else None


def _marked(name: str) -> str:
    """The words with their marks, in small letters."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _said(name: str) -> tuple[str, ...]:
    """The works named, in the order of the words."""
    said = _RESULTS.sub("ket qua", _OFFICES.sub(" ", fold(name)))
    found = [(match.start(), take) for take, words in _TAKES if (match := words.search(said))]
    marked = _marked(name)
    if signs := _SIGN.search(marked):
        found.append((signs.start(), "sign"))
        if not _STRONG_SIGN.search(marked) and any(take == "review" for _, take in found):
            found = [one for one in found if one[1] != "review"]
    return tuple(take for _, take in sorted(found))


def _take(works: tuple[str, ...], role: Role | None) -> str:
    if role is None:
        return _plain(works)
    own = [take for take in works if take in _WORKS[role]]
    if own:
        return own[0]
    for take in works:
        if (role, take) in _INSTEAD:
            return _INSTEAD[role, take]
    # An officer's title alone says what he does; a counter or a head of unit does more than one kind of work.
    alone = {Role.CLERK: "seal", Role.SIGNATORY: "sign", Role.CASE_OFFICER: "examine"}
    return _plain(works) or alone.get(role, "")


def _plain(works: tuple[str, ...]) -> str:
    """Without a person: the first work named, but «xem xét, ký» is signing."""
    if not works:
        return ""
    if works[0] in ("review", "examine") and "sign" in works and "examine" not in works[1:]:
        return "sign" if works[0] == "review" else works[0]
    return works[0]
