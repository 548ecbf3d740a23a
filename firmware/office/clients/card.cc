#include "office/clients/card.h"

#include <algorithm>
#include <charconv>
#include <format>

#include "office/records/change_field.h"

namespace office {

using storage::Read;
using storage::Write;

std::string Card::name() const {
    const auto known = options(Card_brand{});
    const auto at = std::ranges::find(known, static_cast<std::uint8_t>(brand), &Option::number);
    return std::format("{} •••• {}", at == known.end() ? "" : at->label, last4);
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number_of(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

std::optional<std::string> month_on_card(std::string_view typed) {
    std::string plain;
    for (const char c : typed)
        if (c != ' ') plain += c == '-' || c == '.' ? '/' : c;
    const auto sign = plain.find('/');
    if (sign == std::string::npos) return {};
    std::string_view month = std::string_view(plain).substr(0, sign);
    std::string_view year = std::string_view(plain).substr(sign + 1);
    if (month.size() == 4) std::swap(month, year);
    const bool all_digits = std::ranges::all_of(month, is_digit) && std::ranges::all_of(year, is_digit);
    if (!all_digits || month.empty() || month.size() > 2 || (year.size() != 2 && year.size() != 4)) return {};
    const int number = number_of(month);
    const int full = number_of(year) + (year.size() == 2 ? 2000 : 0);
    if (number < 1 || number > 12 || full < 2000 || full > 2099) return {};
    return std::format("{}-{:02}", full, number);
}

bool is_expired(const Card& card, Date today) {
    return card.expires < storage::Value<Date>::show(today).substr(0, card.expires.size());
}

Ref<Card> default_card(const Read& read, Ref<Client> client) {
    for (const storage::Id id : read.where<&Card::client>(client))
        if (read.get<Card>(id).is_default) return {id};
    return {};
}

void judge(Write& write, const Card* before, Card& card, Errors& errors) {
    if (!card.last4.empty() && (card.last4.size() != 4 || !std::ranges::all_of(card.last4, is_digit)))
        errors.emplace("last4", "must be four digits, the last ones of the number");
    if (const auto month = month_on_card(card.expires))
        card.expires = *month;
    else if (!card.expires.empty())
        errors.emplace("expires", "is not a month (like 12/27)");
    if (before == nullptr && !default_card(write, card.client)) card.is_default = true;
    if (before != nullptr && before->client != card.client)
        card.is_default = card.client && !default_card(write, card.client);
}

void agree(const Read& read, const Card& card, Errors& errors) {
    const auto is_default_too = [&](storage::Id id) { return id != card.id && read.get<Card>(id).is_default; };
    if (card.is_default && card.client && std::ranges::any_of(read.where<&Card::client>(card.client), is_default_too))
        errors.emplace("is_default", "is set, and so it is in another card of the client");
}

void make_default(Write& write, Ref<Card> ref) {
    keep_one_default(write, write.get(ref).client, ref);
    change_field<&Card::is_default>(write, ref, true);
}

std::string_view why_not_make_default(const Read&, const Card& card) {
    return card.is_default ? "This is the default card already." : "";
}

void set_token(Write& write, Ref<Card> ref, const Token_of_card& asked) {
    Card card = write.get(ref);
    card.processor = asked.processor;
    card.token = {asked.token};
    write.update(card);
}

void keep_one_default(Write& write, Ref<Client> client, Ref<Card> first) {
    for (const storage::Id id : write.where<&Card::client>(client))
        if (id != first.id) change_field<&Card::is_default>(write, Ref<Card>{id}, false);
}

}  // namespace office
