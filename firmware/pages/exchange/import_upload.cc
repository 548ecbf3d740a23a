#include "pages/exchange/import_upload.h"

#include <format>
#include <memory>
#include <optional>
#include <utility>

#include "exchange/importer.h"
#include "http/form_sink.h"
#include "office/clients/client.h"
#include "pages/exchange/import_rows.h"
#include "pages/frame/view.h"

namespace pages {

using office::Import;
using office::Import_state;
using office::Right;

namespace {

constexpr std::size_t largest_body = 65UL << 20;  // a file of 64 MB in a form
constexpr std::string_view largest_file = "64 MB";
constexpr std::size_t most_shown = 20;  // earlier imports

std::string outcome_of(const Language& language, const Import& import) {
    switch (import.state) {
    case Import_state::uploaded: return language.say("Not imported yet");
    case Import_state::running: return language.say("Running");
    case Import_state::failed: return language.say(import.problem);
    case Import_state::done: break;
    }
    const auto counts = exchange::counts_of(import);
    return language.say("{} created, {} updated, {} skipped, {} failed",
                        {with_separators(language, counts.made), with_separators(language, counts.updated),
                         with_separators(language, counts.skipped), with_separators(language, counts.wrong)});
}

struct Past_import {
    Import import;
    std::string undo_url;
};

std::vector<Past_import> earlier_imports(const storage::Read& read, const http::Request& request) {
    std::vector<Past_import> imports;
    const storage::List newest{.tag = storage::index_tag::created, .descending = true, .limit = most_shown};
    for (const storage::Id id : read.select(storage::record_type<Import>(), newest).ids) {
        Import import = read.get<Import>(id);
        std::string undo = undo_of(read, request, import);
        imports.push_back({std::move(import), std::move(undo)});
    }
    return imports;
}

http::Response upload_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    const Language& language = Language::of(request);
    const auto imports =
        site.store.read(request.scope(), [&](const storage::Read& read) { return earlier_imports(read, request); });
    Data past = list();
    for (const auto& [import, undo] : imports) {
        Data line = object();
        line["past_name"] = text(import.file_name);
        line["past_when"] = text(moment_text(language, import.created).relative);
        line["past_counts"] =
            text(was_taken_back(site, import) ? language.say("Taken back") : outcome_of(language, import));
        line["past_url"] = text(url_of(import, ""));
        line["past_undo_url"] = text(undo);
        append(past, std::move(line));
    }
    Data data = object();
    set_step(data, language, "step_upload");
    data["import_action"] = text("/import");
    data["import_error"] = text(error);
    data["import_limit"] = text(largest_file);
    data["past_imports"] = std::move(past);
    data["has_past"] = !imports.empty();
    return page(site, request, "exchange/upload", std::move(data), status);
}

http::Response show_upload(const Site& site, const http::Request& request) {
    return upload_page(site, request, {}, 200);
}

http::Response refuse_large(const Site& site, const http::Request& request) {
    const std::string why = Language::of(request).say("This file is larger than {}. Divide it and import the parts.",
                                                      {std::string(largest_file)});
    return upload_page(site, request, why, 413);
}

/// What of the form has come.
struct Sent_file {
    std::size_t files = 0;
    std::string name;
    std::optional<exchange::Arrival> arrival;  ///< of the first; others are passed over

    void begin(const Site& site, const std::string& file_name) {
        if (++files > 1) return;
        name = file_name;
        arrival.emplace(site.imports.begin_upload());
    }
    void append(std::string_view bytes) {
        if (files == 1) arrival->append(bytes);
    }
};

http::Response take_file(const Site& site, const http::Request& request, Sent_file& sent) {
    if (!sent.arrival) return upload_page(site, request, Language::of(request).say("Choose a file."), 422);
    const auto id = site.imports.upload(actor_of(request), office::Client::kind.plural, std::move(sent.name),
                                        std::move(*sent.arrival));
    const Import import = site.store.read([&](const storage::Read& read) { return read.get<Import>(id); });
    try {
        site.imports.looked(import, site.patience);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return refuse_file(site, request, import, error);
    }
    return http::Response::see_other(url_of(import, ""));
}

http::BodySink upload(const Site& site, const http::Request& head) {
    const auto sent = std::make_shared<Sent_file>();
    return http::form_sink(
        head, {.file_begins = [&site, sent](const http::Pairs&, const std::string& name) { sent->begin(site, name); },
               .file_bytes = [sent](std::string_view bytes) { sent->append(bytes); },
               .file_ends = [] {},
               .done = [&site, &head, sent](const http::Pairs&) { return take_file(site, head, *sent); }});
}

}  // namespace

std::vector<http::Route> import_upload_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto access = needs(Right::import_records);
    http::Route sent{.method = post, .pattern = "/import", .access = access, .handler = {}};
    sent.body_limit = largest_body;
    sent.sink = with(&upload);
    sent.token_in_form = true;
    sent.too_large = with(&refuse_large);
    return {{get, "/import", access, with(&show_upload)}, std::move(sent)};
}

http::Response refuse_file(const Site& site, const http::Request& request, const Import& import,
                           const storage::Error& why) {
    site.imports.drop(import.id);
    return upload_page(site, request, said(Language::of(request), why.what(), {}), 422);
}

}  // namespace pages
