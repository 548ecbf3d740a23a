#include "pages/work/kinds.h"

#include "office/work/task.h"

namespace pages {

namespace {

constexpr std::array task_sentences{
    Sentences{{"added the task", "changed the task", "deleted the task", "added the task", "removed the task"},
              "checklist",
              true}};

Page_row tasks() {
    return {.kind = office::Task::kind.number,
            .icon = "checklist",
            .in_navigation = true,
            .sections = {{"Task", {"title", "client", "assignee", "due", "priority", "state"}},
                         {"Appointment", {"appointment"}},
                         {"Description", {"description"}}},
            .columns = {"client", "assignee", "due", "priority", "state"},
            .brief = {"assignee", "due", "state"},
            .begun_with = {{"assignee", "me"}},
            .head = {"title", "state"},
            .sentences = task_sentences,
            .actions = {{"start", "player-play", "began"},
                        {"done", "check", "did"},
                        {"drop", "x", "dropped"},
                        {"reopen", "arrow-back-up", "opened again"},
                        {"assign", "user", "assigned"},
                        {"reschedule", "calendar-event", "rescheduled"}},
            .left_out = {"state", {"done", "dropped"}, "Finished too"},
            .usual_sort = "due",
            .named_to_delete = false};
}

}  // namespace

std::vector<Page_row> work_pages() { return {tasks()}; }

}  // namespace pages
