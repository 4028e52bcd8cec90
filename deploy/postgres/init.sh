#!/bin/bash
# Runs once, when the postgres image makes its database: the roles, with the passwords of their addresses in secrets.
set -euo pipefail
run() { psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"; }

run -f "${ROLES:-/roles.sql}"
for role in owner app purge; do
  url=$(< "${SECRETS:-/run/secrets}/${role}_url")
  password=${url#*://*:}
  run -v role="larder_$role" -v password="${password%%@*}" <<< "alter role :\"role\" password :'password';"
done
