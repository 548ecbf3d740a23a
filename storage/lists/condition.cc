#include "storage/lists/condition.h"

#include <algorithm>
#include <ranges>

#include "storage/empties.h"
#include "storage/lists/known_sets.h"

namespace storage {

namespace {

/// Fewer entries are walked over again soon enough.
constexpr std::size_t worth_knowing = 500;

}  // namespace

Condition::Condition(const Read& read, const Record_type& type, Filter filter)
    : read_(&read)
    , type_(&type)
    , filter_(std::move(filter)) {
    add_spans();
    recall();
}

Condition::Condition(const Read& read, const Record_type& type, Term term)
    : read_(&read)
    , type_(&type)
    , term_(std::move(term)) {
    add_spans();
    recall();
}

void Condition::add_spans() {
    const std::uint8_t kind = type_->kind.number;
    const std::string index = keys::index(kind, filter_.tag);
    const auto last = filter_.to.transform([&](const std::string& value) { return index + value; });
    if (filter_.is_range()) spans_.push_back({Tree::indexes, index + filter_.from, index, last});
    for (const std::string& key : filter_.keys) spans_.push_back({Tree::indexes, index + key, index + key, {}, true});
    add_empty_spans();
    for (const std::string& begin : term_)
        spans_.push_back({Tree::words, keys::word(kind, begin), keys::word(kind, begin), {}});
}

void Condition::add_empty_spans() {
    const auto empty = read_->schema().empty_index(type_->kind.number, filter_.tag);
    if (!empty) return;
    const std::string& key = empty->key;
    of_empty_ = filter_.is_range() ? key >= filter_.from && (!filter_.to || key <= *filter_.to)
                                   : std::ranges::contains(filter_.keys, key);
    if (!of_empty_) return;
    for (const std::string& pattern : patterns_of_empty(read_->transaction(), empty->kind, empty->tag))
        spans_.push_back({Tree::indexes, pattern, pattern, {}, true});
}

/// What another read has walked over need not be walked over again.
void Condition::recall() {
    for (const Span& span : spans_) {
        what_ += static_cast<char>(span.tree);
        what_ += static_cast<char>(span.last.has_value());
        for (const std::string& key : {span.begin, span.within, span.last.value_or("")}) put_run(what_, 0, key);
    }
    if (Known_sets* known = read_->known_sets()) ids_ = known->find(read_->version(), what_);
    ended_ = ids_ != nullptr;
    if (!ended_) ids_ = walked_ = std::make_shared<Id_set>(read_->next_id(*type_));
}

std::size_t Condition::asking_costs() const {
    if (ended_) return 0;
    if (filter_.is_range() || of_empty_) return 40;
    return term_.empty() ? 8 * filter_.keys.size() : 16;
}

/// Of keys from the beginning on.
bool Condition::Span::holds(std::string_view key) const {
    return last ? key.substr(0, key.size() - std::min<std::size_t>(key.size(), 8)) <= *last : key.starts_with(within);
}

/// A value that is less than where the range begins can stand behind it with its id: when it is the front of that.
bool Condition::Span::counts(std::string_view key) const {
    const auto size = begin.size() + 8;
    return exact ? key.size() == size : key.size() >= size || key.substr(0, key.size() - 8) > begin;
}

bool Condition::enter() {
    while (!spans_.empty()) {
        span_ = std::move(spans_.back());
        spans_.pop_back();
        cursor_.emplace(read_->transaction().cursor(span_->tree));
        if (cursor_->seek(span_->begin) && span_->holds(cursor_->key())) return true;
    }
    end();
    return false;
}

void Condition::end() {
    cursor_.reset();
    ended_ = true;
    Known_sets* known = read_->known_sets();
    if (known != nullptr && entries_ >= worth_knowing) known->keep(read_->version(), what_, ids_);
}

std::size_t Condition::walk(std::size_t most) {
    std::size_t walked = 0;
    if (ended_ || (!cursor_ && !enter())) return walked;
    for (std::string_view key = cursor_->key(); walked < most;) {
        ++walked;
        ++entries_;
        if (span_->counts(key)) walked_->add(keys::id_of(key));
        const bool more = cursor_->next() && span_->holds(cursor_->key());
        if (!more && !enter()) break;
        key = cursor_->key();
    }
    return walked;
}

bool Condition::holds(Id id) const { return (ended_ ? ids_->has(id) : has(id)) != negative(); }

bool Condition::has(Id id) const {
    const Transaction& transaction = read_->transaction();
    const std::uint8_t kind = type_->kind.number;
    if (filter_.is_range() || of_empty_) return has_value(id);
    if (!term_.empty()) {
        const auto words = transaction.get(Tree::words, keys::words_of_record(kind, id));
        return words && has_term(*words, term_);
    }
    return std::ranges::any_of(filter_.keys, [&](const std::string& key) {
        return transaction.get(Tree::indexes, keys::index(kind, filter_.tag, key, id)).has_value();
    });
}

bool Condition::has_value(Id id) const {
    const auto values = read_->index_keys(*type_, read_->get(*type_, id), filter_.tag);
    return std::ranges::any_of(values, [&](const std::string& value) {
        if (!filter_.is_range()) return std::ranges::contains(filter_.keys, value);
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
