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
    std::string problem;         ///< why it failed
    std::int64_t operation = 0;  ///< of the journal: all that it made
    Text reading;                ///< how the file is read: lines "encoding=utf-8"
    std::string titles;          ///< of its columns, as a digest: the next file with the same ones is mapped alike
    bool remembered = false;     ///< its mapping is that of an earlier import

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
        Field{13, "operation", &Import::operation, {.label = "Operation", .hidden = true}},
        Field{14, "reading", &Import::reading, {.label = "Reading", .hidden = true}},
        Field{15, "titles", &Import::titles, {.label = "Titles", .hidden = true}},
        Field{16, "remembered", &Import::remembered, {.label = "Remembered", .hidden = true}},
    };
};

/// How far an import is: kept together with its rows, so that it goes on behind them after a power cut.
struct Import_place : Stored {
    static constexpr Kind kind{248, "import_place", "import_places", "Import", "Imports", false, true};
    Ref<Import> import;
    Ref<User> user;                                              ///< who started it
    std::int64_t made = 0, updated = 0, skipped = 0, wrong = 0;  ///< rows so far
    std::int64_t operation = 0;

    static constexpr auto fields = std::tuple{
        Field{1,
              "import",
              &Import_place::import,
              {.label = "Import", .index = Index::unique, .gone = Gone::cascade, .read_only = true}},
        Field{2,
              "user",
              &Import_place::user,
              {.label = "By", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{3, "made", &Import_place::made, {.label = "Created"}},
        Field{4, "updated", &Import_place::updated, {.label = "Updated"}},
        Field{5, "skipped", &Import_place::skipped, {.label = "Skipped"}},
        Field{6, "wrong", &Import_place::wrong, {.label = "Errors"}},
        Field{7, "operation", &Import_place::operation, {.label = "Operation", .hidden = true}},
    };
};

}  // namespace office
