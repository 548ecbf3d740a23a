// How a file is to be read: guessed from its bytes, shown in the mapping step, and changed there.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "storage/values/date_style.h"

namespace exchange {

struct Format {
    Encoding encoding = Encoding::utf_8;
    Dialect dialect;
    std::size_t header = 1;  ///< row that names the columns; what stands above is passed over
    bool mends = false;      ///< what was decoded wrongly before: "MÃ¼ller"
    bool entities = false;   ///< letters that a web form wrote as "&uuml;"
    /// How days and numbers are written, where the file does not show it.
    storage::Style style;
    /// What words of columns with choices mean: "status=Kunde" → "active".
    std::map<std::string, std::string> choices;
};

/// As lines "encoding=utf-8", to be kept; lines that say nothing are passed over.
std::string lines_of(const Format& format);
Format format_of(std::string_view lines);

/// "M&uuml;ller", "&#252;", "&amp;" → letters.
std::string without_entities(std::string_view text);
bool has_entities(std::string_view text);

}  // namespace exchange
