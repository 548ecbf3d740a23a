// The reading layer: what the cells of a row say, each as its column is written.
//
// A cell is a value, or nothing, or it is kept as text and told why; it never spoils its row. What tells is the whole column:
// whether "1.200" is a thousand, which number of "03/04/2024" is the month, whether the file writes NULL for nothing. What cannot be
// read goes word for word into the record's text ("Phone as imported: ask at the desk"), where it has one.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exchange/mapping.h"
#include "exchange/tables/format.h"

namespace exchange {

/// What a whole file shows of how it is written.
struct Evidence {
    std::vector<storage::Style> styles;              ///< of each column
    std::set<std::string, std::less<>> empty_words;  ///< that stand for nothing in several columns: "NULL"
};

/// Something that has to be said of a row: "Phone is not a phone number (kept as text)".
struct Told {
    std::string field;  ///< "" for what is about the whole row
    std::string what;
};

struct Row_read {
    storage::Typed typed;
    storage::Typed original;  ///< of what is in `typed`, as the cell has it
    std::string own_id;       ///< of a record that was exported here
    std::string text;         ///< lines for the record's text
    std::vector<Told> told;

    std::string_view value(std::string_view field) const;
    /// Takes a value out: it goes into the text, if the record has one.
    void keep_as_text(const std::string& field, const std::string& title, const std::string& why, bool has_text);
};

class Row_reader {
  public:
    /// All must outlive it.
    Row_reader(const storage::Record_type& type, const storage::Definitions& definitions, const Mapping& mapping,
               const Table& table);

    /// What the file shows; reads it once.
    Evidence look_through() const;
    Row_read read(const Cells& cells, const Evidence& evidence) const;
    /// What a field is called in the file, or by us.
    std::string title_of(std::string_view field) const;
    /// The field for free text; null when the kind has none.
    const storage::Column* text_column() const { return text_; }
    /// Words of columns with choices that are none of their options, and what they would be taken for; "" for nothing.
    std::map<std::string, std::string> unknown_choices() const;

  private:
    struct Source {
        enum class Use : std::uint8_t { nothing, field, text, own_id, name, name_family_first } use = Use::nothing;
        const storage::Column* column = nullptr;
        std::string title;
        bool has_codes = false;  ///< of payment cards, as its title says
    };
    struct Reading;

    void read_cell(const Source& source, std::string_view cell, const storage::Style& style, const Evidence& evidence,
                   Row_read& row) const;
    void read_field(const storage::Column& column, std::string cell, const storage::Style& style, Row_read& row) const;
    void read_phone(const storage::Column& column, const std::string& cell, Row_read& row) const;
    void read_email(const storage::Column& column, const std::string& cell, Row_read& row) const;
    void keep_another(const storage::Column& column, const std::string& value, Row_read& row) const;
    void put(const storage::Column& column, const std::string& cell, std::string value, Row_read& row) const;
    void complete(Row_read& row, const std::string& name, bool family_first) const;
    bool has(std::string_view field) const { return type_.column(field) != nullptr; }
    bool is_never_kept(const Source& source, std::string_view cell, Row_read& row) const;
    bool stands_for_nothing(const Source& source, std::string_view cell, const Evidence& evidence) const;
    std::string chosen(const storage::Column& column, const std::string& cell) const;

    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    const Table& table_;
    const storage::Column* text_ = nullptr;
    std::vector<Source> sources_;
};

}  // namespace exchange
