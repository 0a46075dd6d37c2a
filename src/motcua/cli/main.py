"""`motcua COMMAND …`: finds the command's module and runs it; nothing heavy is loaded before that."""

import sys
from importlib import import_module

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
    "check": ("check", "kiểm tra gói dữ liệu, mẫu trang, đấu nối"),
    "pg": ("pg", "bật, tắt, xem cơ sở dữ liệu đi kèm"),
    "manage": ("manage", "lệnh quản trị của Django"),
}


def main() -> None:
    """Run the command named on the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


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
