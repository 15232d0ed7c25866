#!/bin/sh
# Puts the program, which runs from the folder where it was unpacked, into this user's menu, and lets a double click on a
# hand-over package open it. Needs no Python, no network.
set -eu
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
pattern=$(printf '%s' "$folder" | sed 's/[&|\\]/\\&/g') # a folder may be called 甲&乙
data="${XDG_DATA_HOME:-$HOME/.local/share}"
menu="$data/applications"
mkdir -p "$menu" "$data/mime/packages"
for entry in gongkai-desk gongkai-desk-open; do
  sed "s|@FOLDER@|$pattern|g" "$folder/$entry.desktop" > "$menu/$entry.desktop"
done
cp "$folder/gongkai-desk.xml" "$data/mime/packages/gongkai-desk.xml"
if command -v update-mime-database > /dev/null 2>&1; then
  update-mime-database "$data/mime" || true
fi
if command -v update-desktop-database > /dev/null 2>&1; then
  update-desktop-database "$menu" || true
fi
if command -v xdg-mime > /dev/null 2>&1; then
  xdg-mime default gongkai-desk-open.desktop application/x-gongkai-handover || true
fi
echo "已放进开始菜单：政务公开助手；双击移交包（移交包-….zip）就能接收。去掉：删除 $menu/gongkai-desk*.desktop 和 $data/mime/packages/gongkai-desk.xml"
