#!/bin/sh
# Checks the digests of a packet with what Linux and macOS have: sh, find, sort, and sha256sum or shasum. Digests only: it
# knows neither the signature nor the custody proofs, so its best answer is "pass by digest" (exit code 10).
#
#     sh verify/verify.sh [PACKET]
#
# Exit codes as in VERIFY.txt: 10 pass by digest, 20 incomplete, 21 hash mismatch, 22 unexpected file, 23 unsafe path,
# 40 malformed, 50 a file could not be read. Take this file from a packet you trust: one inside a forged packet can lie.
set -u
LC_ALL=C
export LC_ALL

here=$(dirname "$0")
cd "${1:-$here/..}" || exit 50
[ -f bagit.txt ] && [ -f manifest-sha256.txt ] && [ -f tagmanifest-sha256.txt ] || {
  echo 'FAIL (40): this folder is not a packet; bagit.txt or a manifest is missing.'
  exit 40
}
if command -v sha256sum >/dev/null 2>&1; then
  digest_of() { sha256sum <"$1"; }
elif command -v shasum >/dev/null 2>&1; then
  digest_of() { shasum -a 256 <"$1"; }
else
  echo 'Neither sha256sum nor shasum is on this machine.'
  exit 50
fi

incomplete=0 mismatch=0 unexpected=0 unsafe=0 malformed=0 unreadable=0 count=0
listed=$(mktemp) || exit 50
trap 'rm -f "$listed"' EXIT

# Anything that is neither a plain file nor a folder, and any name that could lead elsewhere.
odd=$(find . \( ! -type f ! -type d \) -o -name '*[!A-Za-z0-9._-]*' | head -n 20)
if [ -n "$odd" ]; then
  echo 'UNSAFE: a link, a device, or a name that a packet may not hold:'
  printf '%s\n' "$odd" | tr -cd '\n -~'
  unsafe=1
fi

for list in tagmanifest-sha256.txt manifest-sha256.txt; do
  while IFS= read -r line || [ -n "$line" ]; do
    expected=${line%%  *}
    file=${line#*  }
    case $file in
      '' | /* | *..* | *[!A-Za-z0-9._/-]*)
        echo "MALFORMED: $list has a line that is no digest and path."
        malformed=1
        continue
        ;;
    esac
    printf './%s\n' "$file" >>"$listed"
    count=$((count + 1))
    if [ -h "$file" ] || [ ! -f "$file" ]; then
      echo "MISSING: $file"
      incomplete=1
    elif actual=$(digest_of "$file"); then
      if [ "${actual%% *}" != "$expected" ]; then
        echo "CHANGED: $file"
        mismatch=1
      fi
    else
      echo "NOT READ: $file"
      unreadable=1
    fi
  done <"$list"
done

for file in tagmanifest-sha256.txt tagmanifest-sha512.txt bundle-signature.txt; do
  printf './%s\n' "$file" >>"$listed"
  [ -f "$file" ] || {
    echo "MISSING: $file"
    incomplete=1
  }
done
sort -u -o "$listed" "$listed"
extra=$(find . -type f | sort | comm -23 - "$listed")
if [ -n "$extra" ]; then
  echo 'NOT LISTED by the packet:'
  printf '%s\n' "$extra" | tr -cd '\n -~'
  unexpected=1
fi

code=10
[ "$unexpected" = 1 ] && code=22
[ "$mismatch" = 1 ] && code=21
[ "$incomplete" = 1 ] && code=20
[ "$unsafe" = 1 ] && code=23
[ "$malformed" = 1 ] && code=40
[ "$unreadable" = 1 ] && code=50
if [ "$code" = 10 ]; then
  echo "PASS by digest (10): $count files are as listed. The signature was not checked; verify.mjs checks it."
else
  echo "FAIL ($code): what the code means stands in VERIFY.txt."
fi
exit "$code"
