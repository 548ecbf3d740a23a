// What the records of a list must have: a value in an index, one between two, or a word. A condition can be walked (its ids,
// one entry after another) and asked (does this record?). One that was walked to its end knows all its ids by heart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/id_set.h"
#include "storage/query.h"
#include "storage/read.h"

namespace storage {

class Condition {
  public:
    Condition(const Read& read, const Record_type& type, Filter filter);
    Condition(const Read& read, const Record_type& type, Term term);

    /// The ids that are walked are those that do not hold.
    bool negative() const { return filter_.mode == Filter::none || filter_.mode == Filter::not_between; }
    bool holds(Id id) const;
    /// Asking one record takes about as long as walking over so many entries.
    std::size_t asking_costs() const;

    /// Walks over at most so many entries; how many it were.
    std::size_t walk(std::size_t most);
    bool ended() const { return known_.has_value(); }
    /// Those that were walked over, sorted and each once when it has ended.
    const std::vector<Id>& ids() const { return ids_; }

  private:
    /// A run of keys.
    struct Span {
        Tree tree;
        std::string prefix;
        std::string begin;                ///< the walk begins here
        std::optional<std::string> last;  ///< and ends behind this value
        bool exact = false;               ///< behind the prefix stands an id and nothing else
    };

    void add_spans();
    bool enter();  ///< the next span that is not empty
    bool inside() const;
    bool counts(std::string_view key) const;
    void end();
    bool has(Id id) const;
    bool has_between(Id id) const;

    const Read* read_;
    const Record_type* type_;
    Filter filter_;
    Term term_;
    std::vector<Span> spans_;  ///< still to walk, the next one last
    std::optional<Span> span_;
    std::optional<Cursor> cursor_;
    std::vector<Id> ids_;
    std::optional<Id_set> known_;
};

/// All that a list asks of its records, the quickest to be asked first.
std::vector<Condition> conditions_of(const Read& read, const Record_type& type, const std::vector<Filter>& filters,
                                     std::string_view words);

}  // namespace storage
