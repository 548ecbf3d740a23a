#include "storage/lists/order.h"

#include <algorithm>

#include "storage/digest.h"

namespace storage {

namespace {

constexpr char with_value = '\0', without_value = '\1';
/// Behind every value and id.
std::string behind_all() { return std::string(512, '\xFF'); }

std::string place_of(const List& list) {
    std::string place = from_hex(list.after);
    const bool marked = place.starts_with(with_value) || place.starts_with(without_value);
    if (!list.after.empty() && (place.size() < 8 || place.size() > 512 || (!list.within.empty() && !marked)))
        throw Error(Errors{{"after", "is not the \"next\" of a page"}});
    return place;
}

/// The key of "no day" in an index of days; "" in others.
std::string no_day(const Read& read, const Record_type& type, const List& list) {
    const Column* column = list.within.empty() ? type.column_of(list.tag) : nullptr;
    if (column == nullptr || (column->control != Control::date && column->control != Control::moment)) return {};
    const auto empty = read.schema().empty_index(type.kind.number, list.tag);
    return empty ? empty->key : std::string{};
}

Filter has_value(const List& list) {
    return {.mode = Filter::between, .tag = list.tag, .from = list.within, .to = list.within + behind_all()};
}

/// The filter that all records of the list have one and the same value in a field, if there is one.
const Filter* only_value(const List& list, Tag_path tag) {
    for (const Filter& filter : list.filters)
        if (filter.tag == tag && filter.keys.size() == 1 && filter.mode == Filter::any) return &filter;
    return nullptr;
}

}  // namespace

Order::Order(const Read& read, const Record_type& type, const List& list)
    : read_(&read)
    , type_(&type)
    , list_(&list)
    , after_(place_of(list))
    , last_value_(no_day(read, type, list)) {
    find_index();
    before_value_ = prefix_.size();
    if (by_custom_field()) valued_.emplace(read, type, has_value(list));
    valueless_ = parted() && (after_.empty() ? list.backwards : is_last(after_));
    const std::size_t told = by_custom_field() ? 1 : valueless_ ? last_value_.size() : 0;
    enter(std::string_view(after_).substr(after_.empty() ? 0 : told));
}

/// Whether a place is among those that come last whatever the direction.
bool Order::is_last(std::string_view place) const {
    return by_custom_field() ? place.starts_with(without_value)
                             : !last_value_.empty() && place.starts_with(last_value_);
}

bool Order::inside() const {
    if (!cursor_->key().starts_with(prefix_)) return false;
    return valueless_ || last_value_.empty() || !cursor_->key().substr(before_value_).starts_with(last_value_);
}

/// An index over several fields serves when filters tell all but the last of them.
void Order::find_index() {
    for (const Joint_index& joint : type_->joint_indexes) {
        if (joint.sorted != list_->tag) continue;
        std::string values;
        told_.clear();
        for (const Tag_path tag : joint.equal)
            if (const Filter* filter = only_value(*list_, tag)) {
                values += filter->keys.front();
                told_.push_back(*filter);
            }
        if (told_.size() < joint.equal.size()) continue;
        index_ = joint.tag;
        prefix_ = keys::index(type_->kind.number, index_, values);
        return;
    }
    told_.clear();
    index_ = list_->tag;
    prefix_ = keys::index(type_->kind.number, index_, list_->within);
}

bool Order::tells(const Filter& filter) const { return std::ranges::contains(told_, filter); }

void Order::enter(std::string_view after) {
    if (by_custom_field()) {
        index_ = valueless_ ? Tag_path{index_tag::created} : list_->tag;
        prefix_ = keys::index(type_->kind.number, index_, valueless_ ? std::string{} : list_->within);
        before_value_ = prefix_.size();
    } else {
        prefix_.resize(before_value_);
        if (valueless_) prefix_ += last_value_;
    }
    cursor_.emplace(*read_, type_->kind.number, index_);
    more_ = seek(after) && inside();
    skip_valued();
}

/// To the entry behind a place of the part that is walked, or to its first one.
bool Order::seek(std::string_view after) {
    const std::string from = prefix_ + std::string(after);
    if (walks_down()) return cursor_->seek_before(after.empty() ? prefix_ + behind_all() : from);
    if (!after.empty()) return cursor_->seek(from) && (cursor_->key() != from || cursor_->next());
    const bool behind_last = !valueless_ && !last_value_.empty();
    return cursor_->seek(behind_last ? prefix_ + last_value_ + behind_all() : prefix_);
}

std::string Order::place() const {
    std::string place(by_custom_field() ? 1 : 0, valueless_ ? without_value : with_value);
    return place += cursor_->key().substr(before_value_);
}

void Order::step() {
    more_ = cursor_->next() && inside();
    skip_valued();
}

/// Goes on to the other part when one has ended.
void Order::skip_valued() {
    if (!parted()) return;
    if (valueless_ && by_custom_field()) pass_valued();
    if (more_ || !in_first_part()) return;
    valueless_ = !valueless_;
    enter({});
}

/// The index of all records, in which those without a value are sought.
void Order::pass_valued() {
    while (more_ && valued_->holds(id())) {
        valued_->walk(8);
        more_ = cursor_->next() && inside();
    }
}

std::vector<std::string> Order::places(const Id_set& ids) const {
    std::vector<std::string> places;
    ids.each([&](Id id) { add_places(id, places); });
    std::ranges::sort(places, [&](const auto& one, const auto& other) { return before(one, other); });
    if (after_.empty()) return places;
    const auto behind = std::ranges::find_if(places, [&](const std::string& place) { return before(after_, place); });
    places.erase(places.begin(), behind);
    return places;
}

void Order::add_places(Id id, std::vector<std::string>& places) const {
    const Raw raw = read_->get(*type_, id);
    const std::size_t known = places.size();
    const auto add = [&](std::string place) {
        put_number(place, id);
        places.push_back(std::move(place));
    };
    for (const std::string& key : read_->index_keys(*type_, raw, list_->tag))
        if (!by_custom_field())
            add(key);
        else if (key.starts_with(list_->within))
            add(with_value + key.substr(list_->within.size()));
    if (!by_custom_field() || places.size() > known) return;
    for (const std::string& key : read_->index_keys(*type_, raw, index_tag::created)) add(without_value + key);
}

bool Order::before(std::string_view one, std::string_view other) const {
    const bool one_last = is_last(one), other_last = is_last(other);
    if (one_last != other_last) return list_->backwards ? one_last : other_last;
    return walks_down() ? other < one : one < other;
}

}  // namespace storage
