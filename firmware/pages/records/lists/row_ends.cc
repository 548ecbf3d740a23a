#include "pages/records/lists/row_ends.h"

#include <format>

#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/fields.h"

namespace pages {

Row_ends::Row_ends(const storage::Read& read, const http::Request& request, const Records& records)
    : read_(&read)
    , request_(&request)
    , records_(&records)
    , snippets_(&List_snippets::of(Language::of(request))) {
    const storage::Record_type& type = *records.within->parent;
    parent_ = read.get(type, request.id("parent"));
    for (storage::Row& row : type.show(parent_.fields, {}))
        if (row.column->refers_to == records.type.kind.number && !row.text.empty())
            referring_.push_back(std::move(row));
    for (const office::Action* action : parent_actions(request, *records.within, office::Action::beside))
        if (office::why_not(read, actor_of(request), type, *action, parent_).empty())
            beside_.push_back({action, asked_child(*action, *records.within).name,
                               std::format("{}/{}", url_of(type.kind, parent_.id), action->name)});
}

void Row_ends::add(std::string& html, const storage::Raw& raw, std::string_view name) const {
    std::string end;
    add_marks(end, raw.id);
    add_actions(end, raw.id, name);
    if (office::is_typed(records_->type.kind) && may(*request_, office::rights_for(records_->type.kind).edit) &&
        office::why_not_change(*read_, actor_of(*request_), records_->type, raw).empty())
        snippets_->row_edit.fill(end,
                                 {{"edit_url", one_url(*records_, *request_, raw.id) + "/edit"}, {"edit_name", name}});
    snippets_->row_end.fill(html, {{"end_html", end}});
}

void Row_ends::add_marks(std::string& html, storage::Id id) const {
    for (const storage::Row& row : referring_)
        if (std::ranges::contains(storage::parse_ids(row.text).value_or(std::vector<storage::Id>{}), id))
            snippets_->row_mark.fill(html, {{"mark_text", label_of(Language::of(*request_), *row.column)}});
}

void Row_ends::add_actions(std::string& html, storage::Id id, std::string_view name) const {
    for (const Beside& one : beside_) {
        const storage::Typed typed{{one.field, std::to_string(id)}};
        if (one.action->why_not_so != nullptr && !one.action->why_not_so(*read_, parent_, typed).empty()) continue;
        snippets_->row_action.fill(html, {{"action_url", one.url},
                                          {"csrf", request_->csrf},
                                          {"asked_name", one.field},
                                          {"asked_value", typed.at(one.field)},
                                          {"asked_shown", name},
                                          {"action_icon", icon_of(records_->within->parent->kind, *one.action)},
                                          {"action_label", Language::of(*request_).say(one.action->label)}});
    }
}

}  // namespace pages
