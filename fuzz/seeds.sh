#!/bin/sh
# Fills fuzz/corpus with the pages of tests/pages, a file each, to start fuzzing from.
set -eu
cd "$(dirname "$0")"
for target in fuzz_targets/*.rs; do
    corpus="corpus/$(basename "$target" .rs)"
    mkdir -p "$corpus"
    for page in ../tests/pages/*/page.html; do
        cp "$page" "$corpus/$(basename "$(dirname "$page")").html"
    done
done
