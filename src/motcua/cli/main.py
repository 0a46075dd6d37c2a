"""`motcua COMMAND …`: finds the command's module and runs it; nothing heavy is loaded before that."""

import os
import select
import sys
from importlib import import_module

READER_GONE = 141  # what a shell shows for a program ended by SIGPIPE (128 + 13)

COMMANDS = {
    "serve": ("serve", "chạy máy chủ web và việc nền"),
    "demo": ("demo", "nạp tỉnh mẫu và in tài khoản dùng thử"),
    "day": ("day", "diễn thêm một ngày làm việc ở tỉnh mẫu"),
    "calendar": ("calendar", "nạp lịch nghỉ, giờ làm việc"),
    "import": ("import_", "nhập danh mục thủ tục hành chính"),
    "search": ("search", "tìm thủ tục bằng lời của người dân"),
    "due": ("due", "tính ngày hẹn trả, kèm giải thích"),
    "report": ("report", "in báo cáo thống kê"),
    "verify": ("verify", "phát lại các hành vi và so với chỉ mục"),
    "process": ("process", "kiểm tra quy trình nội bộ và độ phủ"),
    "check": ("check", "kiểm tra gói dữ liệu, mẫu trang, đấu nối"),
    "pg": ("pg", "bật, tắt, xem cơ sở dữ liệu đi kèm"),
    "manage": ("manage", "lệnh quản trị của Django"),
}


def main() -> None:
    """Run the command named on the command line and leave with its exit code.

    When the reader of the output goes away (`| head`) the command ends quietly with 141.
    """
    try:
        sys.exit(_run_to_the_last_byte(sys.argv[1:]))
    except BrokenPipeError:
        if not _is_reader_gone():
            raise
        sys.exit(READER_GONE)


def _run_to_the_last_byte(argv: list[str]) -> int | str | None:
    """Run and flush here, where a broken pipe can still be answered, not when the interpreter ends."""
    try:
        code: int | str | None = run(argv)
    except SystemExit as leaving:  # argparse: help and wrong command lines
        code = leaving.code
    sys.stdout.flush()
    return code


def _is_reader_gone() -> bool:
    """Whether one of our own outputs is broken; such a one then writes into nothing, so that the end is quiet too."""
    broken = [output for output in (sys.stdout, sys.stderr) if _is_broken(output.fileno())]
    for output in broken:
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())
    return bool(broken)


def _is_broken(output: int) -> bool:
    asked = select.poll()
    asked.register(output, select.POLLOUT)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in asked.poll(0))


def run(argv: list[str]) -> int:
    """Run one command; 0 only when all went well, 2 when there is no such command."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if argv else 2
    found = COMMANDS.get(argv[0])
    if found is None:
        print(f"Không có lệnh “{argv[0]}”.\n\n{usage()}", file=sys.stderr)
        return 2
    return int(import_module(f"motcua.cli.{found[0]}").run(argv[1:]))


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<8} {about}" for name, (_, about) in COMMANDS.items()]
    return "Cách dùng: motcua LỆNH [tham số]\n\n" + "\n".join(lines)


if __name__ == "__main__":
    main()
