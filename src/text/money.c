/* SPDX-License-Identifier: Apache-2.0
 * Amounts of money: which currency, how much, and in words.
 *
 * Codes and decimal places: ISO 4217. A lone $ or 元 stands for the default currency where that is a
 * dollar or a yuan, and is refused otherwise.
 */
#include "text/decimal.h"
#include "text/number.h"
#include "text/numeral.h"

static const Str codes =
    S("AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
      "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
      "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
      "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
      "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
      "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
      "UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ");
static const Str no_places = S("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ");
static const Str three_places = S("BHD IQD JOD KWD LYD OMR TND ");

typedef struct {
    Str word;
    char code[4]; /* empty: the default currency, if that is a dollar ($) or has yuan (元) */
} Name;

/* Before or behind the amount, levelled; the longer first where one starts another. */
static const Name names[] = {
    { S("人民币元"), "CNY" },
    { S("人民币"), "CNY" },
    { S("rmb¥"), "CNY" },
    { S("rmb"), "CNY" },
    { S("cn¥"), "CNY" },
    { S("cnh"), "CNY" },
    { S("hk$"), "HKD" },
    { S("港币元"), "HKD" },
    { S("港币"), "HKD" },
    { S("港元"), "HKD" },
    { S("港纸"), "HKD" },
    { S("us$"), "USD" },
    { S("美元"), "USD" },
    { S("美金"), "USD" },
    { S("美币"), "USD" },
    { S("s$"), "SGD" },
    { S("新加坡元"), "SGD" },
    { S("新加坡币"), "SGD" },
    { S("新元"), "SGD" },
    { S("新币"), "SGD" },
    { S("坡币"), "SGD" },
    { S("rm"), "MYR" },
    { S("马币"), "MYR" },
    { S("令吉"), "MYR" },
    { S("林吉特"), "MYR" },

    { S("日元"), "JPY" },
    { S("日圆"), "JPY" },
    { S("日币"), "JPY" },
    { S("jp¥"), "JPY" },
    { S("円"), "JPY" },
    { S("欧元"), "EUR" },
    { S("€"), "EUR" },
    { S("英镑"), "GBP" },
    { S("£"), "GBP" },
    { S("澳门元"), "MOP" },
    { S("澳门币"), "MOP" },
    { S("葡币"), "MOP" },
    { S("mop$"), "MOP" },
    { S("澳元"), "AUD" },
    { S("澳大利亚元"), "AUD" },
    { S("a$"), "AUD" },
    { S("au$"), "AUD" },
    { S("加元"), "CAD" },
    { S("加拿大元"), "CAD" },
    { S("加币"), "CAD" },
    { S("c$"), "CAD" },
    { S("ca$"), "CAD" },
    { S("新西兰元"), "NZD" },
    { S("纽元"), "NZD" },
    { S("纽币"), "NZD" },
    { S("nz$"), "NZD" },
    { S("新台币"), "TWD" },
    { S("台币"), "TWD" },
    { S("nt$"), "TWD" },
    { S("韩元"), "KRW" },
    { S("韩币"), "KRW" },
    { S("韩圆"), "KRW" },
    { S("₩"), "KRW" },
    { S("泰铢"), "THB" },
    { S("铢"), "THB" },
    { S("฿"), "THB" },
    { S("菲律宾比索"), "PHP" },
    { S("披索"), "PHP" },
    { S("菲币"), "PHP" },
    { S("₱"), "PHP" },
    { S("印尼盾"), "IDR" },
    { S("印尼卢比"), "IDR" },
    { S("rp"), "IDR" },
    { S("越南盾"), "VND" },
    { S("₫"), "VND" },
    { S("缅元"), "MMK" },
    { S("缅币"), "MMK" },
    { S("文莱元"), "BND" },
    { S("文币"), "BND" },
    { S("b$"), "BND" },
    { S("印度卢比"), "INR" },
    { S("₹"), "INR" },
    { S("卢布"), "RUB" },
    { S("₽"), "RUB" },
    { S("瑞士法郎"), "CHF" },
    { S("兰特"), "ZAR" },
    { S("科威特第纳尔"), "KWD" },
    { S("迪拉姆"), "AED" },
    { S("瑞尔"), "KHR" },
    { S("基普"), "LAK" },
    { S("r$"), "BRL" },
    { S("¥"), "" },
    { S("$"), "" },
    { S("元"), "" },
    { S("圆"), "" },
    { S("块"), "" },
};

static bool is_code(Str currency)
{
    ptrdiff_t at = currency.n == 3 ? str_find(codes, currency) : -1;
    return at >= 0 && at % 4 == 0;
}

int currency_places(Str currency)
{
    if (currency.n == 3 && str_find(no_places, currency) >= 0)
        return 0;
    return currency.n == 3 && str_find(three_places, currency) >= 0 ? 3 : 2;
}

/* Takes a code of ISO 4217, which no letter may follow. */
static bool read_code(Scan *in, char code[4])
{
    for (size_t i = 0; i < 3; i++) {
        if (!is_letter(scan_peek(in, i)))
            return false;
        code[i] = (char)(scan_peek(in, i) - 'a' + 'A');
    }
    code[3] = '\0';
    if (is_letter(scan_peek(in, 3)) || !is_code(str_z(code)))
        return false;
    in->at += 3;
    return true;
}

/* Whether a sign without a country (¥, $, 元) can mean that currency. */
static bool sign_fits(Str sign, Str currency)
{
    static const Str dollars = S("USD HKD SGD AUD CAD NZD TWD BND MOP FJD BSD BZD JMD SBD ");
    static const Str yuans = S("CNY HKD SGD AUD CAD NZD TWD BND MOP USD EUR JPY KRW ");

    if (str_eq(sign, S("$")))
        return str_find(dollars, currency) >= 0;
    if (str_eq(sign, S("¥")))
        return str_eq(currency, S("CNY")) || str_eq(currency, S("JPY"));
    return str_find(yuans, currency) >= 0;
}

/* The currency that a sign means where no other is named: empty if that is not clear. */
static Str sign_means(Str sign, Str standard)
{
    static const Str yuans = S("CNY HKD TWD MOP ");

    if (str_eq(sign, S("¥")))
        return str_eq(standard, S("JPY")) ? standard : S("CNY");
    if (str_eq(sign, S("$")))
        return sign_fits(sign, standard) ? standard : (Str){ 0 };
    return str_find(yuans, standard) >= 0 ? standard : (Str){ 0 };
}

typedef struct {
    char code[4]; /* empty until known */
    Str sign;     /* one without a country, or empty */
} Found;

static void set_code(Found *f, Str code)
{
    memcpy(f->code, code.p, 3);
    f->code[3] = '\0';
}

/* Takes one currency, if there is one; false if it contradicts one before. */
static bool read_currency(Scan *in, Found *f)
{
    Str found = { 0 };
    char code[4];

    scan_space(in);
    if (read_code(in, code))
        found = str_z(code);
    for (size_t i = 0; found.n == 0 && i < LEN(names); i++) {
        if (!scan_word(in, names[i].word))
            continue;
        found = str_z(names[i].code);
        if (found.n)
            break;
        f->sign = names[i].word;
        break;
    }
    scan_space(in);
    if (found.n && f->code[0] && !str_eq(str_z(f->code), found))
        return false;
    if (found.n)
        set_code(f, found);
    return f->code[0] == '\0' || f->sign.n == 0 || sign_fits(f->sign, str_z(f->code));
}

/* Behind 元: 角 and 分, in digits or Chinese; then 整 or 正. */
static void read_parts(Scan *in, int64_t *fen)
{
    static const struct {
        Str word;
        int64_t fen;
    } parts[] = { { S("角"), 10 }, { S("毛"), 10 }, { S("分"), 1 } };

    for (size_t i = 0; i < LEN(parts); i++) {
        bool zero = scan_peek(in, 0) == u'〇'; /* scan.c levels 零 to it */
        uint32_t ch = scan_peek(in, zero);
        size_t at = in->at;
        int digit = is_digit(ch) ? (int)(ch - '0') : numeral_digit(ch);
        if (digit < 0)
            break;
        in->at += zero ? 2 : 1;
        if (scan_word(in, parts[i].word))
            *fen += digit * parts[i].fen;
        else
            in->at = at;
    }
    if (!scan_word(in, S("整")))
        (void)scan_word(in, S("正"));
    scan_space(in);
}

static bool no_money(Str s, Err *e)
{
    return err_set(e, ERR_INVALID,
                   "'%.*s' is not an amount of money: write it as 2000.50, 20万元 or USD 1,000",
                   STR(scan_shown(s)));
}

static bool estimate(Str s, Err *e)
{
    return err_set(
        e, ERR_INVALID,
        "'%.*s' is an estimate: put the exact amount here and the estimate into the note",
        STR(scan_shown(s)));
}

static bool two_currencies(Str s, Err *e)
{
    return err_set(e, ERR_INVALID, "'%.*s' names two currencies: keep one", STR(scan_shown(s)));
}

/* Up to two words for the currency (HK$, JPY ¥); false if they contradict each other. */
static bool read_currencies(Scan *in, Found *f)
{
    bool first = read_currency(in, f);
    return read_currency(in, f) && first;
}

/* A currency and the number. */
static bool read_number(Scan *in, Str s, Found *f, Decimal *d, Err *e)
{
    if (decimal_estimate(in, true))
        return estimate(s, e);
    if (!read_currencies(in, f))
        return two_currencies(s, e);
    if (decimal_estimate(in, true))
        return estimate(s, e);
    switch (decimal_read(in, d)) {
    case DECIMAL_TOO_LARGE:
        return err_set(e, ERR_INVALID, "the amount '%.*s' is too large", STR(scan_shown(s)));
    case DECIMAL_NONE: return no_money(s, e);
    case DECIMAL_OK: break;
    }
    return decimal_estimate(in, false) ? estimate(s, e) : true;
}

/* What stands behind the number: currency, 角 and 分, 整, currency. */
static bool read_rest(Scan *in, Str s, Found *f, int64_t *fen, Err *e)
{
    if (!read_currency(in, f))
        return two_currencies(s, e);
    read_parts(in, fen);
    if (!read_currency(in, f))
        return two_currencies(s, e);
    if (decimal_estimate(in, false))
        return estimate(s, e);
    if (!scan_end(in))
        return no_money(s, e);
    return true;
}

/* The currency that was named, or the one that the field has. */
static bool settle(Found *f, Str s, Str standard, Err *e)
{
    Str means = f->sign.n ? sign_means(f->sign, standard) : standard;

    if (f->code[0])
        return true;
    if (f->sign.n && means.n == 0)
        return err_set(e, ERR_INVALID,
                       "'%.*s' does not say which currency: write a code such as HKD or USD",
                       STR(scan_shown(s)));
    if (!is_code(means))
        return err_set(e, ERR_INVALID,
                       "the amount '%.*s' has no currency: write a code such as CNY or USD",
                       STR(scan_shown(s)));
    set_code(f, means);
    return true;
}

bool money_parse(Str s, Str currency, int64_t *minor, char out_currency[4], Err *e)
{
    Found f = { 0 };
    int64_t fen = 0, value;
    int places;
    bool exact;
    Decimal d;
    Scan in;

    if (str_trim(s).n == 0)
        return err_set(e, ERR_INVALID, "the amount is missing");
    if (!scan_open(&in, s))
        return no_money(s, e);
    if (!read_number(&in, s, &f, &d, e) || !read_rest(&in, s, &f, &fen, e) ||
        !settle(&f, s, currency, e))
        return false;
    places = currency_places(str_z(f.code));
    if (fen && (places != 2 || d.places || d.negative))
        return no_money(s, e);
    if (!decimal_scaled(&d, places, &value, &exact) || __builtin_add_overflow(value, fen, &value))
        return err_set(e, ERR_INVALID, "the amount '%.*s' is too large", STR(scan_shown(s)));
    if (!exact)
        return err_set(e, ERR_INVALID, "'%.*s' has too many decimals: %s has %d",
                       STR(scan_shown(s)), f.code, places);
    *minor = value;
    memcpy(out_currency, f.code, 4);
    return true;
}

void money_print(int64_t minor, Str currency, Buf *out)
{
    decimal_print(minor, currency_places(currency), out);
    buf_putc(out, ' ');
    buf_put(out, currency);
}

static const Str words[] = { S("零"), S("壹"), S("贰"), S("叁"), S("肆"),
                             S("伍"), S("陆"), S("柒"), S("捌"), S("玖") };

/* Whole yuan: zeros are read as one 零 where more digits follow. */
static void yuan_words(int64_t yuan, Buf *out)
{
    static const Str small[] = { { "", 0 }, S("拾"), S("佰"), S("仟") };
    static const Str big[] = { { "", 0 }, S("万"), S("亿"), S("万"), S("亿") };
    bool zero = false, begun = false, in_group = false;
    int digits[20], n = 0;

    for (; yuan; yuan /= 10)
        digits[n++] = (int)(yuan % 10);
    while (n-- > 0) {
        if (digits[n]) {
            if (zero && begun)
                buf_put(out, words[0]);
            buf_put(out, words[digits[n]]);
            buf_put(out, small[n % 4]);
            zero = false;
            begun = in_group = true;
        } else {
            zero = true;
        }
        if (n % 4 == 0 && (in_group || n == 8)) {
            buf_put(out, big[n / 4]);
            in_group = false;
        }
    }
}

void money_words(int64_t fen, Buf *out)
{
    uint64_t left = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    int64_t yuan = (int64_t)(left / 100);
    int jiao = (int)(left / 10 % 10), cents = (int)(left % 10);

    if (fen < 0)
        buf_put(out, S("负"));
    if (yuan || left == 0) {
        if (yuan == 0)
            buf_put(out, words[0]);
        yuan_words(yuan, out);
        buf_put(out, S("元"));
    }
    if (jiao) {
        buf_put(out, words[jiao]);
        buf_put(out, S("角"));
    } else if (cents && yuan) {
        buf_put(out, words[0]);
    }
    if (cents) {
        buf_put(out, words[cents]);
        buf_put(out, S("分"));
    } else {
        buf_put(out, S("整"));
    }
}
