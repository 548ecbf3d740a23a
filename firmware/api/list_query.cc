#include "api/list_query.h"

#include <format>
#include <map>

#include "office/records/asking.h"
#include "office/records/names.h"
#include "storage/words.h"

namespace api {

namespace {

constexpr std::size_t usual_limit = 50;

class Reader {
  public:
    Reader(const storage::Record_type& type, const storage::Definitions& definitions)
        : type_(type)
        , definitions_(definitions) {}

    void take(const std::string& name, const std::string& value) {
        if (name == "q")
            list_.words = value;
        else if (name == "after")
            list_.after = value;
        else if (name == "limit")
            take_limit(value);
        else if (name == "sort")
            take_order(value);
        else if (const auto asked = office::asked_by(name); asked && column(name) == nullptr)
            take_range(name, *asked, value);
        else
            take_filter(name, value);
    }

    storage::List finish() {
        for (const auto& [column, range] : ranges_) add_range(*column, range);
        if (!ordered_ && !storage::trimmed(list_.words).empty()) order_by_name();
        if (!errors_.empty()) throw storage::Error(std::move(errors_));
        return std::move(list_);
    }

  private:
    struct Range {
        std::string from, to;
    };

    const storage::Column* column(std::string_view name) const {
        return storage::Record_type::column(type_, definitions_, name);
    }

    void order_by_name() {
        if (const auto* name = type_.column("name"); name != nullptr && name->sortable()) list_.tag = name->tag;
    }

    void take_range(const std::string& name, const office::Asked& asked, const std::string& value) {
        const auto* of = column(asked.column);
        const bool possible =
            of != nullptr && (asked.what == "empty" ? office::can_be_empty(*of) : office::can_range(*of));
        if (!possible) {
            errors_.emplace(name, "is not a field that records can be filtered by");
        } else if (asked.what != "empty") {
            (asked.what == "from" ? ranges_[of].from : ranges_[of].to) = value;
            if (const auto key = storage::index_key(*of, value); !key) errors_.emplace(name, key.error());
        } else if (value != "yes" && value != "no") {
            errors_.emplace(name, "must be yes or no");
        } else {
            list_.filters.push_back(office::is_empty(*of, value == "yes"));
        }
    }

    void add_range(const storage::Column& column, const Range& range) {
        if (auto filter = office::in_range(column, range.from, range.to)) list_.filters.push_back(std::move(*filter));
    }

    void take_limit(const std::string& value) {
        const auto limit = storage::parse_whole(value).value_or(0);
        if (limit < 1 || limit > static_cast<std::int64_t>(largest_limit))
            errors_.emplace("limit", std::format("must be a number from 1 to {}", largest_limit));
        list_.limit = static_cast<std::size_t>(limit);
    }

    void take_order(const std::string& value) {
        ordered_ = true;
        list_.descending = value.starts_with('-');
        const auto* column = type_.column(value.substr(list_.descending ? 1 : 0));
        if (column == nullptr || !column->sortable()) {
            errors_.emplace("sort", "is not a field that records can be sorted by");
            return;
        }
        const bool named = column->attributes.by_name;
        list_.tag = named ? storage::index_tag::by_name + column->tag : column->tag;
    }

    void take_filter(const std::string& name, const std::string& value) {
        const auto* column = this->column(name);
        if (column == nullptr || !column->indexed() || column->attributes.hidden) {
            errors_.emplace(name, "is not a field that records can be filtered by");
            return;
        }
        auto key = storage::index_key(*column, column->refers_to_any() ? office::with_kind_number(value) : value);
        if (key)
            list_.filters.push_back({storage::Filter::any, column->tag, {std::move(*key)}});
        else
            errors_.emplace(name, key.error());
    }

    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    storage::List list_{.tag = storage::index_tag::created, .limit = usual_limit};
    std::map<const storage::Column*, Range> ranges_;
    bool ordered_ = false;
    storage::Errors errors_;
};

}  // namespace

storage::List list_query(const http::Pairs& url, const storage::Record_type& type,
                         const storage::Definitions& definitions) {
    Reader reader(type, definitions);
    for (const auto& [name, value] : url) reader.take(name, value);
    return reader.finish();
}

}  // namespace api
