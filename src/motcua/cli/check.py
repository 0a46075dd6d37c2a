"""`motcua check`: what only a loaded program can tell of itself. Prints one line per finding; 1 when there is any."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

# Templates that a page must have an address for are compiled; so are partials and components.
SUFFIXES = {".html", ".txt"}


def run(argv: list[str]) -> int:
    """Run the named checks (all when none is named): pages, packs, wiring, django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    checks: dict[str, Callable[[], Iterator[str]]] = {
        "django": system,
        "pages": broken_pages,
        "wiring": broken_wiring,
        "packs": broken_packs,
    }
    unknown = [name for name in argv if name not in checks]
    if unknown:
        print(f"Không có phép kiểm tra “{unknown[0]}”. Có: {', '.join(checks)}.")
        return 2
    findings = [finding for name in (argv or checks) for finding in checks[name]()]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def system() -> Iterator[str]:
    """Django's own checks."""
    from django.core.checks import WARNING, run_checks

    yield from (str(message) for message in run_checks() if message.level >= WARNING)


def broken_pages() -> Iterator[str]:
    """Every template must compile, and every static file it names must exist."""
    import re

    from django.contrib.staticfiles import finders
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template
    from django.template.utils import get_app_template_dirs

    for folder in get_app_template_dirs("templates"):
        if "motcua" not in Path(folder).parts:
            continue
        for path in sorted(p for p in Path(folder).rglob("*") if p.suffix in SUFFIXES):
            name = path.relative_to(folder).as_posix()
            try:
                get_template(name)
            except (TemplateSyntaxError, ValueError) as failure:
                yield f"Trang {name}: {failure}"
            for asset in re.findall(r"""{%\s*static\s+['"]([^'"]+)['"]""", path.read_text()):
                if finders.find(asset) is None:
                    yield f"Trang {name}: không có tệp tĩnh {asset}"


def broken_wiring() -> Iterator[str]:
    """Every fact has its listeners named, every listener exists and takes `at`."""
    import inspect
    from importlib import import_module

    from django.conf import settings

    from motcua.rules import facts

    known = set(facts.every_fact())
    wired = settings.FACT_LISTENERS
    yield from (f"Sự việc {name} chưa có trong config/wiring.py" for name in sorted(known - set(wired)))
    yield from (f"config/wiring.py nêu sự việc không có: {name}" for name in sorted(set(wired) - known))
    for name, listeners in wired.items():
        for listener in listeners:
            module, _, function = listener.rpartition(".")
            try:
                found = getattr(import_module(module), function)
            except (ImportError, AttributeError) as failure:
                yield f"{name}: không có hàm nghe {listener} ({failure})"
                continue
            if "at" not in inspect.signature(found).parameters:
                yield f"{name}: hàm nghe {listener} phải nhận `at`"


def broken_packs() -> Iterator[str]:
    """Every JSON and JSON-lines file of the packs must be readable; what it means is tested in tests/packs."""
    import json

    from django.conf import settings

    for path in sorted(settings.PACKS.rglob("*.json*")):
        if path.suffix not in {".json", ".jsonl"}:
            continue
        text = path.read_text()
        rows = [text] if path.suffix == ".json" else text.splitlines()
        for number, row in enumerate(rows, 1):
            try:
                json.loads(row)
            except json.JSONDecodeError as failure:
                yield f"{path.relative_to(settings.PACKS)} dòng {number}: {failure}"
