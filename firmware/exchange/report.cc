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

}  // namespace exchange
