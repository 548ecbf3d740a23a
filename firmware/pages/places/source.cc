// A document as the source of a map or of an address book.
#include <format>

#include "office/documents/document.h"
#include "pages/frame/view.h"
#include "pages/places/place_settings.h"
#include "storage/words.h"

namespace pages {

using office::Document;

namespace {

constexpr std::size_t most_listed = 20;
constexpr std::size_t most_looked_at = 500;

std::string size_text(const Language& language, std::uint64_t bytes) {
    const std::uint64_t megabytes = (bytes + 999'999) / 1'000'000;
    return with_separators(language, megabytes) + " MB";
}

}  // namespace

void set_source(Data& data, const Site& site, const http::Request& request, std::string_view ending) {
    const auto& language = Language::of(request);
    Data sources = list();
    site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Record_type& type = storage::record_type<Document>();
        const auto page =
            read.select(type, {.tag = storage::index_tag::created, .descending = true, .limit = most_looked_at});
        std::size_t listed = 0;
        for (const storage::Raw& raw : read.get_many(type, page.ids)) {
            const auto document = storage::Read::typed<Document>(raw);
            if (!storage::folded(document.name).ends_with(ending) || listed == most_listed) continue;
            ++listed;
            Data source = object();
            source["source_id"] = text(std::to_string(document.id));
            source["source_name"] = text(document.name);
            source["source_size"] = text(size_text(language, static_cast<std::uint64_t>(document.file.size)));
            append(sources, std::move(source));
        }
    });
    data["has_sources"] = !sources.is_empty_list();
    data["sources"] = std::move(sources);
}

Chosen_file chosen_file(const Site& site, const http::Request& request) {
    const auto id = storage::parse_id(request.form.get("document"));
    const auto document = site.store.read(request.scope(), [&](const storage::Read& read) {
        return id ? read.find<Document>(*id) : std::optional<Document>{};
    });
    if (!document)
        throw storage::Error(storage::Fault::not_found, "This document is not there any more. Upload the file again.");
    return {.name = document->name, .bytes = site.files.open(document->file.digest)};
}

}  // namespace pages
