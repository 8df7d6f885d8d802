/* SPDX-License-Identifier: Apache-2.0
 * What a Names holds; for the files of src/names only.
 */
#pragma once

#include "base/map.h"
#include "names/names.h"

enum {
    HAN_FIRST = 0x3400,
    HAN_LAST = 0x9FFF,
    UNITS_MAX = 160,      /* initials or finals of a dialect */
    SYLLABLES_MAX = 4096, /* of a dialect */
    NO_SYLLABLE = 0xFFFF,
    COMPOUNDS_MAX = 256,
    NAMES_CAP = 64 << 20
};

/* A syllable of a class, or a class of a syllable, and how likely it is in each place. */
typedef struct {
    uint16_t cls, syllable;
    char region; /* 0, or the letter of the region whose reading it is */
    bool rare;   /* in none of the tables by hand; known once all are loaded */
    float p[AS__N];
} Reading;

typedef struct {
    VEC(Str) units[2]; /* initials, finals */
    Map unit_ids[2];
    VEC(Str) syllables;
    Map syllable_ids;
    uint16_t *of_units;    /* UNITS_MAX × UNITS_MAX: the syllable of an initial and a final */
    Reading *by_class;     /* in order of class; p is P(syllable | class) */
    uint32_t *class_at;    /* nclasses + 1: where a class begins in by_class */
    Reading *by_syllable;  /* the same in order of syllable */
    uint32_t *syllable_at; /* where a syllable begins in it */
    size_t nreadings;
} Dialect;

typedef enum { PART_INITIAL, PART_FINAL, PART_SYLLABLE, PART__N } Part;

/* A written form of a unit (or of a syllable) in a system. */
typedef struct {
    uint8_t system, part;
    uint16_t unit;
    float p;
} Form;

/* What a syllable sounds like, as usually written in a system; in order of `sound`. */
typedef struct {
    uint32_t sound;
    uint16_t syllable;
} Near;

typedef VEC(Near) NearList;

/* All meanings of one written form, in order of part and system. */
typedef struct {
    uint32_t first;
    uint32_t n[PART__N];
} FormList;

typedef struct {
    uint8_t system;
    uint16_t cls;
    float p;
} SurnameForm;

struct Names {
    Arena *arena;
    System systems[SYSTEMS_MAX];
    size_t nsystems;
    float
        *whole[SYSTEMS_MAX]; /* by syllable: share of what initial and final make among its forms */
    NearList near[SYSTEMS_MAX];

    uint16_t cls[HAN_LAST - HAN_FIRST + 1];
    VEC(uint32_t) class_char;
    uint16_t compounds[COMPOUNDS_MAX][2];
    size_t ncompounds; /* compound i has class class_char.n + i */
    float *share[AS__N];

    Dialect dialects[DIALECT__N];

    Map form_ids;
    VEC(FormList) form_lists;
    VEC(Str) form_texts; /* of each list */
    VEC(Form) forms;

    Map surname_ids;                /* written form → list */
    VEC(FormList) surname_lists;    /* n[0] forms from first */
    VEC(SurnameForm) surname_forms; /* in order of system, class */
    uint8_t *surname_listed; /* class × system: does the table say how it is written (2), or does
                              * that of another system of the dialect (1)? */
    Map words;
};

/* In the order of their loading. */
void load_systems(Names *n);
void load_classes(Names *n, Arena *a);
void load_readings(Names *n, Arena *a);
void load_rules(Names *n, Arena *a);
void load_surnames(Names *n, Arena *a);
void load_words(Names *n);

DialectId dialect_of(Str word);
/* The syllable's id, made if it is new. */
uint16_t dialect_syllable(Dialect *d, Arena *a, Str syllable);
/* "tan:90" into "tan" and 90; `usual` without a weight. */
Str weight_cut(Str word, float usual, float *weight);
/* All classes: of single characters and of compounds. */
size_t classes_all(const Names *n);
/* The one character of a cell as its class; 0 if it is not one. */
uint16_t class_of_text(const Names *n, Str text);

struct ClassSum {
    float *p; /* by class; zero between uses */
    uint16_t *touched;
    size_t n;
};

/* Here, since it is done for every reading of every token. */
static inline void class_sum_add(ClassSum *sum, uint16_t cls, float p)
{
    if (p <= 0)
        return;
    if (sum->p[cls] <= 0)
        sum->touched[sum->n++] = cls;
    sum->p[cls] += p;
}

/* Writes all n bytes, whatever interrupts; false with errno set. */
bool write_all(int fd, const void *bytes, size_t n);
