#pragma once

#include "office/clients/client.h"

namespace office {

/// When and where something is to happen. Without a time it is the whole day; what ends before it begins ends on the next day.
struct Appointment {
    Date date;
    storage::Time_of_day start, end;
    std::string place;
    auto operator<=>(const Appointment&) const = default;

    /// Over midnight, it lasts no longer.
    static constexpr std::int32_t longest_night = 12 * 60;
    bool has_start() const { return start.minutes != storage::Time_of_day::unset; }
    bool has_end() const { return end.minutes != storage::Time_of_day::unset; }
    bool is_over_midnight() const { return has_start() && has_end() && end < start; }
    /// The day after `date` when it is over midnight; else not set.
    Date next_day() const { return is_over_midnight() && date != Date{} ? Date{date.days + 1} : Date{}; }

    static constexpr auto fields = std::tuple{
        Field{1, "date", &Appointment::date, {.label = "Appointment on", .index = Index::sorted}},
        Field{2, "start", &Appointment::start, {.label = "Begins"}},
        Field{3, "end", &Appointment::end, {.label = "Ends", .hint = "Before it begins: on the next day."}},
        Field{4, "place", &Appointment::place, {.label = "Place", .search = true, .personal = true}},
    };
};

enum class Task_state : std::uint8_t { open = 1, in_progress, done, dropped };

constexpr auto options(Task_state) {
    return std::array{Option{1, "open", "To do"}, Option{2, "in_progress", "In progress"}, Option{3, "done", "Done"},
                      Option{4, "dropped", "Dropped"}};
}

/// Something that somebody of the office has to do, for a client or not: "Call back on Tuesday".
struct Task : Stored {
    static constexpr Kind kind{50, "task", "tasks", "Task", "Tasks"};
    std::string title;
    Text description;
    Ref<Client> client;
    Ref<User> assignee;  ///< none: anybody's
    Date due;
    Appointment appointment;
    Priority priority{};
    Task_state state = Task_state::open;

    std::string name() const { return title; }
    Date ends_on() const { return appointment.next_day(); }
    bool is_open() const { return state == Task_state::open || state == Task_state::in_progress; }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Task::name, {.label = "Task", .index = Index::sorted}},
        Derived{201, "ends_on", &Task::ends_on, {.label = "Ends on", .index = Index::sorted}},
        Field{1,
              "title",
              &Task::title,
              {.label = "Task", .required = true, .search = true, .missing = "Write what is to be done."}},
        Field{2, "description", &Task::description, {.label = "Description", .search = true}},
        Field{3,
              "client",
              &Task::client,
              {.label = "Client",
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade}},
        Field{4,
              "assignee",
              &Task::assignee,
              {.label = "Assignee", .index = Index::sorted, .by_name = true, .gone = Gone::clear}},
        Field{5,
              "due",
              &Task::due,
              {.label = "Due", .index = Index::sorted, .hint = "When left empty: the day of the appointment."}},
        Field{6, "appointment", &Task::appointment, {.label = "Appointment", .search = true}},
        Field{7, "priority", &Task::priority, {.label = "Priority", .index = Index::sorted}},
        Field{8, "state", &Task::state, {.label = "Status", .index = Index::sorted, .read_only = true}},
    };
    static constexpr auto indexes = std::tuple{storage::Index_on{240, &Task::assignee, &Task::due}};
};

/// An appointment has a day before it has a time, and an end that can be meant.
void check(const Task& task, Errors& errors);

}  // namespace office
