#include "pages/records/lists/bulk.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "http/access.h"
#include "http/form.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/form.h"
#include "pages/records/lists/bulk_change.h"
#include "pages/records/undo.h"

namespace pages {

using office::Action;

namespace {

constexpr std::string_view verb_name = "bulk.verb", id_name = "bulk.id", all_name = "bulk.all";

/// Throws Error{refused}.
const Action& asked_action(const Records& records, const http::Request& request) {
    const auto actions = bulk_actions(request, records.type.kind);
    const std::string_view name = request.query.get(verb_name);
    const auto found = std::ranges::find(actions, name, &Action::name);
    const Action* known = office::find_action(records.type.kind, name);
    if (known != nullptr && !may(request, known->right)) throw http::Lacks_right(static_cast<unsigned>(known->right));
    if (found == actions.end()) throw storage::Error(storage::Fault::refused, "This cannot be done to many at once.");
    return **found;
}

/// The list behind the bar, from its beginning. Points into `definitions`.
List_query whole_list(const storage::Read& read, const Records& records, const http::Request& request,
                      const storage::Definitions& definitions) {
    List_query query = list_query(read, request, records, definitions);
    query.list.after.clear();
    return query;
}

std::vector<storage::Id> chosen_ids(const storage::Read& read, const Records& records, const http::Request& request) {
    std::vector<storage::Id> ids;
    if (request.query.get(all_name) == "yes") {
        const storage::Definitions definitions = read.definitions(records.type);
        List_query query = whole_list(read, records, request, definitions);
        query.list.limit = office::most_acted_on + 1;
        return read.select(records.type, query.list).ids;
    }
    for (const std::string_view some : request.query.all(id_name))
        for (const auto text : std::views::split(some, '.'))
            if (const auto id = storage::parse_id(std::string_view(text)); id && *id != 0) ids.push_back(*id);
    return ids;
}

/// Why nothing can be done with these, in the user's words.
std::string objection(const Language& language, const std::vector<storage::Id>& ids) {
    if (ids.empty()) return language.say("Nothing is selected. Tick some rows of the list first.");
    if (ids.size() > office::most_acted_on)
        return language.say("These are more than {} at once. Filter the list first.",
                            {with_separators(language, office::most_acted_on)});
    return {};
}

}  // namespace

std::vector<storage::Id> chosen_for_bulk(const storage::Read& read, const Records& records,
                                         const http::Request& request) {
    auto ids = chosen_ids(read, records, request);
    if (const std::string why = objection(Language::of(request), ids); !why.empty())
        throw storage::Error(storage::Fault::invalid, why);
    return ids;
}

std::string list_behind_bulk(const Records& records, const http::Request& request) {
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Definitions definitions = read.definitions(records.type);
        return url_of(whole_list(read, records, request, definitions));
    });
}

std::string bulk_message(const Language& language, const storage::Kind& kind, std::string_view said, std::size_t done,
                         const std::vector<std::string>& left) {
    std::string message = std::format("{}: {}", language.say(said), counted(language, kind, done));
    if (!left.empty())
        message += ". " + language.say(left.size(), "1 stayed as it is: {2}", "{1} stayed as they are: {2}",
                                       {with_separators(language, left.size()), language.say(left.front())});
    return message;
}

namespace {

/// How many of them it fits, and the reasons of the others.
std::string fitting(const storage::Read& read, const http::Request& request, const Records& records,
                    const Action& action, const std::vector<storage::Id>& ids) {
    const Language& language = Language::of(request);
    const storage::Actor actor = actor_of(request);
    std::size_t left = 0;
    std::string reason;
    for (const storage::Id id : ids) {
        const auto raw = read.find(records.type, id);
        const std::string why =
            raw ? office::why_not(read, actor, records.type, action, *raw) : "It is not there any more.";
        if (!why.empty() && left++ == 0) reason = language.say(why);
    }
    return left == 0 ? std::string{}
                     : language.say(left, "1 of them will stay as it is: {2}", "{1} of them will stay as they are: {2}",
                                    {with_separators(language, left), reason});
}

Form bulk_form(const Records& records, const http::Request& request, const Action& action) {
    const Language& language = Language::of(request);
    Form form = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const auto ids = chosen_for_bulk(read, records, request);
        Form opened = asking_form(read, language, action);
        opened.title =
            std::format("{}: {}", language.say(action.label), counted(language, records.type.kind, ids.size()));
        opened.hint = fitting(read, request, records, action, ids);
        return opened;
    });
    form.action = request.target;
    form.cancel_url = form.back_url = list_behind_bulk(records, request);
    form.back_label = language.say(records.type.kind.title);
    return form;
}

}  // namespace

http::Response ask_for_many(const Records& records, const http::Request& request) {
    if (request.query.get(verb_name) == change_verb) return ask_to_change_many(records, request);
    return form_page(records, request, bulk_form(records, request, asked_action(records, request)));
}

http::Response do_to_many(const Records& records, const http::Request& request) {
    if (request.query.get(verb_name) == change_verb) return change_many(records, request);
    const Language& language = Language::of(request);
    const Action& action = asked_action(records, request);
    const auto ids = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return chosen_for_bulk(read, records, request); });
    const auto typed = typed_for(action, request);
    office::Acted acted;
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            acted = office::act_on_all(write, records.type, action, ids,
                                       with_ids(write.seen_with(request.scope()), language, action, typed));
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid || action.asks == nullptr) throw;
        return form_again(records, request, bulk_form(records, request, action), typed, error);
    }
    return done(request, list_behind_bulk(records, request),
                bulk_message(language, records.type.kind, action.said, acted.done, acted.left), undo);
}

std::vector<const Action*> bulk_actions(const http::Request& request, const storage::Kind& kind) {
    std::vector<const Action*> actions;
    for (const Action& action : office::kind_row(kind.number).actions) {
        const bool for_many = action.offered == Action::everywhere || action.offered == Action::for_many;
        if (for_many && may(request, action.right)) actions.push_back(&action);
    }
    return actions;
}

void set_bulk(Data& data, const http::Request& request, const storage::Kind& kind, const List_query& query) {
    const Language& language = Language::of(request);
    Data verbs = list();
    const auto add = [&](std::string_view name, std::string_view label) {
        Data one = object();
        one["bulk_verb"] = text(name);
        one["bulk_label"] = text(language.say(label));
        append(verbs, std::move(one));
    };
    for (const Action* action : bulk_actions(request, kind)) add(action->name, action->label);
    if (may_change_many(request, kind)) add(change_verb, "Change a field");
    Data kept = list();
    List_query whole = query;
    whole.list.after.clear();
    const std::string url = url_of(whole);
    const auto mark = url.find('?');
    if (mark != std::string::npos)
        for (const auto& [name, value] : http::urlencoded(std::string_view(url).substr(mark + 1))) {
            Data one = object();
            one["kept_name"] = text(name);
            one["kept_value"] = text(value);
            append(kept, std::move(one));
        }
    data["has_bulk"] = !verbs.is_empty_list();
    data["bulk_verbs"] = std::move(verbs);
    data["bulk_kept"] = std::move(kept);
    data["bulk_url"] = text(query.path + "/bulk");
}

}  // namespace pages
