// References as people type and read them: names instead of ids.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/read.h"

namespace office {

/// A reference's text for people: the names, with ", " between them ("; " between clients, whose names have commas).
/// Names::resolve takes it back.
std::string names_of(const storage::Read& read, const storage::Row& row);

/// Whether that text means what is stored, without the numbers of namesakes too.
bool is_named(const storage::Read& read, const storage::Row& row, std::string_view typed);

/// What the record is called, with its number where it has namesakes: "Oak, Ann (31)".
std::string name_alone(const storage::Read& read, std::uint8_t kind, storage::Id id);
/// The record of a kind that people call so; 0 when there is none.
storage::Parsed<storage::Id> id_named(const storage::Read& read, std::uint8_t kind, std::string_view name);
/// "client:7" or "Clients: 7" → "1:7", as a reference to any kind is written; what names no kind stays.
std::string with_kind_number(std::string_view typed);
/// "client": the kind with that number as programs call it; "" when there is none.
std::string_view name_of_kind(std::uint8_t kind);

/// Turns typed names into ids, for many records of one type: what was looked up stays known.
/// What may refer to any kind has the kind in front: "client: Ruiz, Ana".
/// "Acme", "VIP, Lead": a company or tag that is not there yet can be made. Users and clients may also be given by e-mail
/// address or number; several clients stand with ";" between them ("Ruiz, Ana; Acme").
class Names {
  public:
    /// `read` and `columns` must outlive it, and nobody else may erase companies, tags or users meanwhile.
    Names(const storage::Read& read, std::span<const storage::Column> columns);

    /// A company or tag that is not there yet.
    struct Missing {
        const storage::Column* column;
        std::string key;     ///< kind and identity of the name
        std::string fields;  ///< what it would be stored as
    };
    /// Names in `typed` become ids, in rows too; what cannot is taken out and has an error, or is among the missing. In
    /// rows nothing is made.
    std::vector<Missing> resolve(storage::Typed& typed, storage::Errors& errors);
    /// What one typed alone means that may refer to any kind: "1:7".
    storage::Parsed<std::string> any_of(std::string_view typed);
    /// The id of one that was missing, once it is made; 0 before.
    storage::Id& made(const Missing& missing) { return known_[missing.key]; }

  private:
    storage::Parsed<std::string> any_named(std::string_view name);
    void resolve(const storage::Column& column, const std::string& name, storage::Typed& typed, storage::Errors& errors,
                 std::vector<Missing>& missing);
    storage::Parsed<std::string> ids_of(const storage::Column& column, std::string_view names,
                                        std::vector<Missing>& missing);
    storage::Parsed<storage::Id> id_of(std::uint8_t kind, std::string_view name);

    const storage::Read* read_;
    std::vector<const storage::Column*> references_;      ///< those that can be typed
    std::unordered_map<std::string, storage::Id> known_;  ///< by kind and identity of the name
};

}  // namespace office
