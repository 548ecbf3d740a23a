// What an import tells: of a file's columns and rows, and how far it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/tables/format.h"
#include "office/exchange/import.h"

namespace exchange {

enum class Row_action : std::uint8_t { create, update, skip, error };

/// What happens to one row of a file.
struct Row_verdict {
    std::size_t row = 0;  ///< as in a spreadsheet: the header is row 1
    Row_action action{};
    std::string name;  ///< what the row is about; "" when that is unknown
    std::string why;   ///< "" when there is nothing to say
};

struct Row_counts {
    std::size_t made = 0, updated = 0, skipped = 0, wrong = 0;
    std::size_t rows() const { return made + updated + skipped + wrong; }
    std::size_t& of(Row_action action);
    Row_counts& operator+=(const Row_counts& more);
    bool operator==(const Row_counts&) const = default;
};

/// What an import's record says of its rows, and one that says how far it is.
Row_counts counts_of(const auto& record) {
    const auto whole = [](std::int64_t number) { return static_cast<std::size_t>(number); };
    return {whole(record.made), whole(record.updated), whole(record.skipped), whole(record.wrong)};
}
void note(auto& record, const Row_counts& counts) {
    record.made = static_cast<std::int64_t>(counts.made);
    record.updated = static_cast<std::int64_t>(counts.updated);
    record.skipped = static_cast<std::int64_t>(counts.skipped);
    record.wrong = static_cast<std::int64_t>(counts.wrong);
}

/// One column of an uploaded file.
struct File_column {
    std::string title;
    std::vector<std::string> samples;  ///< up to three
    std::string field;                 ///< where it goes; "" when nowhere
};

struct Import_target {
    std::string field, label;
    std::string_view missing = {};  ///< what its declaration says when it is empty
};

/// A word of a column with choices that is none of them.
struct Import_choice {
    std::string name;         ///< "status=kunde"
    std::string label, word;  ///< "Status", "kunde"
    std::string chosen;       ///< the option that it is taken for; "" for none: it is kept as text
    std::vector<Import_target> options;
};

/// How a file is read, for the mapping step.
struct Import_reading {
    Format format;
    bool is_cards = false;
    bool may_be_mended = false, may_have_entities = false;
    bool has_dates = false, has_numbers = false;
    std::size_t footer_lines = 0;
    std::vector<Import_choice> choices = {};
};

struct Import_progress {
    office::Import_state state{};
    std::size_t done = 0, total = 0;
};

}  // namespace exchange
