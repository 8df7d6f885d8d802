/* SPDX-License-Identifier: Apache-2.0
 * Verify: each numeric claim of a text against the records.
 *
 *     Verification v;
 *     if (!verify_text(c, all, text, &scope, &v, e)) return false;
 *
 * A claim is tied to the figure that it speaks of by its words: what data/wording.tsv says of each
 * figure (words that must, may and must not stand near it, units), labels, and what the sentence,
 * the paragraph and the heading are about. Its value plays no part in that. A person may put a tie
 * right (record type claim_tie), and that is remembered. A number that its sentence calls planned,
 * a difference, or of another time is not compared.
 */
#pragma once

#include "figure/figure.h"
#include "text/claim.h"

enum {
    VERIFY_TEXT_MAX = 16 << 20, /* bytes of a text */
    VERIFY_CLAIMS_MAX = 100000, /* claims of a text */
    VERIFY_TIES_MAX = 50000,    /* ties by hand that are read, the newest first */
};

typedef enum { VERDICT_AGREES, VERDICT_CONTRADICTS, VERDICT_UNBOUND, VERDICT__N } Verdict;

typedef struct {
    Claim claim;
    const FigureDef
        *figure;          /* NULL: not tied. Tied, but what is recorded is not available: unbound */
    FigureValue recorded; /* where there is a figure */
    Verdict verdict;
    bool by_hand; /* tied by a person */
    Str note;     /* remarks on wording, in the reader's language; may be empty */
    Str would_be; /* contradicts: the sentence of the text that would be true; else empty */
    size_t sentence, sentence_end; /* bytes of the sentence in the text */
} Verified;

typedef struct {
    Verified *p;
    size_t n;
    size_t agrees, contradicts, unbound; /* of counts, amounts, percents and ordinals */
} Verification;

NONNULL const char *verdict_name(Verdict v);

/* The words by which a tie of that claim is remembered, and which number of them it is: the fields
 * TIE_SENTENCE and TIE_NUMBER of a record of type claim_tie. In the context's arena. False if the
 * claim is of a kind that cannot be tied. */
MUST_USE bool verify_tie_of(Ctx *c, const Claims *claims, Str text, size_t claim, Str *words,
                            int64_t *number);

/* Only claims of the kinds count, money, percent and ordinal can be tied; the others are listed as
 * unbound. Values are counted once a figure, for the context's user. In the context's arena. */
MUST_USE bool verify_text(Ctx *c, const Figures *all, Str text, const FigureScope *s,
                          Verification *out, Err *e);

/* Within figures_ahead: notes what verify_text asks of any text. */
void verify_foresee(Ctx *c);

/* Two texts, or two places of one, that state different numbers for one figure. */
typedef struct {
    const FigureDef *figure;
    size_t first_text, second_text; /* index of the text */
    const Verified *first, *second;
    Str note; /* in the reader's language */
} Disagreement;
/* n verifications of n texts. */
void verify_across(Ctx *c, const Verification *all, size_t n, const Disagreement **out,
                   size_t *nout);
