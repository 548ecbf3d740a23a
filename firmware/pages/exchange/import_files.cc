#include "pages/exchange/import_files.h"

#include <algorithm>
#include <format>
#include <memory>
#include <optional>
#include <utility>

#include "exchange/importer.h"
#include "exchange/sample.h"
#include "http/form_sink.h"
#include "office/clients/client.h"
#include "office/records/kind.h"
#include "pages/exchange/column_titles.h"
#include "pages/exchange/import_rows.h"
#include "pages/exchange/import_steps.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"

namespace pages {

using office::Import;
using office::Import_state;
using office::Right;
using storage::Record_type;

namespace {

constexpr std::size_t largest_body = 65UL << 20;  // a file of 64 MB in a form
constexpr std::string_view largest_file = "64 MB";
constexpr std::size_t most_shown = 20;  // earlier imports

http::Response show_upload(const Site& site, const http::Request& request);
http::BodySink upload(const Site& site, const http::Request& head);
http::Response refuse_large(const Site& site, const http::Request& request);
http::Response sample(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> import_file_routes(const Site& site) {
    using enum http::Method;
    const auto may_import = needs(Right::import_records);
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    http::Route sent{.method = post, .pattern = "/import", .access = may_import, .handler = {}};
    sent.body_limit = largest_body;
    sent.sink = with(&upload);
    sent.token_in_form = true;
    sent.too_large = with(&refuse_large);
    return {{get, "/import", may_import, with(&show_upload)},
            std::move(sent),
            {get, "/import/sample.csv", may_import, with(&sample)}};
}

namespace {

/// Kinds with lists of their own that come in as rows, of which this person may change some.
std::vector<const Record_type*> kinds_for(const http::Request& request) {
    std::vector<const Record_type*> kinds;
    for (const Page_row& row : page_rows()) {
        const Record_type& type = *office::kind_row(row.kind).type;
        if (takes_imports(type) && may(request, office::rights_for(type.kind).edit)) kinds.push_back(&type);
    }
    return kinds;
}

/// "?kind=companies"; clients when nothing is said.
const Record_type& chosen_kind(const http::Request& request) {
    const std::string_view asked = request.query.get("kind");
    const std::string_view plural = asked.empty() ? office::Client::kind.plural : asked;
    const auto kinds = kinds_for(request);
    const auto at = std::ranges::find(kinds, plural, [](const Record_type* type) { return type->kind.plural; });
    if (at == kinds.end()) throw storage::Error(storage::Fault::not_found, "Nothing of that kind can be imported.");
    return **at;
}

std::string url_for(std::string_view path, const Record_type& type) {
    return std::format("{}?kind={}", path, type.kind.plural);
}

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

Data past_data(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto imports =
        site.store.read(request.scope(), [&](const storage::Read& read) { return earlier_imports(read, request); });
    Data past = list();
    for (const auto& [import, undo] : imports) {
        Data line = object();
        line["past_name"] = text(import.file_name);
        line["past_kind"] = text(language.say(type_of(import).kind.title));
        line["past_when"] = text(moment_text(language, import.created).relative);
        line["past_counts"] =
            text(was_taken_back(site, import) ? language.say("Taken back") : outcome_of(language, import));
        const bool is_lost = import.state != Import_state::done && site.imports.size_of_file(import.id) == 0;
        line["past_url"] = is_lost ? Data(false) : text(url_of(import, ""));
        line["past_undo_url"] = text(undo);
        append(past, std::move(line));
    }
    return past;
}

Data kinds_data(const http::Request& request, const Record_type& chosen) {
    Data kinds = list();
    for (const Record_type* type : kinds_for(request)) {
        Data kind = object();
        kind["tab_label"] = text(Language::of(request).say(type->kind.title));
        kind["tab_url"] = text(url_for("/import", *type));
        kind["tab_count"] = false;
        kind["tab_active"] = type == &chosen;
        append(kinds, std::move(kind));
    }
    return kinds;
}

http::Response upload_page(const Site& site, const http::Request& request, const Record_type& type,
                           std::string_view error, int status) {
    Data data = object();
    set_step(data, Language::of(request), "step_upload", type.kind);
    data["tabs"] = kinds_data(request, type);
    data["import_action"] = text(url_for("/import", type));
    data["import_sample_url"] = text(url_for("/import/sample.csv", type));
    data["import_error"] = text(error);
    data["import_limit"] = text(largest_file);
    data["past_imports"] = past_data(site, request);
    data["has_past"] = !data["past_imports"].is_empty_list();
    return page(site, request, "exchange/upload", std::move(data), status);
}

http::Response show_upload(const Site& site, const http::Request& request) {
    return upload_page(site, request, chosen_kind(request), {}, 200);
}

http::Response refuse_large(const Site& site, const http::Request& request) {
    const std::string why = Language::of(request).say("This file is larger than {}. Divide it and import the parts.",
                                                      {std::string(largest_file)});
    return upload_page(site, request, chosen_kind(request), why, 413);
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
    const Record_type& type = chosen_kind(request);
    if (!sent.arrival) return upload_page(site, request, type, Language::of(request).say("Choose a file."), 422);
    const auto id =
        site.imports.upload(actor_of(request), type.kind.plural, std::move(sent.name), std::move(*sent.arrival));
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
    chosen_kind(head);  // nothing of another kind is taken
    const auto sent = std::make_shared<Sent_file>();
    return http::form_sink(
        head, {.file_begins = [&site, sent](const http::Pairs&, const std::string& name) { sent->begin(site, name); },
               .file_bytes = [sent](std::string_view bytes) { sent->append(bytes); },
               .file_ends = [] {},
               .done = [&site, &head, sent](const http::Pairs&) { return take_file(site, head, *sent); }});
}

http::Response sample(const Site& site, const http::Request& request) {
    const Record_type& type = chosen_kind(request);
    const auto title = [&](const storage::Column& column) { return title_of(Language::of(request), column); };
    http::Response response = http::Response::text(site.store.read(
        request.scope(), [&](const storage::Read& read) { return exchange::sample_file(read, type, title); }));
    response.type = "text/csv; charset=utf-8";
    return std::move(response)
        .header("Content-Disposition", std::format("attachment; filename=\"{}-sample.csv\"", type.kind.plural))
        .header("Cache-Control", "no-store");
}

}  // namespace

http::Response refuse_file(const Site& site, const http::Request& request, const Import& import,
                           const storage::Error& why) {
    site.imports.drop(import.id);
    return upload_page(site, request, type_of(import), said(Language::of(request), why.what(), {}), 422);
}

}  // namespace pages
