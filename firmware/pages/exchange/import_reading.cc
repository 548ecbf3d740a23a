#include "pages/exchange/import_reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "pages/frame/view.h"

namespace pages {

namespace {

using storage::Date_order;

struct Choice {
    std::string_view value, label;
};

constexpr std::array delimiters{Choice{",", "Comma"}, Choice{";", "Semicolon"}, Choice{"tab", "Tab"},
                                Choice{"|", "Vertical bar"}};
constexpr std::array orders{Choice{"", "Not known: ask"}, Choice{"day", "Day first (31/12/2026)"},
                            Choice{"month", "Month first (12/31/2026)"}};
constexpr std::array decimals{Choice{"", "Not known: ask"}, Choice{",", "Comma (1.234,50)"},
                              Choice{".", "Point (1,234.50)"}};

Data option_data(std::string_view value, std::string_view label, bool on) {
    Data option = object();
    option["option_value"] = text(value);
    option["option_label"] = text(label);
    option["option_on"] = on;
    return option;
}

Data options_data(const Language& language, std::span<const Choice> choices, std::string_view chosen) {
    Data options = list();
    for (const auto& [value, label] : choices)
        append(options, option_data(value, language.say(label), value == chosen));
    return options;
}

Data encodings_data(exchange::Encoding chosen) {
    Data options = list();
    for (const exchange::Encoding_name& name : exchange::encodings())
        append(options, option_data(name.key, name.label, name.encoding == chosen));
    return options;
}

std::string_view order_value(Date_order order) {
    if (order == Date_order::day_first) return "day";
    return order == Date_order::month_first ? "month" : "";
}

Data choices_data(const Language& language, const std::vector<exchange::Import_choice>& choices) {
    Data all = list();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        Data choice = object();
        choice["choice_id"] = text(std::format("choice-{}", i));
        choice["choice_name"] = text("choice." + choices[i].name);
        choice["choice_label"] = text(language.say(choices[i].label));
        choice["choice_word"] = text(choices[i].word);
        Data options = list();
        append(options, option_data("", language.say("Keep as text"), choices[i].chosen.empty()));
        for (const auto& option : choices[i].options)
            append(options, option_data(option.field, language.say(option.label), option.field == choices[i].chosen));
        choice["choice_options"] = std::move(options);
        append(all, std::move(choice));
    }
    return all;
}

}  // namespace

void set_reading(Data& data, const Language& language, const exchange::Import_reading& reading) {
    const exchange::Format& format = reading.format;
    const std::string delimiter =
        format.dialect.delimiter == '\t' ? std::string("tab") : std::string(1, format.dialect.delimiter);
    const std::string decimal = format.style.decimal == 0 ? std::string{} : std::string(1, format.style.decimal);
    data["read_encodings"] = encodings_data(format.encoding);
    data["read_delimiters"] = options_data(language, delimiters, delimiter);
    data["read_header"] = text(std::to_string(format.header));
    data["read_is_cards"] = reading.is_cards;
    data["read_has_dates"] = reading.has_dates;
    data["read_dates"] = options_data(language, orders, order_value(format.style.dates));
    data["read_has_numbers"] = reading.has_numbers;
    data["read_decimals"] = options_data(language, decimals, decimal);
    data["read_may_mend"] = reading.may_be_mended;
    data["read_mends"] = format.mends;
    data["read_may_have_entities"] = reading.may_have_entities;
    data["read_entities"] = format.entities;
    data["read_footer_lines"] =
        reading.footer_lines == 0 ? Data(false) : text(with_separators(language, reading.footer_lines));
    data["read_choices"] = choices_data(language, reading.choices);
    data["read_has_choices"] = !reading.choices.empty();
}

exchange::Format format_from(const http::Pairs& form, exchange::Format format) {
    const auto chosen = [&](std::string_view name, auto&& take) {
        if (form.has(name)) take(form.get(name));
    };
    chosen("encoding",
           [&](std::string_view key) { format.encoding = exchange::encoding_called(key).value_or(format.encoding); });
    chosen("delimiter", [&](std::string_view value) {
        const char sign = value == "tab" ? '\t' : value.empty() ? ',' : value.front();
        const bool is_one = std::ranges::contains(delimiters, value, &Choice::value);
        if (is_one && sign != format.dialect.delimiter) format.dialect = {.delimiter = sign};
    });
    chosen("header", [&](std::string_view value) {
        std::size_t row = 0;
        std::from_chars(value.data(), value.data() + value.size(), row);
        if (row > 0) format.header = row;
    });
    chosen("dates", [&](std::string_view value) {
        format.style.dates = value == "day"     ? Date_order::day_first
                             : value == "month" ? Date_order::month_first
                                                : Date_order::unknown;
    });
    chosen("decimal",
           [&](std::string_view value) { format.style.decimal = value == "," || value == "." ? value.front() : '\0'; });
    chosen("may_mend", [&](std::string_view) { format.mends = form.has("mends"); });
    chosen("may_have_entities", [&](std::string_view) { format.entities = form.has("entities"); });
    constexpr std::string_view mark = "choice.";
    for (const auto& [name, value] : form)
        if (name.starts_with(mark)) format.choices[name.substr(mark.size())] = value;
    return format;
}

bool cuts_otherwise(const exchange::Format& one, const exchange::Format& other) {
    return one.encoding != other.encoding || !(one.dialect == other.dialect) || one.header != other.header;
}

}  // namespace pages
