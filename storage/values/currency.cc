#include "storage/values/currency.h"

#include <array>

#include "storage/words.h"

namespace storage {

namespace {

struct Currencies {
    int digits;
    std::string_view codes;
};

/// Without funds, metals and testing codes.
constexpr std::array all{
    Currencies{0, "bif clp djf gnf isk jpy kmf krw pyg rwf ugx vnd vuv xaf xof xpf"},
    Currencies{3, "bhd iqd jod kwd lyd omr tnd"},
    Currencies{4, "clf uyw"},
    Currencies{2, "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd btn bwp byn bzd cad cdf "
                  "chf cny cop "
                  "crc cup cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr "
                  "ils inr irr "
                  "jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr "
                  "mzn nad ngn "
                  "nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sos srd ssp "
                  "stn svc syp "
                  "szl thb tjs tmt top try ttd twd tzs uah usd uyu uzs ves wst xcd yer zar zmw zwg"},
};

}  // namespace

std::optional<int> minor_digits(std::string_view code) {
    const std::string wanted = folded(code);
    if (wanted.size() != 3 || wanted.contains(' ')) return std::nullopt;
    for (const Currencies& some : all)
        if (some.codes.contains(wanted)) return some.digits;
    return std::nullopt;
}

}  // namespace storage
