#!/usr/bin/env bash
# All that CI runs. "./counterfoil test nightly" runs the long forms too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

profile=${1:-}
case "$profile" in
  '' | nightly) ;;
  *) printf 'usage: ./counterfoil test [nightly]\n' >&2; exit 2 ;;
esac

# The story tests run the product as a user does, so it is built and its start-up cache trained first.
./counterfoil build
exec mvn -B -ntp spotless:check verify ${profile:+-P "$profile"}
