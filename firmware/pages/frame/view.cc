#include "pages/frame/view.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <format>
#include <map>

#include "pages/frame/written_name.h"
#include "storage/values/date.h"

namespace pages {

void append(Data& list, Data item) {
    // The list inside is not const; the library only shows it so.
    auto& items = const_cast<kainjow::mustache::list&>(list.list_value());
    if (items.size() == items.capacity()) {  // its own way to grow copies, since Data's move may throw
        kainjow::mustache::list roomier;
        roomier.reserve(std::max<std::size_t>(8, 2 * items.size()));
        for (Data& old : items) roomier.push_back(std::move(old));
        items = std::move(roomier);
    }
    items.push_back(std::move(item));
}

bool may(const http::Request& request, office::Right right) {
    return request.caller && request.caller->may(static_cast<unsigned>(right));
}

bool may(const http::Request& request, std::optional<office::Right> right) {
    return right ? may(request, *right) : request.caller.has_value();
}

http::Access needs(office::Right right) { return http::needs(static_cast<unsigned>(right)); }

Data kept_data(const http::Request& request, std::initializer_list<std::string_view> without) {
    auto kept = list();
    for (const auto& [name, value] : request.form) {
        if (name == "csrf" || std::ranges::contains(without, name)) continue;
        auto one = object();
        one["kept_name"] = text(name);
        one["kept_value"] = text(value);
        append(kept, std::move(one));
    }
    return kept;
}

storage::Actor actor_of(const http::Request& request) {
    if (!request.caller) return {};
    return {request.caller->user, request.caller->name};
}

std::string url_of(const storage::Kind& kind, storage::Id id) {
    std::string url = "/";
    url.append(kind.plural).append(1, '/');
    return url += std::to_string(id);  // lists ask for many: std::format takes five times as long
}

std::string phone_url(std::string_view phone) {
    std::string url = "tel:";
    for (const char c : phone) {
        if (c == 'x' || c == 'e') break;  // an extension
        if ((c >= '0' && c <= '9') || (c == '+' && url.size() == 4)) url += c;
    }
    return url;
}

std::string name_or_number(const Language& language, const storage::Kind& kind, std::string_view name, storage::Id id) {
    if (!name.empty()) return in_own_signs(name);
    return std::format("{} {}", language.say(kind.label), id);
}

std::string lower_first(std::string_view label) {
    std::string text(label);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

namespace {

std::tm local(std::time_t seconds) {
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

std::string month_name(const Language& language, int month) {
    static constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
    return month >= 0 && month < 12 ? language.say(names[static_cast<std::size_t>(month)]) : std::string{};
}

std::string weekday_name(const Language& language, int day) {
    static constexpr std::array names{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    return language.say(names[static_cast<std::size_t>(day)]);
}

std::string long_date(const Language& language, const std::tm& day) {
    return language.say("{} {} {}", {std::to_string(day.tm_mday), month_name(language, day.tm_mon),
                                     std::to_string(day.tm_year + 1900)});
}

bool same_day(const std::tm& one, const std::tm& other) {
    return one.tm_year == other.tm_year && one.tm_yday == other.tm_yday;
}

std::string ago(const Language& language, std::int64_t seconds) {
    const auto count = static_cast<std::uint64_t>(seconds);
    if (count < 60) return language.say("just now");
    if (count < 3600) return language.say(count / 60, "1 minute ago", "{} minutes ago");
    if (count < 86400) return language.say(count / 3600, "1 hour ago", "{} hours ago");
    return language.say(count / 86400, "1 day ago", "{} days ago");
}

}  // namespace

std::string with_separators(const Language& language, std::uint64_t number) {
    return storage::grouped_number(std::to_string(number), language.numbers());
}

std::string count_up_to(const Language& language, std::uint64_t count, std::uint64_t bound) {
    return count > bound ? with_separators(language, bound) + "+" : with_separators(language, count);
}

std::string counted(const Language& language, const storage::Kind& kind, std::uint64_t count) {
    return with_separators(language, count) + " " + counted_kind(language, kind, count);
}

std::string counted_kind(const Language& language, const storage::Kind& kind, std::uint64_t count) {
    return language.say(count, lower_first(kind.label), lower_first(kind.title));
}

std::string money_text(const Language& language, std::string_view amount, const storage::Currency& currency) {
    return storage::amount_text(amount, language.numbers(), language.money(), currency);
}

std::string number_text(const Language& language, std::string_view number) {
    return storage::grouped_number(number, {language.numbers().decimal, ""});
}

Moment_text moment_text(const Language& language, storage::Moment moment) {
    if (moment.milliseconds == 0) return {};
    const std::time_t seconds = moment.milliseconds / 1000;
    const std::time_t now = std::time(nullptr);
    const std::tm then = local(seconds);
    Moment_text text;
    text.iso = storage::show_moment(moment);
    text.time = std::format("{:02}:{:02}", then.tm_hour, then.tm_min);
    const std::string date = long_date(language, then);
    text.exact = date + " " + text.time;
    const std::int64_t age = now - seconds;
    text.relative = age >= 0 && age < std::int64_t{30} * 86400 ? ago(language, age) : date;
    if (same_day(then, local(now)))
        text.day = language.say("Today");
    else if (same_day(then, local(now - 86400)))
        text.day = language.say("Yesterday");
    else
        text.day = weekday_name(language, then.tm_wday) + ", " + date;
    return text;
}

std::string date_text(const Language& language, std::string_view iso) {
    const auto date = storage::parse_date(iso);
    if (!date || *date == storage::Date{}) return std::string(iso);
    const std::chrono::year_month_day calendar{std::chrono::sys_days{std::chrono::days{date->days}}};
    std::tm day{};
    day.tm_year = static_cast<int>(calendar.year()) - 1900;
    day.tm_mon = static_cast<int>(static_cast<unsigned>(calendar.month())) - 1;
    day.tm_mday = static_cast<int>(static_cast<unsigned>(calendar.day()));
    return long_date(language, day);
}

std::string chip_color(std::string_view option) {
    static const std::map<std::string_view, std::string_view> colors{
        {"blue", "blue"},     {"green", "green"},   {"yellow", "yellow"}, {"orange", "orange"},
        {"red", "red"},       {"purple", "purple"}, {"pink", "pink"},     {"teal", "teal"},
        {"prospect", "blue"}, {"active", "green"},  {"on_hold", "red"},   {"archived", "gray"},
    };
    const auto at = colors.find(option);
    return std::string(at == colors.end() ? "gray" : at->second);
}

}  // namespace pages
