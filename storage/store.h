// The record store of one data folder.
//
//   store.read([&](const Read& read) { … })           a snapshot; no I/O inside; throws what the closure throws
//   store.read(scope, …)                              the same as somebody sees it
//   store.write(actor, [&](Write& write) { … })       queued to one writer, which commits all that wait together;
//                                                     returns after the commit is on the disk; waits up to 5 ms for
//                                                     others who wrote at the same time before
//
// Several processes may have the folder open (the server and the command line). Nothing above this header may assume
// what lies below it.
#pragma once

#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "storage/read.h"
#include "storage/write.h"

namespace storage {

/// Of the layout of keys and bytes. A store of a newer one is refused; one of an older one becomes one of this: 2 came with
/// manifests (manifest.h), which an older program would not keep true, 3 with references to any kind, which it would not obey.
inline constexpr std::uint64_t format_version = 3;

/// What keeps changes from being saved.
enum class Trouble : std::uint8_t {
    none,
    full,       ///< Settings::reserve is not free
    read_only,  ///< the disk takes no changes: cards do so when they die
    damaged,    ///< until the next start, which looks again
};

class Store {
  public:
    struct Settings {
        /// Bytes that must stay free on the disk for a write to be accepted; a sixteenth of them when it only takes away, or
        /// changes what must go on (Kind::vital).
        std::uint64_t reserve = 256ULL << 20;
        /// Called with 0 to 1 while indexes and search words are made anew because the program declares something otherwise than
        /// the one that wrote the store. What it throws leaves the rest to the next opening.
        std::function<void(double)> rebuilding = {};
        bool rebuild_everything = false;  ///< all that follows from records and journal, for damage (check --mend)
    };

    /// Opens the store in `folder`, which must exist; makes an empty one where there is no file of records.
    /// Indexes and words that this program declares otherwise than the last one are made anew first (manifest.h).
    /// Throws Error{unusable} (missing, not writable, newer format, network file system) or Error{corrupt}.
    Store(const std::filesystem::path& folder, std::vector<const Record_type*> types, Settings settings);
    Store(const std::filesystem::path& folder, std::vector<const Record_type*> types)
        : Store(folder, std::move(types), Settings{}) {}
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    template <class Closure> auto read(Closure&& closure) const {
        const Watch watch(*this);
        const Read read(schema(), snapshot(), &known_sets());
        return closure(read);
    }

    /// The same as somebody sees it; null: all of it.
    template <class Closure> auto read(const Scope* scope, Closure&& closure) const {
        return read([&](const Read& read) { return closure(read.seen_with(scope)); });
    }

    template <class Closure> auto write(const Actor& actor, Closure&& closure) {
        using Result = std::invoke_result_t<Closure&, Write&>;
        if constexpr (std::is_void_v<Result>) {
            run(actor, [&](Write& write) { closure(write); });
        } else {
            std::optional<Result> result;
            run(actor, [&](Write& write) { result.emplace(closure(write)); });
            return std::move(*result);
        }
    }

    /// The same without waiting: what is lost when it fails must not matter to anybody.
    void write_later(const Actor& actor, std::function<void(Write&)> closure);

    /// As of the last change that was tried; every few minutes there is one.
    Trouble trouble() const;
    /// For people: what it is and what to do; "" for none.
    std::string in_words(Trouble trouble) const;
    /// From now on every change is refused with Error{read_only}. A change that met damage says so itself.
    void found_damage();

    /// Called after every commit of this process, by the thread that writes: it must return at once. Empty: nobody.
    void on_commit(std::function<void()> notice);

    /// Writes the file of the records anew, so that nothing of what was redacted is left in it; due as long as Read::redactions() is
    /// not 0. Others read and write meanwhile. Throws Error{full} where there is no room for a second file beside the reserve,
    /// Error{refused} when another process has it open or it is read all the time; then, and after a cut, it stays due.
    void renew();

    /// Number of the last change, by any process.
    std::uint64_t version() const;
    const Schema& schema() const;
    const std::filesystem::path& folder() const;
    std::filesystem::path file() const;
    std::uint64_t bytes_used() const;
    /// For how long the writer has been at the changes it took up last; empty while it waits for some.
    std::optional<std::chrono::steady_clock::duration> writing_for() const;
    Transaction snapshot() const;
    const Engine& engine() const;

  private:
    /// Logs a snapshot that was held for more than a second: it keeps the file from reusing space.
    class Watch {
      public:
        explicit Watch(const Store&)
            : since_(std::chrono::steady_clock::now()) {}
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

      private:
        std::chrono::steady_clock::time_point since_;
    };
    void run(const Actor& actor, std::function<void(Write&)> closure);
    Known_sets& known_sets() const;

    struct State;
    std::unique_ptr<State> state_;
};

/// The file of the records inside a data folder.
std::filesystem::path store_file(const std::filesystem::path& folder);

}  // namespace storage
