// What is to become of each row of a file, one after the other.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "exchange/import.h"
#include "office/records/names.h"
#include "storage/values/date_style.h"

namespace exchange {

/// A row, judged.
struct Judgement {
    Row_verdict verdict;
    storage::Typed typed;
    storage::Errors errors;  ///< found before saving: numbers and days that cannot be read
    std::string key;         ///< what tells whether two rows are the same record; "" when nothing does
    storage::Id id = 0;  ///< the record it changes; 0 for a new one, and in a dry run for one that a row above makes
    std::uint64_t revision = 0;  ///< of that record
    std::string fields;          ///< of that record, when the rows above are in
    bool is_new = true;

    bool stores() const { return verdict.action == Row_action::create || verdict.action == Row_action::update; }
    void fail(std::string why);
};

/// What a file says as a whole, found out once, and which of its rows that concern the same record are in.
struct File_memory {
    /// The record that a row is about, as it is when the rows above are in.
    struct Existing {
        storage::Id id = 0;
        std::uint64_t revision = 0;
        std::string fields;
        std::size_t row = 0;  ///< that made or changed it before; 0: none of this file
    };
    bool is_read = false;
    std::vector<storage::Style> styles;  ///< of each of the file's columns
    std::unordered_set<std::string> repeated;
    std::unordered_map<std::string, Existing> seen;  ///< for repeated keys only
};

class Judge {
  public:
    /// All must outlive the judge. Reads the file, unless an earlier judge of it did.
    Judge(const storage::Read& read, const Task& task, const Table& table, File_memory& memory);

    /// By its number of cells, and by what is there already.
    Judgement judge(std::size_t row, const Cells& cells) const;
    /// Goes on as saving would, and writes nothing: fails what does not fit, and names it.
    void rehearse(Judgement& judgement);
    /// It is in: rows below may concern the same record.
    void remember(const Judgement& judgement);
    /// "E-mail is not an e-mail address; Phone is too long".
    std::string sentence(const storage::Errors& errors) const;

  private:
    using Existing = File_memory::Existing;
    std::vector<storage::Style> shown_styles() const;
    storage::Typed typed_of(const Cells& cells, storage::Errors& errors) const;
    std::string key_of(const Cells& cells) const;
    std::unordered_set<std::string> repeated_keys() const;
    std::optional<Existing> existing(const std::string& key) const;
    std::string already(const Existing& existing) const;
    std::string name_of(const storage::Typed& typed) const;

    const storage::Read& read_;
    const Task& task_;
    const Table& table_;
    storage::Definitions definitions_;
    office::Names names_;
    std::vector<const storage::Column*> columns_;  ///< of the record for each of the file; null: not imported
    const storage::Column* unique_ = nullptr;      ///< tells whether two rows are the same record
    std::size_t unique_at_ = 0;
    File_memory& memory_;
};

}  // namespace exchange
