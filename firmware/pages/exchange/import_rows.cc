#include "pages/exchange/import_rows.h"

#include <array>
#include <charconv>
#include <format>

#include "office/records/sentence.h"
#include "pages/frame/view.h"

namespace pages {

using exchange::Row_action;

namespace {

constexpr std::size_t page_length = 100;
constexpr std::string_view told_rows = "told";

struct Action_words {
    Row_action action;
    std::string_view name, label, color;
};

constexpr std::array actions{
    Action_words{Row_action::create, "create", "Create", "green"},
    Action_words{Row_action::update, "update", "Update", "blue"},
    Action_words{Row_action::skip, "skip", "Skip", "gray"},
    Action_words{Row_action::error, "error", "Error", "red"},
};

const Action_words& words_of(Row_action action) { return actions[static_cast<std::size_t>(action)]; }

/// A sentence to translate, whatever the numbers in it are.
std::string said_numbers(const Language& language, std::string_view sentence) {
    if (std::string whole = language.say(sentence); whole != sentence) return whole;
    constexpr std::string_view digits = "0123456789";
    std::string pattern;
    std::array<std::string_view, 2> numbers;
    std::size_t count = 0;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t end = std::min(sentence.find_first_not_of(digits, at), sentence.size());
        if (end == at || count == numbers.size()) {
            pattern += sentence[at++];
            continue;
        }
        numbers[count++] = sentence.substr(at, end - at);
        pattern += "{}";
        at = end;
    }
    return language.say(pattern, {numbers[0], numbers[1]});
}

/// What is said behind what is wrong.
constexpr std::array<std::string_view, 2> remarks{" (kept as text)", " (left out)"};

std::string said_numbers_and_remark(const Language& language, std::string_view sentence) {
    for (const std::string_view remark : remarks)
        if (sentence.ends_with(remark))
            return said_numbers(language, sentence.substr(0, sentence.size() - remark.size())) + ' ' +
                   language.say(remark.substr(1));
    return said_numbers(language, sentence);
}

/// "Phone must have at most 60 characters" → of its field what is said, else as it stands.
std::string said_part(const Language& language, std::string_view part,
                      const std::vector<exchange::Import_target>& targets) {
    const office::Say say = [&](std::string_view english, std::initializer_list<std::string_view> values) {
        return values.size() == 0 ? said_numbers_and_remark(language, english) : language.say(english, values);
    };
    for (const exchange::Import_target& target : targets)
        if (part.starts_with(target.label + " ")) {
            std::string_view what = part.substr(target.label.size() + 1);
            if (what.ends_with('.')) what.remove_suffix(1);
            return office::sentence(language.say(target.label), target.missing, what, say);
        }
    return say(part, {}) + (part.ends_with('.') ? "" : ".");
}

Data filter_data(std::string_view label, const std::string& url, bool on) {
    Data filter = object();
    filter["row_filter_label"] = text(label);
    filter["row_filter_url"] = text(url);
    filter["row_filter_on"] = on;
    return filter;
}

Data filters_data(const Language& language, const std::string& url, const std::string& show) {
    Data filters = list();
    append(filters, filter_data(language.say("All"), url, show.empty()));
    for (const Action_words& action : actions)
        append(filters, filter_data(language.say(action.label), std::format("{}?show={}", url, action.name),
                                    show == action.name));
    append(filters,
           filter_data(language.say("With remarks"), std::format("{}?show={}", url, told_rows), show == told_rows));
    return filters;
}

}  // namespace

std::string said(const Language& language, std::string_view why, const std::vector<exchange::Import_target>& targets) {
    std::string all;
    for (std::size_t begin = 0; begin < why.size();) {
        const std::size_t end = std::min(why.find("; ", begin), why.size());
        all += (all.empty() ? "" : " ") + said_part(language, why.substr(begin, end - begin), targets);
        begin = end + 2;
    }
    return all;
}

Rows_query rows_query(const http::Request& request) {
    Rows_query query;
    for (const Action_words& action : actions)
        if (request.query.get("show") == action.name) query.show = action.name;
    if (request.query.get("show") == told_rows) query.show = told_rows;
    const std::string_view from = request.query.get("from");
    std::from_chars(from.data(), from.data() + from.size(), query.from);
    return query;
}

void Rows_page::add(const exchange::Row_verdict& verdict) {
    const bool wanted = query_.show.empty() || query_.show == words_of(verdict.action).name ||
                        (query_.show == told_rows && !verdict.why.empty());
    if (!wanted || verdict.row < query_.from || next_ != 0) return;
    if (rows_.size() == page_length)
        next_ = verdict.row;
    else
        rows_.push_back(verdict);
}

void Rows_page::set(Data& data, const Language& language, const std::string& url,
                    const std::vector<exchange::Import_target>& targets) const {
    Data rows = list();
    for (const exchange::Row_verdict& verdict : rows_) {
        Data row = object();
        row["result_number"] = text(with_separators(language, verdict.row));
        row["result_name"] = text(verdict.name);
        row["result_action"] = text(language.say(words_of(verdict.action).label));
        row["result_color"] = text(words_of(verdict.action).color);
        row["result_why"] = text(said(language, verdict.why, targets));
        append(rows, std::move(row));
    }
    data["result_rows"] = std::move(rows);
    data["row_filters"] = filters_data(language, url, query_.show);
    const std::string show = query_.show.empty() ? std::string{} : std::format("show={}&", query_.show);
    data["results_next_url"] = next_ == 0 ? Data(false) : text(std::format("{}?{}from={}", url, show, next_));
}

void set_counts(Data& data, const Language& language, const exchange::Row_counts& counts) {
    data["count_create"] = text(with_separators(language, counts.made));
    data["count_update"] = text(with_separators(language, counts.updated));
    data["count_skip"] = text(with_separators(language, counts.skipped));
    data["count_error"] = text(with_separators(language, counts.wrong));
    data["has_failures"] = counts.wrong != 0;
}

}  // namespace pages
