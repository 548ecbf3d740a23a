#include "pages/work/kinds.h"

#include "office/records/days.h"
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

bool is_to_do(const office::Task& task) { return task.is_open(); }
bool is_to_do(const office::Tender& tender) { return !tender.is_decided(); }

/// Its day has gone by, and it is not done.
template <class Record> std::string overdue(const Language& language, const storage::Raw& raw) {
    const auto record = storage::Read::typed<Record>(raw);
    const bool late = record.due != storage::Date{} && record.due < office::day_of(storage::Moment::now());
    return late && is_to_do(record) ? language.say("Overdue") : std::string{};
}

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
            .named_to_delete = false,
            .alarm = &overdue<office::Task>};
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
            .named_to_delete = false,
            .alarm = &overdue<office::Tender>};
}

}  // namespace

std::vector<Page_row> work_pages() { return {tasks(), tenders()}; }

}  // namespace pages
