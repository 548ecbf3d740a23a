#include "storage/types/filling.h"

#include <charconv>
#include <format>
#include <ranges>
#include <set>

#include "storage/words.h"

namespace storage::declared {

std::string typed_name(const Column& column, const std::string& prefix) {
    return column.in_rows ? prefix + std::string(name_in_row(column)) : column.name;
}

std::string too_many_rows() { return std::format("has more than {} rows", most_rows); }

std::uint32_t line_number(std::string_view key) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    return error == std::errc{} && end == key.data() + key.size() ? number : 0;
}

namespace {

/// "new2" stands before "new10".
bool stands_before(const std::string& one, const std::string& other) {
    return one.size() != other.size() ? one.size() < other.size() : one < other;
}

/// The stored ones in their order, then the others that something was typed for. A row that is gone does not come back.
std::vector<std::string> lines_in_typed(const Column& column, const Filling& filling,
                                        const std::vector<std::uint32_t>& stored) {
    const Typed& typed = filling.typed;
    std::vector<std::string> keys;
    for (const std::uint32_t line : stored) keys.push_back(std::to_string(line));
    std::vector<std::string> others;
    const std::string prefix = column.name + ".";
    for (auto at = typed.lower_bound(prefix); at != typed.end() && at->first.starts_with(prefix); ++at) {
        const std::string key = at->first.substr(prefix.size(), at->first.find('.', prefix.size()) - prefix.size());
        if (prefix.size() + key.size() == at->first.size() || std::ranges::contains(keys, key)) continue;
        if (const auto number = line_number(key); number != 0 && number < filling.next_line) continue;
        if (others.empty() || others.back() != key) others.push_back(key);
    }
    std::ranges::sort(others, stands_before);
    keys.insert(keys.end(), others.begin(), others.end());
    return keys;
}

}  // namespace

std::vector<std::string> typed_lines(const Column& column, const Filling& filling,
                                     const std::vector<std::uint32_t>& stored) {
    const auto order = filling.typed.find(column.name + ".order");
    if (order == filling.typed.end()) return lines_in_typed(column, filling, stored);
    std::vector<std::string> keys;
    std::set<std::string, std::less<>> known;
    for (const auto part : std::views::split(order->second, ','))
        if (const auto key = trimmed(std::string_view(part)); !key.empty() && known.emplace(key).second)
            keys.emplace_back(key);
    return keys;
}

bool is_longer(std::string_view text, std::size_t characters) {
    if (text.size() <= characters) return false;
    const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins)) > characters;
}

std::string is_too_long(std::size_t characters) { return std::format("must have at most {} characters", characters); }

bool is_typed_into(std::string_view prefix, const Typed& typed, const Errors& errors) {
    return std::ranges::any_of(errors, [&](const auto& error) {
        const auto at = typed.find(error.first);
        return error.first.starts_with(prefix) && at != typed.end() && !trimmed(at->second).empty();
    });
}

namespace {

/// What was typed into one of them, judged. What is there already may stay, even where the record has no such field any more.
void fill_one(Custom& custom, const Column& column, const std::string& text, bool own, const Currency& currency,
              Errors& errors) {
    const Custom_value* stored = custom.find(column.custom);
    if (is_longer(text, column.longest)) {
        errors.emplace(column.name, is_too_long(column.longest));
        return;
    }
    auto bytes = parse_custom(column.custom_type, column, text, currency);
    if (!bytes)
        errors.emplace(column.name, bytes.error());
    else if (own && column.attributes.required && bytes->empty())
        errors.emplace(column.name, is_required);
    else if (!own && !bytes->empty() && (stored == nullptr || stored->bytes != *bytes))
        errors.emplace(column.name, "is no field of this one");
    else
        custom.set({column.custom, column.custom_type, std::move(*bytes)});
}

}  // namespace

void fill_custom(Custom& custom, Id definer, const Typed& typed, bool is_new, const Definitions& definitions,
                 Errors& errors) {
    for (const Column& column : definitions.columns) {
        const bool own = column.defined_by == 0 || column.defined_by == definer;
        if (const auto found = typed.find(column.name); found != typed.end())
            fill_one(custom, column, found->second, own, definitions.currency, errors);
        else if (is_new && own && column.attributes.required && custom.find(column.custom) == nullptr)
            errors.emplace(column.name, is_required);
    }
}

}  // namespace storage::declared
