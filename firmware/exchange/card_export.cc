#include "exchange/card_export.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>

#include "exchange/own_id.h"
#include "exchange/person_name.h"
#include "exchange/words_for.h"
#include "office/records/names.h"
#include "storage/value.h"

namespace exchange {

namespace {

constexpr std::size_t batch = 500;

/// A text as the value of a property.
std::string escaped(std::string_view text) {
    std::string all;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') {
            all += "\\n";
            continue;
        }
        if (c == '\\' || c == ',' || c == ';') all += '\\';
        all += c;
    }
    return all;
}

std::string joined(std::initializer_list<std::string_view> parts, char sign) {
    std::string all;
    for (const std::string_view& part : parts) {
        if (&part != parts.begin()) all += sign;
        all += escaped(part);
    }
    return all;
}

bool goes_on_a_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// At most 75 bytes a line, letters whole.
void append_line(std::string& out, std::string_view line) {
    std::size_t longest = 75;
    while (line.size() > longest) {
        std::size_t cut = longest;
        while (cut > 1 && goes_on_a_letter(line[cut])) --cut;
        out += line.substr(0, cut);
        out += "\r\n ";
        line.remove_prefix(cut);
        longest = 74;
    }
    out += line;
    out += "\r\n";
}

/// What a record says, by the names of its columns.
class Said {
  public:
    Said(const storage::Read& read, const storage::Rows& rows) {
        for (const storage::Row& row : rows)
            texts_[row.column->name] = row.column->refers() ? office::names_of(read, row) : row.text;
    }
    std::string_view of(std::string_view column) const {
        const auto at = texts_.find(column);
        return at == texts_.end() ? std::string_view{} : std::string_view(at->second);
    }

  private:
    std::map<std::string, std::string, std::less<>> texts_;
};

class Card_text {
  public:
    Card_text(std::string& out, const storage::Record_type& type, const Said& said, Card_version version)
        : out_(out)
        , type_(type)
        , said_(said)
        , is_new_(version == Card_version::four) {}

    void write(const storage::Raw& raw) {
        line("BEGIN:VCARD");
        line(is_new_ ? "VERSION:4.0" : "VERSION:3.0");
        write_names();
        put("EMAIL", is_new_ ? "" : ";TYPE=INTERNET", said_.of("email"));
        put("TEL", is_new_ ? ";TYPE=voice;PREF=1" : ";TYPE=VOICE,PREF", said_.of("phone"));
        put("TEL", is_new_ ? ";TYPE=voice" : ";TYPE=VOICE", said_.of("other_phone"));
        write_address();
        put("URL", "", said_.of("website"));
        put("TITLE", "", said_.of("position"));
        put("NOTE", "", said_.of("description"));
        write_tags();
        line("X-CLIENTBOX-ID:" + own_id(raw));
        line("REV:" + storage::show_moment(raw.changed));
        line("END:VCARD");
    }

  private:
    void line(const std::string& text) { append_line(out_, text); }
    void put(std::string_view name, std::string_view parameters, std::string_view value) {
        if (!value.empty()) line(std::format("{}{}:{}", name, parameters, escaped(value)));
    }

    void write_names() {
        const std::string_view organisation = said_.of("organisation");
        std::string first(said_.of("first_name"));
        std::string last(said_.of("last_name"));
        const bool is_office =
            said_.of("type") == "organisation" || type_.column("name")->attributes.autocomplete == "organization";
        std::string full(is_office ? organisation : storage::trimmed(first + " " + last));
        if (full.empty()) full = said_.of("name");
        if (!is_office && first.empty() && last.empty()) {
            auto [given, family] = person_name(full, Name_order::given_first);
            first = std::move(given);
            last = std::move(family);
        }
        if (is_office && is_new_) line("KIND:org");
        line("FN:" + escaped(full));
        line("N:" + (is_office ? joined({full, "", "", "", ""}, ';') : joined({last, first, "", "", ""}, ';')));
        put("ORG", "", is_office ? std::string_view(full) : said_.of("company"));
        if (is_office && !is_new_) line("X-ABShowAs:COMPANY");
    }

    void write_address() {
        const bool is_billing = type_.column("billing_address.street") != nullptr;
        const auto part = [&](std::string_view name) {
            return said_.of(std::format("{}address.{}", is_billing ? "billing_" : "", name));
        };
        const auto parts = {std::string_view{}, std::string_view{}, part("street"), part("city"),
                            part("region"),     part("postcode"),   part("country")};
        if (std::ranges::all_of(parts, &std::string_view::empty)) return;
        line("ADR:" + joined(parts, ';'));
    }

    void write_tags() {
        std::string tags;
        for (const std::string& tag : parts_of(said_.of("tags"), true))
            tags += (tags.empty() ? "" : ",") + escaped(tag);
        if (!tags.empty()) line("CATEGORIES:" + tags);
    }

    std::string& out_;
    const storage::Record_type& type_;
    const Said& said_;
    bool is_new_;
};

}  // namespace

Card_export::Card_export(const storage::Store& store, const storage::Record_type& type, storage::List list,
                         Card_version version, std::shared_ptr<const storage::Scope> scope)
    : store_(&store)
    , type_(&type)
    , scope_(std::move(scope))
    , list_(std::move(list))
    , version_(version) {
    list_.limit = batch;
}

bool Card_export::next(std::string& out) {
    if (ended_) return false;
    store_->read(scope_.get(), [&](const storage::Read& read) {
        storage::Page page = read.select(*type_, list_);
        list_.after = std::move(page.next);
        ended_ = list_.after.empty();
        const storage::Definitions definitions = read.definitions(*type_);
        for (const storage::Raw& raw : read.get_many(*type_, page.ids)) append_card(read, raw, definitions, out);
    });
    return !ended_;
}

void Card_export::append_card(const storage::Read& read, const storage::Raw& raw,
                              const storage::Definitions& definitions, std::string& out) const {
    const storage::Rows rows = type_->show(raw.fields, definitions);
    const Said said(read, rows);
    Card_text(out, *type_, said, version_).write(raw);
}

}  // namespace exchange
