#include "pages/records/lists/list_filters.h"

#include <algorithm>
#include <format>

#include "office/records/days.h"
#include "office/records/plain.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/shown.h"

namespace pages {

using office::Asked;
using storage::Column;
using storage::Control;

namespace {

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

/// "This week", "Last 30 days"; nothing for a plain day.
std::optional<std::string> days_text(const Language& language, std::string_view typed) {
    const auto label = office::days_label(typed);
    if (!label) return std::nullopt;
    return language.say(static_cast<std::uint64_t>(label->number), label->one, label->several);
}

constexpr std::size_t option_bytes = 64;  // about

std::string filter_id(const Column& column) {
    std::string id = "filter-" + column.name;
    std::ranges::replace(id, '.', '-');
    return id;
}

/// The controls of a list. What the URL says and none of them shows goes along with them.
class Filter_bar {
  public:
    Filter_bar(const Language& language, const Found_list& found)
        : language_(language)
        , found_(found)
        , snippets_(&List_snippets::of(language)) {
        const List_query& query = found.query;
        for (const Asked& asked : query.asked) left_.insert(left_.end(), asked.typed.begin(), asked.typed.end());
        if (!query.view.empty()) left_.emplace_back("view", query.view);
    }

    void add(const Column& column) {
        if (&column == found_.query.fixed || !is_of_asked_kind(column)) return;
        if (has_range(column))
            append(ranges_, range(column));
        else if (has_filter(column))
            append(filters_, filter(column));
    }

    void set(Data& data) {
        Data kept = list();
        for (const auto& [name, value] : left_) {
            Data item = object();
            item["kept_name"] = text(name);
            item["kept_value"] = text(value);
            append(kept, std::move(item));
        }
        data["has_filters"] = !filters_.is_empty_list();
        data["filters"] = std::move(filters_);
        data["has_ranges"] = !ranges_.is_empty_list();
        data["ranges"] = std::move(ranges_);
        data["ranges_wrong"] = ranges_wrong_;
        data["left_out_shown"] = found_.query.with_left_out;
        data["kept"] = std::move(kept);
    }

  private:
    /// Custom fields that belong to something are asked for once that is, unless all belong to the same.
    bool is_of_asked_kind(const Column& column) const {
        if (column.defined_by == 0 || column.group.empty()) return true;
        std::string key;
        storage::put_number(key, column.defined_by);
        return std::ranges::any_of(found_.query.asked, [&](const Asked& asked) {
            return asked.column->attributes.defines && std::ranges::contains(asked.filter.keys, key);
        });
    }

    Data filter(const Column& column) {
        Data data = object();
        data["filter_id"] = text(filter_id(column));
        data["filter_name"] = text(column.name);
        data["filter_label"] = text(label_of(language_, column));
        const bool by_typing = is_filtered_by_typing(column) || (column.refers() && !found_.choices.contains(&column));
        data["filter_is_select"] = !by_typing;
        data["filter_is_text"] = by_typing;
        const std::string value = take(column.name);
        data["filter_value"] = value.empty() ? Data(false) : text(chosen_text(column, value));
        data["filter_options_html"] = false;
        const bool suggests = by_typing && column.refers_to != 0;
        data["filter_options_url"] = suggests ? text(options_url(column.refers_to)) : Data(false);
        data["filter_error"] = error_of(column);
        if (by_typing) return data;
        const auto choices = choices_of(language_, column, found_);
        std::string options;
        options.reserve((choices.size() + 1) * option_bytes);
        add_option(options, "", language_.say("{}: any", {label_of(language_, column)}), value);
        for (const Choice& choice : choices) add_option(options, choice.value, choice.label, value);
        if (!value.empty() && !std::ranges::contains(choices, value, &Choice::value))
            left_.emplace_back(column.name, value);
        data["filter_options_html"] = text(options);
        return data;
    }

    /// What is gone keeps its number.
    const std::string& chosen_text(const Column& column, const std::string& value) const {
        const std::string& called = found_.chosen.at({&column, value});
        return called.empty() ? value : called;
    }

    /// From, to, and whether there is a value; of days also relative ones.
    Data range(const Column& column) {
        Data data = object();
        const bool day = office::is_day(column);
        data["range_id"] = text(filter_id(column));
        data["range_label"] = text(label_of(language_, column));
        data["range_name"] = text(column.name);
        data["range_is_date"] = day;
        data["range_is_number"] = office::is_number(column);
        data["range_from"] = end(column, ".from");
        data["range_to"] = end(column, ".to");
        data["range_days_html"] = day ? text(days(column)) : Data(false);
        data["range_can_be_empty"] = office::can_be_empty(column);
        const std::string empty = office::can_be_empty(column) ? take(column.name + ".empty") : "";
        data["range_any"] = empty == "no";
        data["range_none"] = empty == "yes";
        Data error = error_of(column);
        ranges_wrong_ = ranges_wrong_ || !error.is_false();
        data["range_error"] = std::move(error);
        return data;
    }

    /// A field for days holds no words.
    Data end(const Column& column, const std::string& part) {
        const std::string typed = take(column.name + part);
        if (typed.empty() || !office::is_day(column) || !office::days_label(typed)) return text(typed);
        left_.emplace_back(column.name + part, typed);
        return text("");
    }

    std::string days(const Column& column) {
        const std::string asked = take(column.name);
        std::string options;
        add_option(options, "", language_.say("any day"), asked);
        bool offered = asked.empty();
        for (const std::string_view word : office::relative_days()) {
            add_option(options, word, *days_text(language_, word), asked);
            offered = offered || word == asked;
        }
        if (!offered)
            add_option(options, asked, days_text(language_, asked).value_or(date_text(language_, asked)), asked);
        return options;
    }

    void add_option(std::string& html, std::string_view value, std::string_view label, std::string_view chosen) const {
        snippets_->option.fill(
            html,
            {{"option_value", value}, {"option_mark", value == chosen ? "selected" : ""}, {"option_label", label}});
    }

    /// The first value of a parameter; what is left goes along unseen.
    std::string take(const std::string& name) {
        const auto at = std::ranges::find(left_, name, &office::Parameter::first);
        if (at == left_.end()) return {};
        std::string value = std::move(at->second);
        left_.erase(at);
        return value;
    }

    Data error_of(const Column& column) const {
        for (const Asked& asked : found_.query.asked)
            if (asked.column == &column && !asked.errors.empty())
                return text(sentence_of(language_, column, column.name, asked.errors.begin()->second));
        return false;
    }

    const Language& language_;
    const Found_list& found_;
    const List_snippets* snippets_;
    std::vector<office::Parameter> left_;
    Data filters_ = list(), ranges_ = list();
    bool ranges_wrong_ = false;
};

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

std::string values_text(const Language& language, const Asked& asked, const Found_list& found) {
    const std::string_view mode = asked.first("mode");
    std::string all;
    for (const std::string_view value : asked.all(""))
        all += (all.empty() ? "" : mode == "all" ? " + " : ", ") + value_text(language, *asked.column, value, found);
    return mode == "none" ? language.say("not {}", {all}) : all;
}

std::string range_text(const Language& language, const Asked& asked, const Found_list& found) {
    const auto end = [&](std::string_view value) {
        const std::string said = value_text(language, *asked.column, value, found);
        return office::is_day(*asked.column) ? lower_first(said) : said;
    };
    if (asked.typed.size() == 2 && !asked.first("from").empty() && !asked.first("to").empty())
        return end(asked.first("from")) + " – " + end(asked.first("to"));
    std::string all;
    const auto add = [&](std::string_view part, std::string_view sentence) {
        for (const std::string_view value : asked.all(part))
            all += (all.empty() ? "" : ", ") + language.say(sentence, {end(value)});
    };
    const bool number = office::is_measure(*asked.column);
    add("from", "from {}");
    add("after", number ? "more than {}" : "after {}");
    add("to", "to {}");
    add("before", number ? "less than {}" : "before {}");
    return all;
}

std::string chip_text(const Language& language, const Asked& asked, const Found_list& found) {
    std::string said;
    switch (asked.about) {
    case Asked::values: said = values_text(language, asked, found); break;
    case Asked::range: said = range_text(language, asked, found); break;
    case Asked::emptiness:
        said = language.say(asked.first("empty") == "no" ? "with a value" : "without a value");
        break;
    }
    if (!asked.errors.empty()) said += std::format(" ({})", language.say_with_numbers(asked.errors.begin()->second));
    return said;
}

/// `control`: id of what it is changed in; "" for none.
Data chip_data(std::string_view label, std::string_view value, const std::string& url, const std::string& control) {
    Data chip = object();
    chip["chip_edit_url"] = control.empty() ? Data(false) : text("#" + control);
    chip["chip_label"] = text(label);
    chip["chip_value"] = text(value);
    chip["chip_remove_url"] = text(url);
    return chip;
}

}  // namespace

void set_filters(Data& data, const Language& language, const storage::Record_type& type, const Found_list& found) {
    Filter_bar bar(language, found);
    type.each_column(found.definitions, [&](const Column& column) { bar.add(column); });
    bar.set(data);
    data["left_out_label"] = text(language.say(page_row(type.kind.number).left_out.shown_too));
}

void set_chips(Data& data, const Language& language, const Found_list& found) {
    Data chips = list();
    for (std::size_t at = 0; at < found.query.asked.size(); ++at) {
        const Asked& asked = found.query.asked[at];
        List_query without = found.query;
        without.list.after.clear();
        without.asked.erase(without.asked.begin() + static_cast<std::ptrdiff_t>(at));
        const bool has_control = has_range(*asked.column) || has_filter(*asked.column);
        append(chips, chip_data(label_of(language, *asked.column), chip_text(language, asked, found), url_of(without),
                                has_control ? filter_id(*asked.column) : ""));
    }
    List_query without = found.query;
    without.list.after.clear();
    without.list.words.clear();
    if (!found.query.list.words.empty())
        append(chips, chip_data(language.say("Search"), found.query.list.words, url_of(without), "list-search"));
    without.asked.clear();
    data["chips"] = std::move(chips);
    data["clear_url"] = found.query.filtered() ? text(url_of(without)) : Data(false);
}

}  // namespace pages
