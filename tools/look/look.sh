#!/bin/sh
# Pictures of pages as they are and as they come out, side by side in a folder, to be looked at.
#
# usage: tools/look/look.sh FOLDER PAGE...      (PAGE: an HTML file, or the name of a page case)
#
# Needs Chromium (CHROMIUM names it, "chromium" by default) and the built example: `cargo build --release
# --example clean`. Nothing is fetched: hosts resolve to nowhere.
set -eu
cd "$(dirname "$0")/../.."
out=$1
shift
mkdir -p "$out"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

picture() { # from to
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-background-networking \
        --disable-component-update --disable-sync --no-first-run --user-data-dir="$profile" \
        --host-resolver-rules='MAP * ~NOTFOUND' --hide-scrollbars --window-size=900,1400 \
        --screenshot="$2" "file://$1" 2>/dev/null
}

for page in "$@"; do
    name=$(basename "$page" .html)
    [ -f "$page" ] || page=tests/pages/$name/page.html
    clean=$(realpath "$out")/$name.clean.html
    {
        echo '<!DOCTYPE html><meta charset="utf-8"><style>'
        echo 'body{max-width:44em;margin:2em auto;padding:0 1em;font:16px/1.5 serif}'
        echo 'img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em}'
        echo 'pre{overflow:auto;background:#eee;padding:.5em}blockquote{border-left:3px solid #999;margin-left:0;padding-left:1em}'
        echo '</style>'
        target/release/examples/clean --format html "$page"
    } >"$clean"
    picture "$(realpath "$page")" "$out/$name.before.png"
    picture "$clean" "$out/$name.after.png"
    echo "$name"
done
