#include "exchange/arrival.h"

#include <format>

#include "exchange/folder.h"
#include "storage/digest.h"
#include "storage/error.h"

namespace exchange {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".arriving";
/// When so much has come, the disk is asked again how much is free.
constexpr std::uint64_t room_step = 1UL << 20;

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) storage::failed(std::format("{} cannot be made", folder.string()), error.value());
}

fs::path new_draft(const fs::path& data) {
    return imports_folder(data) / (storage::hex(storage::random_bytes(8)) + std::string(ending));
}

}  // namespace

Arrival::Arrival(const fs::path& data, std::uint64_t kept_free)
    : draft_(new_draft(data))
    , kept_free_(kept_free) {
    make_room_for(0);
    make_folder(draft_.parent_path());
    file_ = storage::open_to_write(draft_);
}

Arrival::~Arrival() {
    if (file_.number() < 0) return;
    std::error_code ignored;
    fs::remove(draft_, ignored);
}

void Arrival::make_room_for(std::uint64_t bytes) const {
    std::error_code error;
    const auto disk = fs::space(draft_.parent_path().parent_path(), error);
    if (!error && disk.available < kept_free_ + bytes)
        throw storage::Error(storage::Fault::full,
                             "The disk is almost full, so no file can be uploaded. Records can still be changed.");
}

void Arrival::append(std::string_view bytes) {
    if (size_ / room_step != (size_ + bytes.size()) / room_step) make_room_for(room_step);
    storage::write_all(file_.number(), bytes);
    size_ += bytes.size();
}

void Arrival::settle() { storage::sync(file_.number()); }

void Arrival::keep_as(const fs::path& file) {
    make_folder(file.parent_path());
    std::error_code error;
    fs::rename(draft_, file, error);
    if (error) storage::failed(std::format("{} cannot be written", file.string()), error.value());
    file_.close();
    storage::sync_folder(file.parent_path());
}

void Arrival::remove_left(const fs::path& data) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(imports_folder(data), ignored))
        if (entry.path().extension() == ending) fs::remove(entry.path(), ignored);
}

}  // namespace exchange
