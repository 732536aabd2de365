#!/usr/bin/env bash
# Starts the demo on a free port, in a folder of its own, and looks at every page of it in Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet --package vocation
folder=$(mktemp -d)
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
target=${CARGO_TARGET_DIR:-target}
program=$(cd "$target" && pwd)/release/vocation
(cd "$folder" && exec "$program" demo --listen "127.0.0.1:$port" >server.log 2>&1) &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 180); do
  if curl --silent --fail --output /dev/null "http://127.0.0.1:$port/health"; then ready=1; break; fi
  if ! kill -0 "$server" 2>/dev/null; then break; fi
  sleep 1
done
if [ -z "${ready:-}" ]; then
  echo "the demo did not start:"; cat "$folder/server.log"; exit 1
fi
cd e2e
BASE_URL="http://127.0.0.1:$port" node run.mjs
