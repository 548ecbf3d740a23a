#include "office/work/tasks.h"

#include "office/people/users.h"
#include "office/people/viewer.h"
#include "office/records/change_field.h"

namespace office {

using storage::Read;
using storage::Write;

namespace {

std::string_view why_not_open(const Task& task) { return task.is_open() ? "" : "This task is finished."; }

/// In minutes.
std::int32_t length_of_night(const Appointment& appointment) {
    constexpr std::int32_t day = 24 * 60;
    return appointment.end.minutes + day - appointment.start.minutes;
}

}  // namespace

void check(const Task& task, Errors& errors) {
    const Appointment& appointment = task.appointment;
    if (appointment.date == Date{} && (appointment.has_start() || appointment.has_end()))
        errors.emplace("appointment.date", "is required when there is a time");
    if (appointment.has_end() && !appointment.has_start())
        errors.emplace("appointment.start", "is required when it ends at a time");
    if (appointment.is_over_midnight() && length_of_night(appointment) > Appointment::longest_night)
        errors.emplace("appointment.end",
                       "is before it begins, and on the next day it would be more than 12 hours later");
}

void judge(Write& write, const Task* before, Task& task, Errors&) {
    if (before == nullptr && !task.assignee && viewer_of(write, write.actor()).sees_own_work_only())
        task.assignee = whoever_asks(write);
    const Date day = task.appointment.date;
    const bool went_along = before != nullptr && before->due == before->appointment.date && before->due == task.due;
    if (day != Date{} && (task.due == Date{} || went_along)) task.due = day;
}

void start(Write& write, Ref<Task> task) { change_field<&Task::state>(write, task, Task_state::in_progress); }

std::string_view why_not_start(const Read&, const Task& task) {
    return task.state == Task_state::in_progress ? "This task is in progress already." : why_not_open(task);
}

void done(Write& write, Ref<Task> task) { change_field<&Task::state>(write, task, Task_state::done); }

std::string_view why_not_done(const Read&, const Task& task) { return why_not_open(task); }

void drop(Write& write, Ref<Task> task) { change_field<&Task::state>(write, task, Task_state::dropped); }

std::string_view why_not_drop(const Read&, const Task& task) { return why_not_open(task); }

void reopen(Write& write, Ref<Task> task) { change_field<&Task::state>(write, task, Task_state::open); }

std::string_view why_not_reopen(const Read&, const Task& task) {
    return task.is_open() ? "This task is not finished." : "";
}

void assign(Write& write, Ref<Task> ref, const Chosen_assignee& asked) {
    refuse_unless_takes_work(write, asked.assignee);
    change_field<&Task::assignee>(write, ref, asked.assignee);
}

void reschedule(Write& write, Ref<Task> ref, const Due_day& asked) { change_field<&Task::due>(write, ref, asked.due); }

}  // namespace office
