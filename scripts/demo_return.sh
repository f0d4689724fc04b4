#!/bin/sh
# From the empty form to the cleared report, on synthetic returns. Usage: demo_return.sh COMMAND FOLDER
# Everything it writes is under FOLDER and is labelled synthetic.
set -eu
tripoint=$1
out=$2
rm -rf "$out"
mkdir -p "$out"
export TRIPOINT_LEDGER="$out/ledger" TRIPOINT_REPORTS="$out/editions"
say() { printf '\n== %s\n' "$1"; }

say "1. The empty forms"
"$tripoint" return template --country MX --lang es --period 2025 --out "$out/forms/mx.xlsx"
"$tripoint" return template --country CA --lang fr --period 2025 --out "$out/forms/ca.xlsx"
"$tripoint" return template --country US --lang en --period 2025 --out "$out/forms/us.xlsx"

say "2. Three synthetic returns, and the same with typical errors"
"$tripoint" return demo --out "$out" --period 2025 --seed 1

say "3. What is wrong with the flawed ones; none of them is kept"
for file in "$out"/flawed/*.xlsx; do
    name=$(basename "$file" .xlsx)
    if "$tripoint" return check "$file" --report "$out/flawed/$name-problems.xlsx" > "$out/flawed/$name.txt"; then
        echo "a flawed return was found fit" >&2
        exit 1
    fi
    tail -n 3 "$out/flawed/$name.txt"
done

say "4. The good ones into a ledger of their own"
for file in "$out"/returns/*.xlsx; do
    "$tripoint" return merge "$file" | tail -n 2
done

say "5. A draft of the report"
"$tripoint" report --draft --out "$out/draft"
first=$(basename "$(ls -d "$out"/editions/2*)")

say "6. Mexico corrects its return"
"$tripoint" return merge "$out"/corrected/tripoint-return-mx-*.xlsx | tail -n 2
"$tripoint" report --draft --lang en --out "$out/draft"
second=$(ls "$out/editions" | grep '^2' | grep -v "$first")

say "7. What changed, and why"
"$tripoint" report diff "$first" "$second" | head -n 20

say "8. The three countries clear it"
"$tripoint" report clear --country CA --by "Synthetic office of Canada" --date 2026-06-01 --edition "$second"
"$tripoint" report clear --country MX --by "Synthetic office of Mexico" --date 2026-06-02 --edition "$second"
"$tripoint" report clear --country US --by "Synthetic office of the United States" --date 2026-06-03 --edition "$second"

say "9. The cleared report"
"$tripoint" report --out "$out/report"
