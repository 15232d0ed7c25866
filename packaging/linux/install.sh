#!/bin/sh
# Puts the program, which runs from the folder where it was unpacked, into this user's menu. Needs no Python, no network.
set -eu
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$menu"
sed "s|@FOLDER@|$folder|g" "$folder/gongkai-desk.desktop" > "$menu/gongkai-desk.desktop"
if command -v update-desktop-database > /dev/null 2>&1; then
  update-desktop-database "$menu" || true
fi
echo "已放进开始菜单：政务公开助手。去掉它：删除 $menu/gongkai-desk.desktop"
