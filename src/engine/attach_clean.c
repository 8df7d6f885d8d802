/* SPDX-License-Identifier: Apache-2.0
 * Pictures without what cameras and programs write about them: place, owner, device, comments, and
 * whatever stands behind the picture's end. A phone's photograph would otherwise tell where a
 * private person lives.
 *
 * Only the pieces of the file are looked at, nothing is decoded; of a JPEG, how it is turned is
 * written anew.
 */
#include <unistd.h>

#include "engine/attach_file.h"

typedef const unsigned char Byte;

typedef struct {
    Byte *p;
    size_t n, at;
    bool upright;
    int to;
    Err *e;
} Cut;

static bool put(Cut *c, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t done = write(c->to, p, n);
        if (done <= 0)
            return err_set(c->e, ERR_BUSY, N_("the disk of the server is full; tell who keeps it"));
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool damaged(Cut *c)
{
    return err_set(c->e, ERR_INVALID, N_("the picture is damaged; save it anew and send that"));
}

static size_t big16(Byte *p)
{
    return (size_t)p[0] << 8 | p[1];
}

static size_t big32(Byte *p)
{
    return big16(p) << 16 | big16(p + 2);
}

static size_t little32(Byte *p)
{
    return (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

/* ---- JPEG ---- */

/* How the picture of an Exif block is turned, 1 to 8; 1 where that cannot be told. */
static unsigned turned(Byte *p, size_t n)
{
    bool little;
    size_t dir, count;

    if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
        return 1;
    p += 6;
    n -= 6;
    little = p[0] == 'I';
    dir = little ? little32(p + 4) : big32(p + 4);
    if (n < 10 || dir > n - 2)
        return 1;
    count = little ? (size_t)p[dir] | (size_t)p[dir + 1] << 8 : big16(p + dir);
    for (size_t at = dir + 2; count-- && at + 12 <= n; at += 12) {
        size_t tag = little ? (size_t)p[at] | (size_t)p[at + 1] << 8 : big16(p + at);
        unsigned value = little ? p[at + 8] : p[at + 9];
        if (tag == 0x0112 && value >= 1 && value <= 8)
            return value;
    }
    return 1;
}

static bool put_turned(Cut *c, unsigned value)
{
    unsigned char block[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,
                              'M',  'M',  0, 42, 0,   0,   0,   8,   0, 1,
                              1,    0x12, 0, 3,  0,   0,   0,   1,   0, (unsigned char)value,
                              0,    0,    0, 0,  0,   0 };
    return value == 1 || put(c, block, sizeof block);
}

/* Application data but for JFIF, colours (ICC) and Adobe's, and comments. */
static bool is_about(unsigned marker, Byte *body, size_t n)
{
    if (marker == 0xfe)
        return true;
    if (marker < 0xe1 || marker > 0xef || marker == 0xee)
        return false;
    return !(marker == 0xe2 && n >= 11 && memcmp(body, "ICC_PROFILE", 11) == 0);
}

/* From the first scan on: up to the end mark, which no scan contains. */
static bool put_scans(Cut *c)
{
    size_t end = c->at;
    while (end + 1 < c->n && !(c->p[end] == 0xff && c->p[end + 1] == 0xd9))
        end++;
    if (end + 1 >= c->n)
        return damaged(c);
    return put(c, c->p + c->at, end + 2 - c->at);
}

static bool clean_jpeg(Cut *c)
{
    static const unsigned char start[] = { 0xff, 0xd8 };
    unsigned value = 1;

    for (size_t at = 2; !c->upright && at + 4 <= c->n && c->p[at] == 0xff && c->p[at + 1] != 0xda;
         at += 2 + big16(c->p + at + 2)) {
        size_t n = big16(c->p + at + 2);
        if (c->p[at + 1] == 0xe1 && n >= 2 && at + 2 + n <= c->n && value == 1)
            value = turned(c->p + at + 4, n - 2);
    }
    if (!put(c, start, sizeof start) || !put_turned(c, value))
        return false;
    for (c->at = 2; c->at + 4 <= c->n;) {
        Byte *p = c->p + c->at;
        size_t n = big16(p + 2);
        if (p[0] != 0xff)
            return damaged(c);
        if (p[1] == 0xff) { /* fill */
            c->at++;
            continue;
        }
        if (p[1] == 0xda)
            return put_scans(c);
        if (n < 2 || n + 2 > c->n - c->at)
            return damaged(c);
        if (!is_about(p[1], p + 4, n - 2) && !put(c, p, n + 2))
            return false;
        c->at += n + 2;
    }
    return damaged(c);
}

/* ---- PNG ---- */

static bool clean_png(Cut *c)
{
    static const char *const about[] = { "eXIf", "tEXt", "zTXt", "iTXt", "tIME" };

    if (c->n < 8 || !put(c, c->p, 8))
        return damaged(c);
    for (c->at = 8; c->n - c->at >= 12;) {
        Byte *p = c->p + c->at;
        size_t n = big32(p) + 12;
        bool skip = false;
        if (n < 12 || n > c->n - c->at)
            return damaged(c);
        for (size_t i = 0; i < LEN(about); i++)
            skip |= memcmp(p + 4, about[i], 4) == 0;
        if (!skip && !put(c, p, n))
            return false;
        if (memcmp(p + 4, "IEND", 4) == 0)
            return true;
        c->at += n;
    }
    return damaged(c);
}

/* ---- WebP ---- */

static bool is_webp_about(Byte *p)
{
    return memcmp(p, "EXIF", 4) == 0 || memcmp(p, "XMP ", 4) == 0;
}

/* The size of a chunk with its head and its padding; 0 if it is not whole. */
static size_t webp_chunk(const Cut *c, size_t at, size_t end)
{
    size_t n;
    if (end - at < 8)
        return 0;
    n = little32(c->p + at + 4);
    n += 8 + (n & 1);
    return n <= end - at ? n : 0;
}

static bool put_webp(Cut *c, Byte *p, size_t n)
{
    unsigned char head[18];

    if (memcmp(p, "VP8X", 4) != 0 || n < sizeof head)
        return put(c, p, n);
    memcpy(head, p, sizeof head);
    head[8] &= (unsigned char)~0x0cU; /* it says so if it has such chunks */
    return put(c, head, sizeof head) && put(c, p + sizeof head, n - sizeof head);
}

static bool clean_webp(Cut *c)
{
    unsigned char head[12];
    size_t end, left = 4, n;

    if (c->n < 12 || (end = little32(c->p + 4) + 8) > c->n)
        return damaged(c);
    for (size_t at = 12; at < end; at += n) {
        n = webp_chunk(c, at, end);
        if (!n)
            return damaged(c);
        left += is_webp_about(c->p + at) ? 0 : n;
    }
    memcpy(head, c->p, sizeof head);
    for (size_t i = 0; i < 4; i++)
        head[4 + i] = (unsigned char)(left >> (8 * i));
    if (!put(c, head, sizeof head))
        return false;
    for (size_t at = 12; at < end; at += n) {
        n = webp_chunk(c, at, end);
        if (!is_webp_about(c->p + at) && !put_webp(c, c->p + at, n))
            return false;
    }
    return true;
}

bool attach_clean(Str media, Str bytes, bool upright, int to, Err *e)
{
    Cut c = { .p = (Byte *)bytes.p, .n = bytes.n, .upright = upright, .to = to, .e = e };

    if (str_eq(media, S("image/jpeg")))
        return clean_jpeg(&c);
    if (str_eq(media, S("image/png")))
        return clean_png(&c);
    return clean_webp(&c);
}
