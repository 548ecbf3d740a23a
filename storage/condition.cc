#include "storage/condition.h"

#include <algorithm>
#include <ranges>

namespace storage {

Condition::Condition(const Read& read, const Record_type& type, Filter filter)
    : read_(&read)
    , type_(&type)
    , filter_(std::move(filter)) {
    add_spans();
}

Condition::Condition(const Read& read, const Record_type& type, Term term)
    : read_(&read)
    , type_(&type)
    , term_(std::move(term)) {
    add_spans();
}

void Condition::add_spans() {
    const std::uint8_t kind = type_->kind.number;
    const std::string index = keys::index(kind, filter_.tag);
    if (filter_.is_range()) {
        spans_.push_back({Tree::indexes, index, index + filter_.from, filter_.to});
        return;
    }
    for (const std::string& key : filter_.keys) spans_.push_back({Tree::indexes, index + key, index + key, {}, true});
    for (const std::string& begin : term_)
        spans_.push_back({Tree::words, keys::word(kind, begin), keys::word(kind, begin), {}});
}

std::size_t Condition::asking_costs() const {
    if (known_) return 0;
    if (filter_.is_range()) return 40;
    return term_.empty() ? 8 * filter_.keys.size() : 16;
}

bool Condition::inside() const {
    const std::string_view key = cursor_->key();
    if (!key.starts_with(span_->prefix)) return false;
    return !span_->last || key.substr(span_->prefix.size(), key.size() - span_->prefix.size() - 8) <= *span_->last;
}

/// A value that is less than where the range begins can stand behind it with its id.
bool Condition::counts(std::string_view key) const {
    const std::string_view value = key.substr(span_->prefix.size(), key.size() - span_->prefix.size() - 8);
    return span_->exact ? value.empty() : value >= filter_.from;
}

bool Condition::enter() {
    while (!spans_.empty()) {
        span_ = std::move(spans_.back());
        spans_.pop_back();
        cursor_.emplace(read_->transaction().cursor(span_->tree));
        if (cursor_->seek(span_->begin) && inside()) return true;
    }
    return false;
}

void Condition::end() {
    span_.reset();
    cursor_.reset();
    sort_each_once(ids_);
    known_.emplace(ids_, read_->next_id(*type_));
}

std::size_t Condition::walk(std::size_t most) {
    if (ended()) return 0;
    std::size_t walked = 0;
    if (!span_ && !enter()) return end(), walked;
    while (walked < most) {
        ++walked;
        const std::string_view key = cursor_->key();
        if (counts(key)) ids_.push_back(keys::id_of(key));
        if (!(cursor_->next() && inside()) && !enter()) {
            end();
            break;
        }
    }
    return walked;
}

bool Condition::holds(Id id) const { return (known_ ? known_->has(id) : has(id)) != negative(); }

bool Condition::has(Id id) const {
    const Transaction& transaction = read_->transaction();
    const std::uint8_t kind = type_->kind.number;
    if (filter_.is_range()) return has_between(id);
    if (!term_.empty()) {
        const auto words = transaction.get(Tree::words, keys::words_of_record(kind, id));
        return words && has_term(*words, term_);
    }
    return std::ranges::any_of(filter_.keys, [&](const std::string& key) {
        return transaction.get(Tree::indexes, keys::index(kind, filter_.tag, key, id)).has_value();
    });
}

bool Condition::has_between(Id id) const {
    const auto values = read_->index_keys(*type_, read_->get(*type_, id), filter_.tag);
    return std::ranges::any_of(values, [&](const std::string& value) {
        return value >= filter_.from && (!filter_.to || value <= *filter_.to);
    });
}

std::vector<Condition> conditions_of(const Read& read, const Record_type& type, const std::vector<Filter>& filters,
                                     std::string_view words) {
    std::vector<Condition> conditions;
    for (const Filter& filter : filters)
        if (filter.mode == Filter::all)
            for (const std::string& key : filter.keys)
                conditions.emplace_back(read, type, Filter{.mode = Filter::any, .tag = filter.tag, .keys = {key}});
        else
            conditions.emplace_back(read, type, filter);
    const std::vector<Term> terms = terms_of(words);
    if (terms.empty() && !words.empty()) conditions.emplace_back(read, type, Filter{});  // signs only: finds nothing
    for (const Term& term : terms) conditions.emplace_back(read, type, term);
    std::ranges::stable_sort(conditions, {}, &Condition::asking_costs);
    return conditions;
}

}  // namespace storage
