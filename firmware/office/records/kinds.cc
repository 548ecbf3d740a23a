#include "office/records/kinds.h"

#include <array>

#include "office/records/custom_fields.h"
#include "office/records/describe_action.h"
#include "office/records/merger.h"
#include "office/records/sent_form.h"
#include "storage/settings.h"
#include "storage/types/describe.h"

namespace office {

using storage::Custom_field;
using storage::Read;
using storage::Write;

namespace {

constexpr std::array field_actions{
    asking_action<Custom_field, Other_choice, &replace_choice>("replace_choice", "Replace choice", "Choice replaced",
                                                               Right::manage_custom_fields, Action::nowhere),
};

}  // namespace

std::span<const Kind_row> record_kinds() {
    static const std::array rows{
        Kind_row{
            .type = &storage::record_type<Custom_field>(),
            .rights = {Right::see_clients, Right::manage_custom_fields, Right::manage_custom_fields},
            .rules = {.apply =
                          [](Write& write, const storage::Raw* stored, std::string& fields, storage::Errors& errors) {
                              rules::judge_with<Custom_field>(judge_field, write, stored, fields, errors);
                          },
                      .prepare_erase =
                          [](Write& write, const storage::Raw& stored) {
                              take_out_values(write, Read::typed<Custom_field>(stored));
                          }},
            .actions = field_actions},
        Kind_row{.type = &storage::record_type<storage::Settings>(),
                 .rights = {Right::see_clients, Right::manage_office, Right::manage_office},
                 .undone = false},
        Kind_row{.type = &storage::record_type<Merger>(),
                 .rights = {Right::see_clients, Right::edit_clients, Right::delete_clients},
                 .rules = {.apply = &never_typed}},
        Kind_row{.type = &storage::record_type<Sent_form>(),
                 .rights = {Right::see_clients, Right::manage_users, Right::manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

template const storage::Record_type& storage::record_type<office::Merger>();
template const storage::Record_type& storage::record_type<office::Sent_form>();
