/* SPDX-License-Identifier: Apache-2.0
 * Labels of areas. An area is a word in the descriptions of types; only pages show it to people.
 */
#include "web/areas.h"

#include "web/layout.h"

const AreaLabel area_labels[] = {
    { "registry",   N_("People and bodies") },
    { "liaison",    N_("Liaison") },
    { "investment", N_("Investment and trade") },
    { "talent",     N_("Talent") },
    { "culture",    N_("Culture") },
    { "publicity",  N_("Publicity and information") },
    { "roots",      N_("Finding kin and roots") },
    { "camps",      N_("Root-seeking camps") },
    { "charity",    N_("Charity") },
    { "legal",      N_("Legal service") },
    { "enterprise", N_("Service to enterprises") },
    { "proposals",  N_("Proposals") },
    { "grassroots", N_("Grassroots") },
    { "honours",    N_("Honours") },
    { "desk",       N_("Tasks and appointments") },
    { "approvals",  N_("Approvals") },
    { "review",     N_("Figures and reviews") },
    { "merging",    N_("Merged records") },
    { "custom",     N_("The office's own") },
    { "system",     N_("Units and users") },
    { 0 },
};

const char *area_label(const Request *q, const char *code)
{
    for (const AreaLabel *a = area_labels; a->code; a++)
        if (strcmp(a->code, code) == 0)
            return say(q, a->label);
    return code;
}
