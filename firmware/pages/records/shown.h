// Values of a record as people read them: options by their labels, references by their names, dates in words.
// Plain data, copied out of the store, so that pages are rendered after the transaction is closed.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pages/frame/page.h"
#include "pages/records/layout.h"
#include "pictures/preview.h"
#include "storage/read.h"

namespace pages {

struct Chip {
    std::string name, color;
};

struct Shown {
    std::string text;      ///< "" when empty
    std::string url;       ///< "" when the text is no link
    std::string markdown;  ///< instead of text
    std::vector<Chip> chips;
    std::uint8_t stars = 0;
    std::string pictured = {};  ///< the name of a file that has a preview
    bool empty() const { return text.empty() && markdown.empty() && chips.empty(); }
};

/// Translates values in one read transaction; looks up each name once.
class Shower {
  public:
    Shower(const storage::Read& read, const Language& language)
        : read_(&read)
        , language_(&language)
        , currency_(read.currency()) {}
    Shown show(const storage::Column& column, const std::string& text);
    /// "" when the record is gone.
    const std::string& name(std::uint8_t kind, storage::Id id);
    /// Looks up the names that these rows refer to, all of a kind at once.
    void look_up(const std::vector<storage::Rows>& records);
    const Language& language() const { return *language_; }
    const storage::Currency& currency() const { return currency_; }

  private:
    Shown reference(const storage::Column& column, const std::string& text);
    Shown any(const std::string& text);
    const std::string& color(std::uint8_t kind, storage::Id id);

    const storage::Read* read_;
    const Language* language_;
    storage::Currency currency_;
    std::map<std::pair<std::uint8_t, storage::Id>, std::string> names_;
    std::map<std::pair<std::uint8_t, storage::Id>, std::string> colors_;
};

/// "2.4 MB"
std::string size_text(const Language& language, std::uint64_t bytes);
/// Where the file of a record is; "" when it has none.
std::string file_url(const storage::Kind& kind, storage::Id id);
/// Where its preview is.
std::string preview_url(const storage::Kind& kind, storage::Id id, pictures::Extent extent);

/// As text, whatever it is.
std::string plain(const Shown& shown);
/// "★★★☆☆"
std::string stars_text(unsigned count);
std::string stars_label(const Language& language, unsigned count);

/// One record as its pages need it.
struct Record_view {
    const storage::Record_type* type = nullptr;
    storage::Raw raw;
    std::string name;
    storage::Definitions definitions;
    storage::Rows rows;                  ///< canonical texts; point into `type` and `definitions`
    std::map<std::string, Shown> shown;  ///< by column name
};
/// Throws Error{not_found}.
Record_view view_of(const storage::Read& read, const storage::Record_type& type, storage::Id id, Shower& shower);

/// What a record is called: its name, or what the field says that stands for it (Page_row::named_by), or its number.
std::string name_of(Shower& shower, const storage::Record_type& type, const storage::Raw& raw);

/// An item of the view: a part's columns become lines of one text.
Shown shown_item(const Record_view& view, const Item& item);
/// For parts/value; `edit_url` is "" when it cannot be edited here.
Data value_data(const Language& language, const Item& item, const Shown& shown, const std::string& edit_url);

/// Whatever the direction of the page: addresses of computers, numbers, amounts.
bool is_written_from_the_left(const storage::Column& column);
/// "ana", "@example.org"; of a long name its first letters apart, which are never cut: "karl", ".friedrich.berger", "@example.org".
struct Mail_parts {
    std::string_view begin, name, domain;
};
Mail_parts mail_parts(std::string_view address);
/// For parts/mail.
Data mail_data(const std::string& address);

/// "value-billing_address"
std::string value_id(const Item& item);
Data chips_data(const std::vector<Chip>& chips);

}  // namespace pages
