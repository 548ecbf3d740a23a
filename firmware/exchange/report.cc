#include "exchange/report.h"

namespace exchange {

std::size_t& Row_counts::of(Row_action action) {
    switch (action) {
    case Row_action::create: return made;
    case Row_action::update: return updated;
    case Row_action::skip: return skipped;
    case Row_action::error: break;
    }
    return wrong;
}

Row_counts& Row_counts::operator+=(const Row_counts& more) {
    made += more.made;
    updated += more.updated;
    skipped += more.skipped;
    wrong += more.wrong;
    return *this;
}

}  // namespace exchange
