#pragma once

#include "office/people/user.h"

namespace office {

enum class Undo_state : std::uint8_t { running = 1, done, failed };

constexpr auto options(Undo_state) {
    return std::array{Option{1, "running", "Running"}, Option{2, "done", "Done"}, Option{3, "failed", "Failed"}};
}

/// A record that was left as it is.
struct Left_record : storage::Table_row {
    std::int64_t of_kind = 0, number = 0;

    static constexpr auto fields = std::tuple{
        Field{1, "of_kind", &Left_record::of_kind, {.label = "Records"}},
        Field{2, "number", &Left_record::number, {.label = "Number"}},
    };
    auto operator<=>(const Left_record&) const = default;
};

/// A large operation that is taken back, or was. How far it is is kept together with what it put back, so that it goes on
/// behind that after a power cut.
struct Large_undo : Stored {
    static constexpr Kind kind{247, "large_undo", "large_undos", "Undo", "Undo", false, true, true};
    std::int64_t of = 0;  ///< the operation
    Undo_state state = Undo_state::running;
    Ref<User> user;                       ///< who began it
    std::int64_t operation = 0;           ///< of the journal: all that it does
    std::int64_t steps = 0, taken = 0;    ///< of storage::Undoing
    std::int64_t put_back = 0, left = 0;  ///< records
    std::vector<Left_record> first_left;
    std::string problem;  ///< why it failed

    static constexpr auto fields = std::tuple{
        Field{1, "of", &Large_undo::of, {.label = "Operation", .index = Index::unique, .hidden = true}},
        Field{2, "state", &Large_undo::state, {.label = "State", .index = Index::sorted}},
        Field{3, "user", &Large_undo::user, {.label = "By", .index = Index::sorted, .gone = Gone::clear}},
        Field{4, "operation", &Large_undo::operation, {.label = "Operation", .hidden = true}},
        Field{5, "steps", &Large_undo::steps, {.label = "Records"}},
        Field{6, "taken", &Large_undo::taken, {.label = "Done"}},
        Field{7, "put_back", &Large_undo::put_back, {.label = "Taken back"}},
        Field{8, "left", &Large_undo::left, {.label = "Left"}},
        Field{9, "first_left", &Large_undo::first_left, {.label = "Left"}},
        Field{10, "problem", &Large_undo::problem, {.label = "Problem", .longest = 1'000}},
    };
};

}  // namespace office
