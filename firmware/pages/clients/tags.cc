// Settings: all tags. Rename, colour, merge into another, delete after a question that says how many clients have it.
#include "office/clients/tags.h"

#include <algorithm>
#include <format>

#include "office/clients/client.h"
#include "office/records/save.h"
#include "pages/clients/tags.h"
#include "pages/frame/question.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/undo.h"

namespace pages {

using office::Tag;
using storage::Ref;

namespace {

constexpr std::string_view url = "/settings/tags";
constexpr std::size_t most_counted = 999;  // clients_tagged counts up to 1,000

struct Tag_line {
    Tag tag;
    std::size_t clients = 0;
};

std::vector<Tag_line> lines_of(const storage::Read& read) {
    std::vector<Tag_line> lines;
    for (Tag& tag : office::all_tags(read)) {
        const std::size_t clients = office::clients_tagged(read, Ref<Tag>{tag.id});
        lines.push_back({std::move(tag), clients});
    }
    return lines;
}

Data colors_data(const Language& language, office::Colour chosen) {
    Data colors = list();
    for (const auto& option : options(office::Colour{})) {
        Data color = object();
        color["color_value"] = text(option.key);
        color["color_label"] = text(language.say(option.label));
        color["color_on"] = option.number == static_cast<std::uint8_t>(chosen);
        append(colors, std::move(color));
    }
    return colors;
}

Data targets_data(const std::vector<Tag_line>& lines, storage::Id own) {
    Data targets = list();
    for (const Tag_line& line : lines) {
        if (line.tag.id == own) continue;
        Data target = object();
        target["target_name"] = text(line.tag.name);
        append(targets, std::move(target));
    }
    return targets;
}

Data tag_data(const Language& language, const Tag_line& line, const std::vector<Tag_line>& all) {
    const std::string own = std::format("{}/{}", url, line.tag.id);
    Data data = object();
    data["tag_id"] = text(std::to_string(line.tag.id));
    data["tag_name"] = text(line.tag.name);
    data["tag_color"] = text(chip_color(storage::Value<office::Colour>::show(line.tag.colour)));
    data["tag_used"] = text(count_up_to(language, line.clients, most_counted));
    data["tag_list_url"] = text(std::format("/clients?tags={}", line.tag.id));
    data["tag_save_url"] = text(own);
    data["tag_merge_url"] = text(url_of(Tag::kind, line.tag.id) + "/merge");
    data["tag_delete_url"] = text(own + "/delete");
    data["tag_colors"] = colors_data(language, line.tag.colour);
    data["tag_targets"] = targets_data(all, line.tag.id);
    return data;
}

http::Response tags_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    const Language& language = Language::of(request);
    const auto lines = site.store.read(request.scope(), &lines_of);
    Data tags = list();
    for (const Tag_line& line : lines) append(tags, tag_data(language, line, lines));
    Data data = object();
    data["title"] = text(language.say("Tags"));
    data["tags"] = std::move(tags);
    data["has_tags"] = !lines.empty();
    data["tag_new_url"] = text(url);
    data["tag_error"] = text(error);
    return page(site, request, "clients/tag_settings", std::move(data), status);
}

http::Response show_tags(const Site& site, const http::Request& request) { return tags_page(site, request, {}, 200); }

std::string message_of(const Language& language, const storage::Error& error) {
    if (error.fields().empty()) return language.say(error.what());
    const auto& [field, message] = *error.fields().begin();
    return sentence_of(language, *storage::record_type<Tag>().column(field), field, message);
}

/// A new one (id 0) or a changed one.
http::Response save_tag(const Site& site, const http::Request& request, storage::Id id) {
    const Language& language = Language::of(request);
    storage::Typed typed{{"name", std::string(request.form.get("name"))}};
    if (request.form.has("color")) typed["colour"] = request.form.get("color");
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            const auto revision = id == 0 ? 0 : write.get<Tag>(id).revision;
            office::save(write, storage::record_type<Tag>(), id, revision, typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return tags_page(site, request, message_of(language, error), 422);
    }
    return done(request, std::string(url), language.say("Saved"));
}

http::Response create_tag(const Site& site, const http::Request& request) { return save_tag(site, request, 0); }
http::Response change_tag(const Site& site, const http::Request& request) {
    return save_tag(site, request, request.id());
}

http::Response ask_to_delete_tag(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto line = site.store.read(request.scope(), [&](const storage::Read& read) {
        return Tag_line{read.get<Tag>(request.id()), office::clients_tagged(read, Ref<Tag>{request.id()})};
    });
    return confirm_page(site, request,
                        {.title = language.say("Delete {}?", {line.tag.name}),
                         .text = language.say(line.clients, "It is taken from 1 client. The client stays.",
                                              "It is taken from {} clients. The clients stay.",
                                              {count_up_to(language, line.clients, most_counted)}),
                         .button = language.say("Delete"),
                         .action = std::format("{}/{}/delete", url, line.tag.id),
                         .cancel_url = std::string(url)});
}

http::Response delete_tag(const Site& site, const http::Request& request) {
    const std::string undo = change(
        site, request, [&](storage::Write& write) { office::erase(write, storage::record_type<Tag>(), request.id()); });
    return done(request, std::string(url), Language::of(request).say("Deleted"), undo);
}

}  // namespace

std::vector<http::Route> tag_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto manage = needs(office::Right::manage_tags);
    return {
        {get, "/settings/tags", manage, with(&show_tags)},
        {post, "/settings/tags", manage, with(&create_tag)},
        {post, "/settings/tags/<id>", manage, with(&change_tag)},
        {get, "/settings/tags/<id>/delete", manage, with(&ask_to_delete_tag)},
        {post, "/settings/tags/<id>/delete", manage, with(&delete_tag)},
    };
}

}  // namespace pages
