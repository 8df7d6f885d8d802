# The server from the command line; what it answers is in tests/http.
$ . "$TESTDIR/setup.sh"

$ qiao serve --listen nowhere
qiao: 'nowhere' is no address; write it as 127.0.0.1:8080
[2]

$ qiao serve --listen 127.0.0.1:99999
qiao: '127.0.0.1:99999' is no address; write it as 127.0.0.1:8080
[2]

$ qiao serve --listen 0.0.0.0:0
qiao: '0.0.0.0:0' can be reached from other machines, and passwords would travel in the clear: put a proxy with TLS in front (docs/serve.md), or say --open
[2]

$ qiao serve --listen 0.0.0.0:0 --no-sign-in
qiao: '0.0.0.0:0' can be reached from other machines, and nobody signs in: whoever reaches it does everything that 'office' may do; say --open if that is meant
[2]

$ qiao serve --listen '[::]:0' --as ann
qiao: there is no user 'ann'; `qiao list user` shows who there is
[2]

# A free port is taken and said; a signal ends it in order.
$ qiao serve --listen 127.0.0.1:0 --no-sign-in >said 2>&1 & server=$!; for i in $(seq 100); do [ -s said ] && break; sleep 0.1; done; sed 's/1:[0-9]*/1:PORT/' said
Qiao is at http://127.0.0.1:PORT/; stop it with Ctrl-C

$ address=$(grep -o 'http://[0-9.:]*' said); qiao serve --no-sign-in --listen "${address#http://}" 2>&1 | sed 's/1:[0-9]*/1:PORT/'
qiao: the server cannot begin at '127.0.0.1:PORT': Address already in use
[2]

$ kill -TERM $server; wait $server

$ qiao serve --listen 127.0.0.1:0 --no-sign-in --lang zh-Hant >told 2>&1 & server=$!; for i in $(seq 100); do [ -s told ] && break; sleep 0.1; done; kill -INT $server; wait $server

# Where nobody has a password, a link that sets the first one is said.
$ qiao serve --listen 127.0.0.1:0 >first 2>&1 & server=$!; for i in $(seq 100); do [ -s first ] && break; sleep 0.1; done; sed 's/1:[0-9]*/1:PORT/; s|link/.*|link/TOKEN|' first; kill -TERM $server; wait $server
Qiao is at http://127.0.0.1:PORT/; stop it with Ctrl-C
Nobody can sign in yet. This sets the password of 'secadmin', works once and for a day; then she makes such links for the others:
http://127.0.0.1:PORT/link/TOKEN

# ---- routes, explain ----

$ qiao routes | sed -n '1p; /\/sign-/p; / page_record /p; /batches/p' | tr -s ' '
method address function runs in
GET /sign-in page_sign_in worker
GET /sign-in/with page_sign_in_with worker
GET /sign-in/back page_sign_in_back worker
POST /sign-in page_sign_in_send worker
POST /sign-in/second page_sign_in_second worker
POST /sign-out page_sign_out worker
GET /:type/:id page_record worker
POST /api/v1/batches runBatch worker

$ qiao explain GET /unit >page; sed -n '1p' page; grep -c '^/\* query unit \*/ SELECT' page; grep -c 'what changed' page
GET /:type → page_list (worker)
2
1

$ qiao explain GET '/api/v1/unit?limit=1' | sed -n '1p; /^status/p'
GET /api/ → api (worker)
status 200, [0-9]+ bytes, [0-9]+ different statements (re)

$ qiao explain GET /healthz
GET /healthz → page_health (connection)
status 200, 3 bytes, 0 different statements

$ qiao explain GET /nothing/at/all
status 404, [0-9]* bytes, 0 different statements (re)
[1]

$ qiao explain POST /verify
qiao: 'POST' cannot be explained; use `qiao explain list TYPE --where …` or `qiao explain GET /PATH`
[2]
