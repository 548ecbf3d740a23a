#include "pages/frame/languages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>

#include "http/assets.h"
#include "http/form.h"

namespace pages {
namespace {

constexpr std::string_view folder = "languages/", extension = ".po";

bool is_catalogue(std::string_view path) { return path.starts_with(folder) && path.ends_with(extension); }

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// "q=0.8" → 800. What cannot be read counts as 0.
int weight_of(std::string_view parameter) {
    parameter = trimmed(parameter);
    if (!parameter.starts_with("q=")) return 1000;
    parameter.remove_prefix(2);
    double weight = 0;
    std::from_chars(parameter.data(), parameter.data() + parameter.size(), weight);
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
}

std::string replaced(std::string_view pattern, std::span<const std::string_view> values) {
    std::string said;
    std::size_t next = 0;
    while (!pattern.empty()) {
        const auto open = std::min(pattern.find('{'), pattern.size());
        said.append(pattern.substr(0, open));
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        const auto close = pattern.find('}');
        std::size_t number = ++next;
        if (close == 2) number = static_cast<std::size_t>(pattern[1] - '0');
        if ((close != 1 && close != 2) || number < 1 || number > values.size()) {
            said += '{';  // not ours
            pattern.remove_prefix(1);
            continue;
        }
        said.append(values[number - 1]);
        pattern.remove_prefix(close + 1);
    }
    return said;
}

/// Of the number that a text begins with; 0 when it begins with none.
std::size_t number_length(std::string_view text) {
    auto end = std::min(text.find_first_not_of("-0123456789.,"), text.size());
    while (end > 0 && (text[end - 1] < '0' || text[end - 1] > '9')) --end;
    return end;
}

/// Of what stands in quotation marks at the beginning, with the first one.
std::size_t quoted_length(std::string_view said) {
    if (!said.starts_with("“")) return 0;
    const auto end = said.find("”");
    return end == std::string_view::npos ? 0 : end;
}

/// "could be 1200 or 1.20" → "could be {} or {}", "must keep “Red”" → "must keep “{}”"
std::string without_values(std::string_view said, std::vector<std::string_view>& values) {
    constexpr std::string_view mark = "“";
    std::string pattern;
    while (!said.empty()) {
        const std::size_t quoted = quoted_length(said);
        const std::size_t length = quoted != 0 ? quoted : number_length(said);
        const std::size_t kept = quoted != 0 ? mark.size() : 0;
        if (length != 0) values.push_back(said.substr(kept, length - kept));
        pattern += length == 0 ? said.substr(0, 1) : said.substr(0, kept);
        if (length != 0) pattern += "{}";
        said.remove_prefix(std::max<std::size_t>(1, length));
    }
    return pattern;
}

storage::Date_order date_order(std::string_view letters) {
    if (letters == "dmy") return storage::Date_order::day_first;
    return letters == "mdy" ? storage::Date_order::month_first : storage::Date_order::unknown;
}

std::chrono::weekday first_of_week(std::string_view day) {
    if (day == "sunday") return std::chrono::Sunday;
    return day == "saturday" ? std::chrono::Saturday : std::chrono::Monday;
}

/// "# ¤": the amount, then its currency.
storage::Money_style money_style(std::string_view pattern) {
    return {.sign_first = !pattern.starts_with('#'), .with_gap = pattern.contains(' ')};
}

}  // namespace

Languages::Languages() {
    add("en", {}).name = "English";
    for (const auto& asset : http::assets()) {
        if (!is_catalogue(asset.path)) continue;
        auto code = asset.path.substr(folder.size());
        code.remove_suffix(extension.size());
        add(code, words_of_po(asset.bytes));
    }
    add(pseudo_language, {}).name = "⟦⟧";
    One& mirrored = add(mirrored_language, {});
    mirrored.name = "⟧⟦";
    mirrored.from_the_right = true;
}

Languages::One& Languages::add(std::string_view code, Words words) {
    auto& one = ones.emplace_back(Language{}, std::string(code), std::string(code), std::move(words),
                                  storage::Number_style{'.', ","});
    one.language.number_ = ones.size() - 1;
    if (const auto name = header_of(one.words, "X-Name"); !name.empty()) one.name = name;
    if (const auto decimal = header_of(one.words, "X-Decimal"); !decimal.empty()) one.numbers.decimal = decimal.front();
    if (const auto group = header_of(one.words, "X-Group"); !group.empty()) one.numbers.group = group;
    one.money = money_style(header_of(one.words, "X-Money"));
    one.typed = {.decimal = one.numbers.decimal,
                 .dates = date_order(header_of(one.words, "X-Dates")),
                 .week_begins = first_of_week(header_of(one.words, "X-Week"))};
    if (const auto plural = header_of(one.words, "Plural-Forms"); !plural.empty()) one.plural = Plural(plural);
    one.from_the_right = header_of(one.words, "X-Direction") == "rtl";
    return one;
}

const Languages& Languages::all() {
    static const Languages languages;
    return languages;
}

const Languages::One* Languages::find(std::string_view code) const {
    const auto wanted = http::lower(code);
    for (std::string_view name = wanted; !name.empty();) {
        for (const auto& one : ones)
            if (one.code == name) return &one;
        const auto dash = name.rfind('-');
        name = dash == std::string_view::npos ? std::string_view{} : name.substr(0, dash);
    }
    return nullptr;
}

const Languages::One& Languages::preferred(std::string_view accept_language) const {
    const One* best = nullptr;
    int best_weight = 0;
    while (!accept_language.empty()) {
        const auto item = accept_language.substr(0, accept_language.find(','));
        accept_language.remove_prefix(std::min(accept_language.size(), item.size() + 1));
        const auto semicolon = item.find(';');
        const auto weight = semicolon == std::string_view::npos ? 1000 : weight_of(item.substr(semicolon + 1));
        if (weight <= best_weight) continue;
        if (const auto* one = find(trimmed(item.substr(0, semicolon)))) {
            best = one;
            best_weight = weight;
        }
    }
    return best ? *best : ones.front();
}

const Language& Language::of(const http::Request& request) {
    const auto& languages = Languages::all();
    if (request.caller)
        if (const auto* own = languages.find(request.caller->language)) return own->language;
    return languages.preferred(request.headers.get("accept-language")).language;
}

const Language& Language::named(std::string_view code) {
    const auto& languages = Languages::all();
    const auto* one = languages.find(code);
    return one ? one->language : languages.ones.front().language;
}

std::vector<const Language*> Language::all() {
    std::vector<const Language*> all;
    for (const auto& one : Languages::all().ones)
        if (!one.is_pseudo()) all.push_back(&one.language);
    return all;
}

std::vector<std::string> said_in_other_languages(std::string_view english) {
    std::vector<std::string> said;
    for (const Language* language : Language::all())
        if (language->code() != "en") said.push_back(language->say(english));
    return said;
}

std::string Language::say(std::string_view english) const {
    const auto& own = Languages::all().at(*this);
    if (own.is_pseudo() && !english.empty()) return "⟦" + std::string(english) + "⟧";
    const auto found = own.words.find(english);
    return found == own.words.end() || english.empty() ? std::string(english) : found->second;
}

std::string Language::say(std::string_view english, std::initializer_list<std::string_view> values) const {
    return replaced(say(english), std::span(values.begin(), values.size()));
}

std::string Language::say(std::uint64_t number, std::string_view one, std::string_view several,
                          std::initializer_list<std::string_view> values) const {
    const auto& own = Languages::all().at(*this);
    const auto found = own.words.find(plural_key(several, own.plural.form_of(number)));
    const std::string pattern = found != own.words.end() ? found->second : say(number == 1 ? one : several);
    if (values.size() != 0) return replaced(pattern, std::span(values.begin(), values.size()));
    const std::string written = storage::grouped_number(std::to_string(number), own.numbers);
    return replaced(pattern, std::array<std::string_view, 1>{written});
}

std::string Language::say_with_numbers(std::string_view english) const {
    if (Languages::all().at(*this).words.contains(english)) return say(english);
    std::vector<std::string_view> values;
    return replaced(say(without_values(english, values)), values);
}

std::string_view Language::code() const { return Languages::all().at(*this).code; }

std::string_view Language::name() const { return Languages::all().at(*this).name; }

const storage::Number_style& Language::numbers() const { return Languages::all().at(*this).numbers; }

const storage::Money_style& Language::money() const { return Languages::all().at(*this).money; }

storage::Style Language::style() const { return Languages::all().at(*this).typed; }

std::string_view Language::direction() const { return Languages::all().at(*this).from_the_right ? "rtl" : "ltr"; }

}  // namespace pages
