/* SPDX-License-Identifier: Apache-2.0
 * QR codes by libqrencode, as one path.
 */
#include "web/qr.h"

#include <qrencode.h>

enum { QUIET = 4 }; /* modules around it, as the standard asks */

void qr_put(Buf *out, const char *text, const char *label)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!code)
        return;
    html(out,
         "<svg class=\"qr\" role=\"img\" aria-label=\"%s\" viewBox=\"%d %d %d %d\" width=\"240\""
         " height=\"240\" shape-rendering=\"crispEdges\"><rect x=\"%d\" y=\"%d\" width=\"100%%\""
         " height=\"100%%\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
         label, -QUIET, -QUIET, code->width + 2 * QUIET, code->width + 2 * QUIET, -QUIET, -QUIET);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                buf_printf(out, "M%d %dh1v1h-1z", x, y);
    html(out, "\"/></svg>\n");
    QRcode_free(code);
}
