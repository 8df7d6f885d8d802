/* SPDX-License-Identifier: Apache-2.0
 * What an index of names holds, and a lattice of what was typed; for find*.c only.
 */
#pragma once

#include "names/find.h"
#include "names/impl.h"

enum {
    WORD_BASE = 0x10000,  /* from here on a unit is a word, below a class; 0 ends a name */
    WORDS_ONLY = 0x8000,  /* in FindName.field: a longer text */
    LONGEST_NAME = 240,   /* units; what is behind is not looked at */
    LONGEST_WORD = 40,    /* bytes */
    PLAIN_ATOMS = 4096,   /* of a text that is kept */
    HAN_CLASSES = 0x8000,
    HAN_BITS = HAN_CLASSES / 64
};

/* ---- the image ---- */

typedef struct {
    uint32_t record; /* place in records */
    uint32_t first;  /* place of its first unit in the pool; rises from name to name */
    uint16_t field, unit;
} FindName;

typedef struct {
    uint16_t kind, unit;
} FindEntry;

enum {
    HIDDEN_KIND = 0x8000, /* in FindEntry.kind */
    NO_SECOND = 0xFFFF    /* a word, which is behind all classes */
};

/* Stretches of units, in order of what stands there: the names themselves, and what follows their
 * first units. As in a suffix array, those that begin alike stand together. */
typedef enum { ORDER_HEADS, ORDER_TAILS, ORDER__N } Order;

typedef enum {
    IMAGE_NAMES,    /* FindName, in order of their units */
    IMAGE_RECORDS,  /* FindEntry */
    IMAGE_IDS,      /* int64_t: of the records */
    IMAGE_POOL,     /* uint32_t: the units of each name, and 0 */
    IMAGE_TAILS,    /* uint32_t: places in the pool, in order */
    IMAGE_SECONDS,  /* uint16_t: the second unit of each of these, or NO_SECOND */
    IMAGE_HEADS_AT, /* uint32_t[HAN_CLASSES + 1]: where in an order those of a class begin; words
                     * are behind */
    IMAGE_TAILS_AT,
    IMAGE_UNITS,   /* int64_t: the ids of the units that own */
    IMAGE_WORDS,   /* uint32_t: where each word begins in the letters, in order; and the end */
    IMAGE_LETTERS, /* char */
    IMAGE__N
} ImagePart;

typedef struct {
    char magic[8];
    uint64_t tables; /* of which tables the classes are */
    uint64_t sum, size;
    uint64_t own[FIND_OWN];
    uint64_t fields, kinds; /* one more than the highest of each */
    struct {
        uint64_t at, n; /* bytes from the start of the image; how many */
    } part[IMAGE__N];
} ImageHead;

struct Find {
    const Names *names;
    const ImageHead *head;
    bool mapped;
    const FindName *list;
    const FindEntry *records;
    const int64_t *ids;
    const uint32_t *pool;
    const uint32_t *tails, *order_at[ORDER__N];
    const uint16_t *seconds;
    const int64_t *units;
    const uint32_t *words;
    const char *letters;
    size_t norder[ORDER__N];
    size_t nnames, nrecords, nunits, nwords;
};

/* An image of this program's tables begins so. */
ImageHead image_head(const Names *n);
/* A sum over all but the head's own. */
uint64_t image_sum(const ImageHead *h);
/* The index over an image. */
NONNULL Find *image_open(const Names *n, const ImageHead *h, bool mapped);
size_t image_each(ImagePart part);
Str find_word(const Find *f, size_t i);

/* ---- what is written ---- */

/* A character as it counts: a class, or a small letter, a digit, or another sign. */
typedef struct {
    uint32_t ch;
    uint16_t cls;
    bool gap; /* a blank or sign stands before it */
} Atom;

typedef enum { ATOM_HAN, ATOM_LETTER, ATOM_DIGIT, ATOM_OTHER } AtomKind;

AtomKind atom_kind(const Atom *a);
size_t atoms_read(const Names *n, Arena *a, Str text, Atom *out, size_t max);
/* Where the word that begins at `from` ends. */
size_t atoms_word(const Atom *all, size_t n, size_t from);
/* The letters from..to as text in `out`, of LONGEST_WORD bytes; what does not fit is left out. */
Str atoms_text(const Atom *all, size_t from, size_t to, char *out);

/* ---- written syllables ---- */

typedef struct {
    uint8_t dialect;
    bool surname; /* `what` is a class, else a syllable of the dialect */
    uint16_t what;
    float p;
    uint64_t systems; /* of the dialect */
} SpelledAs;

typedef struct {
    Str text;
    uint32_t first, n;
} Spelling;

struct Speller {
    const Names *names;
    Arena *arena;
    VEC(Spelling) list; /* in order of text */
    VEC(SpelledAs) as;
    int pinyin; /* the system that is pinyin */
};

/* ---- lattice ---- */

/* Of what kinds the steps of a path are, as bits. */
enum { STEP_SOUND = 1, STEP_INITIAL = 2, STEP_BEGINNING = 4, STEP_NEAR = 8 };

enum {
    ATOMS_MAX = 230,
    NODES_MAX = 250, /* places between atoms, and those inside of compound surnames */
    SOUND_MAX = 48,  /* letters that are heard */
    INITIALS_MAX = 10,
    BIT = 4 /* costs are in quarters of a bit */
};

typedef struct {
    uint8_t from, to, steps, cost;
    uint32_t next;    /* the next edge of the class; 0: none */
    uint64_t systems; /* in which it is written so */
} HanEdge;

/* Words lo ≤ w < hi of the index. */
typedef struct {
    uint8_t from, to, steps, cost;
    uint32_t lo, hi;
} WordEdge;

/* Classes by the node that they lead on from, rising. */
typedef struct {
    uint16_t *classes;
    uint32_t at[NODES_MAX + 2], end[NODES_MAX + 1];
} Next;

typedef struct {
    const Find *f;
    const Speller *s;
    Arena *a;
    Atom atoms[ATOMS_MAX];
    size_t natoms, nodes, letters;
    uint8_t end;
    bool rotated;          /* the last word was put first */
    uint32_t *head;        /* by class: its first edge */
    VEC(HanEdge) edges;    /* the first is none */
    VEC(WordEdge) words;   /* by their first word */
    Next next, next_exact; /* over all edges, over those that are no slip */
} Lattice;

/* Makes the lattice of atoms, without or with edges for slips. */
void lattice_make(Lattice *l, bool near);
void lattice_near(Lattice *l);
/* Is there a name with a character of the class? */
bool find_has(const Find *f, size_t cls);
/* Adds an edge for a class, if some name has it. */
void lattice_han(Lattice *l, uint16_t cls, HanEdge edge);
/* All classes that have the syllable in the dialect of a system. */
void lattice_syllable(Lattice *l, DialectId which, uint16_t syllable, float p, HanEdge edge);
/* A surname, which may be compound: one class, or two with a node between. */
void lattice_surname(Lattice *l, uint16_t cls, float p, HanEdge edge);
/* All that a written syllable may be in the systems of the edge. */
void lattice_spelling(Lattice *l, const Spelling *spelled, HanEdge edge);
/* Letters without a blank between them? */
bool lattice_solid(const Lattice *l, size_t from, size_t to);
/* Where a syllable that ends at `to` ends with the digit of its tone. */
size_t lattice_tone(const Lattice *l, size_t to);
/* Words of the index that begin with the text. */
void words_starting(const Find *f, Str text, uint32_t *lo, uint32_t *hi);
