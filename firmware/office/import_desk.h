// What pages ask of imports. They may not know exchange/, so the appliance puts exchange::Importer behind these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "office/import.h"
#include "storage/store.h"

namespace office {

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
    bool operator==(const Row_counts&) const = default;
};

/// One column of an uploaded file.
struct File_column {
    std::string title;
    std::vector<std::string> samples;  ///< up to three
    std::string field;                 ///< where it goes; "" when nowhere
};

struct Import_target {
    std::string field, label;
};

struct Import_progress {
    Import_state state{};
    std::size_t done = 0, total = 0;
};

struct Import_desk {
    using Id = storage::Id;
    using Actor = storage::Actor;

    /// Keeps a file and guesses its columns. Throws Error{invalid} in the user's words for what is no CSV file.
    std::function<Id(const Actor&, std::string_view plural, std::string file_name, std::string_view bytes)> upload;
    /// Throws Error{not_found} when the file is gone.
    std::function<std::vector<File_column>(const Import&)> columns;
    std::function<std::vector<Import_target>(const Import&)> targets;
    /// Throws Error{invalid} when it cannot be used, Error{refused} once the import has run.
    std::function<void(const Actor&, Id, const std::vector<std::string>& mapping, bool update_existing)> choose;
    /// The dry run: what would happen to each row, in order. Writes nothing.
    std::function<Row_counts(const Import&, const std::function<void(const Row_verdict&)>&)> check;
    /// Runs in the background. Throws Error{refused} when it runs or ran already.
    std::function<void(const Actor&, Id)> start;
    std::function<Import_progress(Id)> progress;
    /// Its rows that failed, as CSV with the reason in front; there is no such file when none did.
    std::function<std::filesystem::path(Id)> failed_file;
    /// The same rows for a page.
    std::function<std::vector<Row_verdict>(Id)> failed_rows;
};

}  // namespace office
