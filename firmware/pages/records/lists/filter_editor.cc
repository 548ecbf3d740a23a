#include "pages/records/lists/filter_editor.h"

#include <algorithm>
#include <format>

#include "office/records/days.h"
#include "office/records/plain.h"
#include "pages/frame/snippets.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/lists/filter_words.h"
#include "pages/records/lists/list_filters.h"

namespace pages {

using office::Asked;
using storage::Column;
using storage::Control;

namespace {

// ---- Which field

/// Custom fields that belong to something are asked for once that is, unless all belong to the same.
bool is_of_asked_kind(const Column& column, const List_query& query) {
    if (column.defined_by == 0 || column.group.empty()) return true;
    std::string key;
    storage::put_number(key, column.defined_by);
    return std::ranges::any_of(query.asked, [&](const Asked& asked) {
        return asked.column->attributes.defines && std::ranges::contains(asked.filter.keys, key);
    });
}

std::vector<const Column*> fields_of(const storage::Record_type& type, const Found_list& found) {
    std::vector<const Column*> fields;
    type.each_column(found.definitions, [&](const Column& column) {
        if (&column != found.query.fixed && has_editor(column) && is_of_asked_kind(column, found.query))
            fields.push_back(&column);
    });
    fields.push_back(&office::created_column());
    return fields;
}

Data fields_data(const Language& language, const std::vector<const Column*>& fields, const Found_list& found) {
    Data all = list();
    for (const Column* column : fields) {
        Data one = object();
        one["filter_label"] = text(label_of(language, *column));
        one["filter_url"] = text(filter_url(found.query, *column));
        one["filter_active"] = std::ranges::contains(found.query.asked, column, &Asked::column);
        append(all, std::move(one));
    }
    return all;
}

// ---- How

constexpr std::size_t short_list = 8;  // choices that are seen at a glance

/// The form for one field. What it shows of the address is taken out of `left_`, so that each thing stands in it once.
class Editor {
  public:
    Editor(const Language& language, const Column& column, const Found_list& found)
        : language_(language)
        , column_(column)
        , found_(found) {
        for (const Asked& asked : found.query.asked)
            if (asked.column == &column) left_.insert(left_.end(), asked.typed.begin(), asked.typed.end());
    }

    Data data() {
        Data data = object();
        data["editor_name"] = text(column_.name);
        data["editor_label"] = text(label_of(language_, column_));
        data["editor_errors"] = errors();
        data["editor_can_be_empty"] = office::can_be_empty(column_);
        const std::string empty = office::can_be_empty(column_) ? take(".empty") : "";
        data["editor_filled"] = empty == "no";
        data["editor_empty"] = empty == "yes";
        const bool range = has_range(column_) || !has_filter(column_);
        data["editor_is_range"] = range;
        data["editor_modes"] = range ? list() : modes();
        set_values(data, range);
        set_ends(data, range);
        data["editor_kept"] = kept();
        return data;
    }

  private:
    bool is_typed() const {
        return is_filtered_by_typing(column_) || (column_.refers() && !found_.choices.contains(&column_));
    }

    Data errors() const {
        Data all = list();
        for (const Asked& asked : found_.query.asked) {
            if (asked.column != &column_) continue;
            for (const auto& [name, message] : asked.errors) {
                Data one = object();
                one["editor_error"] = text(sentence_of(language_, column_, column_.name, message));
                append(all, std::move(one));
            }
        }
        return all;
    }

    /// One value is of a set or not; of several also all may be.
    Data modes() {
        Data all = list();
        if (column_.control == Control::checkbox) return all;
        const std::string chosen = take(".mode");
        const auto add = [&](std::string_view value, std::string_view label) {
            Data one = object();
            one["mode_value"] = text(value);
            one["mode_label"] = text(language_.say(label));
            one["mode_chosen"] = value == chosen || (value.empty() && chosen == "any");
            append(all, std::move(one));
        };
        add("", "any of");
        if (column_.many()) add("all", "all of");
        add("none", "none of");
        return all;
    }

    void set_values(Data& data, bool range) {
        std::vector<std::string> chosen;
        std::string typed;
        if (!range)
            for (std::string value = take(""); !value.empty(); value = take("")) chosen.push_back(std::move(value));
        if (!range && is_typed() && !chosen.empty() && is_to_be_typed(chosen.back())) {
            typed = std::move(chosen.back());
            chosen.pop_back();
        }
        const auto choices = range ? std::vector<Choice>{} : choices_shown(chosen);
        Data all = list();
        for (const Choice& choice : choices) {
            Data one = object();
            one["choice_value"] = text(choice.value);
            one["choice_label"] = text(choice.label);
            one["choice_chosen"] = std::ranges::contains(chosen, choice.value);
            append(all, std::move(one));
        }
        data["editor_one_choice"] = column_.control == Control::checkbox;
        data["editor_has_choices"] = !choices.empty();
        data["editor_many_choices"] = choices.size() > short_list;
        data["editor_choices"] = std::move(all);
        data["editor_is_typed"] = !range && is_typed();
        data["editor_typed"] = text(typed);
        data["editor_options_url"] =
            !range && is_typed() && column_.refers_to != 0 ? text(options_url(column_.refers_to)) : Data(false);
    }

    /// A record that was chosen is a number; its name, and any text, can be typed again.
    bool is_to_be_typed(std::string_view value) const {
        return !column_.refers() || (value != "me" && !storage::parse_id(value));
    }

    /// Those that there are, and what was asked for though it is none of them.
    std::vector<Choice> choices_shown(const std::vector<std::string>& chosen) const {
        auto choices = choices_of(language_, column_, found_);
        for (const std::string& value : chosen)
            if (!std::ranges::contains(choices, value, &Choice::value))
                choices.push_back({value, value_text(language_, column_, value, found_)});
        return choices;
    }

    void set_ends(Data& data, bool range) {
        data["editor_days_html"] = range && office::is_day(column_) ? text(days()) : Data(false);
        data["editor_ends"] = list();
        data["editor_more_ends"] = list();
        data["editor_more"] = false;
        if (!range) return;
        const bool measure = office::is_measure(column_);
        append(data["editor_ends"], end(".from", measure ? "At least" : "From"));
        append(data["editor_ends"], end(".to", measure ? "At most" : "To"));
        const auto add_more = [&](std::string_view part, std::string_view label) {
            Data one = end(part, label);
            if (!one["end_value"].is_false()) data["editor_more"] = true;
            append(data["editor_more_ends"], std::move(one));
        };
        if (measure) add_more("", "Exactly");
        add_more(".after", measure ? "Over" : "After");
        add_more(".before", measure ? "Under" : "Before");
    }

    /// A field for days holds no words.
    Data end(std::string_view part, std::string_view label) {
        const std::string typed = take(part);
        Data data = object();
        data["end_name"] = text(column_.name + std::string(part));
        data["end_label"] = text(language_.say(label));
        data["end_value"] = text(typed);
        data["end_is_date"] = office::is_day(column_) && (typed.empty() || storage::parse_date(typed).has_value());
        data["end_is_number"] = office::is_number(column_);
        return data;
    }

    std::string days() {
        const std::string asked = take("");
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
        List_snippets::of(language_).option.fill(
            html,
            {{"option_value", value}, {"option_mark", value == chosen ? "selected" : ""}, {"option_label", label}});
    }

    /// What the rest of the address asks for, and of this field what has no control.
    Data kept() const {
        List_query others = found_.query;
        std::erase_if(others.asked, [&](const Asked& asked) { return asked.column == &column_; });
        Data fields = kept_of(others);
        for (const auto& [name, value] : left_) {
            Data one = object();
            one["kept_name"] = text(name);
            one["kept_value"] = text(value);
            append(fields, std::move(one));
        }
        return fields;
    }

    /// The first value of a parameter; what is left goes along unseen.
    std::string take(std::string_view part) {
        const auto at = std::ranges::find(left_, column_.name + std::string(part), &office::Parameter::first);
        if (at == left_.end()) return {};
        std::string value = std::move(at->second);
        left_.erase(at);
        return value;
    }

    const Language& language_;
    const Column& column_;
    const Found_list& found_;
    std::vector<office::Parameter> left_;
};

/// The list with what is over and done with, where that is left out.
void set_left_out(Data& data, const Language& language, const storage::Record_type& type, List_query query) {
    const std::string_view label = page_row(type.kind.number).left_out.shown_too;
    const bool offered = !label.empty() && !query.with_left_out;
    query.with_left_out = true;
    data["left_out_label"] = offered ? text(language.say(label)) : Data(false);
    data["left_out_url"] = text(url_of(query));
}

}  // namespace

http::Response ask_for_filter(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const Column* column = nullptr;
    std::vector<const Column*> fields;
    const Found_list found = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Found_list asked = look_up_question(read, records, request);
        asked.query.list.after.clear();
        fields = fields_of(records.type, asked);
        const auto at = std::ranges::find(fields, request.query.get(filter_field),
                                          [](const Column* one) { return std::string_view(one->name); });
        if (at != fields.end()) find_choices(read, *(column = *at), asked);
        return asked;
    });
    Data data = object();
    const std::string title(language.say(records.type.kind.title));
    data["title"] = text(std::format("{}: {}", language.say("Filter"), title));
    data["list_title"] = text(title);
    data["list_back_url"] = text(url_of(found.query));
    data["list_url"] = text(found.query.path);
    data["in_list"] = request.fragment();
    data["filter_fields"] = column == nullptr ? fields_data(language, fields, found) : list();
    data["filter_editor"] = column == nullptr ? Data(false) : Editor(language, *column, found).data();
    set_left_out(data, language, records.type, found.query);
    if (request.fragment()) return fragment(request, "records/filter_part", std::move(data));
    return page(records.site, request, "records/filter", std::move(data));
}

}  // namespace pages
