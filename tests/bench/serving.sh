# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: Apache-2.0
# For benchmarks of the server: `qiao serve` on a store, and somebody who is signed in. Who sources
# this has set root, and gets qiao, folder (temporary) and servers (numbers of processes), which go
# at the end.
qiao=$root/build/gcc/qiao
folder=$(mktemp -d /tmp/qiao-bench.XXXXXX)
servers=()
export QIAO_DB=$folder/qiao.db QIAO_LANG=en

end_servers() {
    [ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null || true
    servers=()
}
trap 'end_servers; rm -rf "$folder"' EXIT

# serve FILE COMMAND…: runs it, and waits until it has said into the file where it listens.
serve() {
    local file=$1
    shift
    "$@" >"$file" 2>/dev/null &
    servers+=($!)
    for _ in $(seq 100); do
        [ -s "$file" ] && return
        sleep 0.1
    done
}

# ADDRESS:PORT of a `qiao serve` that said it into that file.
address_in() {
    grep -o '127.0.0.1:[0-9]*' "$1" | head -1
}

# sign_in ADDRESS: the cookie of a session of the user office.
sign_in() {
    local link password=a-long-way-over-the-sea
    link=$("$qiao" invite office --as secadmin --quiet | grep -o '/link/.*')
    curl -sS -o "$folder/page" "http://$1$link" -d "password=$password" -d "again=$password"
    curl -sS -o "$folder/page" -D - "http://$1/sign-in" -d login=office -d "password=$password" |
        sed -n 's/^Set-Cookie: \([^;]*\);.*/\1/p'
}

# is_served ADDRESS COOKIE PATH: the page is there; if not, that is said.
is_served() {
    local status
    status=$(curl -s -o "$folder/page" -w '%{http_code}' -H "Cookie: $2" "http://$1$3")
    [ "$status" = 200 ] || { echo "${0##*/}: $3: $status" >&2; return 1; }
}
