# needs: no database
# What there is: types, fields, roles.
$ qiao types | wc -l
111

$ qiao types | grep -E '^(area|system)'
area        type                label                                   fields
system      unit                Unit                                    14
system      unit_edge           Place in the tree                       5
system      unit_name           Former name of a unit                   5
system      unit_change         Change of units                         6
system      user                User                                    9
system      grant               Grant of a role                         6
system      custom_type         Record type of our own                  5
system      custom_field        Field of our own                        12
system      setting             Setting                                 2
system      approval_step       Step of approval                        10
system      webhook             Webhook                                 5
system      holiday             Holiday or worked day                   4
system      retention           Rule of retention                       6
system      retention_hold      Kept on                                 4

$ qiao types --lang zh-Hant | grep -E '^(area|領域|liaison)'
領域        類型                名稱              字段數
liaison     reception           接待              36
liaison     visitor             來賓              15
liaison     membership          入駐聯絡總部      16
liaison     bulletin            政策信息          15
liaison     dispatch            寄送              12
liaison     outbound_visit      出訪              28
liaison     outbound_stop       出訪國家          8
liaison     outbound_member     出訪成員          7

$ qiao fields visitor
field             kind      label                   seen by    required  of
----------------  --------  ----------------------  ---------  --------  ----------------------------------------
reception         link      Reception               internal   ✓         → reception
person            link      Person                  internal             → person
name              name      Visitor's name          internal
name_latin        name      Name in Latin letters   internal
others            count     Unnamed others          internal
country           country   Country of residence    internal
nationality       country   Nationality             internal
sex               choice    Sex                     internal             male female
association       link      Association             internal             → association
association_text  text      Association as written  internal
post              text      Post                    internal
leads             bool      Leads the party         internal
document_kind     choice    Kind of document        sensitive            citizen_id foreign_id hkmo_permit taiwan
document_number   document  Document number         sensitive
note              note      Note                    internal
known again by: reception, name, name_latin

$ qiao fields visitor --lang zh-Hans | sed -n 1,4p
字段              类        名称          密级       必填  取值
----------------  --------  ------------  ---------  ----  ----------------------------------------
reception         link      接待          internal   ✓     → reception
person            link      人员          internal         → person

$ qiao fields visitr
qiao: there is no record type 'visitr'; the nearest is 'visitor'
[2]

$ qiao fields zzzzzzzz --lang zh-Hans
qiao: 没有记录类型“zzzzzzzz”；`qiao types` 列出全部类型
[2]

$ qiao fields unit_edge
field   kind  label         seen by   required  of
------  ----  ------------  --------  --------  ------
member  link  Lower unit    internal  ✓         → unit
parent  link  Upper unit    internal  ✓         → unit
began   date  From          internal
ended   date  Until before  internal
basis   text  Basis         internal
known again by: member, began

$ qiao roles
office         Whole office (one desk does all): read write confirm approve decide void import export undo erase desk
handler        Handler: read write import export desk
caseworker     Caseworker: read write import export desk — roots, camps, charity, legal; sees registry
head           Head of department: read write confirm void import export undo desk
leader         Leader in charge: read confirm approve export desk
principal      Principal leader: read confirm approve decide export desk
district       District user: read write confirm import export desk
street         Street liaison: read write import export desk — registry, roots, charity, grassroots
association    Association liaison: read — liaison
lawyer         Lawyer: read write desk — legal
volunteer      Volunteer: read write desk — culture, charity
finance        Finance: read write confirm import export desk — charity
public         Public form (writes and reads nothing): write — roots
archivist      Archivist: read export desk
statistician   Statistician: read confirm export desk
sysadmin       System administrator: read decide export system desk — system
secadmin       Security administrator: read grant desk — system
auditadmin     Audit administrator: read audit desk — system

$ qiao roles --lang zh-Hant | sed -n 1,4p
office         全辦公室（一人全管）: read write confirm approve decide void import export undo erase desk
handler        經辦人: read write import export desk
caseworker     個案經辦人: read write import export desk — roots, camps, charity, legal；可查看 registry
head           部門負責人: read write confirm void import export undo desk

# Every type has fields to show, and every label is translated.
$ for t in $(qiao types | awk 'NR > 2 { print $2 }'); do qiao fields $t >one || echo "$t fails"; [ $(wc -l <one) -gt 3 ] || echo "$t has no fields"; done

$ for t in $(qiao types | awk 'NR > 2 { print $2 }'); do qiao fields $t --lang zh-Hant | awk -v t=$t 'NR > 2 && NF == 0 { exit } NR > 2 && $3 ~ /^[A-Z][a-z]/ { print t, $3 }'; done
