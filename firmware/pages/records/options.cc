// Suggestions for a picker: names, with something to tell namesakes apart.
#include <format>

#include "office/records/kind.h"
#include "office/records/names.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/records.h"
#include "storage/words.h"

namespace pages {

namespace {

constexpr std::size_t most_options = 8;

struct Option {
    std::string value, about;
};

/// A picker sends its own field's name along; the words are in whatever came.
std::string_view words_in(const http::Request& request) {
    std::string_view words = request.query.get("q");
    if (words.empty() && !request.query.empty()) words = request.query.begin()->second;
    return storage::is_text(words) ? words : std::string_view{};
}

std::vector<Option> options_of(const storage::Read& read, const storage::Record_type& type, std::string_view words) {
    std::vector<Option> options;
    for (const auto& hit : read.search(type, words, most_options)) {
        if (!office::may_choose(read, type.kind.number, hit.id)) continue;
        const storage::Raw raw = read.get(type, hit.id);
        std::string about;
        for (const auto& row : type.show(raw.fields, {}))
            if ((row.column->name == "email" || row.column->name == "phone") && !row.text.empty())
                about += (about.empty() ? "" : " · ") + row.text;
        options.push_back({office::name_alone(read, type.kind.number, hit.id), about});
    }
    return options;
}

http::Response answer(const http::Request& request, const std::vector<Option>& found) {
    Data options = list();
    for (const Option& one : found) {
        Data option = object();
        option["option_value"] = text(one.value);
        option["option_label"] = text(one.about);
        append(options, std::move(option));
    }
    Data data = object();
    data["options"] = std::move(options);
    return fragment(request, "records/options", std::move(data));
}

}  // namespace

http::Response picker_options(const Records& records, const http::Request& request) {
    return answer(request, records.site.store.read(request.scope(), [&](const storage::Read& read) {
        return options_of(read, records.type, words_in(request));
    }));
}

http::Response any_options(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    return answer(request, site.store.read(request.scope(), [&](const storage::Read& read) {
        std::vector<Option> all;
        for (const Page_row& row : page_rows()) {
            const storage::Record_type& type = read.schema().type(row.kind);
            if (!row.in_navigation || !may(request, office::rights_for(type.kind).see)) continue;
            const std::string label = language.say(type.kind.label);
            for (Option& option : options_of(read, type, words_in(request)))
                all.push_back({std::format("{}: {}", type.kind.name, option.value),
                               option.about.empty() ? label : label + " · " + option.about});
        }
        return all;
    }));
}

}  // namespace pages
