#!/usr/bin/env bash
# Kills a study in the middle (signal 9), starts it again, and holds its results against those of an undisturbed run. Takes about a minute;
# for the night, not for every change. Usage: checks/kill-and-resume.sh [RUNS BEFORE THE KILL, 1000]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
study=(study quickstart --seeds 1000 --threads 2)

./evenflow --version >/dev/null     # builds what is stale, so that the kill meets the study

./evenflow "${study[@]}" --out "$work/killed" >/dev/null 2>&1 &
pid=$!     # the launcher becomes the program, so this is its number
for _ in $(seq 600); do
    [ -e "$work/killed/runs.jsonl" ] && [ "$(wc -l <"$work/killed/runs.jsonl")" -ge "${1:-1000}" ] && break
    sleep 0.05
done
kill -9 "$pid" 2>/dev/null || { echo "the study ended before it could be killed; kill it earlier" >&2; exit 2; }
wait "$pid" 2>/dev/null || true
done_before=$(wc -l <"$work/killed/runs.jsonl")
[ ! -e "$work/killed/results.csv" ] || { echo "a killed study has results" >&2; exit 1; }

./evenflow "${study[@]}" --out "$work/killed" >/dev/null
./evenflow "${study[@]}" --out "$work/whole" >/dev/null
if ! cmp <(grep -v ',decision_ms_' "$work/killed/results.csv") <(grep -v ',decision_ms_' "$work/whole/results.csv"); then
    echo "results differ after a kill" >&2
    exit 1
fi
echo "killed after $done_before of 10000 runs, resumed, same results"
