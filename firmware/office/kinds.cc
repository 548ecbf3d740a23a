// Joins the kinds of all areas.
#include <algorithm>
#include <format>
#include <stdexcept>
#include <vector>

#include "office/background/kinds.h"
#include "office/catalogue/kinds.h"
#include "office/clients/kinds.h"
#include "office/documents/kinds.h"
#include "office/exchange/kinds.h"
#include "office/messages/kinds.h"
#include "office/people/kinds.h"
#include "office/records/kinds.h"
#include "office/work/kinds.h"

namespace office {

namespace {

std::vector<Kind_row>& all_kinds() {
    static std::vector<Kind_row> all = [] {
        std::vector<Kind_row> joined;
        for (const auto area : {client_kinds(), catalogue_kinds(), document_kinds(), work_kinds(), message_kinds(),
                                people_kinds(), record_kinds(), exchange_kinds(), background_kinds()})
            joined.insert(joined.end(), area.begin(), area.end());
        return joined;
    }();
    return all;
}

}  // namespace

std::span<const Kind_row> kinds() { return all_kinds(); }

void add_kind(const Kind_row& row) { all_kinds().push_back(row); }

const Kind_row& kind_row(std::uint8_t kind) {
    const auto row = std::ranges::find(kinds(), kind, [](const Kind_row& each) { return each.type->kind.number; });
    if (row == kinds().end()) throw std::logic_error(std::format("kind {} has no row in its area's kinds.cc", kind));
    return *row;
}

std::vector<const storage::Record_type*> record_types() {
    std::vector<const storage::Record_type*> types;
    for (const Kind_row& row : kinds()) types.push_back(row.type);
    return types;
}

const Action* find_action(const storage::Kind& kind, std::string_view name) {
    const auto actions = kind_row(kind.number).actions;
    const auto action = std::ranges::find(actions, name, &Action::name);
    return action == actions.end() ? nullptr : &*action;
}

}  // namespace office
