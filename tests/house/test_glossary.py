"""GLOSSARY.md names every table, and forbidden words stay out."""

import ast
import re

from django.apps import apps

from motcua.apps.dossiers import models as dossiers
from motcua.rules import lifecycle, procedures, rights
from motcua.rules.actors import Role
from tests.house.source import PACKAGE, ROOT, here, sources, tree

GLOSSARY = (ROOT / "GLOSSARY.md").read_text()


def rows(text: str) -> list[list[str]]:
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line[:2] == "| "
    ]
    return [row for row in cells if row[0] not in {"Tiếng Việt", "Cấm"}]


WORDS, _, BANNED = GLOSSARY.partition("## Từ cấm")
NAMED = {word for row in rows(WORDS) for word in re.findall(r"`(\w+)", row[1])}
CODES = re.compile(r"^`(\w+)`$")


def table(title: str) -> list[tuple[str, str, str]]:
    """The rows of one section that name one word of the code: the word, the Vietnamese, the note."""
    section = WORDS.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [(code[1], row[0], row[2]) for row in rows(section) if (code := CODES.match(row[1]))]


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


FORBIDDEN = [row[0].strip("`") for row in rows(BANNED)]


def test_the_glossary_can_be_read():
    assert {"Dossier", "Procedure", "Officer", "Handover", "Delivery"} <= NAMED
    assert {"Manager", "Helper", "Service", "Util", "Info"} <= set(FORBIDDEN)


def test_every_row_has_vietnamese_and_code():
    assert [row for row in rows(WORDS) if len(row) != 3 or not row[0] or "`" not in row[1]] == []


def test_every_table_is_in_the_glossary():
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")}
    assert ours - NAMED == set(), "thêm một dòng vào GLOSSARY.md trong cùng commit"


def test_every_verb_is_in_the_glossary_under_its_name():
    steps = [(row.verb, lower_first(row.name), row.id) for row in lifecycle.TABLE]
    beside = [(verb, name, "") for verb, name in rights.VERB_NAMES_BESIDE_LIFECYCLE.items()]
    assert table("Hành động") == steps + beside
    assert {verb for verb, _, _ in table("Hành động")} == set(rights.RIGHTS)


def test_every_role_and_channel_is_in_the_glossary_under_its_name():
    assert table("Vai trò") == [(role.value, lower_first(role.label), "") for role in Role]
    published = [(one.value, lower_first(one.label)) for one in procedures.Channel]
    came_by = [(one.value, lower_first(one.label)) for one in dossiers.Channel]
    assert [(code, words) for code, words, _ in table("Kênh nộp")] == published + came_by


def test_no_class_has_a_forbidden_suffix():
    found = [
        f"{here(path)}: {node.name}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(tuple(FORBIDDEN))
    ]
    assert found == []


def test_no_module_is_a_forbidden_word():
    words = {word.lower() for word in FORBIDDEN}
    found = [
        here(path)
        for path in (*PACKAGE.rglob("*.py"), *(p for p in PACKAGE.rglob("*") if p.is_dir()))
        if set(path.stem.lower().split("_")) & words
    ]
    assert found == []
