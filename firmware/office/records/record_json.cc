#include "office/records/record_json.h"

#include <algorithm>
#include <format>
#include <iterator>

#include "office/records/names.h"
#include "storage/digest.h"
#include "storage/values/date.h"
#include "storage/values/position.h"

namespace office {

using storage::Column;
using storage::Control;

namespace {

constexpr std::string_view currency_name = "currency";

/// Members of an object, with objects inside for dotted names, whose members come one after another.
class Object {
  public:
    explicit Object(std::string& out)
        : out_(out) {
        out_ += '{';
    }

    /// What follows is the value of this member.
    void member(std::string_view dotted) {
        while (!dotted.starts_with(group_)) close();
        for (auto dot = dotted.find('.', group_.size()); dot != std::string_view::npos;
             dot = dotted.find('.', dot + 1)) {
            name(dotted.substr(group_.size(), dot - group_.size()));
            out_ += '{';
            empty_ = true;
            group_ = dotted.substr(0, dot + 1);
        }
        name(dotted.substr(group_.size()));
    }

    void end() {
        while (!group_.empty()) close();
        out_ += '}';
    }

  private:
    void name(std::string_view name) {
        out_.append(empty_ ? "\"" : ",\"").append(name).append("\":");  // as declared: letters, digits and "_"
        empty_ = false;
    }

    void close() {
        out_ += '}';
        group_.remove_suffix(1);
        group_ = group_.substr(0, group_.rfind('.') + 1);
    }

    std::string& out_;
    std::string_view group_;  ///< "billing_address." while its members are written
    bool empty_ = true;
};

void append_list(std::string& out, std::string_view text, auto&& append_element) {
    out += '[';
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        if (begin > 0) out += ',';
        append_element(out, storage::trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    out += ']';
}

/// {"kind": "client", "id": 7}
void append_any(std::string& out, std::string_view text) {
    const auto any = storage::parse_any(text);
    if (!any || !*any) {
        out += "null";
        return;
    }
    out += R"({"kind":)";
    append_string(out, name_of_kind(any->kind));
    std::format_to(std::back_inserter(out), R"(,"id":{}}})", any->id);
}

/// {"lat": 48.137, "lon": 11.575}
void append_position(std::string& out, std::string_view text) {
    const auto position = storage::parse_position(text);
    if (!position || *position == storage::Position{})
        out += "null";
    else
        std::format_to(std::back_inserter(out), R"({{"lat":{},"lon":{}}})", storage::show_degrees(position->lat),
                       storage::show_degrees(position->lon));
}

void append_file(std::string& out, std::string_view text) {
    const auto file = storage::parse_file(text);
    if (!file || file->digest.empty()) {
        out += "null";
        return;
    }
    out += R"({"name":)";
    append_string(out, file->name);
    out += R"(,"type":)";
    append_string(out, file->type);
    std::format_to(std::back_inserter(out), R"(,"size":{},"sha256":"{}"}})", file->size, storage::hex(file->digest));
}

void append_plain(std::string& out, std::string_view text) { out += text; }

void append_value(std::string& out, const Column& column, std::string_view text) {
    if (column.optional && text.empty()) {
        out += "null";
        return;
    }
    switch (column.control) {
    case Control::record: return append_any(out, text);
    case Control::file: return append_file(out, text);
    case Control::position: return append_position(out, text);
    case Control::checkbox: out += text == "yes" ? "true" : "false"; return;
    case Control::tags: return append_list(out, text, append_plain);
    case Control::multi: return append_list(out, text, append_string);
    case Control::stars: out += text.empty() ? "0" : text; return;
    case Control::picker:
    case Control::percent:
    case Control::number: out += text.empty() ? "null" : text; return;
    case Control::money:
    case Control::date:
    case Control::moment:
    case Control::duration:
    case Control::time:
    case Control::select:
        if (text.empty())
            out += "null";
        else
            append_string(out, text);
        return;
    default: append_string(out, text);
    }
}

void append_lines(std::string& out, const storage::Row& table) {
    out += '[';
    for (const auto& line : table.lines) {
        if (&line != &table.lines.front()) out += ',';
        Object object(out);
        object.member("line");
        out += std::to_string(line.number);
        for (const storage::Row& cell : line.cells) {
            if (cell.column->attributes.hidden) continue;
            object.member(storage::name_in_row(*cell.column));
            append_value(out, *cell.column, cell.text);
        }
        object.end();
    }
    out += ']';
}

void append_escaped(std::string& out, char character) {
    switch (character) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: std::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(character));
    }
}

bool is_escaped(char character) {
    return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto plain = std::ranges::find_if(text, is_escaped) - text.begin();
        out += text.substr(0, static_cast<std::size_t>(plain));
        text.remove_prefix(static_cast<std::size_t>(plain));
        if (text.empty()) break;
        append_escaped(out, text.front());
        text.remove_prefix(1);
    }
    out += '"';
}

storage::Rows shown_rows(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                         const storage::Definitions& definitions) {
    storage::Rows rows = type.show(raw.fields, definitions);
    std::ranges::move(read.figures(type, raw.id), std::back_inserter(rows));
    std::erase_if(rows, [&](const storage::Row& row) { return !read.shows(*row.column); });
    return rows;
}

void append_seen(std::string& out, const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                 const storage::Definitions& definitions) {
    if (type.definer() == nullptr)
        return append_record(out, raw, shown_rows(read, type, raw, definitions), definitions.currency);
    const storage::Definitions own = read.definitions(type, raw.fields);  // rows point into it
    append_record(out, raw, shown_rows(read, type, raw, own), own.currency);
}

bool says_currency(const storage::Record_type& type, const storage::Definitions& definitions) {
    bool amounts = false;
    bool own = false;
    type.each_column(definitions, [&](const Column& column) {
        amounts = amounts || column.in_currency();
        own = own || column.name == currency_name;
    });
    return amounts && !own;
}

void append_record(std::string& out, const storage::Raw& raw, const storage::Rows& rows,
                   const storage::Currency& currency) {
    Object object(out);
    object.member("id");
    out += std::to_string(raw.id);
    object.member("revision");
    out += std::to_string(raw.revision);
    object.member("created");
    append_string(out, storage::show_moment(raw.created));
    object.member("changed");
    append_string(out, storage::show_moment(raw.changed));
    const bool own = std::ranges::any_of(rows, [](const auto& row) { return row.column->name == currency_name; });
    if (!own && std::ranges::any_of(rows, [](const auto& row) { return row.column->in_currency(); })) {
        object.member(currency_name);
        append_string(out, currency.code);
    }
    for (const storage::Row& row : rows) {
        if (row.column->attributes.hidden) continue;
        object.member(row.column->name);
        if (row.column->control == Control::rows)
            append_lines(out, row);
        else
            append_value(out, *row.column, row.text);
    }
    object.end();
}

}  // namespace office
