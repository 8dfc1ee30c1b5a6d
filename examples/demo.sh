#!/bin/sh
# The main job on real input: a Python program that nobody had to trust answers a question about a database.
# Usage: demo.sh [VITRINE]     (default: build/release/vitrine of this checkout)
set -eu

vitrine=${1:-build/release/vitrine}
case ${1:-/} in
  /*) ;;
  *) vitrine=$PWD/$1 ;;
esac
cd "$(dirname "$0")/.."
vitrine=${vitrine#"$PWD"/}  # short where it can be: the command is shown
out=build/demo
if [ ! -x "$vitrine" ]; then
  echo "demo.sh: there is no program at $vitrine; run 'make build' first, or name it: demo.sh PATH" >&2
  exit 2
fi
if ! command -v python3 > /dev/null; then
  echo "demo.sh: python3 is needed to build the sample database and is not installed" >&2
  exit 2
fi

python3 examples/make_db.py build/shop.db
cat << END

Question: which customers of the shop grew most from the third to the fourth quarter,
          and is it a trend or luck?

\$ $vitrine run examples/monthly_report.py --db shop=build/shop.db --output-dir $out

END
"$vitrine" run examples/monthly_report.py --db shop=build/shop.db --output-dir "$out"

cat << END

The program had the database and nothing else: no files, no network, no processes.
It left behind:
END
for file in report.csv growth.svg; do
  if [ ! -s "$out/$file" ]; then
    echo "demo.sh: $out/$file is missing or empty" >&2
    exit 1
  fi
  echo "  $out/$file ($(wc -c < "$out/$file") bytes)"
done
