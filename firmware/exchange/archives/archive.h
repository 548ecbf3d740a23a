// A ZIP file that is made while it goes out: parts that give themselves out piece by piece, each in short read transactions.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/archives/zip.h"
#include "storage/files/files.h"
#include "storage/store.h"

namespace exchange {

/// What an archive is made of; both must outlive it.
struct Archive_source {
    const storage::Store& store;
    const storage::Files& files;
    std::vector<const storage::Record_type*> types;    ///< the kinds that go out
    std::shared_ptr<const storage::Scope> scope = {};  ///< what of them; null: everything
};

/// The entry that is being written.
class Archive_writer {
  public:
    Archive_writer(Zip& zip, std::string& out)
        : zip_(zip)
        , out_(out) {}
    void begin(std::string_view name) { zip_.begin(out_, name); }
    void add(std::string_view bytes) { zip_.add(out_, bytes); }
    void end() { zip_.end(out_); }
    std::uint64_t entry_bytes() const { return zip_.entry_bytes(); }

  private:
    Zip& zip_;
    std::string& out_;
};

class Archive {
  public:
    /// Writes its next piece; false once it is through.
    using Part = std::function<bool(Archive_writer& writer)>;

    explicit Archive(storage::Moment made);

    void add(Part part) { parts_.push_back(std::move(part)); }
    void add_text(std::string name, std::string text);
    /// Records of a list in its order, as JSON: {"kind":"clients","records":[…]}. No entry without records; a long one goes on in another.
    void add_records(const Archive_source& source, const storage::Record_type& type, storage::List list);
    /// The files that they name: "documents/7 contract.pdf". One that is not there is named in a list at the end.
    void add_files(const Archive_source& source, const storage::Record_type& type, storage::List list);
    /// Behind all others: what is missing.
    void add_missing();

    /// Appends the next piece; false once the file is whole. Throws what a part threw: then it is not.
    bool next(std::string& out);

  private:
    Zip zip_;
    std::deque<Part> parts_;
    std::shared_ptr<std::vector<std::string>> missing_;
};

/// A record as JSON, with the names of what it refers to: "names": {"tags": "VIP, Lead"}.
std::string named_record(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                         const storage::Definitions& definitions);

/// All kinds that are not internal.
std::vector<const storage::Record_type*> archived_types();
/// Which fields there are, what people call them, and whether they are about a person, as their declarations say. JSON.
std::string described_fields(const storage::Read& read, const std::vector<const storage::Record_type*>& types);

}  // namespace exchange
