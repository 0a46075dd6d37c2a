"""What we ship to browsers: vendored files as listed, nothing inline, no English left for people to read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/motcua/web/ui/static/vendor"
TEMPLATES = sorted((ROOT / "src/motcua/web").rglob("templates/**/*.html"))
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\ssrc=)|hx-on|hx-vals\s*=\s*["']js:"""
)
FOREIGN = re.compile(r"""(?:src|href|action|hx-(?:get|post))\s*=\s*["'](?:https?:)?//""")


def test_vendored_files_are_those_of_the_manifest() -> None:
    done = subprocess.run(  # our own script
        [sys.executable, str(ROOT / "tools/vendor"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_vendored_package_is_pinned_and_has_a_licence() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    pinned = {**package["dependencies"], **package["devDependencies"]}
    assert set(pinned) == set(package["licences"])
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


def test_neither_the_reserved_font_nor_the_crest_is_shipped() -> None:
    for sheet in VENDOR.rglob("*.css"):
        assert not re.search(r"GDS Transport|govuk-crest|url\(https?:|@import", sheet.read_text("utf-8")), (
            sheet.name
        )


def test_every_file_a_style_sheet_names_is_there() -> None:
    for sheet in (ROOT / "src/motcua/web/ui/static").rglob("*.css"):
        for named in re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8")):
            assert named.strip("'\"").startswith("data:") or (sheet.parent / named.strip("'\"")).is_file(), (
                sheet.name,
                named,
            )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "src/motcua/web")))
def test_no_template_has_anything_inline_or_foreign(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not INLINE.search(source), (
        "CSP: không viết style, script hay on… ngay trong trang; xem docs/explanation/pages.md §2"
    )
    assert not FOREIGN.search(source), "Không gọi máy chủ ngoài"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "src/motcua/web")))
def test_every_template_compiles(template: Path) -> None:
    from django.template.loader import get_template

    get_template(str(template).split("/templates/", 1)[1])
