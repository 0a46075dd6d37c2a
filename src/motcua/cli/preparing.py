"""What must be done before serving: tables, static files, the demo province. All of it is quick when already done."""

import hashlib
import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def prepare(*, demo: bool) -> int:
    """Migrate, gather static files, load the demo into an empty database; 0 when all went well."""
    import django

    django.setup()
    migrate()
    gather_static()
    if demo and find_spec("motcua.cli.demo"):
        status = int(import_module("motcua.cli.demo").run(["--if-empty"]))
        if status:
            return status
    renew_search()
    return 0


def migrate() -> None:
    """Bring the tables to the state that the code expects."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Đang tạo và cập nhật bảng dữ liệu…", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def renew_search() -> None:
    """Build the catalogue's search index again when a new release reads it in another way; quick otherwise."""
    from motcua.apps.catalogue.actions import rebuild_index
    from motcua.web.ui import clock

    rebuild_index(at=clock.now())


def gather_static() -> None:
    """Copy static files with a stamp of their content in the name, unless nothing changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    print_now = static_print()
    kept = root.with_name("static.print")
    if root.is_dir() and kept.is_file() and kept.read_text() == print_now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.is_dir())
    kept.write_text(print_now)


def static_print() -> str:
    """Return a digest of names, sizes and times of all static files."""
    from django.contrib.staticfiles.finders import get_finders

    seen = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.append([name, found.st_size, found.st_mtime_ns])
    return hashlib.sha256(json.dumps(sorted(seen)).encode()).hexdigest()
