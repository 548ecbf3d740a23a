// An ordered map of bytes with transactions: all that the record store asks of what lies below.
//
// It is kept in LMDB, which only files of this folder know. One process opens a file once; several processes may
// have it open. Views that get() and cursors return are valid until the transaction writes or ends.
// Errors: full (disk or map), corrupt, unusable (cannot be opened; says why).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace storage {

enum class Tree : std::uint8_t { records, indexes, words, journal, meta };

class Cursor {
  public:
    Cursor(Cursor&&) noexcept;
    Cursor& operator=(Cursor&&) noexcept;
    ~Cursor();
    /// To the first key that is not less than `key`; false when there is none.
    bool seek(std::string_view key);
    /// To the last key that is less than `key`.
    bool seek_before(std::string_view key);
    bool next();
    bool previous();
    std::string_view key() const { return key_; }
    std::string_view value() const { return value_; }

  private:
    friend class Transaction;
    struct State;
    explicit Cursor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
    std::string_view key_, value_;
};

class Transaction {
  public:
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();  ///< undoes what was not committed

    std::optional<std::string_view> get(Tree tree, std::string_view key) const;
    Cursor cursor(Tree tree) const;
    void put(Tree tree, std::string_view key, std::string_view value);
    void erase(Tree tree, std::string_view key);
    /// Number of the last committed transaction this one sees.
    std::uint64_t number() const;
    /// A transaction inside this one, which can be undone alone.
    Transaction nested();
    /// Of the outermost one: returns when all of it is on the disk.
    void commit();

  private:
    friend class Engine;
    struct State;
    explicit Transaction(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class Engine {
  public:
    /// Opens `file`, or makes it when its folder is there. Looks at it first, so that a damaged one is an Error{corrupt}; an
    /// empty one is damaged, since a new one appears under its name only when it is whole.
    explicit Engine(const std::filesystem::path& file);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// By this process.
    static bool is_open(const std::filesystem::path& file);

    Transaction read() const;
    /// Waits for other writers. Throws Error{read_only}.
    Transaction write();
    /// The disk takes no changes, or did not when the file was opened.
    bool is_read_only() const;
    std::uint64_t last_number() const;
    /// A consistent copy without free space, written to an open file while others read and write.
    void copy_to(int file_descriptor) const;
    std::uint64_t bytes_used() const;
    /// More than that will not go into the file.
    std::uint64_t most_bytes() const;
    /// Writes the file anew, without anything that is not in it any more, while others read and write; for a moment they wait.
    /// Nothing of it is kept: the old bytes are overwritten (fresh_copy.h). Until it returns the file may be the old one; when it
    /// throws, the next call does it. Throws Error{full}, Error{refused} (another process has it open, or somebody reads all
    /// the time).
    void renew();
    /// Frees what processes that died while they read keep from being reused.
    void forget_dead_readers();

    struct State;

  private:
    static void forget_cut_renewal(State& state);
    void count_up_to(std::uint64_t number);
    std::unique_ptr<State> state_;
};

}  // namespace storage
