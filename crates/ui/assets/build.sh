#!/bin/sh
# Rebuilds vocation.css from vocation.scss and govuk-frontend 6.6.0 (MIT, see LICENSE-govuk-frontend.txt). Needs npm; the Rust build does not.
# The government's font, crown and logo are left out on purpose: they are not licensed to services on other domains.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund govuk-frontend@6.6.0 sass@1.108.2 >/dev/null
npx --no-install sass --no-source-map --style=compressed --quiet-deps --load-path=node_modules "$here/vocation.scss" "$here/vocation.css"
gzip -9 -n -c "$here/vocation.css" >"$here/vocation.css.gz"
wc -c "$here/vocation.css" "$here/vocation.css.gz"
