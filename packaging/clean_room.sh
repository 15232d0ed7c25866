#!/bin/sh
# Tries the packed program (try_out.sh) on a Debian that has no Python: only what a bare Chinese desktop has. Needs root,
# debootstrap and a network; says plainly what is missing otherwise.
#
#   packaging/clean_room.sh dist/gongkai SAMPLES [ROOM]   ROOM is kept for the next time
set -eu
program=$1 samples=$2
room=${3:-build/clean-room}
missing() { echo "没有试：$1" >&2; echo "Not tried: $2" >&2; exit 3; }
[ "$(id -u)" = 0 ] || missing "要用 root 运行。" "a chroot needs root."
command -v debootstrap > /dev/null || missing "没有 debootstrap（apt-get install debootstrap）。" "debootstrap is not installed."
[ -x "$program/gongkai" ] || missing "没有打包好的程序，先运行 make dist。" "nothing is packed; run make dist first."
# What every desktop with a display and Chinese has; Qt finds the rest in the program's own folder.
packages=libegl1,libgl1,libxcb1,libwayland-client0,libwayland-cursor0,libwayland-egl1,fontconfig-config,fonts-noto-cjk,ca-certificates
if [ ! -x "$room/bin/sh" ]; then
  debootstrap --variant=minbase --include="$packages" "${SUITE:-bookworm}" "$room" > /dev/null
fi
if ls "$room"/usr/bin/python3* > /dev/null 2>&1; then missing "这里有 Python。" "the room has a Python."; fi
rm -rf "$room/opt/gongkai" "$room/opt/samples"
cp -r "$program" "$room/opt/gongkai"
cp -r "$samples" "$room/opt/samples"
cp "$(dirname "$0")/try_out.sh" "$room/opt/try_out.sh"
mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
mount --make-rslave "$room/dev"
trap 'umount -l "$room/dev" "$room/proc"' EXIT
begun=$(date +%s)
env -i HOME=/root PATH=/usr/bin LANG=C.UTF-8 GONGKAI_TRY_SERVER="${GONGKAI_TRY_SERVER:-}" GONGKAI_TRY_OCR="${GONGKAI_TRY_OCR:-}" \
  "$(command -v chroot)" "$room" /bin/sh /opt/try_out.sh /opt/gongkai /opt/samples /root/tried
echo "without Python: $(($(date +%s) - begun)) s, $(find "$room/root/tried" -type f | wc -l) files left"
