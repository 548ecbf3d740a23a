// Which field each column of a file is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.h"
#include "exchange/tables/table.h"
#include "storage/types/column.h"
#include "storage/types/record_type.h"

namespace exchange {

/// For each column of a file the name of a field, or one of those below; "" for a column that is not imported.
using Mapping = std::vector<std::string>;

/// What is no field: no name of a field begins with a sign.
namespace target {
inline constexpr std::string_view text = "+text";  ///< a line of the record's text
inline constexpr std::string_view name = "+name";  ///< a person's whole name, or an organisation's
inline constexpr std::string_view name_family_first = "+name.family_first";  ///< written "Wang Xiaoming", "Nagy János"
inline constexpr std::string_view own_id = "+id";                            ///< of a record that was exported here
}  // namespace target

/// The columns that can be imported, declared ones first.
std::vector<const storage::Column*> targets(const storage::Record_type& type, const storage::Definitions& definitions);
/// What else a column can go to.
std::vector<Import_target> other_targets(const storage::Record_type& type);

/// The field for free text; null when the kind has none.
const storage::Column* text_column(const storage::Record_type& type);
/// Whether its name is that of a person, made of two fields.
bool has_person_names(const storage::Record_type& type);

/// What a label is in the other languages of the program, always in the same order.
using Other_languages = std::function<std::vector<std::string>(std::string_view english)>;

/// By names ("billing_address.city"), labels in every language ("City"), and what other programs call it ("Home City", "Ort").
/// Each field is guessed at most once, but for texts and tags. What finds no field and nobody wants to lose goes to the text.
Mapping guess_mapping(const storage::Record_type& type, const storage::Definitions& definitions, const Cells& header,
                      const Other_languages& languages = {});

/// What keeps a mapping from being used, in the user's words; "" when nothing does.
std::string objection(const storage::Record_type& type, const storage::Definitions& definitions,
                      const Mapping& mapping);

/// Up to three different values of every column, from the first rows.
std::vector<Cells> samples(const Table& table);

}  // namespace exchange
