/* SPDX-License-Identifier: Apache-2.0
 * The filter of a list: a box for the question, and a form that builds conditions by hand. Each
 * condition that it builds is added to the text in the box, so that both are one.
 */
#include "engine/finder.h"
#include "engine/query.h"
#include "engine/registry.h"
#include "engine/rights.h"
#include "web/form.h"
#include "web/list.h"
#include "web/pages.h"

#define KIND(k) (1U << (k))
#define TEXTS                                                                                      \
    (KIND(T_TEXT) | KIND(T_NOTE) | KIND(T_NAME) | KIND(T_DOCUMENT) | KIND(T_PHONE) | KIND(T_MAIL))
#define NUMBERS (KIND(T_COUNT) | KIND(T_DECIMAL) | KIND(T_MONEY))
#define SETS (KIND(T_CHOICES) | KIND(T_LINKS))
#define SINGLES (KIND(T_CHOICE) | KIND(T_COUNTRY) | KIND(T_DIVISION) | KIND(T_LINK))

/* What may be asked of a field, by its kind. */
static const struct {
    const char *code, *label, *word; /* word: of the language, before the value */
    unsigned kinds;
    bool alone; /* without a value */
} operators[] = {
    { "eq", N_("is"), "=", TEXTS | NUMBERS | SINGLES | KIND(T_BOOL), false },
    { "ne", N_("is not"), "!=", TEXTS | NUMBERS | SINGLES | KIND(T_BOOL), false },
    { "contains", N_("contains"), "contains", TEXTS, false },
    { "starts", N_("begins with"), "starts", TEXTS, false },
    { "has", N_("has"), "has", SETS, false },
    { "in", N_("is in the time"), "in", KIND(T_DATE), false },
    { "maybe", N_("may be in the time"), "maybe in", KIND(T_DATE), false },
    { "before", N_("is before"), "before", KIND(T_DATE), false },
    { "after", N_("is after"), "after", KIND(T_DATE), false },
    { "ge", N_("is at least"), ">=", NUMBERS, false },
    { "le", N_("is at most"), "<=", NUMBERS, false },
    { "under", N_("lies in"), "under", KIND(T_DIVISION), false },
    { "empty", N_("is empty"), "is empty", ~0U, true },
    { "filled", N_("is filled in"), "is not empty", ~0U, true },
};

static const StdField offered_std[] = { STD_STATE,      STD_UNIT,       STD_KEY,
                                        STD_CREATED_AT, STD_CHANGED_AT, STD_CHANGED_BY };

/* ---- fields ---- */

static bool offers(const Request *q, const Type *t, const Field *f)
{
    return (int)f->level <= list_level(q, t, false);
}

/* The i-th field that may be asked about, then the standard ones; NULL behind the last, or where
 * the user may not read it: *end says which. */
static const Field *field_at(const Request *q, const Type *t, size_t i, bool *end)
{
    const Field *f;

    *end = i >= t->nfields + LEN(offered_std);
    if (*end)
        return NULL;
    if (i < t->nfields)
        f = &t->fields[i];
    else if (offered_std[i - t->nfields] == STD_STATE && !t->states)
        return NULL;
    else
        f = &std_fields[offered_std[i - t->nfields]];
    return offers(q, t, f) ? f : NULL;
}

static const Field *field_named(const Type *t, Str name)
{
    int slot = std_slot(name);
    const Field *f = type_field(t, name);

    return f ? f : slot >= 0 ? &std_fields[slot] : NULL;
}

/* The state is a choice of the type's own. */
static unsigned kind_bit(const Field *f)
{
    return KIND(f == &std_fields[STD_STATE] ? T_CHOICE : f->kind);
}

/* ---- the forms ---- */

static void put_fields(Request *q, const List *l, Str chosen)
{
    bool end = false;

    html(&q->out, "<select id=\"field\" name=\"field\">");
    for (size_t i = 0; !end; i++) {
        const Field *f = field_at(q, l->t, i, &end);
        if (f)
            html(&q->out, "<option value=\"%s\"%s>%s</option>", f->name,
                 str_eq(chosen, str_z(f->name)) ? " selected" : "", field_label(f, q->c.lang));
    }
    html(&q->out, "</select>");
}

static void put_operators(Request *q, Str chosen)
{
    html(&q->out, "<select id=\"op\" name=\"op\">");
    for (size_t i = 0; i < LEN(operators); i++)
        html(&q->out, "<option value=\"%s\"%s>%s</option>", operators[i].code,
             str_eq(chosen, str_z(operators[i].code)) ? " selected" : "",
             say(q, operators[i].label));
    html(&q->out, "</select>");
}

static void put_joins(Request *q, bool any)
{
    html(&q->out,
         "<p class=\"boxes\"><label><input type=\"radio\" name=\"join\" value=\"and\"%s>%s</label>"
         "<label><input type=\"radio\" name=\"join\" value=\"or\"%s>%s</label></p>",
         any ? "" : " checked", say(q, N_("and also")), any ? " checked" : "",
         say(q, N_("or else")));
}

/* Each sending adds one condition to the box above; nothing of it needs a script. */
static void put_builder(Request *q, const List *l)
{
    bool open = request_query(q, "field").n > 0 || request_query(q, "built").n > 0;
    Buf *out = &q->out;

    html(out,
         "<details class=\"builder\"%s><summary>%s</summary><form method=\"get\""
         " action=\"/%s\">",
         open ? " open" : "", say(q, N_("Build a condition")), l->t->name);
    list_put_hidden(q, l);
    html(out, "<div class=\"row\"><div><label for=\"field\">%s</label>", say(q, N_("Field")));
    put_fields(q, l, request_query(q, "field"));
    html(out, "</div><div><label for=\"op\">%s</label>", say(q, N_("Comparison")));
    put_operators(q, request_query(q, "op"));
    html(out,
         "</div><div><label for=\"value\">%s</label><input id=\"value\" name=\"value\""
         " value=\"%.*s\" maxlength=\"500\" autocomplete=\"off\" aria-describedby=\"value-help\">"
         "</div></div>",
         say(q, N_("Value")), STR(request_query(q, "value")));
    if (l->where.n)
        put_joins(q, str_eq(request_query(q, "join"), S("or")));
    html(out,
         "<p class=\"hint\" id=\"value-help\">%s</p><button class=\"plain\" type=\"submit\">%s"
         "</button></form></details>\n",
         say(q, N_("Several values with ; between them: one of them is enough.")),
         say(q, N_("Add the condition")));
}

void list_put_filter(Request *q, const List *l)
{
    bool own = !str_eq(l->columns, l->look.columns);
    Buf *out = &q->out;

    html(out,
         "<form class=\"filter\" method=\"get\" action=\"/%s\" role=\"search\" aria-label=\"%s\">",
         l->t->name, say(q, N_("Filter")));
    html(out,
         "<label for=\"search\">%s</label><div class=\"row\">"
         "<input id=\"search\" name=\"search\" type=\"search\" value=\"%.*s\" maxlength=\"%d\""
         " autocomplete=\"off\" spellcheck=\"false\"></div>",
         say(q, N_("Whose name is found by")), STR(l->search), FIND_TEXT_MAX);
    html(out,
         "<label for=\"where\">%s</label><div class=\"row\">"
         "<input id=\"where\" name=\"where\" type=\"text\" value=\"%.*s\" maxlength=\"%d\""
         " autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"where-help\">",
         say(q, N_("Which ones")), STR(l->where), QUERY_TEXT_MAX);
    if (own && l->columns.n)
        html(out, "<input type=\"hidden\" name=\"columns\" value=\"%.*s\">", STR(l->columns));
    if (l->order.n)
        html(out, "<input type=\"hidden\" name=\"order\" value=\"%.*s\">", STR(l->order));
    html(out, "<button type=\"submit\">%s</button></div>", say(q, N_("Filter")));
    html(out, "<p class=\"hint\" id=\"where-help\">%s</p></form>\n",
         say(q, N_("A condition, such as: state = closed and changed_at in 2024")));
    put_builder(q, l);
}

/* ---- building ---- */

void list_put_text(Buf *out, Str text)
{
    buf_putc(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'')
            buf_putc(out, '\'');
        buf_putc(out, text.p[i]);
    }
    buf_putc(out, '\'');
}

static bool put_record(Request *q, const Field *f, Str text, Buf *out, Err *e)
{
    const Type *to = registry_need(q->c.types, str_z(f->link), e);
    FormFound found[FORM_FOUND_MOST];
    size_t n;
    int64_t id;

    if (!to || !form_find(q, to, text, found, &n, &id, e))
        return false;
    if (!id && n)
        return err_set(
            e, ERR_INVALID,
            N_("several records are called '%.*s'; write #%" PRId64 " for %.*s, or another number"),
            STR(text), found[0].id, STR(found[0].title));
    if (!id)
        return err_set(e, ERR_INVALID, N_("no record is found by '%.*s'"), STR(text));
    buf_printf(out, "#%" PRId64, id);
    return true;
}

/* Numbers and dates have words of their own in the language; all else is quoted. */
static bool put_one(Request *q, const Field *f, Str text, Buf *out, Err *e)
{
    if (f->link && strcmp(f->link, "unit") != 0) /* units are known by code and name */
        return put_record(q, f, text, out, e);
    if (KIND(f->kind) & (NUMBERS | KIND(T_DATE) | KIND(T_BOOL)))
        buf_put(out, text);
    else
        list_put_text(out, text);
    return true;
}

static bool put_values(Request *q, const Field *f, const char *word, Buf *out, Err *e)
{
    Str rest = request_query(q, "value"), piece;
    AUTO(buf_done) Buf list = buf_new(BUF_LINE);
    size_t n = 0;

    while (str_next(&rest, ';', &piece)) {
        if (!str_trim(piece).n)
            continue;
        if (n++)
            buf_put(&list, S(", "));
        if (!put_one(q, f, str_trim(piece), &list, e))
            return false;
    }
    if (!n)
        return err_set(e, ERR_INVALID, N_("write the value that '%s' is to be compared with"),
                       field_label(f, q->c.lang));
    if (n == 1)
        buf_printf(out, "%s %.*s", word, STR(buf_str(&list)));
    else if (strcmp(word, "=") == 0 || strcmp(word, "!=") == 0)
        buf_printf(out, "%s (%.*s)", *word == '=' ? "in" : "not in", STR(buf_str(&list)));
    else
        buf_printf(out, "%s (%.*s)", word, STR(buf_str(&list)));
    return true;
}

static bool put_condition(Request *q, const Field *f, Str op, Buf *out, Err *e)
{
    for (size_t i = 0; i < LEN(operators); i++) {
        if (!str_eq(op, str_z(operators[i].code)))
            continue;
        if (!(operators[i].kinds & kind_bit(f)))
            return err_set(e, ERR_INVALID, N_("'%s' cannot be asked of '%s'"),
                           say(q, operators[i].label), field_label(f, q->c.lang));
        buf_printf(out, "%s ", f->name);
        if (!operators[i].alone)
            return put_values(q, f, operators[i].word, out, e);
        buf_put(out, str_z(operators[i].word));
        return true;
    }
    return err_set(e, ERR_INVALID, N_("there is no comparison '%.*s'"), STR(op));
}

/* What stood there goes into brackets, but only where `or` would part it. */
static bool joined(Request *q, const List *l, Buf *out, Err *e)
{
    bool any = str_eq(request_query(q, "join"), S("or"));
    const Field *f = field_named(l->t, request_query(q, "field"));
    bool brackets = !any && str_find(l->where, S(" or ")) >= 0;

    if (!f)
        return err_set(e, ERR_INVALID, N_("there is no field '%.*s'"),
                       STR(request_query(q, "field")));
    if (l->where.n)
        buf_printf(out, brackets ? "(%.*s) %s " : "%.*s %s ", STR(l->where), any ? "or" : "and");
    return put_condition(q, f, request_query(q, "op"), out, e);
}

bool list_add_condition(Request *q, const List *l, Str *to, Err *e)
{
    AUTO(buf_done) Buf where = buf_new(BUF_LINE);
    List with = *l;

    *to = (Str){ 0 };
    if (!request_query(q, "field").n)
        return true;
    if (!joined(q, l, &where, e))
        return false;
    with.where = buf_str(&where);
    *to = arena_printf(q->c.arena, "%.*sbuilt=1", STR(list_address(q, &with, "", true)));
    return true;
}

/* ---- the same for the script ---- */

static void put_choice_json(Request *q, const char *code, const char *label, bool first)
{
    buf_put(&q->out, first ? S("[") : S(",["));
    buf_json(&q->out, str_z(code));
    buf_putc(&q->out, ',');
    buf_json(&q->out, str_z(say(q, label)));
    buf_putc(&q->out, ']');
}

static void put_choices_json(Request *q, const Type *t, const Field *f)
{
    bool first = true;

    if (f == &std_fields[STD_STATE])
        for (const State *s = t->states; s && s->code; s++, first = false)
            put_choice_json(q, s->code, s->label, first);
    for (const Choice *c = f->choices; c && c->code; c++, first = false)
        put_choice_json(q, c->code, c->label, first);
    if (f->kind == T_BOOL) {
        put_choice_json(q, "yes", N_("yes"), true);
        put_choice_json(q, "no", N_("no"), false);
    }
}

static void put_operators_json(Request *q, const Field *f)
{
    bool first = true;

    for (size_t i = 0; i < LEN(operators); i++) {
        if (!(operators[i].kinds & kind_bit(f)))
            continue;
        buf_printf(&q->out, "%s[\"%s\",\"%s\"]", first ? "" : ",", operators[i].code,
                   operators[i].word);
        first = false;
    }
}

/* Fields with what may be asked of them, for completion while a question is typed. */
bool page_fields_part(Request *q, Err *e)
{
    const Type *t = registry_need(q->c.types, q->args[0], e);
    bool end = false, first = true;
    Buf *out = &q->out;

    if (!t || !rights_check(&q->c, RIGHT_READ, t, 0, e))
        return false;
    q->type = "application/json";
    buf_putc(out, '[');
    for (size_t i = 0; !end; i++) {
        const Field *f = field_at(q, t, i, &end);
        if (!f)
            continue;
        buf_printf(out, "%s{\"name\":\"%s\",\"label\":", first ? "" : ",", f->name);
        buf_json(out, str_z(field_label(f, q->c.lang)));
        buf_put(out, S(",\"operators\":["));
        put_operators_json(q, f);
        buf_put(out, S("],\"choices\":["));
        put_choices_json(q, t, f);
        buf_put(out, S("]}"));
        first = false;
    }
    buf_putc(out, ']');
    return true;
}
