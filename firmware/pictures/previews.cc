#include "pictures/previews.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <fstream>
#include <iterator>

#include "storage/files/named_files.h"

namespace pictures {

namespace fs = std::filesystem;
using storage::Error;
using storage::Fault;
using storage::File;

namespace {

constexpr std::chrono::seconds slice{1};
constexpr storage::Id records_at_once = 500;
/// A picture over which the program ended so often is not tried again.
constexpr std::size_t most_attempts = 2;
constexpr std::string_view note = ".none";
constexpr std::size_t digest_letters = 64;

std::string ending_of(Extent extent) { return std::format("-{}.jpg", static_cast<unsigned>(extent)); }

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool is_count(std::string_view noted) { return noted.find_first_not_of('.') == std::string_view::npos; }

Preview made_of(const storage::Files& files, const File& file) {
    const auto bytes = files.open(file.digest);
    return preview_of(file.type, [&](std::span<char> into) { return storage::read_some(bytes.number(), into); });
}

}  // namespace

Previews::Previews(const fs::path& data_folder, const storage::Files& files, std::uint64_t keep_free)
    : folder_(data_folder / "previews")
    , files_(files)
    , keep_free_(keep_free) {}

fs::path Previews::path_of(std::string_view digest, std::string_view ending) const {
    const std::string name = storage::hex(digest);
    return folder_ / name.substr(0, 2) / (name + std::string(ending));
}

std::optional<storage::Descriptor> Previews::find(std::string_view digest, Extent extent) const {
    const auto path = path_of(digest, ending_of(extent));
    std::error_code missing;
    if (!fs::is_regular_file(path, missing)) return {};
    return storage::open_to_read(path);
}

std::string Previews::why_none(std::string_view digest) const {
    std::string noted = text_of(path_of(digest, note));
    return is_count(noted) ? std::string{} : noted;
}

bool Previews::is_settled(std::string_view digest) const {
    return std::ranges::all_of(extents, [&](Extent extent) { return find(digest, extent).has_value(); }) ||
           !why_none(digest).empty();
}

void Previews::want(const File& file) {
    const std::lock_guard lock(mutex_);
    if (is_picture(file.type) && !std::ranges::contains(waiting_, file.digest, &File::digest)) waiting_.push_back(file);
}

storage::Moment Previews::due(const storage::Read& read) const {
    const std::lock_guard lock(mutex_);
    const bool has_more =
        !waiting_.empty() || std::ranges::any_of(read.schema().types(), [&](const storage::Record_type* type) {
            if (type->file_column() == nullptr) return false;
            const auto at = looked_at_.find(type->kind.number);
            return read.next_id(*type) > (at == looked_at_.end() ? 1 : at->second);
        });
    return {has_more ? 0 : INT64_MAX};
}

void Previews::make_some(const storage::Store& store) {
    const auto until = std::chrono::steady_clock::now() + slice;
    while (!stopping_ && std::chrono::steady_clock::now() < until) {
        const auto file = next(store);
        if (!file) return;
        make(*file);
        const std::lock_guard lock(mutex_);
        waiting_.pop_front();
    }
}

std::optional<File> Previews::next(const storage::Store& store) {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (!waiting_.empty()) return waiting_.front();
        }
        if (!look_further(store)) return {};
    }
}

/// False when all records have been looked at.
bool Previews::look_further(const storage::Store& store) {
    std::vector<File> found;
    const bool looked = store.read([&](const storage::Read& read) {
        const std::lock_guard lock(mutex_);
        for (const storage::Record_type* type : read.schema().types()) {
            if (type->file_column() == nullptr) continue;
            storage::Id& at = looked_at_.try_emplace(type->kind.number, 1).first->second;
            const storage::Id end = std::min(read.next_id(*type), at + records_at_once);
            if (at >= end) continue;
            for (; at < end; ++at)
                if (const auto raw = read.find(*type, at))
                    std::ranges::move(storage::files_of(*type, raw->fields), std::back_inserter(found));
            return true;
        }
        return false;
    });
    for (const File& file : found)
        if (!is_settled(file.digest)) want(file);
    return looked;
}

void Previews::make(const File& file) {
    if (!files_.exists(file.digest) || is_settled(file.digest)) return;
    std::string attempts = text_of(path_of(file.digest, note));
    try {
        if (attempts.size() >= most_attempts) damaged();
        write(file.digest, note, attempts += '.');
        const Preview preview = made_of(files_, file);
        write(file.digest, ending_of(Extent::small), preview.small);
        write(file.digest, ending_of(Extent::large), preview.large);
        fs::remove(path_of(file.digest, note));
    } catch (const Error& error) {
        if (error.fault() != Fault::invalid && error.fault() != Fault::too_large) throw;
        write(file.digest, note, error.what());
    }
}

/// It has its name only when all of it is on the disk.
void Previews::write(std::string_view digest, std::string_view ending, std::string_view bytes) const {
    const auto path = path_of(digest, ending);
    fs::create_directories(path.parent_path());
    if (fs::space(folder_).available < keep_free_)
        throw Error(Fault::full, "There is too little free space left for previews.");
    const fs::path arriving = path.string() + ".new";
    auto file = storage::open_to_write(arriving);
    storage::write_all(file.number(), bytes);
    storage::sync(file.number());
    fs::rename(arriving, path);
}

std::size_t Previews::sweep() {
    std::vector<fs::path> swept;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder_, none)) {
        const auto digest = storage::from_hex(entry.path().filename().string().substr(0, digest_letters));
        if (entry.is_regular_file() && !files_.exists(digest)) swept.push_back(entry.path());
    }
    for (const fs::path& path : swept) fs::remove(path, none);
    return swept.size();
}

}  // namespace pictures
