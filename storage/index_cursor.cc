#include "storage/index_cursor.h"

namespace storage {

namespace {

/// Behind every id.
constexpr std::string_view behind_ids = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";

}  // namespace

Index_cursor::Index_cursor(const Read& read, std::uint8_t kind, Tag_path tag)
    : transaction_(&read.transaction())
    , values_(transaction_->cursor(Tree::indexes))
    , index_(keys::index(kind, tag))
    , empty_(read.schema().empty_index(kind, tag)) {
    if (empty_) empty_begin_ = index_ + empty_->key;
}

bool Index_cursor::seek(std::string_view from) {
    descending_ = false;
    at_value_ = values_.seek(from) && inside();
    return begin(from);
}

bool Index_cursor::seek_before(std::string_view from) {
    descending_ = true;
    at_value_ = values_.seek_before(from) && inside();
    return begin(from);
}

bool Index_cursor::begin(std::string_view from) {
    run_.reset();
    if (!empty_) return at_value_;
    from_ = from.starts_with(empty_begin_) ? from.substr(empty_begin_.size()) : from < empty_begin_ ? "" : behind_ids;
    return settle();
}

bool Index_cursor::next() {
    if (at_empty_)
        run_->step();
    else
        at_value_ = (descending_ ? values_.previous() : values_.next()) && inside();
    return empty_ ? settle() : at_value_;
}

/// To the nearer one of a value and an empty one. Patterns are looked for only when the walk comes to these.
bool Index_cursor::settle() {
    if (!run_ && reaches_empty())
        run_.emplace(*transaction_, patterns_of_empty(*transaction_, empty_->kind, empty_->tag), from_, descending_);
    at_empty_ = run_ && !run_->ended();
    if (!at_empty_) return at_value_;
    empty_key_ = empty_begin_;
    put_number(empty_key_, run_->id());
    if (at_value_) at_empty_ = descending_ ? empty_key_ > values_.key() : empty_key_ < values_.key();
    return true;
}

bool Index_cursor::reaches_empty() const {
    if (from_ == (descending_ ? std::string_view{} : behind_ids)) return false;  // it began beyond them
    if (!at_value_) return true;
    const std::string_view key = values_.key();
    return descending_ ? key < empty_begin_ || key.starts_with(empty_begin_) : key >= empty_begin_;
}

}  // namespace storage
