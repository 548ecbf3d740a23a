#include "pages/records/actions.h"

#include <algorithm>
#include <format>

#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/plain.h"
#include "pages/frame/view.h"
#include "pages/records/undo.h"

namespace pages {

using office::Action;

namespace {

std::string action_url(const storage::Kind& kind, storage::Id id, const Action& action) {
    return std::format("{}/{}", url_of(kind, id), action.name);
}

/// Where one comes from, and goes back to.
std::string page_of(const Records& records, storage::Id id) {
    const Page_row& row = page_row(records.type.kind.number);
    return row.pages ? url_of(records.type.kind, id) : std::string(row.home);
}

Form form_for_one(const Records& records, const http::Request& request, const Action& action) {
    const Language& language = Language::of(request);
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = read.get(records.type, request.id());
        if (const auto why = office::why_not(read, action, raw); !why.empty())
            throw storage::Error(storage::Fault::refused, why);
        Form form = asking_form(read, language, action);
        form.back_label = name_or_number(language, records.type.kind, records.type.name(raw.fields), raw.id);
        form.title = std::format("{}: {}", language.say(action.label), form.back_label);
        form.action = action_url(records.type.kind, raw.id, action);
        form.cancel_url = form.back_url = page_of(records, raw.id);
        return form;
    });
}

http::Response ask(const Records& records, const http::Request& request, const Action& action) {
    return form_page(records.site, request, form_for_one(records, request, action));
}

http::Response do_it(const Records& records, const http::Request& request, const Action& action) {
    const auto typed = typed_for(action, request);
    bool gone = false;
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            office::act(write, records.type, action, request.id(), std::nullopt,
                        with_ids(write, Language::of(request), action, typed));
            gone = !write.has(records.type.kind.number, request.id());
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid || action.asks == nullptr) throw;
        return form_again(records.site, request, form_for_one(records, request, action), typed, error);
    }
    const bool to_list = gone && page_row(records.type.kind.number).pages;
    return done(request, to_list ? std::format("/{}", records.type.kind.plural) : page_of(records, request.id()),
                Language::of(request).say(action.said), undo);
}

using Act_handler = http::Response (*)(const Records&, const http::Request&, const Action&);

}  // namespace

void add_action_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    for (const Action& action : office::kind_row(type.kind.number).actions) {
        const auto add = [&](http::Method method, Act_handler handler) {
            routes.push_back({method, std::format("/{}/<id>/{}", type.kind.plural, action.name), needs(action.right),
                              [&site, &type, &action, handler](const http::Request& request) {
                                  return handler({site, type}, request, action);
                              }});
        };
        if (action.asks != nullptr) add(http::Method::get, &ask);
        add(http::Method::post, &do_it);
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
    if (!errors.empty()) throw storage::Error(std::move(errors));
    return typed;
}

std::vector<const Action*> fitting_actions(const storage::Read& read, const http::Request& request,
                                           const storage::Record_type& type, const storage::Raw& raw) {
    std::vector<const Action*> fitting;
    for (const Action& action : office::kind_row(type.kind.number).actions)
        if (action.offered == Action::everywhere && may(request, action.right) &&
            office::why_not(read, action, raw).empty())
            fitting.push_back(&action);
    return fitting;
}

Data actions_data(const http::Request& request, const storage::Kind& kind, storage::Id id,
                  const std::vector<const Action*>& actions) {
    const auto& pages = page_row(kind.number).actions;
    Data data = list();
    for (const Action* action : actions) {
        const auto icon = std::ranges::find(pages, action->name, &Action_page::action);
        Data one = object();
        one["action_label"] = text(Language::of(request).say(action->label));
        one["action_url"] = text(action_url(kind, id, *action));
        one["action_icon"] = text(icon == pages.end() ? "check" : icon->icon);
        one["action_asks"] = action->asks != nullptr;
        append(data, std::move(one));
    }
    return data;
}

}  // namespace pages
