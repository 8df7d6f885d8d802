/* SPDX-License-Identifier: Apache-2.0
 * Messages in three languages, read straight from the embedded .mo files.
 *
 * The .mo format (GNU gettext manual, "The Format of GNU MO Files"): seven 32-bit words, then two
 * tables of (length, offset) pairs, the originals sorted by bytes, and mostly a table of hashes.
 * Nothing is set up: each look-up goes through constant data.
 */
#include "base/lang.h"

#include "base/embed.h"

enum {
    MO_MAGIC = 0x950412de,
    WORD_COUNT = 2,
    WORD_ORIGINALS = 3,
    WORD_TRANSLATIONS = 4,
    WORD_HASH_SIZE = 5,
    WORD_HASHES = 6
};

static const Embedded *catalog(Lang lang)
{
    static const char *const files[LANG__N] = {
        [LANG_HANS] = "zh_Hans.mo",
        [LANG_HANT] = "zh_Hant.mo",
    };
    if (!files[lang])
        return NULL;
    return embedded_find(files[lang]);
}

static uint32_t word(const Embedded *f, size_t i)
{
    uint32_t w;
    memcpy(&w, f->p + 4 * i, sizeof w);
    return w;
}

static const char *text(const Embedded *f, uint32_t table, size_t i)
{
    return (const char *)f->p + word(f, table / 4 + 2 * i + 1);
}

/* That of P. J. Weinberger, which the files are made with. */
static uint32_t hash(const char *s)
{
    uint32_t h = 0;
    for (; *s; s++) {
        h = (h << 4) + (unsigned char)*s;
        h ^= h >> 28 << 4;
        h &= 0x0fffffff;
    }
    return h;
}

/* By the table of `size` hashes: each entry is the number of a message and one more, 0 the end.
 * NULL: it is not found so. */
static const char *hashed(const Embedded *f, uint32_t size, const char *msgid)
{
    uint32_t h = hash(msgid), at = h % size, by = 1 + h % (size - 2);

    for (uint32_t tries = 0; tries < size; tries++) {
        uint32_t i = word(f, word(f, WORD_HASHES) / 4 + at);
        if (i == 0)
            return NULL;
        if (strcmp(msgid, text(f, word(f, WORD_ORIGINALS), i - 1)) == 0)
            return text(f, word(f, WORD_TRANSLATIONS), i - 1);
        at = (at + by) % size;
    }
    return NULL;
}

const char *tr(Lang lang, const char *msgid)
{
    const Embedded *f = catalog(lang);
    size_t low = 0, high;
    const char *found;

    if (!f || f->n < 28 || word(f, 0) != (uint32_t)MO_MAGIC || msgid[0] == '\0')
        return msgid;
    found = word(f, WORD_HASH_SIZE) > 2 ? hashed(f, word(f, WORD_HASH_SIZE), msgid) : NULL;
    if (found)
        return found;
    high = word(f, WORD_COUNT);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(msgid, text(f, word(f, WORD_ORIGINALS), mid));
        if (order == 0)
            return text(f, word(f, WORD_TRANSLATIONS), mid);
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return msgid;
}

const char *lang_code(Lang lang)
{
    static const char *const codes[LANG__N] = { "en", "zh-Hans", "zh-Hant" };
    return codes[lang];
}

bool lang_parse(Str tag, Lang *out)
{
    static const struct {
        const char *tag;
        Lang lang;
    } known[] = {
        { "zh-hant", LANG_HANT }, { "zh_hant", LANG_HANT }, { "zh-tw", LANG_HANT },
        { "zh_tw", LANG_HANT },   { "zh-hk", LANG_HANT },   { "zh_hk", LANG_HANT },
        { "zh-mo", LANG_HANT },   { "zh_mo", LANG_HANT },   { "zh", LANG_HANS },
        { "en", LANG_EN },        { "c", LANG_EN },
    };
    for (size_t i = 0; i < LEN(known); i++) {
        Str prefix = str_z(known[i].tag);
        if (!str_same(str_part(tag, 0, prefix.n), prefix))
            continue;
        if (tag.n > prefix.n && !strchr("-_.@", tag.p[prefix.n]))
            continue;
        *out = known[i].lang;
        return true;
    }
    return false;
}
