#include "pages/exchange/import_steps.h"

#include <format>

#include "office/people/undo.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
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

/// Told by the record that it changed first: the last that was done to it was to take that back. Asked as nobody in particular,
/// since what is gone has no history that anybody sees.
bool was_taken_back(const Site& site, const Import& import) {
    if (import.operation == 0) return false;
    return site.store.read([&](const storage::Read& whole) {
        const storage::Entry first = whole.entry(static_cast<std::uint64_t>(import.operation));
        const auto last = whole.history({first.kind, first.id}, 0, 1);
        return !last.empty() && last.front().doing.verb == "undo" &&
               (first.act != storage::Act::created || last.front().act == storage::Act::erased);
    });
}

}  // namespace pages
