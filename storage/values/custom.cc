#include "storage/values/custom.h"

#include <algorithm>

#include "storage/values/date.h"
#include "storage/values/number.h"
#include "storage/values/text.h"
#include "storage/words.h"

namespace storage {

namespace {

/// Several choices stand in one text, "Red, Green"; a choice's name has no comma.
std::vector<std::string> split_choices(std::string_view text) {
    std::vector<std::string> choices;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        if (const auto choice = trimmed(text.substr(begin, end - begin)); !choice.empty()) choices.emplace_back(choice);
        begin = end + 1;
    }
    return choices;
}

Parsed<std::string> known_choice(const Column& column, std::string_view typed) {
    const std::string wanted = identity_of(typed);
    const auto option =
        std::ranges::find_if(column.options, [&](const auto& o) { return identity_of(o.key) == wanted; });
    if (option == column.options.end()) return std::unexpected("is not one of the choices");
    return option->key;
}

Parsed<std::string> known_choices(const Column& column, std::string_view typed) {
    std::vector<std::string> known;
    for (const std::string& choice : split_choices(typed)) {
        auto found = known_choice(column, choice);
        if (!found) return found;
        if (std::ranges::find(known, *found) == known.end()) known.push_back(std::move(*found));
    }
    std::string joined;
    for (const std::string& choice : known) joined += (joined.empty() ? "" : ", ") + choice;
    return joined;
}

template <class T> Parsed<std::string> parse_as(std::string_view typed, const Currency& currency = {}) {
    return parse_value<T>(typed, currency).transform([](const T& value) {
        std::string bytes;
        Value<T>::encode(bytes, value);
        return bytes;
    });
}

/// A web address, or an e-mail address, with or without "mailto:" before it.
Parsed<std::string> parse_link(std::string_view typed) {
    constexpr std::string_view mail = "mailto:";
    const std::string_view text = trimmed(typed);
    const bool is_mail = folded(text.substr(0, mail.size())) == mail;
    if (is_mail || (text.contains('@') && text.find_first_of("/?#") == std::string_view::npos)) {
        const auto address = parse_email(text);
        if (address && !address->text.empty()) return std::string(mail) + address->text;
        return std::unexpected("is not a link (like https://example.org or mailto:name@example.org)");
    }
    return parse_url(text).transform([](const Url& url) { return url.text; }).transform_error([](const std::string&) {
        return std::string("is not a link (like https://example.org or mailto:name@example.org)");
    });
}

template <class T> std::string show_as(std::string_view bytes, const Currency& currency = {}) {
    return show_value<T>(Value<T>::decode(bytes), currency);
}

template <class T> std::vector<std::string> order_as(std::string_view bytes) {
    std::vector<std::string> keys;
    Value<T>::order(Value<T>::decode(bytes), keys);
    return keys;
}

}  // namespace

Control control_of(Custom_type type) {
    switch (type) {
    case Custom_type::text: return Control::text;
    case Custom_type::number: return Control::number;
    case Custom_type::money: return Control::money;
    case Custom_type::date: return Control::date;
    case Custom_type::choice: return Control::select;
    case Custom_type::choices: return Control::multi;
    case Custom_type::yes_no: return Control::checkbox;
    case Custom_type::link: return Control::url;
    }
    corrupt("a custom field of an unknown type");
}

const Custom_value* Custom::find(Id field) const {
    const auto at = std::ranges::find(values, field, &Custom_value::field);
    return at == values.end() ? nullptr : &*at;
}

void Custom::set(Custom_value value) {
    std::erase_if(values, [&](const Custom_value& old) { return old.field == value.field; });
    if (value.bytes.empty()) return;
    values.insert(std::ranges::upper_bound(values, value), std::move(value));
}

Parsed<std::string> parse_custom(Custom_type type, const Column& column, std::string_view typed,
                                 const Currency& currency) {
    if (trimmed(typed).empty()) return std::string{};
    switch (type) {
    case Custom_type::text: return parse_as<std::string>(typed);
    case Custom_type::number: return parse_as<Decimal>(typed);
    case Custom_type::money: return parse_as<Money>(typed, currency);
    case Custom_type::date: return parse_as<Date>(typed);
    case Custom_type::choice: return known_choice(column, typed);
    case Custom_type::choices: return known_choices(column, typed);
    case Custom_type::yes_no: return parse_as<bool>(typed);
    case Custom_type::link: return parse_link(typed);
    }
    corrupt("a custom field of an unknown type");
}

std::string show_custom(const Custom_value& value, const Currency& currency) {
    switch (value.type) {
    case Custom_type::text:
    case Custom_type::choice:
    case Custom_type::choices:
    case Custom_type::link: return value.bytes;
    case Custom_type::number: return show_as<Decimal>(value.bytes);
    case Custom_type::money: return show_as<Money>(value.bytes, currency);
    case Custom_type::date: return show_as<Date>(value.bytes);
    case Custom_type::yes_no: return Value<bool>::decode(value.bytes) ? "yes" : "no";
    }
    corrupt("a custom value of an unknown type");
}

std::vector<std::string> order_custom(const Custom_value& value) {
    switch (value.type) {
    case Custom_type::text:
    case Custom_type::choice:
    case Custom_type::link: return {ordered_text(value.bytes)};
    case Custom_type::number: return order_as<Decimal>(value.bytes);
    case Custom_type::money: return order_as<Money>(value.bytes);
    case Custom_type::date: return order_as<Date>(value.bytes);
    case Custom_type::yes_no: return order_as<bool>(value.bytes);
    case Custom_type::choices: break;
    }
    if (value.type != Custom_type::choices) corrupt("a custom value of an unknown type");
    std::vector<std::string> keys;
    for (const std::string& choice : split_choices(value.bytes)) keys.push_back(ordered_text(choice));
    return keys;
}

void Value<Custom>::encode(std::string& out, const Custom& custom) {
    for (const Custom_value& value : custom.values) {
        put_number(out, value.field);
        put_run(out, static_cast<std::uint8_t>(value.type), value.bytes);
    }
}

Custom Value<Custom>::decode(std::string_view bytes) {
    Custom custom;
    for (Reader reader(bytes); !reader.done();) {
        Custom_value& value = custom.values.emplace_back();
        value.field = reader.number();
        value.type = static_cast<Custom_type>(reader.byte());
        value.bytes = reader.text();
    }
    return custom;
}

void Value<Custom>::order(const Custom& custom, std::vector<std::string>& keys) {
    for (const Custom_value& value : custom.values)
        for (const std::string& key : order_custom(value)) {
            put_number(keys.emplace_back(), value.field);
            keys.back() += key;
        }
}

void Value<Custom>::words(const Custom& custom, std::vector<std::string>& words) {
    for (const Custom_value& value : custom.values)
        if (value.type != Custom_type::yes_no &&
            value.type != Custom_type::money)  // amounts are found by filters alone
            append(words, words_of(show_custom(value, {})));
}

}  // namespace storage
