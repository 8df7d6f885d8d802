# A link that sets a password: who makes one, and what is printed.
$ . "$TESTDIR/setup.sh"

$ q invite ann
qiao: there is no user 'ann'; `qiao list user` shows who there is
[2]

$ q invite office
qiao: 'office' lacks the right 'grant' for grant of unit HQ; secadmin can give a role that has it
[2]

$ q invite office --as secadmin >said; sed 's|/link/.*|/link/TOKEN|' said; sed -n '2s|^/link/||p' said | tr -d '\n' | wc -c
Behind the name of the server, this sets the password of 'office', once:
/link/TOKEN
43

$ q invite office --as secadmin --quiet | sed 's|/link/.*|/link/TOKEN|'
/link/TOKEN

# It is on record, and the record does not hold it.
$ q log --limit 3 --as auditadmin | grep -c 'sign-in link made'
2

$ q log --limit 9 --as auditadmin | grep -c -e "$(sed -n '2s|^/link/||p' said)"
0
[1]

$ q invite
qiao: too few words; usage: qiao invite LOGIN
[2]
