#include "pages/work/kinds.h"

#include "office/work/task.h"
#include "office/work/tender.h"

namespace pages {

namespace {

constexpr std::array task_sentences{
    Sentences{{"added the task", "changed the task", "deleted the task", "added the task", "removed the task"},
              "checklist",
              true}};

constexpr std::array tender_sentences{Sentences{
    {"added the tender", "changed the tender", "deleted the tender", "added the tender", "removed the tender"},
    "gavel",
    true}};

Page_row tasks() {
    return {.kind = office::Task::kind.number,
            .icon = "checklist",
            .in_navigation = true,
            .place = "Work",
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
            .views = {{"Overdue", "due.before=today"}},
            .usual_sort = "due",
            .named_to_delete = false};
}

Page_row tenders() {
    return {.kind = office::Tender::kind.number,
            .icon = "gavel",
            .place = "Work",
            .columns = {"client", "value", "due", "state"},
            .brief = {"value", "due", "state"},
            .head = {"title", "state"},
            .sentences = tender_sentences,
            .actions = {{"submit", "send", "submitted"}, {"win", "check", "won"}, {"lose", "x", "lost"}},
            .left_out = {"state", {"won", "lost"}, "Decided too"},
            .views = {{"Overdue", "due.before=today"}},
            .usual_sort = "due",
            .named_to_delete = false};
}

}  // namespace

std::vector<Page_row> work_pages() { return {tasks(), tenders()}; }

}  // namespace pages
