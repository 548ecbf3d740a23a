#include "office/records/asking.h"

#include <algorithm>
#include <array>
#include <format>

#include "office/records/days.h"
#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/plain.h"
#include "storage/words.h"

namespace office {

using storage::Column;
using storage::Control;
using storage::Filter;
using storage::Parsed;

namespace {

constexpr std::array parts{std::string_view{"mode"},  std::string_view{"from"},   std::string_view{"to"},
                           std::string_view{"after"}, std::string_view{"before"}, std::string_view{"empty"}};
constexpr const char* not_filtered_by = "is not a field that records can be filtered by";

/// "due.from" and "due" → "from"; the field's own name → "".
std::string_view part_of(std::string_view parameter, const Column& column) {
    return parameter.size() == column.name.size() ? "" : parameter.substr(column.name.size() + 1);
}

Asked::About about(std::string_view part) {
    if (part.empty() || part == "mode") return Asked::values;
    return part == "empty" ? Asked::emptiness : Asked::range;
}

/// Makes filters of what was typed.
class Judge {
  public:
    Judge(const storage::Read& read, const Asker& asker, const storage::Currency& currency)
        : read_(read)
        , asker_(asker)
        , currency_(currency) {}

    void judge(Asked& asked) const {
        if (is_day(*asked.column)) make_days_plain(asked);
        if (!asked.errors.empty()) return;
        switch (asked.about) {
        case Asked::values: return is_day(*asked.column) ? judge_days(asked) : judge_values(asked);
        case Asked::range: return judge_range(asked);
        case Asked::emptiness: return judge_emptiness(asked);
        }
    }

  private:
    Today today() const { return {asker_.today, asker_.style.week_begins}; }

    /// So that links and fields of the list have them as programs write them too.
    void make_days_plain(Asked& asked) const {
        for (auto& [name, typed] : asked.typed) {
            const std::string_view part = part_of(name, *asked.column);
            if (part == "mode" || part == "empty") continue;
            if (auto plain = plain_day(typed))
                typed = std::move(*plain);
            else
                asked.errors.emplace(name, plain.error());
        }
    }

    /// Words for days and moments stay as they are.
    Parsed<std::string> plain_day(std::string_view typed) const {
        if (parse_days(typed, today()) || storage::parse_moment(typed)) return std::string(typed);
        return storage::plain_date(typed, asker_.style.dates);
    }

    static Filter::Mode mode_of(Asked& asked) {
        const std::string_view mode = asked.first("mode");
        if (mode == "all") return Filter::all;
        if (mode == "none") return Filter::none;
        if (!mode.empty() && mode != "any")
            asked.errors.emplace(asked.column->name + ".mode", "must be any, all or none");
        return Filter::any;
    }

    void judge_values(Asked& asked) const {
        asked.filter.mode = mode_of(asked);
        for (const std::string_view typed : asked.all("")) {
            if (auto key = key_of(*asked.column, typed))
                asked.filter.keys.push_back(std::move(*key));
            else
                asked.errors.emplace(asked.column->name, key.error());
        }
    }

    /// One span of them, or several single ones.
    void judge_days(Asked& asked) const {
        asked.filter.mode = mode_of(asked);
        std::vector<Value_span> spans;
        for (const std::string_view typed : asked.all("")) {
            if (auto span = span_of(*asked.column, typed, today(), currency_))
                spans.push_back(std::move(*span));
            else
                asked.errors.emplace(asked.column->name, span.error());
        }
        if (std::ranges::all_of(spans, &Value_span::is_one)) {
            for (Value_span& span : spans) asked.filter.keys.push_back(std::move(span.first));
        } else if (spans.size() == 1) {
            asked.filter.mode = asked.filter.mode == Filter::none ? Filter::not_between : Filter::between;
            asked.filter.from = spans.front().first;
            asked.filter.to = spans.front().last;
        } else {
            asked.errors.emplace(asked.column->name, "cannot be asked for together with other days");
        }
    }

    void judge_range(Asked& asked) const {
        Value_span range = all_values(*asked.column);
        for (const auto& [name, typed] : asked.typed) {
            const std::string_view part = part_of(name, *asked.column);
            const auto span = plain(*asked.column, typed).and_then([&](const std::string& text) {
                return span_of(*asked.column, text, today(), currency_);
            });
            if (!span)
                asked.errors.emplace(name, span.error());
            else
                range.narrow(part, *span);
        }
        asked.filter.mode = Filter::between;
        asked.filter.from = std::move(range.first);
        if (!range.last.empty()) asked.filter.to = std::move(range.last);
    }

    static void judge_emptiness(Asked& asked) {
        const std::string_view typed = asked.first("empty");
        if (typed != "yes" && typed != "no")
            asked.errors.emplace(asked.column->name + ".empty", "must be yes or no");
        else
            asked.filter = emptiness(*asked.column, typed == "yes");
    }

    /// Days are plain already.
    Parsed<std::string> plain(const Column& column, const std::string& typed) const {
        return is_day(column) ? typed : plain_text(column, typed, asker_.style, currency_);
    }

    Parsed<std::string> key_of(const Column& column, std::string_view typed) const {
        const auto text = column.refers_to_any()  ? Names(read_, {}).any_of(typed)
                          : column.refers_to != 0 ? id_of(column, typed)
                                                  : plain_text(column, typed, asker_.style, currency_);
        return text.and_then([&](const std::string& known) { return storage::index_key(column, known, currency_); });
    }

    Parsed<std::string> id_of(const Column& column, std::string_view typed) const {
        if (typed == "me" && column.refers_to == asker_.kind) return std::to_string(asker_.id);
        if (storage::parse_id(typed)) return std::string(typed);
        return id_named(read_, column.refers_to, typed).and_then([&](storage::Id id) -> Parsed<std::string> {
            if (id == 0) return std::unexpected(kind_row(column.refers_to).naming.unknown);
            return std::to_string(id);
        });
    }

    const storage::Read& read_;
    const Asker& asker_;
    const storage::Currency& currency_;
};

class Reader {
  public:
    Reader(const storage::Record_type& type, const storage::Definitions& definitions)
        : type_(type)
        , definitions_(definitions) {}

    void take(const std::string& name, std::string_view typed) {
        const std::string value(storage::trimmed(typed));
        if (value.empty() || !storage::is_text(value)) return;
        if (name == "q")
            question_.list.words = value;
        else if (name == "after")
            question_.list.after = value;
        else if (name == "limit")
            take_limit(value);
        else if (name == "sort")
            sort_by(value);
        else
            take_condition(name, value);
    }

    Question finish(const Judge& judge, std::string_view usual_sort) {
        if (question_.sort.empty() && !choose_order(usual_sort)) choose_order(created_column().name);
        // A mode alone asks for nothing: a form sends it though nothing is chosen.
        std::erase_if(question_.asked,
                      [](const Asked& asked) { return asked.about == Asked::values && asked.all("").empty(); });
        for (Asked& asked : question_.asked) {
            asked.filter.tag = asked.column->tag;
            judge.judge(asked);
            if (!asked.errors.empty()) asked.filter = {.tag = asked.column->tag};
            question_.list.filters.push_back(asked.filter);
        }
        return std::move(question_);
    }

  private:
    void take_limit(const std::string& value) {
        const auto limit = storage::parse_whole(value).value_or(0);
        if (limit < 1 || limit > static_cast<std::int64_t>(largest_limit))
            question_.errors.emplace("limit", std::format("must be a number from 1 to {}", largest_limit));
        else
            question_.list.limit = static_cast<std::size_t>(limit);
    }

    void sort_by(const std::string& value) {
        if (!choose_order(value)) question_.errors.emplace("sort", "is not a field that records can be sorted by");
    }

    /// False when there is no such order.
    bool choose_order(std::string_view sort) {
        const bool descending = sort.starts_with('-');
        if (descending) sort.remove_prefix(1);
        storage::List& list = question_.list;
        if (sort == "activity") {
            list.tag = storage::index_tag::activity;
        } else {
            const Column* column = find(sort);
            if (column == nullptr || !can_sort(*column)) return false;
            list.tag = column->attributes.by_name ? storage::index_tag::by_name + column->tag : column->tag;
            if (column->custom != 0) storage::put_number(list.within, column->custom);
        }
        list.descending = descending;
        question_.sort = sort;
        return true;
    }

    void take_condition(const std::string& name, std::string value) {
        const auto [column, part] = field_and_part(name);
        const bool possible =
            column != nullptr && can_filter(*column) &&
            (about(part) == Asked::values || (part == "empty" ? can_be_empty(*column) : can_range(*column)));
        if (!possible) {
            question_.errors.emplace(name, not_filtered_by);
            return;
        }
        asked_about(*column, about(part)).typed.emplace_back(name, std::move(value));
    }

    std::pair<const Column*, std::string_view> field_and_part(std::string_view name) const {
        if (const Column* column = find(name)) return {column, ""};
        const auto dot = name.rfind('.');
        if (dot == std::string_view::npos || !std::ranges::contains(parts, name.substr(dot + 1))) return {nullptr, ""};
        return {find(name.substr(0, dot)), name.substr(dot + 1)};
    }

    const Column* find(std::string_view name) const {
        if (const Column* column = storage::Record_type::column(type_, definitions_, name)) return column;
        return name == created_column().name ? &created_column() : nullptr;
    }

    Asked& asked_about(const Column& column, Asked::About about) {
        const auto same = [&](const Asked& asked) { return asked.column == &column && asked.about == about; };
        const auto at = std::ranges::find_if(question_.asked, same);
        return at != question_.asked.end() ? *at : question_.asked.emplace_back(&column, about);
    }

    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    Question question_{.sort = {}, .list = {.tag = 0}, .asked = {}, .errors = {}};
};

}  // namespace

const Column& created_column() {
    static const Column column{.name = "created",
                               .label = "Created",
                               .tag = storage::index_tag::created,
                               .control = Control::moment,
                               .attributes = {.index = storage::Index::sorted, .read_only = true},
                               .key = &storage::declared::key_of_typed<storage::Moment>};
    return column;
}

bool can_sort(const Column& column) {
    if (!column.sortable() || column.attributes.hidden) return false;
    return !column.refers() || column.attributes.by_name;
}

std::vector<std::string_view> Asked::all(std::string_view what) const {
    std::vector<std::string_view> found;
    for (const auto& [name, value] : typed)
        if (part_of(name, *column) == what) found.emplace_back(value);
    return found;
}

std::string_view Asked::first(std::string_view what) const {
    const auto found = all(what);
    return found.empty() ? std::string_view{} : found.front();
}

storage::Errors Question::wrong_conditions() const {
    storage::Errors all;
    for (const Asked& one : asked) all.insert(one.errors.begin(), one.errors.end());
    return all;
}

Question question_of(const storage::Read& read, const storage::Record_type& type,
                     const storage::Definitions& definitions, std::span<const Parameter> url, const Asker& asker,
                     std::string_view usual_sort) {
    Reader reader(type, definitions);
    for (const auto& [name, value] : url) reader.take(name, value);
    return reader.finish(Judge(read, asker, definitions.currency), usual_sort);
}

}  // namespace office
