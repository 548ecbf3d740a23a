// Which address books there are, and where others come from.
#include <format>

#include "pages/frame/view.h"
#include "pages/places/box_places.h"
#include "pages/places/place_settings.h"
#include "places/countries.h"

namespace pages {
namespace {

http::Response show_books(const Site& site, const http::Request& request);
http::Response show_progress(const Site& site, const http::Request& request);
http::Response import_book(const Site& site, const http::Request& request);
http::Response remove_book(const Site& site, const http::Request& request);

constexpr std::string_view settings_url = "/settings/addresses";
constexpr std::string_view progress_url = "/settings/addresses/progress";

}  // namespace

std::vector<http::Route> address_book_routes(const Site& site) {
    using enum http::Method;
    const auto access = needs(office::Right::manage_box);
    return {
        {get, std::string(settings_url), access, [&site](const auto& request) { return show_books(site, request); }},
        {get, std::string(progress_url), access, [&site](const auto& request) { return show_progress(site, request); }},
        {post, std::string(settings_url), access, [&site](const auto& request) { return import_book(site, request); }},
        {post, std::string(settings_url) + "/<name>/removal", access,
         [&site](const auto& request) { return remove_book(site, request); }},
    };
}

namespace {

using exchange::Address_importer;

std::string line_of(const Language& language, const places::Books::Entry& book) {
    if (book.damaged) return language.say("It is damaged. Import its file again.");
    const places::About& about = book.about;
    std::string line = language.say(about.addresses, "1 address", "{} addresses") + " · " +
                       language.say(about.streets, "1 street", "{} streets") + " · " +
                       with_separators(language, (about.bytes + 999'999) / 1'000'000) + " MB";
    if (about.passed_over != 0)
        line += " · " + language.say(about.passed_over, "1 row passed over", "{} rows passed over");
    if (const auto* country = places::find_country(about.country))
        line = std::string(places::name_of(*country, language.code())) + " · " + line;
    return line;
}

Data books_data(const Site& site, const Language& language) {
    Data books = list();
    for (const auto& book : site.places.books.all()) {
        Data one = object();
        one["book_name"] = text(book.about.name);
        one["book_line"] = text(line_of(language, book));
        one["book_file"] = text(book.about.file_name);
        one["book_made"] = book.damaged ? Data(false) : text(moment_text(language, {book.about.made_at}).exact);
        one["book_removal_url"] = text(std::format("{}/{}/removal", settings_url, book.about.name));
        append(books, std::move(one));
    }
    return books;
}

/// How the last import ended; "" when nothing is to be said of it.
std::string outcome(const Language& language, const Address_importer::State& state) {
    if (state.runs) return {};
    if (!state.problem.empty()) return state.file_name + ": " + language.say_with_numbers(state.problem);
    return state.unchanged ? language.say("{} is there already. Nothing was changed.", {state.file_name}) : "";
}

void set_progress(Data& data, const Language& language, const Address_importer::State& state) {
    data["progress_url"] = text(progress_url);
    const int percent = static_cast<int>(state.share * 100);
    data["progress_done"] = text(std::to_string(percent));
    data["progress_total"] = text("100");
    data["progress_text"] = text(language.say("{}: {} % read", {state.file_name, std::to_string(percent)}));
}

http::Response books_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    const auto& language = Language::of(request);
    const auto state = site.places.importer.state();
    const std::string said = error.empty() ? outcome(language, state) : language.say_with_numbers(error);
    Data data = object();
    data["title"] = text(language.say("Address books"));
    data["books"] = books_data(site, language);
    data["has_books"] = !data["books"].is_empty_list();
    data["source_error"] = text(said);
    data["country_typed"] = text(request.form.get("country"));
    data["import_runs"] = state.runs;
    set_progress(data, language, state);
    set_source(data, site, request, ".csv");
    return page(site, request, "places/address_books", std::move(data), status);
}

http::Response show_books(const Site& site, const http::Request& request) { return books_page(site, request, {}, 200); }

http::Response show_progress(const Site& site, const http::Request& request) {
    const auto state = site.places.importer.state();
    if (!state.runs || !request.fragment()) return http::Response::see_other(std::string(settings_url));
    Data data = object();
    set_progress(data, Language::of(request), state);
    return fragment(request, "parts/progress", std::move(data));
}

http::Response import_book(const Site& site, const http::Request& request) {
    const auto typed = request.form.get("country");
    const auto* country = places::find_country(typed);
    try {
        if (!typed.empty() && country == nullptr)
            throw storage::Error(storage::Fault::invalid,
                                 "There is no such country. Choose one of those that are suggested.");
        Chosen_file file = chosen_file(site, request);
        site.places.importer.start(std::move(file.bytes), file.name,
                                   country == nullptr ? "" : std::string(country->code));
    } catch (const storage::Error& error) {
        const bool is_told_here = error.fault() == storage::Fault::invalid ||
                                  error.fault() == storage::Fault::not_found ||
                                  error.fault() == storage::Fault::refused;
        if (!is_told_here) throw;
        return books_page(site, request, error.what(), 422);
    }
    return done(request, std::string(settings_url), {});
}

http::Response remove_book(const Site& site, const http::Request& request) {
    site.places.books.remove(std::string(request.part("name")));
    return done(request, std::string(settings_url), Language::of(request).say("The address book is removed"));
}

}  // namespace
}  // namespace pages
