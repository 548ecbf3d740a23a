#include "pages/records/lists/filter_words.h"

#include <format>

#include "office/records/days.h"
#include "office/records/plain.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/shown.h"

namespace pages {

using office::Asked;
using storage::Column;
using storage::Control;

std::vector<Choice> choices_of(const Language& language, const Column& column, const Found_list& found) {
    if (column.control == Control::checkbox) return {{"yes", language.say("Yes")}, {"no", language.say("No")}};
    std::vector<Choice> choices;
    if (column.refers_to != 0 && column.refers_to == found.query.kind_of_me)
        choices.push_back({"me", language.say("me")});
    if (const auto at = found.choices.find(&column); at != found.choices.end())
        choices.insert(choices.end(), at->second.begin(), at->second.end());
    if (column.control == Control::stars)
        for (unsigned count = 1; count <= 5; ++count) choices.push_back({std::to_string(count), stars_text(count)});
    for (const auto& option : column.options)
        choices.push_back({option.key, column.custom == 0 ? language.say(option.label) : option.label});
    return choices;
}

std::optional<std::string> days_text(const Language& language, std::string_view typed) {
    const auto label = office::days_label(typed);
    if (!label) return std::nullopt;
    return language.say(static_cast<std::uint64_t>(label->number), label->one, label->several);
}

std::string value_text(const Language& language, const Column& column, std::string_view value,
                       const Found_list& found) {
    if (column.refers_to != 0 && value == "me") return language.say("me");
    if (column.refers()) {
        const std::string& called = found.chosen.at({&column, std::string(value)});
        return called.empty() ? language.say("no longer there") : called;
    }
    if (office::is_day(column)) return days_text(language, value).value_or(date_text(language, value));
    for (const Choice& choice : choices_of(language, column, found))
        if (choice.value == value) return choice.label;
    return std::string(value);
}

namespace {

/// "VIP", "VIP or Lead", "VIP, Lead or Old"
std::string joined(const Language& language, const std::vector<std::string>& values, std::string_view last) {
    std::string all;
    for (std::size_t at = 0; at < values.size(); ++at)
        if (at == 0)
            all = values[at];
        else
            all = at + 1 == values.size() ? language.say(last, {all, values[at]}) : all + ", " + values[at];
    return all;
}

std::string values_text(const Language& language, const Asked& asked, const Found_list& found) {
    const Column& column = *asked.column;
    const std::string label = label_of(language, column);
    const std::string_view mode = asked.first("mode");
    std::vector<std::string> values;
    for (const std::string_view value : asked.all("")) values.push_back(value_text(language, column, value, found));
    const std::string all = joined(language, values, mode == "all" ? "{} and {}" : "{} or {}");
    if (office::is_day(column))
        return std::format("{} {}", label, mode == "none" ? language.say("not {}", {all}) : lower_first(all));
    if (column.many()) return language.say(mode == "none" ? "{} without {}" : "{} with {}", {label, all});
    return language.say(mode == "none" ? "{} is not {}" : "{} is {}", {label, all});
}

std::string range_text(const Language& language, const Asked& asked, const Found_list& found) {
    const auto end = [&](std::string_view value) {
        const std::string said = value_text(language, *asked.column, value, found);
        return office::is_day(*asked.column) ? lower_first(said) : said;
    };
    const std::string label = label_of(language, *asked.column);
    if (asked.typed.size() == 2 && !asked.first("from").empty() && !asked.first("to").empty())
        return std::format("{} {} – {}", label, end(asked.first("from")), end(asked.first("to")));
    std::string all;
    const auto add = [&](std::string_view part, std::string_view sentence) {
        for (const std::string_view value : asked.all(part))
            all += (all.empty() ? "" : ", ") + language.say(sentence, {end(value)});
    };
    const bool number = office::is_measure(*asked.column);
    add("from", number ? "at least {}" : "from {}");
    add("after", number ? "over {}" : "after {}");
    add("to", number ? "at most {}" : "to {}");
    add("before", number ? "under {}" : "before {}");
    return std::format("{} {}", label, all);
}

}  // namespace

std::string condition_text(const Language& language, const Asked& asked, const Found_list& found) {
    std::string said;
    switch (asked.about) {
    case Asked::values: said = values_text(language, asked, found); break;
    case Asked::range: said = range_text(language, asked, found); break;
    case Asked::emptiness:
        said = language.say(asked.first("empty") == "no" ? "{} is filled in" : "{} is empty",
                            {label_of(language, *asked.column)});
        break;
    }
    if (!asked.errors.empty()) said += std::format(" ({})", language.say_with_numbers(asked.errors.begin()->second));
    return said;
}

}  // namespace pages
