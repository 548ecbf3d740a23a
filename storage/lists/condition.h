// What the records of a list must have: a value in an index, one between two, or a word. A condition can be walked (its ids,
// one entry after another) and asked (does this record?). One that was walked to its end knows all its ids by heart.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/lists/id_set.h"
#include "storage/lists/query.h"
#include "storage/read.h"

namespace storage {

class Condition {
  public:
    Condition(const Read& read, const Record_type& type, Filter filter);
    Condition(const Read& read, const Record_type& type, Term term);

    /// The ids that are walked are those that do not hold.
    bool negative() const { return filter_.mode == Filter::none || filter_.mode == Filter::not_between; }
    bool holds(Id id) const;
    const Filter& filter() const { return filter_; }
    /// Asking one record takes about as long as walking over so many entries.
    std::size_t asking_costs() const;

    /// Walks over at most so many entries; how many it were.
    std::size_t walk(std::size_t most);
    bool ended() const { return ended_; }
    /// Those that were walked over.
    const Id_set& ids() const { return *ids_; }

  private:
    /// A run of keys.
    struct Span {
        Tree tree;
        std::string begin;                ///< the walk begins here
        std::string within;               ///< keys begin so
        std::optional<std::string> last;  ///< or end, but for their ids, with this
        bool exact = false;               ///< behind the beginning stands an id and nothing else

        bool holds(std::string_view key) const;
        bool counts(std::string_view key) const;
    };

    void add_spans();
    void add_empty_spans();
    void recall();
    bool enter();  ///< the next span that is not empty
    void end();
    bool has(Id id) const;
    bool has_value(Id id) const;  ///< as its fields say

    const Read* read_;
    const Record_type* type_;
    Filter filter_;
    Term term_;
    bool of_empty_ = false;    ///< an empty value is one of those that are walked over
    std::vector<Span> spans_;  ///< still to walk, the next one last
    std::optional<Span> span_;
    std::optional<Cursor> cursor_;
    std::string what_;  ///< by which the ids are known once they have been walked over
    std::shared_ptr<Id_set> walked_;
    std::shared_ptr<const Id_set> ids_;
    std::size_t entries_ = 0;  ///< walked over
    bool ended_ = false;
};

/// All that a list asks of its records, the quickest to be asked first.
std::vector<Condition> conditions_of(const Read& read, const Record_type& type, const std::vector<Filter>& filters,
                                     std::string_view words);

}  // namespace storage
