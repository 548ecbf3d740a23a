#pragma once

#include "office/people/user.h"

namespace office {

enum class Import_state : std::uint8_t { uploaded = 1, running, done, failed };

constexpr auto options(Import_state) {
    return std::array{Option{1, "uploaded", "Uploaded"}, Option{2, "running", "Running"}, Option{3, "done", "Done"},
                      Option{4, "failed", "Failed"}};
}

/// One file that somebody imports; its bytes and the list of rows that failed lie beside the store.
struct Import : Stored {
    static constexpr Kind kind{10, "import", "imports", "Import", "Imports", true, true};
    std::string of_kind;    ///< plural of the records, "clients"
    std::string file_name;  ///< as uploaded
    Text mapping;           ///< one line a column: the field's name, or nothing
    bool update_existing = false;
    Import_state state = Import_state::uploaded;
    Ref<User> user;
    std::int64_t rows = 0, made = 0, updated = 0, skipped = 0, wrong = 0;
    std::string problem;  ///< why it failed

    static constexpr auto fields = std::tuple{
        Field{1, "of_kind", &Import::of_kind, {.label = "Records"}},
        Field{2, "file_name", &Import::file_name, {.label = "File"}},
        Field{3, "mapping", &Import::mapping, {.label = "Columns"}},
        Field{4, "update_existing", &Import::update_existing, {.label = "Update existing"}},
        Field{5, "state", &Import::state, {.label = "State", .index = Index::sorted}},
        Field{6, "user", &Import::user, {.label = "By", .index = Index::sorted, .gone = Gone::clear}},
        Field{7, "rows", &Import::rows, {.label = "Rows"}},
        Field{8, "made", &Import::made, {.label = "Created"}},
        Field{9, "updated", &Import::updated, {.label = "Updated"}},
        Field{10, "skipped", &Import::skipped, {.label = "Skipped"}},
        Field{11, "wrong", &Import::wrong, {.label = "Errors"}},
        Field{12, "problem", &Import::problem, {.label = "Problem"}},
    };
};

}  // namespace office

extern template const storage::Record_type& storage::record_type<office::Import>();
