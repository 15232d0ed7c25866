#!/bin/sh
# Tries the packed program, command by command, without Python and without any other program on its PATH.
#
#   packaging/try_out.sh FOLDER SAMPLES OUT
#     FOLDER   where `gongkai` lies
#     SAMPLES  letter.docx, list.xlsx, letter.pdf and scan.png, each with an identity number (`python -m tests.packed`)
#     OUT      emptied first; what the program wrote stays there to be looked at
#
# GONGKAI_TRY_SERVER=postgresql://…  an empty database for the shared office; without it that part is not tried.
# GONGKAI_TRY_OCR=1                  the program was packed with what reads scans.
set -eu
program=$1/gongkai samples=$2 out=$3
rm -rf "$out" && mkdir -p "$out/home"
passphrase="" output=$out/last-output.txt

# gongkai STATUS ARGUMENT…: runs the program and stops everything where it ends otherwise.
gongkai() {
  wanted=$1 status=0
  shift
  env -i HOME="$out/home" PATH=/nowhere LANG=C.UTF-8 GONGKAI_WORKSPACE_PASSPHRASE="$passphrase" \
    "$program" "$@" > "$output" 2> "$out/last-errors.txt" || status=$?
  [ "$status" = "$wanted" ] || fail "gongkai $* ended with $status, not $wanted"
}
shows() { grep -q "$1" "$output" || fail "no “$1” in what it printed"; }
hides() { ! grep -q "$1" "$output" || fail "“$1” in what it printed"; }
fail() {
  echo "FAILED: $1" >&2
  cat "$output" "$out/last-errors.txt" >&2
  exit 1
}
done_with() { echo "  tried: $1"; }

gongkai 0 --version
gongkai 0 doctor
shows "程序文件"
hides "要处理"
gongkai 0 lint
gongkai 0 forms --search xzcf
shows "行政处罚"
done_with "doctor, all forms and templates, search by initials"

gongkai 0 demo --out "$out/demo"
for ending in docx pdf html png; do
  [ -n "$(find "$out/demo" -name "*.$ending")" ] || fail "the demo left no $ending"
done
done_with "the demo: window, review, portal, documents ($(find "$out/demo" -type f | wc -l) files)"

for file in letter.docx list.xlsx letter.pdf; do # read in a process of its own
  gongkai 1 check --json --no-ocr "$samples/$file"
  shows '"read": "full"'
  shows '"pii.id-card"'
done
gongkai 0 clean "$samples/letter.docx" --out "$out/clean.docx"
gongkai 0 check "$out/clean.docx"
done_with "docx, xlsx and pdf checked, a docx cleaned"

if [ -n "${GONGKAI_TRY_OCR:-}" ]; then
  gongkai 1 check --json "$samples/scan.png"
  shows '"pii.id-card"'
  done_with "a scan read"
else
  gongkai 1 check --json "$samples/scan.png"
  shows '"unreadable.scan"'
  done_with "a scan, which this packing says it cannot read"
fi

workspace=$out/home/.local/share/gongkai-desk/workspace.db
gongkai 0 sample market-supervision.penalty-publicity
cp "$output" "$out/penalty.json"
gongkai 0 pack "$out/penalty.json" --out "$out/penalty.zip"
gongkai 0 unpack "$out/penalty.zip"
gongkai 0 ledger --json
echo "one two three four five" | gongkai 0 lock
[ "$(head -c 15 "$workspace")" != "SQLite format 3" ] || fail "the locked workspace can be read"
gongkai 2 ledger --json
passphrase="one two three four five"
gongkai 0 backup "$out/backup.db"
gongkai 0 restore "$out/backup.db"
[ ! -e "$out/backup.db-wal" ] || fail "reading the backup wrote beside it"
gongkai 0 unlock
passphrase=""
gongkai 0 ledger --json
done_with "packed and unpacked, locked, backed up and restored, unlocked"

if [ -n "${GONGKAI_TRY_SERVER:-}" ]; then
  gongkai 0 move "$GONGKAI_TRY_SERVER" --use
  gongkai 0 doctor
  shows "连得上"
  hides "要处理"
  gongkai 0 ledger --json
  gongkai 0 --workspace "$GONGKAI_TRY_SERVER" move "$out/home-again.db"
  gongkai 0 leave
  gongkai 0 verify
  done_with "moved to PostgreSQL, worked there, moved back"
else
  echo "  not tried: a shared office (no PostgreSQL here)"
fi
rm -f "$output" "$out/last-errors.txt"
