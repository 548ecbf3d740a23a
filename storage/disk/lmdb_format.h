// The bytes of an LMDB file: pages, their nodes, the two first pages. Everything is checked before it is believed.
//
// LMDB 0.9.31, mdb.c: MDB_page, MDB_meta, MDB_db, MDB_node; 64 bits, little-endian, no DUPSORT.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <format>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace storage::lmdb_format {

using Page_number = std::uint64_t;

struct Tree_header {  // MDB_db
    std::uint32_t pad;
    std::uint16_t flags, depth;
    std::uint64_t branch_pages, leaf_pages, overflow_pages, entries;
    Page_number root;
};
static_assert(sizeof(Tree_header) == 48);

struct Page_header {  // MDB_page
    Page_number number;
    std::uint16_t pad, flags, lower, upper;
};
static_assert(sizeof(Page_header) == 16);

struct Meta {  // MDB_meta
    std::uint32_t magic, version;
    std::uint64_t address, map_size;
    Tree_header free, main;
    Page_number last_page;
    std::uint64_t transaction;
    bool operator==(const Meta& other) const { return std::memcmp(this, &other, sizeof *this) == 0; }
};
static_assert(sizeof(Meta) == 136);

inline constexpr std::size_t header_size = sizeof(Page_header);
inline constexpr Page_number no_page = ~Page_number{0};
// kinds of pages
inline constexpr std::uint16_t branch_flag = 0x01;
inline constexpr std::uint16_t leaf_flag = 0x02;
inline constexpr std::uint16_t overflow_flag = 0x04;
// flags of nodes
inline constexpr std::uint16_t big_data = 0x01;
inline constexpr std::uint16_t sub_tree = 0x02;
inline constexpr std::size_t longest_key = 511;
inline constexpr unsigned deepest = 32;  // CURSOR_STACK

/// What is wrong; thrown.
struct Damage {
    std::string what;
};

template <class... Parts> [[noreturn]] void damaged(std::format_string<Parts...> text, Parts&&... parts) {
    throw Damage{std::format(text, std::forward<Parts>(parts)...)};
}

/// Of any alignment.
template <class T> T take(const char* bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

/// The file, read in pieces that are sure to lie inside it. Throws Damage.
class File {
  public:
    explicit File(const std::filesystem::path& path);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    std::uint64_t size() const;
    void read(void* into, std::size_t size, std::uint64_t offset) const;

  private:
    int descriptor_;
};

struct Node {
    std::string_view key;
    std::uint32_t data_size = 0;  // of a leaf
    std::uint16_t flags = 0;
    Page_number child = 0;       // of a branch
    const char* data = nullptr;  // of a leaf: the value, or the number of its overflow page
};

/// The nodes of a page, once it is certain that they fill its upper end without a gap or an overlap. Throws Damage.
std::vector<Node> nodes_of(const std::vector<char>& page, const Page_header& header);

/// The two first pages.
struct Metas {
    Meta first, second;
    const Meta& newest() const { return second.transaction > first.transaction ? second : first; }
    bool operator==(const Metas&) const = default;
};

/// Throws Damage when they contradict themselves or each other.
Metas read_metas(const File& file);

}  // namespace storage::lmdb_format
