# Motcua. `make` alone lists what can be made.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready
BIND ?= 127.0.0.1:8000
# xdist workers of `make test`
JOBS ?= 2

.PHONY: help setup run test check types day bench cov format lock clean

help:  ## liệt kê các lệnh
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY)  ## dựng môi trường (.venv) từ tệp khóa có mã băm

$(READY): pyproject.toml uv.lock requirements-dev.txt requirements-setup.txt tools/setup
	@tools/setup
	@touch $@

run: setup  ## chạy tại http://127.0.0.1:8000 với tỉnh mẫu
	@$(BIN)/motcua serve --demo --bind $(BIND)

day: setup  ## diễn thêm một ngày làm việc ở tỉnh mẫu
	@$(BIN)/motcua day

test: setup check  ## kiểm tra mã nguồn rồi chạy toàn bộ kiểm thử
	@$(BIN)/pytest -n $(JOBS) --dist loadgroup -q $(PYTEST)

check: setup  ## định dạng, lỗi, kiểu, tầng nhà, bảng dữ liệu, gói dữ liệu
	@tools/check

types: setup  ## chỉ kiểm tra kiểu
	@$(BIN)/mypy

format: setup  ## tự sửa định dạng và lỗi đơn giản
	@$(BIN)/ruff format && $(BIN)/ruff check --fix

cov: setup  ## độ phủ của rules/
	@$(BIN)/pytest tests/rules -q --cov=motcua.rules --cov-branch --cov-report=term-missing:skip-covered

bench: setup  ## đo: mỗi tệp trong bench/ in một bảng
	@for measure in bench/*.py; do echo "== $$measure"; $(BIN)/python $$measure || exit 1; done

lock: setup  ## sau khi đổi pyproject.toml: khóa lại và xuất cho pip
	@$(BIN)/uv lock
	@$(BIN)/uv export --frozen --no-dev --no-emit-project --no-header -q -o requirements.txt
	@$(BIN)/uv export --frozen --no-emit-project --no-header -q -o requirements-dev.txt

clean:  ## tắt cơ sở dữ liệu đi kèm và xóa .venv, .var (MẤT dữ liệu mẫu)
	@[ ! -x $(BIN)/motcua ] || $(BIN)/motcua pg stop || true
	@[ ! -L .var/postgres ] || rm -rf "$$(readlink .var/postgres)"
	@rm -rf .venv .var
