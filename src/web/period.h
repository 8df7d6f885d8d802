/* SPDX-License-Identifier: Apache-2.0
 * Periods and units that a page of figures is about, chosen by a form and kept in addresses.
 */
#pragma once

#include "figure/figure.h"
#include "web/layout.h"

/* The scope that `period` (empty: ?period=, else the newest year with data) and ?unit= say. */
MUST_USE bool period_scope(Request *q, const Figures *all, Str period, FigureScope *out, Err *e);
/* The newest of the last five years in which a good part of the figures count something; this year
 * if there is none. */
MUST_USE bool period_newest(Request *q, const Figures *all, int *year, Err *e);
/* The form that chooses both; it leads to `action`. */
void period_form(Request *q, const char *action, const FigureScope *s);
/* The page of a figure in that scope. */
Str figure_url(const Request *q, const FigureDef *d, const FigureScope *s);
/* The page of all figures in it. */
Str figures_url(const Request *q, const FigureScope *s);
/* "2024", or "2024 · name of the unit". */
Str period_title(Request *q, const FigureScope *s);

/* ---- values ---- */

/* A value in 10^-places with thousands marks; places that are all zeros are left out. */
void put_decimal(Buf *out, int64_t value, int places);
/* The value of a figure with its currency, or "n/a". */
void put_value(Request *q, const FigureValue *v);
/* Why it is not a plain count, in small print: declared, an estimate, not available. */
void put_standing(Request *q, const FigureValue *v);
