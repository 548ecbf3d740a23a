#include "pages/records/actions.h"

#include <algorithm>
#include <format>
#include <functional>
#include <optional>

#include "http/form.h"
#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/plain.h"
#include "pages/frame/toast.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"

namespace pages {

using office::Action;

namespace {

/// Where one comes from, and goes back to: the page that the button stood on, or else that of the record.
std::string back_of(const Records& records, const http::Request& request, const Action& action) {
    std::string before = page_before(request);
    if (!before.empty() && !before.starts_with(url_of(records.type.kind, request.id(), action))) return before;
    const Page_row& row = page_row(records.type.kind.number);
    return row.pages ? url_of(records.type.kind, request.id()) : std::string(row.home);
}

const Action_page* page_of(const Records& records, const Action& action) {
    const auto& pages = page_row(records.type.kind.number).actions;
    const auto at = std::ranges::find(pages, action.name, &Action_page::action);
    return at == pages.end() ? nullptr : &*at;
}

void leave_out(Form& form, std::string_view field) {
    for (Group& group : form.groups) std::erase_if(group.items, [&](const Item& item) { return item.name == field; });
}

Form form_for_one(const Records& records, const http::Request& request, const Action& action,
                  const storage::Errors& wrong) {
    const Language& language = Language::of(request);
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = read.get(records.type, request.id());
        Form form = asking_form(read, language, action);
        Shower shower(read, language);
        form.back_label = name_of(shower, records.type, raw);
        form.title = std::format("{}: {}", language.say(action.label), form.back_label);
        form.cancel_url = form.back_url = back_of(records, request, action);
        form.action =
            std::format("{}?next={}", url_of(records.type.kind, raw.id, action), http::percent_encoded(form.back_url));
        const Action_page* page = page_of(records, action);
        if (page == nullptr) return form;
        if (page->hint != nullptr) form.hint = page->hint(language, read, raw);
        if (!wrong.contains(page->asked_if_wrong)) leave_out(form, page->asked_if_wrong);
        return form;
    });
}

/// Somebody was quicker, so back to where it stands.
http::Response too_late(const Records& records, const http::Request& request, const Action& action,
                        std::string_view why) {
    return not_done(request, back_of(records, request, action), Language::of(request).say_with_numbers(why));
}

/// Whether only the record as it is by now stands in the way.
bool may_change(const Records& records, const http::Request& request) {
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const auto raw = read.find(records.type, request.id());
        return raw && office::why_not_change(read, actor_of(request), records.type, *raw).empty();
    });
}

http::Response ask(const Records& records, const http::Request& request, const Action& action) {
    const std::string why = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        return office::why_not(read, actor_of(request), records.type, action, read.get(records.type, request.id()));
    });
    if (!why.empty() && !may_change(records, request)) throw storage::Error(storage::Fault::refused, why);
    if (!why.empty()) return too_late(records, request, action, why);
    return form_page(records, request, form_for_one(records, request, action, {}));
}

/// The control that it was done with, when only that is to be shown anew.
std::optional<http::Response> control(const Records& records, const http::Request& request, const Action& action,
                                      const std::string& error) {
    const Action_page* own = page_of(records, action);
    if (!request.fragment() || own == nullptr || own->control == nullptr) return std::nullopt;
    return own->control(records, request, error);
}

std::string message_of(const Language& language, const Action& action, const storage::Error& error) {
    if (error.fields().empty()) return language.say(error.what());
    const auto& [name, what] = *error.fields().begin();
    const auto asked = office::asked_by(action);
    const auto column = std::ranges::find(asked, name, &storage::Column::name);
    return column == asked.end() ? sentence_of(language, name, what) : sentence_of(language, *column, name, what);
}

/// Buttons beside a record say which by its number, people by its name.
storage::Typed asked_for(const storage::Read& read, const http::Request& request, const Action& action,
                         const storage::Typed& typed) {
    if (request.form.get("asked.by") == "id") return typed;
    return with_ids(read, Language::of(request), action, typed);
}

/// Nothing was typed that would have to be shown again.
bool is_button(const http::Request& request, const Action& action) {
    return action.asks == nullptr || request.form.get("asked.by") == "id";
}

http::Response do_it(const Records& records, const http::Request& request, const Action& action) {
    const Language& language = Language::of(request);
    const auto typed = typed_for(action, request);
    const auto seen = revision_of(request.form);  // the page may say what it showed
    bool gone = false;
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            office::act(write, records.type, action, request.id(), seen == 0 ? std::optional<std::uint64_t>{} : seen,
                        asked_for(write.seen_with(request.scope()), request, action, typed));
            gone = !write.has(records.type.kind.number, request.id());
        });
    } catch (const storage::Error& error) {
        const bool refused = error.fault() == storage::Fault::refused || error.fault() == storage::Fault::stale;
        const bool is_late = refused && may_change(records, request);
        if (is_late && is_button(request, action) && !request.fragment())
            return too_late(records, request, action, error.what());
        if (action.asks == nullptr || (!is_late && error.fault() != storage::Fault::invalid)) throw;
        if (auto again = control(records, request, action, message_of(language, action, error))) {
            again->status = 422;
            return std::move(*again);
        }
        return form_again(records, request, form_for_one(records, request, action, error.fields()), typed,
                          is_late ? storage::Error(storage::Errors{{"", error.what()}}) : error);
    }
    if (auto shown = control(records, request, action, {}))
        return with_toast(std::move(*shown), language.say(action.said), Toast_kind::success, undo);
    const bool to_list = gone && page_row(records.type.kind.number).pages;
    return done(request, to_list ? std::format("/{}", records.type.kind.plural) : back_of(records, request, action),
                language.say(action.said), undo);
}

using Act_handler = std::function<http::Response(const Records&, const http::Request&, const Action&)>;

}  // namespace

void add_action_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    for (const Action& action : office::kind_row(type.kind.number).actions) {
        const auto add = [&](http::Method method, Act_handler handler) {
            routes.push_back({method, std::format("/{}/<id>/{}", type.kind.plural, action.name), needs(action.right),
                              [&site, &type, &action, handler](const http::Request& request) {
                                  return handler({site, type}, request, action);
                              }});
        };
        const Action_page* own = page_of({site, type}, action);
        const auto or_own = [](Handler handler, Act_handler usual) -> Act_handler {
            if (handler == nullptr) return usual;
            return [handler](const Records& records, const http::Request& request, const Action&) {
                return handler(records, request);
            };
        };
        if (action.asks != nullptr) add(http::Method::get, or_own(own == nullptr ? nullptr : own->ask, &ask));
        add(http::Method::post, or_own(own == nullptr ? nullptr : own->act, &do_it));
        routes.back().judges_text = action.asks != nullptr;
    }
}

Form asking_form(const storage::Read& read, const Language& language, const Action& action) {
    Form form;
    form.definitions.columns = office::asked_by(action);
    if (action.asks != nullptr) form.groups.push_back({"", items_of(form.definitions.columns)});
    form.values = empty_values(read, form.definitions.columns);
    form.submit = language.say(action.label);
    return form;
}

storage::Typed typed_for(const Action& action, const http::Request& request) {
    const storage::Definitions asked{.columns = office::asked_by(action)};
    return typed_of(request.form, items_of(asked.columns));
}

storage::Typed with_ids(const storage::Read& read, const Language& language, const Action& action,
                        storage::Typed typed) {
    const std::vector<storage::Column> asked = office::asked_by(action);
    storage::Errors errors;
    office::resolve_plain(asked, language.style(), read.currency(), typed, errors);
    for (const auto& missing : office::Names(read, asked).resolve(typed, errors))
        errors.emplace(missing.column->name, "is not there");
    for (const storage::Column& column : asked)
        if (column.control == storage::Control::stars && !typed.contains(column.name))
            errors.emplace(column.name, storage::is_required);
    if (!errors.empty()) throw storage::Error(std::move(errors));
    return typed;
}

std::vector<const Action*> possible_actions(const storage::Read& read, const http::Request& request,
                                            const storage::Record_type& type, const storage::Raw& raw) {
    std::vector<const Action*> possible;
    for (const Action& action : office::kind_row(type.kind.number).actions)
        if (may(request, action.right) && office::why_not(read, actor_of(request), type, action, raw).empty())
            possible.push_back(&action);
    return possible;
}

std::vector<const Action*> fitting_actions(const storage::Read& read, const http::Request& request,
                                           const storage::Record_type& type, const storage::Raw& raw) {
    auto actions = possible_actions(read, request, type, raw);
    std::erase_if(actions, [](const Action* action) {
        return action->offered != Action::everywhere && action->offered != Action::for_one;
    });
    return actions;
}

std::string url_of(const storage::Kind& kind, storage::Id id, const Action& action) {
    return std::format("{}/{}", url_of(kind, id), action.name);
}

std::string_view icon_of(const storage::Kind& kind, const Action& action) {
    const auto& pages = page_row(kind.number).actions;
    const auto at = std::ranges::find(pages, action.name, &Action_page::action);
    return at == pages.end() ? "check" : at->icon;
}

Data actions_data(const http::Request& request, const storage::Kind& kind, storage::Id id,
                  const std::vector<const Action*>& actions) {
    Data data = list();
    for (const Action* action : actions) {
        Data one = object();
        one["action_label"] = text(Language::of(request).say(action->label));
        one["action_url"] = text(url_of(kind, id, *action));
        one["action_icon"] = text(icon_of(kind, *action));
        one["action_asks"] = action->asks != nullptr;
        append(data, std::move(one));
    }
    return data;
}

}  // namespace pages
