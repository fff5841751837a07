# 常用命令 · everything a reader or a developer needs; `make help` lists it.
# No path is written in full here, so the folder may have blanks and Chinese characters in its name.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
PY := .venv/bin/python
# As many processes as this project's smallest machine has cores: three browsers at once starve each other there.
SPREAD := -n 2 --dist loadgroup --no-loadscope-reorder
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup book trainer lesson public serve kit kit-trainer pdf epub papers packages machine test test-unit test-browser notebooks bench lint clean browser nginx

help: ## 列出全部命令 · list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: .venv/.stamp-book .venv/.stamp-node ## 装好生成教程所需的一切（只第一次联网） · install once
	@echo "准备完成 · ready"

.venv/.stamp-book: pyproject.toml constraints.txt tools/setup.sh
	@sh tools/setup.sh book

.venv/.stamp-node: .venv/.stamp-book book/package.json book/package-lock.json
	@sh tools/setup.sh node

.venv/.stamp-test: .venv/.stamp-book
	@sh tools/setup.sh test

book: .venv/.stamp-book .venv/.stamp-node ## 生成教程到 _build/html · build the book, warnings are errors
	@echo "生成教程 · building the book"
	@"$(PY)" -m tools.build_book
	@"$(PY)" -m tools.build_lite
	@"$(PY)" -m tools.compress_site _build/html

trainer: .venv/.stamp-book .venv/.stamp-node ## 生成教员版到 _build/trainer · build the trainer's edition
	@echo "生成教员版 · building the trainer's edition"
	@"$(PY)" -m tools.build_book --edition trainer
	@"$(PY)" -m tools.compress_site _build/trainer

lesson: .venv/.stamp-book ## 印一节课的整包纸（LESSON=l90，不写就全印） · the papers of a lesson as PDF
	@"$(PY)" -m tools.lesson_kit $(LESSON) -o _build/lessons

public: .venv/.stamp-book ## 生成公众版到 _build/public，扫描，画分享图片 · the public edition, scanned
	@echo "生成公众版 · building the public edition"
	@"$(PY)" -m tools.build_public
	@"$(PY)" -m tools.compress_site _build/public

serve: book ## 生成并打开教程（PORT=8000 可改） · build and serve the book
	@"$(PY)" -m ipcoord_sim.serve _build/html --port "$(PORT)"

kit: book ## 做 U 盘文件夹：双击就能看，有 Python 就能带全屋 · the USB folder
	@"$(PY)" -m tools.make_kit _build/html _build/kit

kit-trainer: book trainer ## 做教员的 U 盘文件夹：教员版、学员版、幻灯片、课包 · the trainer's USB folder
	@"$(PY)" -m tools.make_kit --trainer _build/trainer _build/html _build/kit

.venv/.stamp-print: .venv/.stamp-book
	@sh tools/setup.sh print

pdf: book .venv/.stamp-print browser ## 全书一个 PDF，在 _build/print · the whole book as a PDF
	@echo "印全书 · printing the book"
	@"$(PY)" -m tools.build_pdf

epub: book .venv/.stamp-print ## 全书一个 EPUB，在 _build/print · the whole book as an EPUB
	@"$(PY)" -m tools.build_epub

browser: ## 找到或装好测试用的浏览器 · find or install a browser
	@sh tools/setup.sh browser

papers: ## 找到或装好查 PDF 和 EPUB 的程序 · find or install what reads PDF and checks EPUB
	@sh tools/setup.sh papers

nginx: ## 找到或装好测试用的 nginx · find or install nginx
	@sh tools/setup.sh nginx

# What waits for the network runs beside what waits for the machine's own packages, and the notebooks beside the book, which needs one core.
test: ## 全部检查：教程、单元、笔记本、浏览器 · every test
	@echo "准备 · setting up · $$(date -u +%H:%M:%SZ)"
	@sh tools/setup.sh venv
	@$(MAKE) --no-print-directory -j 2 packages machine
	@echo "教程和笔记本 · book and notebooks · $$(date -u +%H:%M:%SZ)"
	@$(MAKE) --no-print-directory -j 2 book notebooks
	@echo "单元测试 · unit tests · $$(date -u +%H:%M:%SZ)"
	@"$(PY)" -m pytest -q $(SPREAD) --ignore=tests/browser
	@echo "浏览器测试 · browser tests · $$(date -u +%H:%M:%SZ)"
	@"$(PY)" -m pytest -q $(SPREAD) tests/browser
	@echo "全部通过 · all passed · $$(date -u +%H:%M:%SZ)"

# Within each of the two one after the other: neither pip nor the machine's package manager may run twice at once.
packages:
	@[ -e .venv/.stamp-book ] || sh tools/setup.sh all
	@MAKEFLAGS= $(MAKE) --no-print-directory .venv/.stamp-node .venv/.stamp-test

machine:
	@sh tools/setup.sh browser
	@sh tools/setup.sh nginx
	@sh tools/setup.sh papers

test-unit: .venv/.stamp-test browser nginx papers book ## 只跑单元测试 · unit tests
	@echo "单元测试 · unit tests"
	@"$(PY)" -m pytest -q $(SPREAD) --ignore=tests/browser

notebooks: .venv/.stamp-test ## 重跑笔记本并逐格比对输出 · notebooks against their stored outputs
	@echo "笔记本比对 · notebooks"
	@if ls notebooks/*.ipynb >/dev/null 2>&1; then "$(PY)" -m pytest -q -n 2 --dist loadfile -p no:cacheprovider --nbval notebooks; else echo "没有笔记本 · no notebooks"; fi

test-browser: .venv/.stamp-test browser book ## 在真实浏览器里检查每一页 · every page in a browser
	@echo "浏览器测试 · browser tests"
	@"$(PY)" -m pytest -q $(SPREAD) tests/browser

bench: .venv/.stamp-test book ## 量速度与体积 · measurements
	@"$(PY)" -m benchmarks

lint: .venv/.stamp-test ## 检查代码写法 · code style
	@"$(PY)" -m ruff check .

clean: ## 删掉生成的教程（环境保留） · remove what was built
	@rm -rf _build .pytest_cache .ruff_cache .hypothesis dist
