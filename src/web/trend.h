/* SPDX-License-Identifier: Apache-2.0
 * Trends: the values of figures over the last years, found together and drawn small.
 */
#pragma once

#include "figure/figure.h"
#include "web/request.h"

enum { TREND_YEARS = 5 };

/* The periods: [0] the one that is asked for, behind it the same one a year earlier, and so on. A
 * period that is not over is compared with the same part of the others. */
typedef struct {
    const Figures *all;
    FigureScope scopes[TREND_YEARS];
} Years;

/* [k] is of Years.scopes[k]. What takes a statement of its own is asked for this year and the last
 * only, or this year only where a year earlier says nothing; it is not available before. */
typedef struct {
    FigureValue at[TREND_YEARS];
} Trend;

/* Figures and their trends, n of each. */
typedef struct {
    Years years;
    const FigureDef **defs;
    Trend *trends;
    size_t n;
} TrendTable;

Years years_of(const Request *q, const Figures *all, const FigureScope *s);
/* The trends of n figures in the arena, in few statements. */
MUST_USE bool trends_count(Request *q, const Years *y, const FigureDef *const *defs, size_t n,
                           Trend **out, Err *e);
/* "+12 (+34 %)" against the year before; nothing where either is not known, or they are not of one
 * kind. */
void put_change(Request *q, const FigureValue *now, const FigureValue *before);
/* Bars, a year each, which tell their values to who cannot see them; nothing where only one is
 * known. */
void put_trend(Request *q, const Years *y, const Trend *t);
/* The year that scopes[k] is in. */
int trend_year(const Years *y, size_t k);
bool trend_known(const FigureValue *v);
