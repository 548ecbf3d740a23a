#include "pages/exchange/imports.h"

#include <chrono>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <memory>

#include "exchange/importer.h"
#include "exchange/row_keys.h"
#include "pages/exchange/import_files.h"
#include "pages/exchange/import_reading.h"
#include "pages/exchange/import_rows.h"
#include "pages/exchange/import_steps.h"
#include "pages/frame/view.h"
#include "storage/undo.h"

namespace pages {

using office::Import;
using office::Import_state;
using office::Right;

namespace {

/// For what a form with other choices needs, so that they are not lost.
constexpr std::chrono::milliseconds most_patience = std::chrono::minutes{1};

http::Response show_columns(const Site& site, const http::Request& request);
http::Response choose_columns(const Site& site, const http::Request& request);
http::Response show_check(const Site& site, const http::Request& request);
http::Response run(const Site& site, const http::Request& request);
http::Response show_running(const Site& site, const http::Request& request);
http::Response show_done(const Site& site, const http::Request& request);
http::Response failed_rows(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> import_routes(const Site& site) {
    using enum http::Method;
    std::vector<http::Route> routes = import_file_routes(site);
    const auto add = [&](http::Method method, std::string pattern, auto handler) {
        routes.push_back({method, std::move(pattern), needs(Right::import_records),
                          [&site, handler](const http::Request& request) { return handler(site, request); }});
    };
    add(get, "/import/<id>", &show_columns);
    add(post, "/import/<id>", &choose_columns);
    add(get, "/import/<id>/check", &show_check);
    add(post, "/import/<id>/run", &run);
    add(get, "/import/<id>/running", &show_running);
    add(get, "/import/<id>/done", &show_done);
    add(get, "/import/<id>/failed.csv", &failed_rows);
    return routes;
}

namespace {

// Its columns

Data targets_data(const Language& language, const std::vector<exchange::Import_target>& targets,
                  std::string_view chosen) {
    Data options = list();
    const auto add = [&](std::string_view value, std::string_view label) {
        Data option = object();
        option["target_value"] = text(value);
        option["target_label"] = text(label);
        option["target_on"] = value == chosen;
        append(options, std::move(option));
    };
    add("", language.say("Do not import"));
    for (const auto& target : targets) add(target.field, language.say(target.label));
    return options;
}

Data columns_data(const Language& language, const std::vector<exchange::File_column>& columns,
                  const std::vector<exchange::Import_target>& targets) {
    Data all = list();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Data column = object();
        column["csv_id"] = text(std::format("column-{}", i));
        column["csv_name"] = text(std::format("column.{}", i));
        column["csv_title"] = text(columns[i].title);
        Data samples = list();
        for (const std::string& value : columns[i].samples) {
            Data sample = object();
            sample["sample"] = text(value);
            append(samples, std::move(sample));
        }
        column["csv_samples"] = std::move(samples);
        column["csv_targets"] = targets_data(language, targets, columns[i].field);
        append(all, std::move(column));
    }
    return all;
}

/// "Id, E-mail, Reference"
std::string known_by(const Language& language, const storage::Record_type& type) {
    std::string all;
    for (const std::string& label : exchange::Row_keys(type, {}).labels())
        all += (all.empty() ? "" : ", ") + language.say(label);
    return all;
}

http::Response columns_page(const Site& site, const http::Request& request, const Import& import,
                            const exchange::Looked& looked, std::string_view error, int status) {
    const Language& language = Language::of(request);
    Data data = object();
    set_step(data, language, "step_columns", type_of(import).kind);
    data["import_file"] = text(import.file_name);
    data["import_rows"] = text(language.say(static_cast<std::uint64_t>(import.rows), "1 row", "{} rows"));
    data["mapping_action"] = text(url_of(import, ""));
    data["mapping_cancel_url"] = text("/import?kind=" + import.of_kind);
    data["known_by"] = text(known_by(language, type_of(import)));
    data["mapping_error"] = text(error);
    data["mapping_remembered"] = import.remembered;
    data["csv_columns"] = columns_data(language, looked.columns, site.imports.targets(import));
    data["update_duplicates"] = import.update_existing;
    set_reading(data, language, looked.reading);
    return page(site, request, "exchange/mapping", std::move(data), status);
}

/// Why it failed, and what is in.
std::string problem_of(const Site& site, const http::Request& request, const Import& import) {
    const Language& language = Language::of(request);
    if (import.problem.empty()) return {};
    const auto progress = site.imports.progress(import.id);
    return language.say(import.problem) + " " +
           (progress.done == 0
                ? language.say("Nothing was imported.")
                : language.say(progress.total, "{} of {} row is in. Start it again to go on from there.",
                               "{} of {} rows are in. Start it again to go on from there.",
                               {with_separators(language, progress.done), with_separators(language, progress.total)}));
}

http::Response show_columns(const Site& site, const http::Request& request) {
    const Import import = import_of(site, request);
    if (import.state == Import_state::running) return http::Response::see_other(url_of(import, "/running"));
    if (import.state == Import_state::done) return http::Response::see_other(url_of(import, "/done"));
    if (request.fragment())
        return site.imports.errand_share(import.id) ? reading_page(site, request, import)
                                                    : http::Response::see_other(url_of(import, ""));
    std::string problem = problem_of(site, request, import);
    int status = 200;
    std::shared_ptr<const exchange::Looked> looked;
    try {
        looked = site.imports.looked(import, site.patience);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        if (import.rows == 0) return refuse_file(site, request, import, error);
        problem = said(Language::of(request), error.what(), {});  // as somebody chose it cannot be read
        status = 422;
        looked = site.imports.looked(import, site.patience);
    }
    if (!looked) return reading_page(site, request, import);
    return columns_page(site, request, import_of(site, request), *looked, problem, status);
}

http::Response choose_columns(const Site& site, const http::Request& request) {
    Import import = import_of(site, request);
    if (request.form.has("guess_again")) {
        site.imports.guess_anew(import);
        return http::Response::see_other(url_of(import, ""));
    }
    const auto known = site.imports.looked(import, most_patience);
    if (!known) return http::Response::see_other(url_of(import, ""));
    exchange::Looked typed = *known;
    std::vector<std::string> mapping;
    for (std::size_t i = 0; i < typed.columns.size(); ++i) {
        typed.columns[i].field = request.form.get(std::format("column.{}", i));
        mapping.push_back(typed.columns[i].field);
    }
    import.update_existing = request.form.get("duplicates") == "update";
    const exchange::Format before = exchange::format_of(import.reading.text);
    const exchange::Format format = format_from(request.form, before);
    const bool reads_otherwise = exchange::lines_of(format) != import.reading.text;
    try {
        if (reads_otherwise) site.imports.read_as(import, format);
        if (request.form.has("read_again") || (reads_otherwise && cuts_otherwise(format, before)))
            return show_columns(site, request);
        if (reads_otherwise && !site.imports.looked(import, most_patience))
            return http::Response::see_other(url_of(import, ""));
        site.imports.choose(actor_of(request), import.id, mapping, import.update_existing);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        const std::string why = said(Language::of(request), error.what(), site.imports.targets(import));
        return columns_page(site, request, import, typed, why, 422);
    }
    return http::Response::see_other(url_of(import, "/check"));
}

// The dry run

Data run_label(const Language& language, const storage::Kind& kind, std::size_t rows) {
    return text(language.say("Import {}", {counted(language, kind, rows)}));
}

/// Why there is nothing to import; false when there is something.
Data nothing_to_do(const Language& language, const exchange::Row_counts& counts) {
    if (counts.made + counts.updated != 0) return {false};
    if (counts.rows() == 0) return text(language.say("The file has no rows. There is nothing to import."));
    if (counts.wrong == 0)
        return text(
            language.say("All rows are skipped: what they are about is here already. There is nothing to import."));
    if (counts.skipped == 0) return text(language.say("No row can be imported. Below it says why."));
    return text(language.say("All rows are skipped or cannot be imported. Below it says why."));
}

/// "Amount, Shoe size": the columns of the file that stay out.
std::string left_out(const std::vector<exchange::File_column>& columns) {
    std::string titles;
    for (const exchange::File_column& column : columns)
        if (column.field.empty()) titles += (titles.empty() ? "" : ", ") + column.title;
    return titles;
}

http::Response show_check(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Import import = import_of(site, request);
    if (import.rows == 0 || import.state == Import_state::running || import.state == Import_state::done)
        return http::Response::see_other(url_of(import, ""));
    if (request.fragment())
        return site.imports.errand_share(import.id) ? checking_page(site, request, import)
                                                    : http::Response::see_other(request.target);
    const auto checked = site.imports.checked(import, site.patience);
    if (!checked) return checking_page(site, request, import);
    Rows_page rows(rows_query(request));
    site.imports.each_checked_row(import.id, [&](const exchange::Row_verdict& row) {
        rows.add(row);
        return !rows.is_full();
    });
    Data data = object();
    set_step(data, language, "step_check", type_of(import).kind);
    set_counts(data, language, checked->counts);
    rows.set(data, language, url_of(import, "/check"), site.imports.targets(import));
    data["import_file"] = text(import.file_name);
    data["left_out"] = text(left_out(checked->columns));
    data["run_nothing"] = nothing_to_do(language, checked->counts);
    data["run_action"] = text(url_of(import, "/run"));
    data["run_label"] = run_label(language, type_of(import).kind, checked->counts.made + checked->counts.updated);
    data["done_list_url"] = text(std::format("/{}", import.of_kind));
    data["mapping_url"] = text(url_of(import, ""));
    return page(site, request, "exchange/check", std::move(data));
}

// The run

http::Response run(const Site& site, const http::Request& request) {
    const Import import = import_of(site, request);
    try {
        site.imports.start(actor_of(request), import.id);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::refused && error.fault() != storage::Fault::invalid) throw;
        return done(request, url_of(import, ""), Language::of(request).say(error.what()));
    }
    return http::Response::see_other(url_of(import, "/running"));
}

http::Response show_running(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Import import = import_of(site, request);
    const auto progress = site.imports.progress(import.id);
    if (progress.state != Import_state::running) return http::Response::see_other(url_of(import, ""));
    Data data = object();
    data["progress_url"] = text(url_of(import, "/running"));
    data["progress_done"] = text(std::to_string(progress.done));
    data["progress_total"] = text(std::to_string(progress.total));
    data["progress_text"] = text(language.say(
        "{} of {}", {with_separators(language, progress.done), with_separators(language, progress.total)}));
    if (request.fragment()) return fragment(request, "parts/progress", std::move(data));
    set_step(data, language, "step_run", type_of(import).kind);
    data["running_title"] = text(language.say("Importing"));
    data["import_file"] = text(import.file_name);
    // Without script; with it, most imports are done before.
    return page(site, request, "exchange/running", std::move(data)).header("Refresh", "5");
}

// What came of it

http::Response show_done(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Import import = import_of(site, request);
    if (import.state != Import_state::done) return http::Response::see_other(url_of(import, ""));
    Rows_page rows(rows_query(request));
    const bool shows_told = rows_query(request).show == "told";
    const auto add = [&](const exchange::Row_verdict& row) { rows.add(row); };
    std::size_t told = 0;
    site.imports.each_told_row(import.id, [&](const exchange::Row_verdict& row) {
        ++told;
        if (shows_told) rows.add(row);
    });
    if (!shows_told) site.imports.each_failed_row(import.id, add);
    Data data = object();
    set_step(data, language, "step_run", type_of(import).kind);
    set_counts(data, language, exchange::counts_of(import));
    rows.set(data, language, url_of(import, "/done"), site.imports.targets(import));
    data["row_filters"] = list();  // of the others only what is told of some is kept
    data["shows_told"] = shows_told;
    data["told_url"] = told == 0 ? Data(false) : text(url_of(import, "/done?show=told"));
    data["count_told"] = text(with_separators(language, told));
    data["import_file"] = text(import.file_name);
    const bool has_list = std::filesystem::exists(site.imports.failed_rows_file(import.id));
    data["failed_url"] = has_list ? text(url_of(import, "/failed.csv")) : Data(false);
    data["done_list_url"] = text(std::format("/{}?sort=-created", import.of_kind));
    const std::string undo =
        site.store.read(request.scope(), [&](const storage::Read& read) { return undo_of(read, request, import); });
    const storage::Moment until{import.created.milliseconds + std::chrono::milliseconds(storage::undo_within).count()};
    data["done_taken_back"] = was_taken_back(site, import);
    data["done_undo_url"] = text(undo);
    data["done_undo_until"] = undo.empty() ? Data(false) : text(moment_text(language, until).day);
    return page(site, request, "exchange/done", std::move(data));
}

http::Response failed_rows(const Site& site, const http::Request& request) {
    const Import import = import_of(site, request);
    std::ifstream in(site.imports.failed_rows_file(import.id), std::ios::binary);
    if (!in) throw storage::Error(storage::Fault::not_found, "There is no list of failed rows (any more).");
    http::Response response = http::Response::text({std::istreambuf_iterator<char>(in), {}});
    response.type = "text/csv; charset=utf-8";
    return std::move(response)
        .header("Content-Disposition", "attachment; filename=\"failed.csv\"")
        .header("Cache-Control", "no-store");
}

}  // namespace

}  // namespace pages
