#!/bin/sh
# Runs the service's program as httpd does, and compares its answers.
set -eu
answer() { QUERY_STRING=$1 sh /www/cgi-bin/hello | tail -n 1; }
check() { [ "$1" = "$2" ] || { echo "expected $2, got $1" >&2; exit 1; }; echo "ok: $2"; }

greeting=$(cat /www/greeting)
check "$(answer '')" "{\"greeting\":\"$greeting, world!\"}"
check "$(answer 'name=Ada')" "{\"greeting\":\"$greeting, Ada!\"}"
check "$(answer 'x=1&name=Ada"<script>')" "{\"greeting\":\"$greeting, Ada!\"}"
