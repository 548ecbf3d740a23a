#include "places/books.h"

#include <algorithm>
#include <format>
#include <set>
#include <tuple>

#include "storage/descriptor.h"
#include "storage/words.h"

namespace places {

std::filesystem::path books_folder(const std::filesystem::path& data_folder) { return data_folder / "addresses"; }

void check_book_name(const std::string& name) {
    constexpr std::size_t longest = 60;
    constexpr std::string_view others = "-_.";
    const bool fits =
        !name.empty() && name.size() <= longest && !others.contains(name.front()) &&
        std::ranges::all_of(name, [&](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.contains(c);
        });
    if (!fits)
        throw storage::Error(storage::Fault::invalid,
                             "This cannot be the name of an address book: it takes letters, digits, - and _.", name);
}

std::string book_name_of(const std::filesystem::path& file_name) {
    std::string name;
    for (const std::string& word : storage::words_of(file_name.stem().string()))
        name += (name.empty() ? "" : "-") + word;
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    constexpr std::size_t longest = 60;
    return name.empty() ? "addresses" : name.substr(0, longest);
}

/// A file is opened again when another one took its place; the folder's own time says that there may be one.
std::map<std::string, Books::Opened> Books::opened() const {
    const std::lock_guard lock(mutex_);
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(folder_, error);
    if (error) {
        if (!opened_.empty()) ++version_;
        opened_.clear();
        looked_ = {};
        return {};
    }
    if (changed == looked_) return opened_;
    std::map<std::string, Opened> now;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        if (entry.path().extension() != book_ending) continue;
        const auto written = entry.last_write_time(error);
        const std::string name = entry.path().stem().string();
        const auto before = opened_.find(name);
        if (before != opened_.end() && before->second.written == written) {
            now.insert(*before);
            continue;
        }
        Opened one{.written = written, .book = nullptr, .bytes = entry.file_size(error)};
        try {
            one.book = std::make_shared<const Book>(entry.path());
        } catch (const storage::Error&) {
            // it is listed as damaged
        }
        now.emplace(name, std::move(one));
    }
    opened_ = std::move(now);
    ++version_;
    // What changes within the clock's grain would be missed otherwise.
    const bool is_old = std::filesystem::file_time_type::clock::now() - changed > std::chrono::seconds(1);
    looked_ = is_old ? changed : std::filesystem::file_time_type{};
    return opened_;
}

std::vector<Books::Entry> Books::all() const {
    std::vector<Entry> entries;
    for (const auto& [name, one] : opened()) {
        Entry entry{.about = {}, .damaged = one.book == nullptr};
        if (one.book) entry.about = one.book->about();
        entry.about.name = name;
        entry.about.bytes = one.bytes;
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::uint64_t Books::version() const {
    opened();
    const std::lock_guard lock(mutex_);
    return version_;
}

std::vector<Suggestion> Books::find(const Query& query) const {
    std::vector<Suggestion> all;
    for (const auto& [name, one] : opened())
        if (one.book) std::ranges::move(one.book->find(query), std::back_inserter(all));
    return best_of(std::move(all), query.limit);
}

void Books::remove(const std::string& name) {
    check_book_name(name);
    std::error_code error;
    if (!std::filesystem::remove(folder_ / (name + std::string(book_ending)), error) && !error)
        throw storage::Error(storage::Fault::not_found, std::format("There is no address book \"{}\".", name));
    if (error) storage::failed(std::format("The address book \"{}\" cannot be removed", name), error.value());
}

std::vector<Suggestion> best_of(std::vector<Suggestion> all, std::size_t limit) {
    std::ranges::stable_sort(all, std::greater<>{},
                             [](const Suggestion& one) { return std::tuple(one.number, one.near, one.whole_words); });
    // A house that is not known is worth saying only where none is.
    const auto is_new = [](const Suggestion& one) { return one.kind == Suggestion::new_house; };
    if (!std::ranges::all_of(all, is_new)) std::erase_if(all, is_new);
    std::set<std::string> seen;
    std::erase_if(all, [&](const Suggestion& one) {
        const auto key =
            std::format("{}\n{}\n{}", storage::folded(one.street), storage::folded(one.city), one.postcode);
        return seen.size() >= limit || !seen.insert(key).second;
    });
    return all;
}

}  // namespace places
