/* SPDX-License-Identifier: Apache-2.0
 * The table of commands; docs/manual.md and the manual page describe the same.
 */
#include "cli/cli.h"

static const Option init_options[] = {
    { "example", "NAME", N_("fill the new store with an example year: xiamen-2024") },
    { "unit-name", "TEXT", N_("name of the federation at the top of the tree") },
    { "unit-code", "CODE", N_("its code; HQ if not given") },
    { 0 },
};
static const Option import_options[] = {
    { "type", "TYPE", N_("what the rows are; guessed from names and headings if not given") },
    { "rehearse", NULL, N_("run it all, list what is wrong, and keep nothing") },
    { "map", "FILE", N_("how to read headings and values; docs/import.md") },
    { "mapping", "NAME", N_("use a mapping that was saved") },
    { "save-mapping", "NAME", N_("save the mapping that was used") },
    { "create-links", NULL, N_("make records that cells name and that are not there") },
    { "marked", "PATH", N_("write a copy of the sheets with the bad cells marked") },
    { "unit", "CODE", N_("unit that new rows belong to if they name none") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option attach_options[] = {
    { "note", "TEXT", N_("what is to be seen in them") },
    { "keep-place", NULL, N_("leave in photographs where and with what they were taken") },
    { 0 },
};
static const Option undo_options[] = {
    { "rehearse", NULL, N_("say what would be taken back, and keep everything") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option list_options[] = {
    { "search", "TEXT", N_("whose names are found by this: any script, pinyin, initials, with a slip") },
    { "where", "QUERY", N_("which records; docs/query.md") },
    { "columns", "A,B", N_("which fields; dotted paths follow links") },
    { "order", "A,B", N_("by what; 'A desc' turns it round") },
    { "count", "C", N_("count instead of listing: rows, sum F, distinct F, filled F, min F, max F") },
    { "by", "A,B", N_("group the counts by up to three fields") },
    { "limit", "N", N_("at most so many rows") },
    { "after", "KEY", N_("go on behind the row with this key") },
    { "format", "FORMAT", N_("table, csv, json or xlsx") },
    { "out", "FILE", N_("write to this file") },
    { "tree", "DATE", N_("the day of the tree that `under` refers to") },
    { "void", NULL, N_("voided records too") },
    { 0 },
};
static const Option verify_options[] = {
    { "period", "PERIOD", N_("2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024; this year if not given") },
    { "unit", "CODE", N_("only that unit and those below it") },
    { "tree-then", NULL, N_("the tree of units as it was at the cut-off, not that of today") },
    { "html", "FILE", N_("write the text with its numbers marked, as a page, to this file") },
    { "tie", "N=FIGURE", N_("remember that number N of the text is of that figure, or - of none") },
    { 0 },
};
static const Option claims_options[] = {
    { "text", NULL, N_("print the text that was read from the file, and nothing else") },
    { 0 },
};
static const Option figure_options[] = {
    { "period", "PERIOD", N_("2024, 2024-H1, 2024-Q3, 2024-03 or 2023..2024; this year if not given") },
    { "unit", "CODE", N_("only that unit and those below it") },
    { "tree-then", NULL, N_("the tree of units as it was at the cut-off, not that of today") },
    { "evidence", NULL, N_("list the records behind each figure too") },
    { 0 },
};
static const Option review_options[] = {
    { "year", "YEAR", N_("the year that it is about; this year if not given") },
    { "period", "PERIOD", N_("another period: 2024-H1, 2024-Q3, 2024-03, 2023..2024") },
    { "unit", "CODE", N_("only that unit and those below it") },
    { "tree-then", NULL, N_("the tree of units as it was at the cut-off, not that of today") },
    { "template", "FILE", N_("your own template instead of ours; docs/templates.md") },
    { "map", "FILE", N_("your own approved map instead of tiles; default $QIAO_MAP; docs/templates.md") },
    { "format", "FORMAT", N_("html, docx, pdf or md; by the name of the file if not given") },
    { "out", "FILE", N_("write to this file") },
    { "issue", NULL, N_("freeze it under a hash, sign it, and keep it as issued") },
    { "key", "FILE", N_("the key to sign with; default $QIAO_KEY, else that of the user") },
    { 0 },
};
static const Option export_options[] = {
    { "format", "FORMAT", N_("csv (if not given), xlsx, json, gedcom or gedcom-5.5.1") },
    { "with-living", NULL, N_("GEDCOM: persons who may be living too, not as 'Living'") },
    { 0 },
};
static const Option why_options[] = { { "why", "TEXT", N_("reason, for the history") }, { 0 } };
static const Option new_options[] = {
    { "unit", "CODE", N_("the unit that it belongs to") },
    { "key", "KEY", N_("the office's own number for it") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option edit_options[] = {
    { "version", "N", N_("the version that you saw; the edit is refused if it is not the newest") },
    { "unit", "CODE", N_("give it to this unit") },
    { "key", "KEY", N_("the office's own number for it") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option revert_options[] = {
    { "field", "NAME", N_("only this field") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option merge_options[] = {
    { "rehearse", NULL, N_("run it all, say what would happen, and keep nothing") },
    { "take", "FIELD=SIDE,…", N_("keep, lose or both: whose value stays, where not the proposed one") },
    { "rule", "FILE", N_("merge all pairs that these rules find; docs/manual.md") },
    { "anyway", NULL, N_("merge also against what speaks against it") },
    { "why", "TEXT", N_("reason, for the history") },
    { 0 },
};
static const Option log_options[] = {
    { "limit", "N", N_("at most so many rows") },
    { 0 },
};

static const Option match_options[] = {
    { "registry", "FILE", N_("a table with the columns id, hanzi, birth_year, ancestral_place") },
    { "queries", "FILE", N_("a table with the columns id, latin, birth_year, ancestral_place") },
    { "top", "N", N_("how many candidates for each query; 10 if not given") },
    { "timing", NULL, N_("say with --json how many microseconds each query took") },
    { 0 },
};

static const Option kin_options[] = {
    { "top", "N", N_("how many candidates to show; 5 if not given") },
    { "keep", NULL, N_("write those of 5 per cent and more as candidates of the case") },
    { "cold", NULL, N_("match all cases that are dormant or searching again") },
    { 0 },
};

static const Option dedupe_options[] = {
    { "least", "P", N_("probability from which records are listed; 0.8 if not given") },
    { "limit", "N", N_("at most so many groups; 50 if not given, 0 for all") },
    { "unit", "CODE", N_("only that unit and those below it") },
    { "tsv", "FILE", N_("a table with the columns id, hanzi, birth_year, ancestral_place instead of a store") },
    { "threads", "N", N_("so many at once; as many as there are processors if not given") },
    { "timing", NULL, N_("say with --json how long it took") },
    { 0 },
};

static const Option token_options[] = {
    { "scope", "SCOPES", N_("read, write, export, system, each with :AREA or not; read if not given") },
    { "days", "N", N_("how long it is good, up to 366; 90 if not given") },
    { 0 },
};

static const Option deliveries_options[] = {
    { "resend", "ID", N_("send this one again") },
    { 0 },
};

const Command commands[] = {
    { "help", "[COMMAND]", N_("list the commands, or explain one"), cmd_help, NEEDS_NOTHING, 0, 1,
      NULL },
    { "init", "", N_("make a new store"), cmd_init, NEEDS_TYPES, 0, 0, init_options },
    { "import", "PATH", N_("bring in a spreadsheet or GEDCOM file, a folder of them, or - for input"),
      cmd_import, NEEDS_STORE, 1, 1, import_options },
    { "undo", "RECEIPT", N_("take an import or another batch back"), cmd_undo, NEEDS_STORE, 1, 1,
      undo_options },
    { "receipts", "", N_("list imports and other batches"), cmd_receipts, NEEDS_STORE, 0, 0, NULL },
    { "list", "TYPE", N_("list or count records"), cmd_list, NEEDS_STORE, 1, 1, list_options },
    { "figure", "[NAME…]", N_("count the figures of a period, with the records behind them"),
      cmd_figure, NEEDS_STORE, 0, ARGS_MAX, figure_options },
    { "review", "[check FILE | diff [FILE] | key FILE]",
      N_("write the annual review, or another report; check one that was issued"), cmd_review,
      NEEDS_TYPES, 0, 2, review_options },
    { "verify", "FILE…", N_("compare the numbers of a text with the records"), cmd_verify,
      NEEDS_STORE, 1, ARGS_MAX, verify_options },
    { "show", "TYPE ID", N_("show a record"), cmd_show, NEEDS_STORE, 2, 2, NULL },
    { "new", "TYPE FIELD=VALUE…", N_("make a record"), cmd_new, NEEDS_STORE, 1, ARGS_MAX,
      new_options },
    { "edit", "TYPE ID FIELD=VALUE…", N_("change a record"), cmd_edit, NEEDS_STORE, 2, ARGS_MAX,
      edit_options },
    { "attach", "TYPE ID FILE…", N_("hang photographs and documents on a record"), cmd_attach,
      NEEDS_STORE, 3, ARGS_MAX, attach_options },
    { "move", "TYPE ID STATE", N_("take a record to its next state"), cmd_move, NEEDS_STORE, 3, 3,
      why_options },
    { "void", "TYPE ID", N_("take a record out of lists and counts, with a reason"), cmd_void,
      NEEDS_STORE, 2, 2, why_options },
    { "unvoid", "TYPE ID", N_("take a voided record back in"), cmd_unvoid, NEEDS_STORE, 2, 2,
      why_options },
    { "revert", "TYPE ID VERSION", N_("put a record back to an earlier version"), cmd_revert,
      NEEDS_STORE, 3, 3, revert_options },
    { "merge", "TYPE [KEEP LOSE]", N_("make one record of two, or of all pairs that a rule finds"),
      cmd_merge, NEEDS_STORE, 1, 3, merge_options },
    { "distinct", "TYPE ID ID", N_("say that two records are not the same, with a reason"),
      cmd_distinct, NEEDS_STORE, 3, 3, why_options },
    { "erase", "TYPE ID", N_("erase a person's data on legal request, with a reason"), cmd_erase,
      NEEDS_STORE, 2, 2, why_options },
    { "history", "TYPE ID", N_("who changed a record, when, why, from what to what"), cmd_history,
      NEEDS_STORE, 2, 2, NULL },
    { "log", "", N_("newest rows of the whole history, for the audit administrator"), cmd_log,
      NEEDS_STORE, 0, 0, log_options },
    { "invite", "LOGIN", N_("make a link with which a user sets a password, once"), cmd_invite,
      NEEDS_STORE, 1, 1, NULL },
    { "due", "", N_("deadlines that are near or over"), cmd_due, NEEDS_STORE, 0, 0, NULL },
    { "export", "PATH", N_("write every type into a folder, or families into a GEDCOM file"), cmd_export, NEEDS_STORE, 1, 1,
      export_options },
    { "check", "", N_("verify history, records, links and tables"), cmd_check, NEEDS_STORE, 0, 0,
      NULL },
    { "token", "[new NAME | end ID]", N_("list, make or end your tokens for programs"), cmd_token,
      NEEDS_STORE, 0, 2, token_options },
    { "deliveries", "", N_("list what webhooks were told, or send it again"), cmd_deliveries,
      NEEDS_STORE, 0, 0, deliveries_options },
    { "backup", "FILE", N_("write a consistent copy of the store"), cmd_backup, NEEDS_STORE, 1, 1,
      NULL },
    { "restore", "FILE", N_("put a backup in the place of the store"), cmd_restore, NEEDS_NOTHING,
      1, 1, NULL },
    { "explain", "list TYPE|GET PATH",
      N_("print the SQL of a list or a page and the engine's plan"), cmd_explain,
      NEEDS_STORE, 2, 2, list_options },
    { "types", "", N_("list the record types"), cmd_types, NEEDS_TYPES, 0, 0, NULL },
    { "fields", "TYPE", N_("list the fields, states and moves of a type"), cmd_fields, NEEDS_TYPES,
      1, 1, NULL },
    { "roles", "", N_("list the roles and their rights"), cmd_roles, NEEDS_TYPES, 0, 0, NULL },
    { "names", "key|explain NAME", N_("how a name is read, in which spellings and dialects"),
      cmd_names, NEEDS_NOTHING, 2, 2, NULL },
    { "kin", "[CASE]", N_("rank who of the registry the sought person of a kin case may be"), cmd_kin,
      NEEDS_STORE, 0, 1, kin_options },
    { "match", "", N_("rank kin candidates for each query of a table; needs no store"), cmd_match,
      NEEDS_NOTHING, 0, 0, match_options },
    { "dedupe", "[TYPE]", N_("find records that may be one person or one thing, with the reasons"),
      cmd_dedupe, NEEDS_TYPES, 0, 1, dedupe_options },
    { "claims", "FILE", N_("list the numbers that a text states"), cmd_claims, NEEDS_NOTHING, 1, 1,
      claims_options },
    { 0 },
};
