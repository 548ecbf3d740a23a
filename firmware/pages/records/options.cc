// Suggestions for a picker: names, with something to tell namesakes apart.
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/records.h"
#include "storage/words.h"

namespace pages {

http::Response picker_options(const Records& records, const http::Request& request) {
    struct Option {
        std::string value, about;
    };
    const auto found = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        std::vector<Option> options;
        // A picker sends its own field's name along; the words are in whatever came.
        std::string_view words = request.query.get("q");
        if (words.empty() && !request.query.empty()) words = request.query.begin()->second;
        if (!storage::is_text(words)) return options;
        for (const auto& hit : read.search(records.type, words, 8)) {
            if (!office::may_choose(read, records.type.kind.number, hit.id)) continue;
            const storage::Raw raw = read.get(records.type, hit.id);
            std::string about;
            for (const auto& row : records.type.show(raw.fields, {}))
                if ((row.column->name == "email" || row.column->name == "phone") && !row.text.empty())
                    about += (about.empty() ? "" : " · ") + row.text;
            options.push_back({hit.name, about});
        }
        return options;
    });
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

}  // namespace pages
