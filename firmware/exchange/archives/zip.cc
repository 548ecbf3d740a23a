#include "exchange/archives/zip.h"

#include <algorithm>
#include <chrono>

#include "storage/bytes.h"

namespace exchange {

namespace {

constexpr std::uint16_t plain_version = 20, wide_version = 45;
constexpr std::uint16_t made_on_unix = 3U << 8U;
constexpr std::uint16_t sizes_follow = 1U << 3U, names_are_utf8 = 1U << 11U;
constexpr std::uint16_t deflated = 8;
constexpr std::uint32_t owner_alone = 0100600U << 16U;
constexpr std::uint32_t too_wide = 0xFFFF'FFFF;
constexpr std::uint16_t too_many = 0xFFFF;
constexpr std::size_t block = 0xFFFF;  // bytes of a stored block
constexpr std::string_view last_block("\x01\x00\x00\xFF\xFF", 5);

void put(std::string& out, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8U * static_cast<unsigned>(i)) & 0xFFU);
}

std::uint32_t dos_time(storage::Moment moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment.time());
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(moment.time() - day));
    const auto year = static_cast<unsigned>(std::clamp(static_cast<int>(date.year()), 1980, 2107) - 1980);
    const unsigned days = year << 9U | static_cast<unsigned>(date.month()) << 5U | static_cast<unsigned>(date.day());
    return days << 16U | static_cast<unsigned>(time.hours().count()) << 11U |
           static_cast<unsigned>(time.minutes().count()) << 5U | static_cast<unsigned>(time.seconds().count() / 2);
}

}  // namespace

Zip::Zip(storage::Moment made)
    : made_(dos_time(made)) {}

void Zip::begin(std::string& out, std::string_view name) {
    const std::size_t before = out.size();
    entries_.push_back({.name = std::string(name.substr(0, too_many)), .at = at_});
    put(out, 0x04034B50, 4);
    put(out, plain_version, 2);
    put(out, sizes_follow | names_are_utf8, 2);
    put(out, deflated, 2);
    put(out, made_, 4);
    put(out, 0, 12);  // checksum and sizes
    put(out, entries_.back().name.size(), 2);
    put(out, 0, 2);
    out += entries_.back().name;
    count(out, before);
}

void Zip::add(std::string& out, std::string_view bytes) {
    const std::size_t before = out.size();
    Entry& entry = entries_.back();
    entry.bytes += bytes.size();
    entry.checksum = storage::checksum(bytes, entry.checksum);
    while (!bytes.empty()) {
        const std::string_view part = bytes.substr(0, block);
        out += '\0';
        put(out, part.size(), 2);
        put(out, ~part.size() & too_many, 2);
        out += part;
        bytes.remove_prefix(part.size());
    }
    entry.packed += out.size() - before;
    count(out, before);
}

void Zip::end(std::string& out) {
    const std::size_t before = out.size();
    Entry& entry = entries_.back();
    out += last_block;
    entry.packed += last_block.size();
    put(out, 0x08074B50, 4);
    put(out, entry.checksum, 4);
    put(out, entry.packed, 4);
    put(out, entry.bytes, 4);
    count(out, before);
}

bool Zip::finish(std::string& out) {
    constexpr std::size_t at_once = 1'000;
    if (listed_ == 0) list_at_ = at_;
    const std::size_t before = out.size();
    for (const std::size_t end = std::min(listed_ + at_once, entries_.size()); listed_ < end; ++listed_)
        list(out, entries_[listed_]);
    count(out, before);
    if (listed_ < entries_.size()) return true;
    close(out);
    return false;
}

void Zip::list(std::string& out, const Entry& entry) {
    const bool is_wide = entry.at >= too_wide;
    const std::uint16_t version = is_wide ? wide_version : plain_version;
    put(out, 0x02014B50, 4);
    put(out, made_on_unix | version, 2);
    put(out, version, 2);
    put(out, sizes_follow | names_are_utf8, 2);
    put(out, deflated, 2);
    put(out, made_, 4);
    put(out, entry.checksum, 4);
    put(out, entry.packed, 4);
    put(out, entry.bytes, 4);
    put(out, entry.name.size(), 2);
    put(out, is_wide ? 12 : 0, 2);
    put(out, 0, 6);  // comment, disk, kind of text
    put(out, owner_alone, 4);
    put(out, is_wide ? too_wide : entry.at, 4);
    out += entry.name;
    if (!is_wide) return;
    put(out, 1, 2);  // ZIP64
    put(out, 8, 2);
    put(out, entry.at, 8);
}

void Zip::close(std::string& out) {
    const std::uint64_t size = at_ - list_at_;
    const bool is_wide = entries_.size() >= too_many || list_at_ >= too_wide || size >= too_wide;
    if (is_wide) {
        put(out, 0x06064B50, 4);
        put(out, 44, 8);
        put(out, made_on_unix | wide_version, 2);
        put(out, wide_version, 2);
        put(out, 0, 8);  // disks
        put(out, entries_.size(), 8);
        put(out, entries_.size(), 8);
        put(out, size, 8);
        put(out, list_at_, 8);
        put(out, 0x07064B50, 4);
        put(out, 0, 4);
        put(out, at_, 8);
        put(out, 1, 4);
    }
    const auto number = is_wide ? std::uint64_t{too_many} : entries_.size();
    put(out, 0x06054B50, 4);
    put(out, 0, 4);  // disks
    put(out, number, 2);
    put(out, number, 2);
    put(out, is_wide ? too_wide : size, 4);
    put(out, is_wide ? too_wide : list_at_, 4);
    put(out, 0, 2);
}

}  // namespace exchange
