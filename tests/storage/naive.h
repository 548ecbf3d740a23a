// Lists worked out the slow way: every record is asked.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "storage/scratch.h"
#include "storage/words.h"

namespace scratch {

/// Asks every record.
class Naive {
  public:
    Naive(const storage::Read& read, const storage::Record_type& type, const std::vector<storage::Id>& ids)
        : read_(read)
        , type_(type) {
        for (const storage::Id id : ids) records_.push_back(read.get(type, id));
    }

    std::vector<storage::Id> select(const storage::List& list) const {
        std::vector<std::pair<std::string, storage::Id>> found, valueless;
        for (const storage::Raw& raw : records_) {
            if (!fulfils(raw, list)) continue;
            const std::size_t before = found.size();
            for (const std::string& key : read_.index_keys(type_, raw, list.tag))
                if (is_no_day(list, key))
                    valueless.emplace_back("", raw.id);
                else if (key.starts_with(list.within))
                    found.emplace_back(key, raw.id);
            if (!list.within.empty() && found.size() == before) valueless.emplace_back("", raw.id);
        }
        std::vector<storage::Id> ids;
        for (auto* part : {&found, &valueless}) {
            std::ranges::sort(*part);
            const auto doubles = std::ranges::unique(*part);  // rows with one value
            part->erase(doubles.begin(), doubles.end());
            if (list.descending) std::ranges::reverse(*part);
            for (const auto& [key, id] : *part) ids.push_back(id);
        }
        return ids;
    }

    std::size_t count(const storage::List& list) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(records_, [&](const storage::Raw& raw) { return fulfils(raw, list); }));
    }

  private:
    /// Records without a day come last in both directions, as those without a custom field's value.
    bool is_no_day(const storage::List& list, const std::string& key) const {
        const storage::Column* column = type_.column_of(list.tag);
        return column != nullptr && list.within.empty() && key == column->empty_key &&
               (column->control == storage::Control::date || column->control == storage::Control::moment);
    }

    bool fulfils(const storage::Raw& raw, const storage::List& list) const {
        return std::ranges::all_of(list.filters, [&](const storage::Filter& filter) { return passes(raw, filter); }) &&
               has_words(raw, list.words);
    }

    bool passes(const storage::Raw& raw, const storage::Filter& filter) const {
        const auto own = read_.index_keys(type_, raw, filter.tag);
        const auto has = [&](const std::string& key) { return std::ranges::contains(own, key); };
        const auto is_between = [&](const std::string& key) {
            return filter.from <= key && (!filter.to || key <= *filter.to);
        };
        switch (filter.mode) {
        case storage::Filter::any: return std::ranges::any_of(filter.keys, has);
        case storage::Filter::all: return std::ranges::all_of(filter.keys, has);
        case storage::Filter::none: return std::ranges::none_of(filter.keys, has);
        case storage::Filter::between: return std::ranges::any_of(own, is_between);
        case storage::Filter::not_between: return std::ranges::none_of(own, is_between);
        }
        return false;
    }

    bool has_words(const storage::Raw& raw, std::string_view query) const {
        const auto own = read_.words(type_, raw.fields);
        return std::ranges::all_of(storage::words_of(query), [&](const std::string& wanted) {
            return std::ranges::any_of(own, [&](const std::string& word) { return word.starts_with(wanted); });
        });
    }

    const storage::Read& read_;
    const storage::Record_type& type_;
    std::vector<storage::Raw> records_;
};

/// The records of all pages, one after the other.
inline std::vector<storage::Id> all_pages(const storage::Read& read, const storage::Record_type& type,
                                          storage::List& list) {
    std::vector<storage::Id> found;
    for (;;) {
        const storage::Page page = read.select(type, list);
        CHECK(page.ids.size() <= list.limit);
        found.insert(found.end(), page.ids.begin(), page.ids.end());
        if (page.next.empty()) return found;
        list.after = page.next;
    }
}

/// Walks all pages, there and back, and counts.
inline void compare_list(const storage::Read& read, const storage::Record_type& type, const Naive& naive,
                         storage::List list) {
    const bool signs_only = list.words == "?!";
    const auto expected = signs_only ? std::vector<storage::Id>{} : naive.select(list);
    const std::size_t number = signs_only ? 0 : naive.count(list);
    storage::List back = list;
    back.backwards = true;
    const auto found = all_pages(read, type, list);
    auto found_back = all_pages(read, type, back);
    std::ranges::reverse(found_back);
    INFO("index " << list.tag << ", " << list.filters.size() << " filters, words \"" << list.words << "\"");
    CHECK(found == expected);
    CHECK(found_back == expected);
    CHECK(counted(read, type, list, 1'000'000) == number);
    CHECK(counted(read, type, list, 7) == std::min<std::size_t>(7, number));
    list.count_to = 1'000'000;
    CHECK(read.select(type, list).total == number);  // of all pages, on the last one too
}

}  // namespace scratch
