// What is done to tasks: they are begun, done, dropped and opened again.
#pragma once

#include "office/clients/clients.h"
#include "office/work/task.h"
#include "storage/write.h"

namespace office {

/// What has an appointment is due on its day, unless another one was said; that day goes along when it moves. A new one of somebody
/// who sees only their own work is theirs, unless they say whose it is.
void judge(storage::Write& write, const Task* before, Task& task, Errors& errors);

void start(storage::Write& write, Ref<Task> task);
void done(storage::Write& write, Ref<Task> task);
/// It will not be done.
void drop(storage::Write& write, Ref<Task> task);
void reopen(storage::Write& write, Ref<Task> task);

std::string_view why_not_start(const storage::Read& read, const Task& task);
std::string_view why_not_done(const storage::Read& read, const Task& task);
std::string_view why_not_drop(const storage::Read& read, const Task& task);
std::string_view why_not_reopen(const storage::Read& read, const Task& task);

/// Nobody: anybody's. Throws Error{invalid} for "assignee" who only looks.
void assign(storage::Write& write, Ref<Task> task, const Chosen_assignee& asked);

struct Due_day {
    Date due;
    static constexpr auto fields = std::tuple{Field{1, "due", &Due_day::due, {.label = "Due"}}};
};
/// Puts it off, or brings it forward; no day: whenever.
void reschedule(storage::Write& write, Ref<Task> task, const Due_day& asked);

}  // namespace office
