// std::string: one line. Text: several lines. Email, Phone, Url: one line of a form of its own. Secret: never shown.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "storage/value.h"
#include "storage/words.h"

namespace storage {

/// Several lines, Markdown where people write it.
struct Text {
    std::string text;
    auto operator<=>(const Text&) const = default;
};

/// RFC 5321 addr-spec without comments. Kept as typed, but for the host, which is kept as people read it.
/// Two are the same when host and, but for case, local part are: accents tell them apart (RFC 6531).
struct Email {
    std::string text;
    auto operator<=>(const Email&) const = default;
};

/// Kept as typed; found by its digits.
struct Phone {
    std::string text;
    auto operator<=>(const Phone&) const = default;
};

/// http or https only, so that a link can never be a script.
struct Url {
    std::string text;
    auto operator<=>(const Url&) const = default;
};

/// Hashes and tokens: stored and indexed, never shown, exported, searched or written to the journal.
struct Secret {
    std::string text;
    auto operator<=>(const Secret&) const = default;
};

Parsed<std::string> parse_line(std::string_view typed);
Parsed<Text> parse_text(std::string_view typed);
Parsed<Email> parse_email(std::string_view typed);
std::string ordered_email(const Email& email);
Parsed<Phone> parse_phone(std::string_view typed);
Parsed<Url> parse_url(std::string_view typed);

template <> struct Value<std::string> : Plain_value<std::string> {
    static constexpr Control control = Control::text;
    static std::string show(const std::string& value) { return value; }
    static Parsed<std::string> parse(std::string_view typed) { return parse_line(typed); }
    static void encode(std::string& out, const std::string& value) { out += value; }
    static std::string decode(std::string_view bytes) { return std::string(bytes); }
    static void order(const std::string& value, std::vector<std::string>& keys) { keys.push_back(ordered_text(value)); }
    static void words(const std::string& value, std::vector<std::string>& words) { append(words, words_of(value)); }
};

/// A type that is one text with a name of its own.
template <class T> struct Text_value : Plain_value<T> {
    static std::string show(const T& value) { return value.text; }
    static void encode(std::string& out, const T& value) { out += value.text; }
    static T decode(std::string_view bytes) { return {std::string(bytes)}; }
    static void order(const T& value, std::vector<std::string>& keys) { keys.push_back(ordered_text(value.text)); }
    static void words(const T& value, std::vector<std::string>& words) { append(words, words_of(value.text)); }
};

template <> struct Value<Text> : Text_value<Text> {
    static constexpr Control control = Control::textarea;
    static constexpr std::size_t longest = 20'000;
    static Parsed<Text> parse(std::string_view typed) { return parse_text(typed); }
};

template <> struct Value<Email> : Text_value<Email> {
    static constexpr Control control = Control::email;
    static constexpr std::size_t longest = 254;  // RFC 5321 § 4.5.3.1
    static Parsed<Email> parse(std::string_view typed) { return parse_email(typed); }
    static void order(const Email& value, std::vector<std::string>& keys) { keys.push_back(ordered_email(value)); }
};

template <> struct Value<Phone> : Text_value<Phone> {
    static constexpr Control control = Control::tel;
    static constexpr std::size_t longest = 60;
    static Parsed<Phone> parse(std::string_view typed) { return parse_phone(typed); }
    static void words(const Phone& value, std::vector<std::string>& words) { append(words, phone_words(value.text)); }
};

template <> struct Value<Url> : Text_value<Url> {
    static constexpr Control control = Control::url;
    static constexpr std::size_t longest = 500;
    static Parsed<Url> parse(std::string_view typed) { return parse_url(typed); }
};

template <> struct Value<Secret> : Text_value<Secret> {
    static constexpr Control control = Control::password;
    static std::string show(const Secret&) { return {}; }
    static Parsed<Secret> parse(std::string_view) { return std::unexpected("cannot be typed"); }
    static void order(const Secret& value, std::vector<std::string>& keys) { keys.push_back(value.text); }
    static void words(const Secret&, std::vector<std::string>&) {}
};

}  // namespace storage
