#include "exchange/tables/card.h"

#include <algorithm>
#include <array>

#include "storage/value.h"
#include "storage/words.h"

namespace exchange {

namespace {

constexpr std::string_view begin_mark = "begin:vcard", end_mark = "end:vcard";

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string in_small_letters(std::string_view text) {
    std::string all(text);
    std::ranges::transform(all, all.begin(), small);
    return all;
}

std::string in_capitals(std::string_view text) {
    std::string all(text);
    std::ranges::transform(all, all.begin(), capital);
    return all;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whatever the spaces around and behind the colon.
bool is_mark(std::string_view line, std::string_view mark) {
    if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    std::size_t at = 0;
    for (const char c : line) {
        if (is_blank(c)) continue;
        if (at == mark.size() || small(c) != mark[at]) return false;
        ++at;
    }
    return at == mark.size();
}

bool is_name_sign(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// Where the first of the signs stands outside quotation marks.
std::size_t find_outside_quotes(std::string_view text, std::string_view signs) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (!quoted && signs.contains(text[i])) return i;
    }
    return std::string_view::npos;
}

/// "item1.TEL;TYPE=home" of "item1.TEL;TYPE=home:123"; "" for what is no property.
std::string_view head_of(std::string_view line) {
    const auto name_end = std::ranges::find_if_not(line, [](char c) { return is_name_sign(c) || c == '.'; });
    const auto length = static_cast<std::size_t>(name_end - line.begin());
    if (length == 0 || length == line.size() || (line[length] != ':' && line[length] != ';')) return {};
    auto colon = find_outside_quotes(line, ":");
    if (colon == std::string_view::npos) colon = line.find(':');  // a mark that nobody closes
    return colon == std::string_view::npos ? std::string_view{} : line.substr(0, colon);
}

/// RFC 6868
std::string parameter_text(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = i + 1 < value.size() ? value[i + 1] : '\0';
        if (value[i] == '"') continue;
        if (value[i] == '^' && (next == 'n' || next == '\'' || next == '^')) {
            text += next == 'n' ? '\n' : next == '\'' ? '"' : '^';
            ++i;
        } else {
            text += value[i];
        }
    }
    return text;
}

void add_parameter(Card_property& property, std::string_view part) {
    constexpr std::size_t most = 30;
    if (part.empty() || property.parameters.size() == most) return;
    const auto sign = part.find('=');
    const bool is_bare = sign == std::string_view::npos;  // "TEL;HOME:"
    std::string name = is_bare ? "TYPE" : in_capitals(storage::trimmed(part.substr(0, sign)));
    std::string value = parameter_text(is_bare ? part : part.substr(sign + 1));
    if (const std::string word = in_capitals(value);
        is_bare && (word == "QUOTED-PRINTABLE" || word == "BASE64" || word == "B"))
        name = "ENCODING";
    property.parameters.emplace_back(std::move(name), std::move(value));
}

Card_property property_of(std::string_view head) {
    Card_property property;
    auto end = std::min(head.find(';'), head.size());
    const std::string_view name = head.substr(0, end);
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos) property.group = in_capitals(name.substr(0, dot));
    property.name = in_capitals(dot == std::string_view::npos ? name : name.substr(dot + 1));
    while (end < head.size()) {
        head.remove_prefix(end + 1);
        end = std::min(find_outside_quotes(head, ";"), head.size());
        add_parameter(property, storage::trimmed(head.substr(0, end)));
    }
    return property;
}

bool is_quoted_printable(const Card_property& property) {
    return in_capitals(property.parameter("ENCODING")) == "QUOTED-PRINTABLE";
}

bool is_binary(const Card_property& property, std::string_view value) {
    const std::string encoding = in_capitals(property.parameter("ENCODING"));
    return encoding == "B" || encoding == "BASE64" || in_small_letters(value.substr(0, 5)) == "data:";
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (small(c) >= 'a' && small(c) <= 'f') return small(c) - 'a' + 10;
    return -1;
}

/// RFC 2045, 6.7; a "=" that begins no byte stands for itself.
std::string from_quoted_printable(std::string_view value) {
    std::string bytes;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const int high = i + 2 < value.size() ? hex_digit(value[i + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(value[i + 2]);
        if (value[i] == '=' && low >= 0) {
            bytes += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            bytes += value[i];
        }
    }
    return bytes;
}

std::optional<Encoding> encoding_of(std::string_view charset) {
    struct Alias {
        std::string_view charset, key;
    };
    constexpr std::array aliases{
        Alias{"utf8", "utf-8"},          Alias{"iso-8859-1", "windows-1252"}, Alias{"iso-8859-15", "windows-1252"},
        Alias{"latin1", "windows-1252"}, Alias{"us-ascii", "utf-8"},          Alias{"iso-8859-2", "windows-1250"},
        Alias{"shift_jis", "shift-jis"}, Alias{"sjis", "shift-jis"},
    };
    const std::string name = in_small_letters(charset);
    const auto* const alias = std::ranges::find(aliases, name, &Alias::charset);
    return encoding_called(alias == aliases.end() ? std::string_view(name) : alias->key);
}

}  // namespace

std::string_view Card_property::parameter(std::string_view called) const {
    const auto at = std::ranges::find(parameters, called, &std::pair<std::string, std::string>::first);
    return at == parameters.end() ? std::string_view{} : std::string_view(at->second);
}

std::vector<std::string> Card_property::types() const {
    std::vector<std::string> all;
    for (const auto& [parameter_name, words] : parameters) {
        if (parameter_name != "TYPE") continue;
        for (std::string_view rest = words; !rest.empty();) {
            const auto end = std::min(rest.find(','), rest.size());
            std::string word = in_small_letters(storage::trimmed(rest.substr(0, end)));
            if (!word.empty() && !std::ranges::contains(all, word)) all.push_back(std::move(word));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return all;
}

bool Card_property::has_type(std::string_view type) const { return std::ranges::contains(types(), type); }

const Card_property* Card::find(std::string_view name) const {
    const auto at = std::ranges::find(properties, name, &Card_property::name);
    return at == properties.end() ? nullptr : &*at;
}

const Card_property* Card::of_group(std::string_view group, std::string_view name) const {
    if (group.empty()) return nullptr;
    const auto at = std::ranges::find_if(
        properties, [&](const Card_property& property) { return property.group == group && property.name == name; });
    return at == properties.end() ? nullptr : &*at;
}

bool has_cards(std::string_view text) {
    constexpr std::size_t first_bytes = 4096;
    std::string_view rest = text.substr(0, first_bytes);
    if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
        if (is_mark(rest.substr(0, end), begin_mark)) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

Card_reader::Card_reader(std::string_view text, Encoding encoding)
    : text_(text)
    , encoding_(encoding) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

bool Card_reader::next(Card& card) {
    card = {};
    kept_ = 0;
    is_old_ = false;
    while (!begun_ && next_line()) begun_ = begins_card();
    if (!begun_) return false;
    begun_ = false;
    std::size_t inside = 0;  // cards within this one
    card.is_open = true;
    while (card.is_open && next_line()) {
        if (begins_card()) {
            const bool nested = inside > 0 || (!card.properties.empty() && card.properties.back().name == "AGENT");
            if (!nested) {
                begun_ = true;
                card.is_open = false;  // another one has begun; who wrote it knows no ends
            } else {
                ++inside;
            }
        } else if (ends_card()) {
            if (inside == 0)
                card.is_open = false;
            else
                --inside;
        } else if (inside == 0) {
            take_line(card);
        }
    }
    card.is_old = is_old_;
    return true;
}

bool Card_reader::begins_card() const { return line_.size() < 64 && is_mark(line_, begin_mark); }

bool Card_reader::ends_card() const { return line_.size() < 64 && is_mark(line_, end_mark); }

std::string_view Card_reader::raw_line() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find_first_of("\r\n", begin), text_.size());
    at_ = end;
    if (at_ < text_.size()) at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    return text_.substr(begin, end - begin);
}

void Card_reader::append(std::string_view part) {
    line_bytes_ += part.size();
    line_ += part.substr(0, most_bytes - std::min(most_bytes, line_.size()));
}

/// The next line that has something in it, with those that go on with it; false at the end.
bool Card_reader::next_line() {
    line_.clear();
    line_bytes_ = 0;
    while (at_ < text_.size() && line_.empty()) append(raw_line());
    if (line_.empty()) return false;
    join_soft_breaks();
    while (at_ < text_.size() && is_blank(text_[at_])) {
        std::string_view part = raw_line();
        if (!is_old_) part.remove_prefix(1);
        append(part);
    }
    return true;
}

/// Lines of quoted-printable end with "=" where the next one goes on.
void Card_reader::join_soft_breaks() {
    const std::string_view head = head_of(line_);
    if (!in_capitals(head).contains("QUOTED-PRINTABLE")) return;
    while (line_.ends_with('=') && line_.size() < most_bytes) {
        line_.pop_back();
        --line_bytes_;
        append(raw_line());
    }
}

/// As much of it as the card may have.
std::string_view Card_reader::within_limits(Card& card, std::string_view part) {
    const std::size_t size = std::min(part.size(), most_bytes - kept_);
    card.is_cut |= size < part.size() || line_.size() < line_bytes_;
    kept_ += size;
    return part.substr(0, size);
}

void Card_reader::take_line(Card& card) {
    const std::string_view head = head_of(line_);
    if (head.empty()) return go_on_with_last(card);
    if (card.properties.size() == most_properties || kept_ + head.size() > most_bytes) {
        card.is_cut = true;
        return;
    }
    kept_ += head.size();
    Card_property property = property_of(head);
    const std::string_view value = std::string_view(line_).substr(head.size() + 1);
    if (property.name == "VERSION") is_old_ = storage::trimmed(value) == "2.1";
    property.bytes = line_bytes_ - (head.size() + 1);
    property.is_binary = is_binary(property, value);
    if (!property.is_binary) property.value = decoded_value(property, within_limits(card, value));
    card.properties.push_back(std::move(property));
}

void Card_reader::go_on_with_last(Card& card) {
    if (card.properties.empty()) return;
    Card_property& last = card.properties.back();
    last.bytes += line_bytes_;
    if (last.is_binary) return;
    last.value += (is_old_ ? "\n" : "\\n") + decoded_value(last, within_limits(card, line_));
}

std::string Card_reader::decoded_value(const Card_property& property, std::string_view value) const {
    const std::string bytes = is_quoted_printable(property) ? from_quoted_printable(value) : std::string(value);
    const Encoding encoding = encoding_of(property.parameter("CHARSET")).value_or(encoding_);
    const bool is_wide = encoding == Encoding::utf_16_le || encoding == Encoding::utf_16_be;
    return decoded(bytes, is_wide ? Encoding::utf_8 : encoding);
}

std::string unescaped(std::string_view value, bool is_old) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        if (next == ';' || next == ',' || next == ':' || next == '\\') {
            text += next;
            ++i;
        } else if (!is_old && (next == 'n' || next == 'N')) {
            text += '\n';
            ++i;
        } else {
            text += value[i];
        }
    }
    return text;
}

std::vector<std::string> cut_unescaped(std::string_view value, char sign, bool is_old) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\') {
            ++i;
        } else if (value[i] == sign) {
            parts.push_back(unescaped(value.substr(begin, i - begin), is_old));
            begin = i + 1;
        }
    }
    parts.push_back(unescaped(value.substr(begin), is_old));
    return parts;
}

}  // namespace exchange
