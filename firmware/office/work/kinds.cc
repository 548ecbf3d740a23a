#include "office/work/kinds.h"

#include "office/people/viewer.h"
#include "office/records/describe_action.h"
#include "office/work/asset.h"
#include "office/work/tasks.h"
#include "office/work/tender.h"
#include "storage/types/describe.h"

namespace office {

namespace {

using enum Right;

constexpr std::array task_actions{
    action_of<Task, &start, &why_not_start>("start", "Start", "Started", write_notes),
    action_of<Task, &done, &why_not_done>("done", "Done", "Done", write_notes),
    action_of<Task, &drop, &why_not_drop>("drop", "Drop", "Dropped", write_notes),
    action_of<Task, &reopen, &why_not_reopen>("reopen", "Open again", "Opened again", write_notes),
    asking_action<Task, Chosen_assignee, &assign>("assign", "Assign", "Assigned", write_notes),
    asking_action<Task, Due_day, &reschedule>("reschedule", "Reschedule", "Rescheduled", write_notes),
};

constexpr std::array tender_actions{
    action_of<Tender, &submit, &why_not_submit>("submit", "Submit", "Submitted", edit_clients),
    action_of<Tender, &win, &why_not_decide>("win", "Won", "Won", edit_clients),
    action_of<Tender, &lose, &why_not_decide>("lose", "Lost", "Lost", edit_clients),
    action_of<Tender, &reopen, &why_not_reopen>("reopen", "Open again", "Opened again", edit_clients),
};

}  // namespace

std::span<const Kind_row> work_kinds() {
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Task>(),
                 .rights = {see_clients, write_notes, write_notes},
                 .naming = {.columns = {"name"}, .unknown = "is not a task's name"},
                 .rules = rules_of<Task>(),
                 .actions = task_actions,
                 .own = [](const storage::Read& read,
                           storage::Id person) { return read.where<&Task::assignee>(Ref<User>{person}); }},
        Kind_row{.type = &storage::record_type<Tender>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.unknown = "is not a tender's name"},
                 .rules = rules_of<Tender>(),
                 .actions = tender_actions},
        Kind_row{.type = &storage::record_type<Asset>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.unknown = "is not an inventory item's number and name"},
                 .rules = rules_of<Asset>()},
        Kind_row{.type = &storage::record_type<Asset_kind>(),
                 .rights = {see_clients, manage_custom_fields, manage_custom_fields},
                 .naming = {.unknown = "is not a kind of item"},
                 .rules = rules_of<Asset_kind>()},
        Kind_row{.type = &storage::record_type<Asset_numbers>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::Task>();
template const Record_type& record_type<office::Tender>();
template const Record_type& record_type<office::Asset>();
template const Record_type& record_type<office::Asset_kind>();
template const Record_type& record_type<office::Asset_numbers>();

}  // namespace storage
