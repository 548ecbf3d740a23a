#include "pages/palette.h"

#include <algorithm>
#include <format>

#include "office/records/kind.h"
#include "pages/box/settings.h"
#include "pages/frame/places.h"
#include "pages/frame/view.h"
#include "pages/people/account.h"
#include "pages/records/actions.h"
#include "pages/records/lists/children.h"
#include "pages/records/search.h"
#include "storage/words.h"

namespace pages {

namespace {

constexpr std::size_t most_hits = 5;  ///< of each kind

/// A line that goes somewhere, or does something.
struct Command {
    std::string label, url, icon;
    bool posts = false;      ///< done at once; else it is a page
    std::string words = {};  ///< what else it is found by
};

struct Commands {
    std::string title;
    std::vector<Command> all;
};

std::string new_label(const Language& language, const storage::Kind& kind) {
    return language.say("New " + lower_first(kind.label));
}

// ---- the record in view

struct In_view {
    const storage::Record_type* type = nullptr;
    storage::Raw raw;
};

/// "/clients/7/notes" is about client 7, for those who see it.
std::optional<In_view> record_at(const storage::Read& read, const http::Request& request, std::string_view path) {
    if (!path.starts_with('/')) return std::nullopt;
    const auto end = std::min(path.find('/', 1), path.size());
    const storage::Record_type* type = read.schema().find(path.substr(1, end - 1));
    if (type == nullptr || !page_row(type->kind.number).pages) return std::nullopt;
    if (!may(request, office::rights_for(type->kind).see) || end == path.size()) return std::nullopt;
    const std::string_view rest = path.substr(end + 1);
    const auto id = storage::parse_id(rest.substr(0, rest.find('/')));
    auto raw = id ? read.find(*type, *id) : std::nullopt;
    if (!raw) return std::nullopt;
    return In_view{type, std::move(*raw)};
}

void add_actions(Commands& commands, const storage::Read& read, const http::Request& request, const In_view& record) {
    const Language& language = Language::of(request);
    const storage::Kind& kind = record.type->kind;
    const std::string url = url_of(kind, record.raw.id);
    const auto& rights = office::rights_for(kind);
    for (const office::Action* action : possible_actions(read, request, *record.type, record.raw))
        commands.all.push_back({language.say(action->label), url_of(kind, record.raw.id, *action),
                                std::string(icon_of(kind, *action)), action->asks == nullptr});
    if (!office::is_typed(kind)) return;
    if (may(request, rights.edit)) commands.all.push_back({language.say("Edit"), url + "/edit", "pencil"});
    if (may(request, rights.erase)) commands.all.push_back({language.say("Delete"), url + "/delete", "trash"});
}

/// What belongs to it: its tabs, and one more of each kind.
void add_children(Commands& commands, const storage::Read& read, const http::Request& request, const In_view& record) {
    const Language& language = Language::of(request);
    const storage::Kind& kind = record.type->kind;
    for (const Children& children : children_of(read.schema(), kind)) {
        const storage::Kind& other = children.type->kind;
        const auto& rights = office::rights_for(other);
        const Page_row& row = page_row(other.number);
        if (may(request, rights.see))
            commands.all.push_back(
                {language.say(other.title), children_url(children, record.raw.id), std::string(row.icon)});
        const std::string url = new_child_url(children, record.raw.id);
        if (!url.empty() && may(request, rights.edit))
            commands.all.push_back({new_label(language, other), url, std::string(row.new_icon)});
    }
}

Commands for_record(const storage::Read& read, const http::Request& request) {
    const auto record = record_at(read, request, request.query.get("from"));
    if (!record) return {};
    Commands commands{name_or_number(Language::of(request), record->type->kind, record->type->name(record->raw.fields),
                                     record->raw.id),
                      {}};
    add_actions(commands, read, request, *record);
    add_children(commands, read, request, *record);
    return commands;
}

// ---- everywhere

Commands new_records(const http::Request& request) {
    const Language& language = Language::of(request);
    Commands commands{language.say("New"), {}};
    for (const Page_row& row : page_rows()) {
        const office::Kind_row& kind = office::kind_row(row.kind);
        if (row.pages && office::is_typed(kind.type->kind) && may(request, kind.rights.edit))
            commands.all.push_back({new_label(language, kind.type->kind),
                                    std::format("/{}/new", kind.type->kind.plural), std::string(row.new_icon)});
    }
    return commands;
}

/// Lists that the navigation leaves out.
std::vector<Place> other_lists() {
    std::vector<Place> places;
    for (const Page_row& row : page_rows()) {
        const office::Kind_row& kind = office::kind_row(row.kind);
        if (row.pages && !row.in_navigation)
            places.push_back(
                {kind.rights.see, kind.type->kind.title, std::format("/{}", kind.type->kind.plural), row.icon});
    }
    return places;
}

/// Once, with all words that it is found by.
void add_place(Commands& commands, const Language& language, const Place& place) {
    auto known = std::ranges::find(commands.all, place.url, &Command::url);
    if (known == commands.all.end())
        known = commands.all.insert(known, {language.say(place.label), place.url, std::string(place.icon)});
    if (!place.words.empty()) known->words += ' ' + language.say(place.words);
}

Commands pages_to_open(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    Commands commands{language.say("Go to"), {}};
    for (const auto& some : {places(), other_lists(), setting_places(site), {account_place()}})
        for (const Place& place : some)
            if (may(request, place.right)) add_place(commands, language, place);
    return commands;
}

// ---- what fits

/// Each typed word begins one of the label's.
bool fits(std::string_view label, const std::vector<std::string>& typed) {
    const auto words = storage::words_of(label);
    return std::ranges::all_of(typed, [&](const std::string& start) {
        return std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(start); });
    });
}

Data commands_data(const Commands& commands) {
    Data all = list();
    for (const Command& command : commands.all) {
        Data one = object();
        one["command_label"] = text(command.label);
        one["command_url"] = text(command.url);
        one["command_icon"] = text(command.icon);
        one["command_posts"] = command.posts;
        append(all, std::move(one));
    }
    Data group = object();
    group["command_group_label"] = text(commands.title);
    group["commands"] = std::move(all);
    return group;
}

struct Found {
    std::vector<Commands> commands;
    std::vector<Hit_group> hits;
    bool none() const { return commands.empty() && hits.empty(); }
};

Found find(const Site& site, const http::Request& request, std::string_view words) {
    Found found;
    found.commands = {{}, new_records(request), pages_to_open(site, request)};
    site.store.read(request.scope(), [&](const storage::Read& read) {
        found.commands.front() = for_record(read, request);
        found.hits = find_hits(read, request, words, most_hits, [](const Page_row&) { return true; });
    });
    if (words.empty()) return found;
    const auto typed = storage::words_of(words);
    for (Commands& commands : found.commands)
        std::erase_if(commands.all, [&](const Command& command) {
            return typed.empty() || !fits(command.label + ' ' + command.words, typed);
        });
    return found;
}

http::Response show_palette(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    std::string words(storage::trimmed(request.query.get("q")));
    if (!storage::is_text(words)) words.clear();
    Found found = find(site, request, words);
    std::erase_if(found.commands, [](const Commands& commands) { return commands.all.empty(); });
    Data groups = list();
    for (const Commands& commands : found.commands) append(groups, commands_data(commands));
    Data data = object();
    data["palette_words"] = text(words);
    data["command_groups"] = std::move(groups);
    data["hit_groups"] = hit_groups_data(language, found.hits, words);
    data["palette_found"] = !found.none();
    const bool more = std::ranges::any_of(found.hits, &Hit_group::more);
    data["search_all_url"] = more ? text(search_url(words)) : Data(false);
    http::Response response;
    if (request.fragment()) {
        response = fragment(request, "palette_results", std::move(data));
    } else {
        data["title"] = text(language.say("Find, open or do"));
        data["palette_page_from"] = text(request.query.get("from"));
        response = page(site, request, "palette", std::move(data));
    }
    response.cacheable = true;
    return response;
}

}  // namespace

std::vector<http::Route> palette_routes(const Site& site) {
    return {{http::Method::get, "/palette", http::signed_in,
             [&site](const http::Request& request) { return show_palette(site, request); }}};
}

}  // namespace pages
