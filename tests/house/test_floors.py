"""The floors of the house, and the rules that imports alone do not show."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT, calls, here, sources, tree

CLOCKS = {
    "now": {"datetime", "datetime.datetime", "timezone", "django.utils.timezone"},
    "utcnow": {"datetime", "datetime.datetime"},
    "today": {"date", "datetime", "datetime.date", "datetime.datetime"},
    "localdate": {"timezone", "django.utils.timezone"},
    "localtime": {"timezone", "django.utils.timezone"},
}
LONGEST_FILE = 500


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def test_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_only_the_one_clock_reads_the_time():
    found = []
    for path in sources():
        if here(path) == "src/motcua/web/ui/clock.py":
            continue
        for node in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)):
            name = ast.unparse(node.func)
            owner, _, function = name.rpartition(".")
            converts = function in {"localtime", "localdate"} and node.args  # of a moment that was passed in
            if (owner in CLOCKS.get(function, ()) and not converts) or name == "time.time":
                found.append(f"{here(path)}:{node.lineno} {name}")
    assert found == [], "thời gian được truyền vào là `at`; tầng trên dùng web.ui.clock.now()"


def test_the_one_clock_is_read_only_on_the_top_floor():
    found = [here(p) for p in sources() if p.is_relative_to(PACKAGE / "apps") and "ui.clock" in p.read_text()]
    found += [
        here(p) for p in sources() if p.is_relative_to(PACKAGE / "rules") and "clock.now(" in p.read_text()
    ]
    assert found == []


def test_no_column_fills_in_the_time_by_itself():
    found = [
        f"{here(path)}:{node.value.lineno} {node.arg}"
        for path in sources()
        if not is_migration(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert found == [], "`at` do hành động truyền vào"


def test_no_signals():
    found = [
        f"{here(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any(
            "signals" in part for part in [getattr(node, "module", "") or "", *(n.name for n in node.names)]
        )
        if "dispatch" in ast.unparse(node) or "signals" in ast.unparse(node)
    ]
    found += [
        f"{here(p)}:{line}" for p in sources() for line, name in calls(p) if name in {"receiver", "Signal"}
    ]
    assert found == [], "ai nghe sự việc nào: config/wiring.py"


def test_no_model_is_fetched_by_its_name():
    found = [
        f"{here(path)}:{line}"
        for path in sources()
        if not is_migration(path)
        for line, name in calls(path)
        if name.endswith("get_model")
    ]
    assert found == []


def test_no_file_is_too_long():
    long = {here(path): len(path.read_text().splitlines()) for path in sources() if not is_migration(path)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize("floor", ["rules"])
def test_the_ground_floor_uses_only_the_standard_library(floor):
    foreign = set()
    for path in sources():
        if not path.is_relative_to(PACKAGE / floor):
            continue
        for node in ast.walk(tree(path)):
            names = [n.name for n in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            foreign |= {
                f"{here(path)}: {name}"
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("motcua.rules")
            }
    assert foreign == set()
