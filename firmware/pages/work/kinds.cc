#include "pages/work/kinds.h"

#include "office/records/days.h"
#include "office/work/asset.h"
#include "office/work/task.h"
#include "office/work/tender.h"
#include "pages/records/custom_fields.h"

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
                         {"Appointment", {"appointment", "ends_on"}},
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
            .searched = true,
            .place = "Work",
            .columns = {"client", "value", "due", "state"},
            .brief = {"value", "due", "state"},
            .head = {"title", "state"},
            .sentences = tender_sentences,
            .actions = {{"submit", "send", "submitted"},
                        {"win", "check", "won"},
                        {"lose", "x", "lost"},
                        {"reopen", "arrow-back-up", "opened again"}},
            .left_out = {"state", {"won", "lost"}, "Decided too"},
            .views = {{"Overdue", "due.before=today"}},
            .usual_sort = "due",
            .named_to_delete = false,
            .alarm = &overdue<office::Tender>};
}

constexpr std::array asset_sentences{
    Sentences{{"added the inventory item", "changed the inventory item", "deleted the inventory item",
               "added the inventory item", "removed the inventory item"},
              "trees",
              true}};

std::string_view icon_named(office::Asset_icon icon) {
    using enum office::Asset_icon;
    switch (icon) {
    case tree: return "tree";
    case plant: return "plant-2";
    case bench: return "armchair";
    case lamp: return "lamp";
    case fence: return "fence";
    case pool: return "pool";
    case building: return "building";
    case machine: return "engine";
    case vehicle: return "car";
    case box: break;
    }
    return "box";
}

std::string_view icon_of_kind(const storage::Read&, const storage::Raw& raw) {
    return icon_named(storage::Read::typed<office::Asset_kind>(raw).icon);
}

std::string_view icon_of_asset(const storage::Read& read, const storage::Raw& raw) {
    const auto kind = read.find<office::Asset_kind>(storage::Read::typed<office::Asset>(raw).of_kind);
    return icon_named(kind ? kind->icon : office::Asset_icon::box);
}

Page_row assets() {
    return {.kind = office::Asset::kind.number,
            .icon = "trees",
            .searched = true,
            .tab = "Inventory",
            .place = "Work",
            .sections = {{"Item", {"client", "number", "kind", "title", "condition", "gone_on", "former_numbers"}},
                         {"Place", {"position", "address"}},
                         {"Description", {"description"}}},
            .columns = {"client", "kind", "condition", "gone_on"},
            .brief = {"kind", "condition"},
            .head = {"title", "kind"},
            .sentences = asset_sentences,
            .left_out = {"gone_on", {}, "Gone too"},
            .merged_says = "They get new numbers there, and are found by their old ones too.",
            .usual_sort = "number",
            .named_to_delete = false,
            .icon_of = &icon_of_asset};
}

Page_row asset_kinds() {
    return {.kind = office::Asset_kind::kind.number,
            .icon = "trees",
            .columns = {"icon"},
            .show = &show_definer,
            .icon_of = &icon_of_kind};
}

}  // namespace

std::vector<Page_row> work_pages() { return {tasks(), tenders(), assets(), asset_kinds()}; }

}  // namespace pages
