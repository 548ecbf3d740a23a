// What is to become of each row of a file, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/import.h"
#include "exchange/known_file.h"
#include "exchange/own_id.h"
#include "office/records/kind.h"
#include "office/records/names.h"

namespace exchange {

/// A row, judged.
struct Judgement {
    Row_verdict verdict;
    Row_read read;
    std::vector<std::string> keys;  ///< what tells that another row is about the same record
    storage::Id id = 0;  ///< the record it changes; 0 for a new one, and in a dry run for one that a row above makes
    std::uint64_t revision = 0;      ///< of that record
    std::string fields;              ///< of that record, when the rows above are in; of a new one what nobody types
    std::vector<std::string> notes;  ///< of a new client: what is too long for its text
    std::optional<office::Known_as> as_it_was;  ///< it comes back from an export (come_back.h)
    bool is_new = true;
    bool incomplete = false;  ///< a new client that lacks details

    bool stores() const { return verdict.action == Row_action::create || verdict.action == Row_action::update; }
    void fail(std::string why);
};

/// Which rows of a file that concern the same record are in.
struct File_memory {
    /// The record that a row is about, as it is when the rows above are in.
    struct Existing {
        storage::Id id = 0;
        std::uint64_t revision = 0;
        std::string fields;
        std::size_t row = 0;       ///< that made or changed it before; 0: none of this file
        std::string_view by = {};  ///< what tells that it is the same: "E-mail"
    };
    std::unordered_map<std::string, Existing> seen;  ///< for repeated keys only
};

class Judge {
  public:
    /// All must outlive the judge.
    Judge(const storage::Read& read, const Task& task, const Known_file& file, File_memory& memory);

    /// By its number of cells, and by what is there already. Takes from the row what was read.
    Judgement judge(Known_row& row) const;
    /// What is to be saved of it.
    storage::Typed typed_of(Judgement& judgement) const;
    /// Goes on as saving would, and writes nothing: fails what nobody can live with, and names it.
    void rehearse(Judgement& judgement);
    /// What was wrong with what was to be saved goes into the text instead, and a client may lack details. False when the row fails
    /// all the same; then nothing has changed.
    bool settle(Judgement& judgement, const storage::Errors& errors) const;
    /// It is in: as a dry run would say it.
    void name_as_saved(Judgement& judgement, storage::Raw& saved) const;
    /// It is in: rows below may concern the same record.
    void remember(const Judgement& judgement);
    const office::Kind_row& kind() const { return kind_; }
    /// "E-mail is not an e-mail address; Phone must have at most 60 characters".
    std::string sentence(const storage::Errors& errors) const;

  private:
    using Existing = File_memory::Existing;
    void come_back(Judgement& judgement) const;
    void leave_what_verbs_set(Judgement& judgement) const;
    const storage::Record_type& type_of(const Judgement& judgement) const;
    std::optional<Existing> existing(const Judgement& judgement) const;
    std::optional<Existing> with_key(const std::string& key, const Row_read& row) const;
    std::optional<Existing> seen_with(const std::string& key, std::optional<storage::Id> stored) const;
    std::optional<storage::Id> stored_with(const std::string& key, const Row_read& row) const;
    std::string value_of(std::string_view fields, std::string_view column) const;
    bool is_another_person(const Row_read& row, const Existing& before) const;
    bool contradicts(const Row_read& row, std::string_view fields) const;
    void take_taken_address(Judgement& judgement, const Existing& owner) const;
    std::string already(const Existing& existing) const;
    std::string told_of(const Judgement& judgement) const;
    bool tells_which(const Row_read& row) const;
    void leave_guarded(Judgement& judgement) const;
    void leave_to_verbs(Judgement& judgement) const;
    void fit_text(Judgement& judgement, std::string& text) const;

    const storage::Read& read_;
    const Task& task_;
    const office::Kind_row& kind_;
    const Known_file& file_;
    const Row_reader& reader_;
    const Row_keys& keys_;
    storage::Definitions definitions_;
    office::Names names_;
    std::string begun_;          ///< fields of a new record
    storage::Moment came_back_;  ///< last_return(), when what came back may be changed
    File_memory& memory_;
};

}  // namespace exchange
