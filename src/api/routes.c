/* SPDX-License-Identifier: Apache-2.0
 * All addresses of the API; the first pattern that fits is taken, so that fixed words stand before
 * types. The OpenAPI document is made from this table and the descriptors of types.
 */
#include "api/impl.h"

#define V "/api/v1"

const ApiRoute api_routes[] = {
    { "GET", V "/openapi.json", api_document, 0, "getOpenApi", "This document", NULL, NULL, "" },
    { "GET", V "/types", api_types, 0, "listTypes", "The types of record", NULL, "Types", "" },
    { "GET", V "/types/:type", api_type, 0, "getType", "Fields, states and moves of a type", NULL,
      "Type", "" },
    { "GET", V "/figures", api_figures, 0, "listFigures", "All figures of a period", NULL,
      "Figures", "period! unit" },
    { "GET", V "/figures/:name", api_figure, 0, "getFigure", "A figure of a period", NULL,
      "Figure", "period! unit" },
    { "GET", V "/figures/:name/evidence", api_evidence, 0, "getEvidence",
      "The records that a figure counts", NULL, "Evidence", "period! unit limit after" },
    { "GET", V "/search", api_search, 0, "search", "Records by a name, in any script", NULL,
      "Search", "q! type limit" },
    { "POST", V "/verify", api_verify, WITH_BODY, "verify",
      "Compare the numbers of a text with the records", "VerifyRequest", "Verification", "" },
    { "POST", V "/batches", api_batch, WITH_BODY, "runBatch",
      "Several writes in one transaction, or a rehearsal of them", "BatchRequest", "BatchResult",
      "" },
    { "GET", V "/receipts", api_receipts, 0, "listReceipts", "Imports, batches and merges", NULL,
      "Receipts", "limit after" },
    { "GET", V "/receipts/:id", api_receipt, 0, "getReceipt", "One of them", NULL, "Receipt", "" },
    { "POST", V "/receipts/:id/undo", api_undo, WITH_BODY, "undo", "Take it back, or rehearse that",
      "UndoRequest", "UndoResult", "" },
    { "GET", V "/webhook-key", api_hook_key, 0, "getWebhookKey",
      "The public key that news to webhooks are signed with", NULL, "WebhookKey", "" },
    { "GET", V "/deliveries", api_deliveries, 0, "listDeliveries",
      "News to webhooks, and what became of them", NULL, "Deliveries",
      "webhook state limit after" },
    { "POST", V "/deliveries/:id/resend", api_resend, 0, "resend", "Send it again", NULL,
      "Resent", "" },
    { "GET", V "/exports/:type", api_export, 0, "exportType",
      "What a list finds, as one file that imports again", NULL, NULL,
      "where search columns order format" },
    { "GET", V "/:type", api_list, 0, "list", "List", NULL, NULL,
      "where search columns order limit after total void" },
    { "POST", V "/:type", api_create, WITH_BODY, "create", "Make", NULL, NULL, "" },
    { "GET", V "/:type/:id", api_get, 0, "get", "Read", NULL, NULL, "" },
    { "PATCH", V "/:type/:id", api_change, WITH_BODY | WITH_VERSION, "change", "Change", NULL,
      NULL, "" },
    { "DELETE", V "/:type/:id", api_void, WITH_VERSION, "void",
      "Take out of lists and counts, with a reason", NULL, NULL, "why!" },
    { "POST", V "/:type/:id/moves", api_move, WITH_BODY | WITH_VERSION, "move",
      "Move to another state", "MoveRequest", NULL, "" },
    { "GET", V "/:type/:id/history", api_history, 0, "history",
      "Who changed it, when, why, from what to what", NULL, "History", "" },
    { 0 },
};

size_t api_route_count(void)
{
    return LEN(api_routes) - 1;
}

void api_route_at(size_t i, const char **method, const char **pattern, const char **name)
{
    *method = api_routes[i].method;
    *pattern = api_routes[i].pattern;
    *name = api_routes[i].name;
}
