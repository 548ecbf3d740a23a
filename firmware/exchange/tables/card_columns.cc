#include "exchange/tables/card_columns.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <vector>

#include "storage/value.h"
#include "storage/words.h"

namespace exchange {

namespace {

constexpr std::array<std::string_view, card_columns> titles{
    "clientbox_id", "Type",        "First name",   "Last name", "Full name",   "Company",      "E-mail",
    "Phone",        "Other phone", "Street",       "City",      "Region",      "Postcode",     "Country",
    "Website",      "Position",    "Tags",         "Notes",     "More phones", "More e-mails", "More addresses",
    "Department",   "Birthday",    "More details", "Pictures",
};
static_assert(static_cast<std::size_t>(Card_column::pictures) + 1 == card_columns);

/// What only says how the card itself was made and kept.
constexpr std::array<std::string_view, 17> says_nothing{
    "VERSION", "PRODID",    "REV",     "UID",     "SORT-STRING", "CLASS",        "SOURCE",         "NAME",  "MAILER",
    "PROFILE", "X-ABLABEL", "X-ABADR", "X-ABUID", "X-ABSHOWAS",  "CLIENTPIDMAP", "X-CLIENTBOX-ID", "BEGIN",
};

constexpr std::array<std::string_view, 17> has_a_column{
    "N",     "FN",   "ORG",        "KIND", "EMAIL", "TEL",   "ADR",   "URL",
    "TITLE", "ROLE", "CATEGORIES", "NOTE", "BDAY",  "LABEL", "AGENT", "X-ADDRESSBOOKSERVER-KIND",
    "END",
};

constexpr std::array<std::string_view, 4> pictures{"PHOTO", "LOGO", "SOUND", "KEY"};

/// One of several values of a kind.
struct Value {
    std::string label, text;
    int preference = 0;     ///< 1 is the first
    bool is_spare = false;  ///< a fax: never the number that is called
};

void add(std::string& all, std::string_view separator, std::string_view part) {
    if (part.empty()) return;
    if (!all.empty()) all += separator;
    all += part;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string all;
    for (const std::string& part : parts) add(all, separator, storage::trimmed(part));
    return all;
}

class Card_reading {
  public:
    explicit Card_reading(const Card& card)
        : card_(card) {}

    Card_cells cells() {
        if (is("group")) {  // RFC 6350, section 6.1.4: it has members, and says nothing of anybody
            of(Card_column::more_details) = "This card is a group of contacts";
            return std::move(cells_);
        }
        read_names();
        put_values("EMAIL", {&of(Card_column::email)}, Card_column::more_emails);
        put_values("TEL", {&of(Card_column::phone), &of(Card_column::other_phone)}, Card_column::more_phones);
        put_values("URL", {&of(Card_column::website)}, Card_column::more_details);
        read_addresses();
        for (const Card_property& property : card_.properties) read(property);
        if (card_.is_cut) add(of(Card_column::more_details), "\n", "This card is too long: its end is missing");
        if (card_.is_open && std::ranges::any_of(cells_, [](const std::string& cell) { return !cell.empty(); }))
            add(of(Card_column::more_details), "\n", "This card has no end: its file was cut off");
        return std::move(cells_);
    }

  private:
    std::string& of(Card_column column) { return cells_.at(static_cast<std::size_t>(column)); }

    std::string plain(const Card_property& property) const {
        return std::string(storage::trimmed(unescaped(property.value, card_.is_old)));
    }
    std::vector<std::string> parts(const Card_property& property, std::size_t at_least) const {
        auto all = cut_unescaped(property.value, ';', card_.is_old);
        if (all.size() < at_least) all.resize(at_least);
        return all;
    }

    bool is(std::string_view kind) const {
        return std::ranges::any_of(std::array{"KIND", "X-ADDRESSBOOKSERVER-KIND"}, [&](std::string_view name) {
            const Card_property* said = card_.find(name);
            return said != nullptr && storage::lowered(plain(*said)) == kind;
        });
    }
    bool is_organisation() const {
        if (is("org") || is("organization")) return true;
        const Card_property* shown_as = card_.find("X-ABSHOWAS");
        return shown_as != nullptr && storage::lowered(plain(*shown_as)) == "company";
    }

    void read_names();
    void read_addresses();
    void read(const Card_property& property);
    void read_birthday(const Card_property& property);
    std::string label_of(const Card_property& property) const;
    std::vector<Value> values(std::string_view name) const;
    void put_values(std::string_view name, std::vector<std::string*> cells, Card_column others);
    void put_address(const std::vector<std::string>& parts);

    const Card& card_;
    Card_cells cells_;
};

void Card_reading::read_names() {
    if (const Card_property* full = card_.find("FN")) of(Card_column::full_name) = plain(*full);
    if (const Card_property* name = card_.find("N")) {
        const auto part = parts(*name, 5);  // family; given; additional; before; behind
        of(Card_column::first_name) = joined({part[3], part[1], part[2]}, " ");
        of(Card_column::last_name) = joined({part[0], part[4]}, " ");
    }
    if (const Card_property* org = card_.find("ORG")) {
        auto part = parts(*org, 1);
        of(Card_column::company) = storage::trimmed(part.front());
        part.erase(part.begin());
        of(Card_column::department) = joined(part, ", ");
    }
    if (is_organisation()) {
        of(Card_column::type) = "organisation";
        if (of(Card_column::full_name).empty()) of(Card_column::full_name) = of(Card_column::company);
        if (of(Card_column::full_name).empty()) of(Card_column::full_name) = of(Card_column::last_name);
        of(Card_column::first_name).clear();
        of(Card_column::last_name).clear();
        if (of(Card_column::company) == of(Card_column::full_name)) of(Card_column::company).clear();
    } else if (of(Card_column::full_name).empty()) {
        of(Card_column::full_name) = joined({of(Card_column::first_name), of(Card_column::last_name)}, " ");
    }
}

/// "_$!<Home>!$_" is how Apple writes its own words.
std::string Card_reading::label_of(const Card_property& property) const {
    if (const Card_property* label = card_.of_group(property.group, "X-ABLABEL")) {
        std::string text = plain(*label);
        if (text.starts_with("_$!<") && text.ends_with(">!$_")) text = text.substr(4, text.size() - 8);
        if (!text.empty()) return text;
    }
    constexpr std::array<std::string_view, 6> says_little{"pref", "voice", "internet", "x-internet", "text", "other"};
    std::string label;
    for (const std::string& type : property.types())
        if (!std::ranges::contains(says_little, type)) add(label, " ", type);
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z') label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

int preference_of(const Card_property& property) {
    constexpr int last = 101;
    int number = property.has_type("pref") ? 1 : last;
    const std::string_view told = property.parameter("PREF");
    std::from_chars(told.data(), told.data() + told.size(), number);
    return number;
}

std::string without_scheme(std::string text) {
    for (const std::string_view scheme : {"tel:", "mailto:"})
        if (storage::lowered(std::string_view(text).substr(0, scheme.size())) == scheme)
            return text.substr(scheme.size(), text.find_first_of(";?") - scheme.size());
    return text;
}

/// The preferred first, the others as they stand.
std::vector<Value> Card_reading::values(std::string_view name) const {
    std::vector<Value> all;
    for (const Card_property& property : card_.properties) {
        if (property.name != name) continue;
        Value value{label_of(property), without_scheme(plain(property)), preference_of(property),
                    property.has_type("fax") || property.has_type("pager")};
        if (!value.text.empty() && !std::ranges::contains(all, value.text, &Value::text))
            all.push_back(std::move(value));
    }
    std::ranges::stable_sort(all, {}, [](const Value& value) { return std::pair(value.is_spare, value.preference); });
    return all;
}

void add_labelled(std::string& all, std::string_view label, std::string_view text) {
    add(all, "\n", label.empty() ? std::string(text) : std::format("{}: {}", label, text));
}

void Card_reading::put_values(std::string_view name, std::vector<std::string*> cells, Card_column others) {
    std::size_t used = 0;
    for (const Value& value : values(name))
        if (used < cells.size() && !value.is_spare)
            *cells[used++] = value.text;
        else
            add_labelled(of(others), value.label, value.text);
}

/// Post box; more of the street; street; city; region; postcode; country
void Card_reading::put_address(const std::vector<std::string>& parts) {
    of(Card_column::street) = joined({parts[2], parts[1], parts[0]}, ", ");
    of(Card_column::city) = storage::trimmed(parts[3]);
    of(Card_column::region) = storage::trimmed(parts[4]);
    of(Card_column::postcode) = storage::trimmed(parts[5]);
    of(Card_column::country) = storage::trimmed(parts[6]);
}

void Card_reading::read_addresses() {
    const Card_property* first = nullptr;
    const auto says_something = [&](const Card_property& property) { return !joined(parts(property, 7), "").empty(); };
    for (const Card_property& property : card_.properties)
        if (property.name == "ADR" && says_something(property) &&
            (first == nullptr || preference_of(property) < preference_of(*first)))
            first = &property;
    if (first != nullptr) put_address(parts(*first, 7));
    for (const Card_property& property : card_.properties) {
        const bool is_label = property.name == "LABEL" && first == nullptr;
        if (&property == first || (property.name != "ADR" && !is_label)) continue;
        const std::string address = is_label ? plain(property) : joined(parts(property, 7), ", ");
        if (!address.empty()) add_labelled(of(Card_column::more_addresses), label_of(property), address);
    }
}

/// "19800501" and "1980-05-01T00:00:00Z" → "1980-05-01"; without a year "--05-01".
void Card_reading::read_birthday(const Card_property& property) {
    std::string text = plain(property);
    std::string digits;
    for (const char c : std::string_view(text).substr(0, text.find('T')))
        if (c >= '0' && c <= '9') digits += c;
    const bool lacks_year = text.starts_with("--");
    const std::string_view omitted = property.parameter("X-APPLE-OMIT-YEAR");
    if (lacks_year && digits.size() == 4) {
        text = std::format("--{}-{}", digits.substr(0, 2), digits.substr(2));
    } else if (!lacks_year && digits.size() == 8 && property.parameter("VALUE") != "text") {
        const std::string day = std::format("{}-{}", digits.substr(4, 2), digits.substr(6));
        const std::string year = digits.substr(0, 4);
        text = year == omitted || year == "1604" ? "--" + day : year + "-" + day;
    }
    add(of(Card_column::birthday), ", ", text);
}

std::string written_name(std::string_view name) {
    if (name.starts_with("X-")) name.remove_prefix(2);
    std::string word = storage::lowered(name);
    std::ranges::replace(word, '-', ' ');
    if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

void Card_reading::read(const Card_property& property) {
    constexpr std::size_t longest_known = 200;
    const auto is_one_of = [&](const auto& names) { return std::ranges::contains(names, property.name); };
    if (property.is_binary || (is_one_of(pictures) && property.bytes > longest_known)) {
        add(of(Card_column::pictures), ", ", std::format("{} ({} kB)", property.name, (property.bytes + 999) / 1000));
        return;
    }
    const std::string text = plain(property);
    if (text.empty()) return;
    if (property.name == "NOTE") return add(of(Card_column::notes), "\n", text);
    if (property.name == "TITLE" || property.name == "ROLE") return add(of(Card_column::position), ", ", text);
    if (property.name == "BDAY") return read_birthday(property);
    if (property.name == "X-CLIENTBOX-ID") of(Card_column::own_id) = text;
    if (property.name == "CATEGORIES")
        return add(of(Card_column::tags), ", ", joined(cut_unescaped(property.value, ',', card_.is_old), ", "));
    if (is_one_of(says_nothing) || is_one_of(has_a_column)) return;
    const std::string said = joined(parts(property, 1), ", ");
    std::string label = written_name(property.name);
    if (const std::string more = label_of(property); !more.empty()) label += " (" + more + ")";
    add_labelled(of(Card_column::more_details), label, said);
}

}  // namespace

std::string_view title_of(Card_column column) { return titles.at(static_cast<std::size_t>(column)); }

Card_cells cells_of(const Card& card) { return Card_reading(card).cells(); }

}  // namespace exchange
