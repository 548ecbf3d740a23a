#include "api/list_query.h"

#include <format>

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
            query_.words = value;
        else if (name == "after")
            query_.list.after = value;
        else if (name == "limit")
            take_limit(value);
        else if (name == "sort")
            take_order(value);
        else
            take_filter(name, value);
    }

    List_query finish() {
        if (!query_.words.empty()) take_place_in_search();
        if (!errors_.empty()) throw storage::Error(std::move(errors_));
        return std::move(query_);
    }

  private:
    /// What was searched for comes by name, the best matches first; its pages are counted.
    void take_place_in_search() {
        if (ordered_) errors_.emplace("sort", "does not go with q");
        if (query_.list.after.empty()) return;
        const auto skip = storage::parse_whole(query_.list.after).value_or(-1);
        if (skip < 0) errors_.emplace("after", "is not the \"next\" of a page");
        query_.skip = static_cast<std::size_t>(skip);
    }

    void take_limit(const std::string& value) {
        const auto limit = storage::parse_whole(value).value_or(0);
        if (limit < 1 || limit > static_cast<std::int64_t>(largest_limit))
            errors_.emplace("limit", std::format("must be a number from 1 to {}", largest_limit));
        query_.list.limit = static_cast<std::size_t>(limit);
    }

    void take_order(const std::string& value) {
        ordered_ = true;
        query_.list.descending = value.starts_with('-');
        const auto* column = type_.column(value.substr(query_.list.descending ? 1 : 0));
        if (column == nullptr || !column->sortable()) {
            errors_.emplace("sort", "is not a field that records can be sorted by");
            return;
        }
        const bool named = column->attributes.by_name;
        query_.list.tag = named ? storage::index_tag::by_name + column->tag : column->tag;
    }

    void take_filter(const std::string& name, const std::string& value) {
        const auto* column = storage::Record_type::column(type_, definitions_, name);
        if (column == nullptr || !column->indexed() || column->attributes.hidden) {
            errors_.emplace(name, "is not a field that records can be filtered by");
            return;
        }
        auto key = storage::index_key(*column, value);
        if (key)
            query_.list.filters.push_back({storage::Filter::any, column->tag, {std::move(*key)}});
        else
            errors_.emplace(name, key.error());
    }

    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    List_query query_{.words = {}, .list = {.tag = storage::index_tag::created, .limit = usual_limit}};
    bool ordered_ = false;
    storage::Errors errors_;
};

}  // namespace

List_query list_query(const http::Pairs& url, const storage::Record_type& type,
                      const storage::Definitions& definitions) {
    Reader reader(type, definitions);
    for (const auto& [name, value] : url) reader.take(name, value);
    return reader.finish();
}

}  // namespace api
