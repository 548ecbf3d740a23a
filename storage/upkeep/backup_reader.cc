#include "storage/upkeep/backup_reader.h"

#include <algorithm>
#include <format>
#include <span>
#include <string>

#include "storage/upkeep/backup_format.h"

namespace storage {

namespace fs = std::filesystem;
using namespace backup_format;

Backup_reader::Backup_reader(const fs::path& file)
    : file_(file)
    , descriptor_(open_to_read(file)) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) no_backup();
    size_ = fs::file_size(file);
    const std::string head = take(std::min<std::uint64_t>(header_size, size_));
    if (!head.starts_with(any_magic)) no_backup();
    is_first_ = head.starts_with(first_magic);
    if (!is_first_ && !head.starts_with(magic)) newer();
    if (size_ < header_size + (is_first_ ? first_trailer_size : trailer_size)) not_whole("is cut off");
    facts_.made = {sign_restored(get_number(std::string_view(head).substr(magic.size(), 8)))};
    facts_.format = get_number(std::string_view(head).substr(magic.size() + 8));
}

Backup_facts Backup_reader::read(const Restoring& to, const Progress& progress) {
    progress_ = &progress;
    is_first_ ? read_first(to) : read_parts(to);
    const std::string digest = hash_.finish();
    if (get(digest.size()) != digest || got_ != size_) not_whole("was changed since it was made");
    // Only now is the header known to be what was written.
    if (facts_.format > format_version) newer();
    return facts_;
}

void Backup_reader::read_first(const Restoring& to) {
    facts_.size = size_ - header_size - first_trailer_size;
    take(facts_.size, to.records);
    if (get_number(take(8)) != facts_.size) not_whole("is cut off or was changed");
}

void Backup_reader::read_parts(const Restoring& to) {
    for (;;) {
        switch (take(1).front()) {
        case records_mark: facts_.size += take(get_number(take(8)), to.records); break;
        case file_mark:
            take(digest_size);
            take(get_number(take(8)), to.file);
            to.file_ends();
            ++facts_.files;
            break;
        case end_mark: return;
        default: not_whole("was changed since it was made");
        }
    }
}

std::uint64_t Backup_reader::take(std::uint64_t size, const std::function<void(std::string_view)>& sink) {
    for (std::uint64_t left = size; left > 0;) {
        const std::string bytes = take(std::min<std::uint64_t>(left, piece));
        sink(bytes);
        left -= bytes.size();
        if (*progress_) (*progress_)(static_cast<double>(got_) / static_cast<double>(size_));
    }
    return size;
}

std::string Backup_reader::take(std::size_t size) {
    std::string bytes = get(size);
    hash_.add(bytes);
    return bytes;
}

std::string Backup_reader::get(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t have = 0; have < size;) {
        const std::size_t got = read_some(descriptor_.number(), std::span(bytes).subspan(have));
        if (got == 0) not_whole("is cut off");
        have += got;
    }
    got_ += size;
    return bytes;
}

void Backup_reader::newer() const {
    throw Error(Fault::unusable,
                std::format("The backup {} was made by a newer Clientbox. Update this one first.", file_.string()));
}

void Backup_reader::no_backup() const {
    throw Error(Fault::unusable, std::format("{} is not a backup of Clientbox.", file_.string()));
}

void Backup_reader::not_whole(std::string_view why) const {
    throw Error(Fault::corrupt, std::format("The backup {} {}. Use another one.", file_.string(), why));
}

Backup_facts verify_backup(const fs::path& file, const Progress& progress) {
    const auto nowhere = [](std::string_view) {};
    return Backup_reader(file).read({nowhere, nowhere, [] {}}, progress);
}

}  // namespace storage
