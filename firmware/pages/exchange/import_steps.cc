#include "pages/exchange/import_steps.h"

#include <format>

#include "exchange/importer.h"
#include "office/people/undo.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"

namespace pages {

using office::Import;

std::string url_of(const Import& import, std::string_view step) { return std::format("/import/{}{}", import.id, step); }

Import import_of(const Site& site, const http::Request& request) {
    return site.store.read(request.scope(), [&](const storage::Read& read) { return read.get<Import>(request.id()); });
}

const storage::Record_type& type_of(const Import& import) {
    for (const storage::Record_type* type : office::record_types())
        if (type->kind.plural == import.of_kind) return *type;
    throw storage::Error(storage::Fault::not_found, "There are no such records any more.");
}

void set_step(Data& data, const Language& language, std::string_view step, const storage::Kind& kind) {
    const std::string title = language.say("Import: {}", {language.say(kind.title)});
    data["title"] = text(title);
    data["import_title"] = text(title);
    data["import_kind"] = text(language.say(kind.title));
    for (const std::string_view each : {"step_upload", "step_columns", "step_check", "step_run"})
        data[std::string(each)] = each == step;
}

std::string undo_of(const storage::Read& read, const http::Request& request, const Import& import) {
    if (import.operation == 0) return {};
    const auto operation = static_cast<std::uint64_t>(import.operation);
    const storage::Entry first = read.entry(operation);
    const bool there = read.has(first.kind, first.id);
    return there && office::offers_undo(read, actor_of(request), first, storage::Moment::now()) ? undo_url(operation)
                                                                                                : "";
}

bool was_taken_back(const Site& site, const Import& import) {
    if (import.operation == 0) return false;
    return site.store.read([&](const storage::Read& whole) {
        const storage::Entry first = whole.entry(static_cast<std::uint64_t>(import.operation));
        const auto last = whole.history({first.kind, first.id}, 0, 1);
        return !last.empty() && last.front().doing.verb == "undo" &&
               (first.act != storage::Act::created || last.front().act == storage::Act::erased);
    });
}

namespace {

struct Waiting {
    std::string_view step, title;
    std::string url;   ///< of the page that is waited for
    std::string text;  ///< how far it is
    double share = 0;  ///< the same, 0 … 1
};

http::Response waiting_page(const Site& site, const http::Request& request, const Import& import,
                            const Waiting& waiting) {
    const Language& language = Language::of(request);
    Data data = object();
    data["progress_url"] = text(waiting.url);
    data["progress_done"] = text(std::format("{:.0f}", waiting.share * 1'000));
    data["progress_total"] = text("1000");
    data["progress_text"] = text(waiting.text);
    if (request.fragment()) return fragment(request, "parts/progress", std::move(data));
    set_step(data, language, waiting.step, type_of(import).kind);
    data["running_title"] = text(language.say(waiting.title));
    data["import_file"] = text(import.file_name);
    return page(site, request, "exchange/running", std::move(data)).header("Refresh", "3");  // without script
}

std::uint64_t part_of(std::uint64_t whole, double share) {
    return static_cast<std::uint64_t>(static_cast<double>(whole) * share);
}

}  // namespace

http::Response reading_page(const Site& site, const http::Request& request, const Import& import) {
    const Language& language = Language::of(request);
    const double share = site.imports.errand_share(import.id).value_or(1);
    const std::uint64_t size = site.imports.size_of_file(import.id);
    return waiting_page(
        site, request, import,
        {.step = "step_columns",
         .title = "Reading the file",
         .url = url_of(import, ""),
         .text = language.say("{} of {} read", {size_text(language, part_of(size, share)), size_text(language, size)}),
         .share = share});
}

http::Response checking_page(const Site& site, const http::Request& request, const Import& import) {
    const Language& language = Language::of(request);
    const double share = site.imports.errand_share(import.id).value_or(1);
    const auto rows = static_cast<std::uint64_t>(import.rows);
    return waiting_page(site, request, import,
                        {.step = "step_check",
                         .title = "Checking the rows",
                         .url = request.target,
                         .text = language.say("{} of {} rows checked", {with_separators(language, part_of(rows, share)),
                                                                        with_separators(language, rows)}),
                         .share = share});
}

}  // namespace pages
