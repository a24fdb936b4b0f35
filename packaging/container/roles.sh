#!/bin/sh
# Run by the image of PostgreSQL when its database is made: the login of the recorders, which may add and change nothing.
set -eu
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --set=password="$PROCMON_RECORDER_PASSWORD" \
    --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'END'
CREATE ROLE procmon_gui_recorders NOLOGIN;
CREATE ROLE recorder LOGIN PASSWORD :'password' IN ROLE procmon_gui_recorders;
END
