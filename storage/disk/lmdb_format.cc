#include "storage/disk/lmdb_format.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace storage::lmdb_format {

namespace {

struct Node_header {  // MDB_node
    std::uint16_t low, high, flags, key_size;
};

constexpr std::size_t node_header_size = sizeof(Node_header);
constexpr std::uint16_t meta_flag = 0x08;
constexpr std::uint16_t integer_key = 0x08;
constexpr std::uint16_t no_sub_folder = 0x4000;

Node node_at(const std::vector<char>& page, std::size_t offset, bool branch) {
    if (offset < header_size || offset + node_header_size > page.size()) damaged("a node lies outside the page");
    const auto head = take<Node_header>(page.data() + offset);
    Node node{.key = {}};
    const std::size_t low_part = head.low | static_cast<std::uint32_t>(head.high) << 16;
    std::size_t stored = 0;
    if (branch) {
        node.child = low_part | static_cast<Page_number>(head.flags) << 32;
    } else {
        node.flags = head.flags;
        node.data_size = static_cast<std::uint32_t>(low_part);
        stored = (head.flags & big_data) != 0 ? sizeof(Page_number) : low_part;
    }
    if (offset + node_header_size + head.key_size + stored > page.size()) damaged("a node reaches out of the page");
    node.key = {page.data() + offset + node_header_size, head.key_size};
    node.data = node.key.data() + node.key.size();
    return node;
}

std::size_t size_in_page(const Node& node, bool branch) {
    const std::size_t data = branch ? 0 : (node.flags & big_data) != 0 ? sizeof(Page_number) : node.data_size;
    return (node_header_size + node.key.size() + data + 1) & ~std::size_t{1};
}

Meta meta_at(const File& file, std::uint64_t offset, Page_number number) {
    std::array<char, header_size + sizeof(Meta)> bytes{};
    file.read(bytes.data(), bytes.size(), offset);
    const auto header = take<Page_header>(bytes.data());
    const auto meta = take<Meta>(bytes.data() + header_size);
    constexpr std::uint32_t magic = 0xBEEFC0DE;  // MDB_MAGIC
    if (header.flags != meta_flag || header.number != number || meta.magic != magic || meta.version != 1)
        damaged("This is not a file of records, or its first pages are damaged.");
    const std::uint32_t page_size = meta.free.pad;
    if (page_size < 512 || page_size > 65536 || (page_size & (page_size - 1)) != 0 ||
        meta.free.flags != (integer_key | no_sub_folder) || meta.main.flags != 0)
        damaged("The settings in the first pages of the file are damaged.");
    return meta;
}

}  // namespace

File::File(const std::filesystem::path& path)
    : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) damaged("{} cannot be read: {}.", path.string(), std::strerror(errno));
}

File::~File() { close(descriptor_); }

std::uint64_t File::size() const {
    struct stat status{};
    if (fstat(descriptor_, &status) != 0) damaged("The file cannot be read: {}.", std::strerror(errno));
    return static_cast<std::uint64_t>(status.st_size);
}

void File::read(void* into, std::size_t size, std::uint64_t offset) const {
    auto* at = static_cast<char*>(into);
    while (size > 0) {
        const ssize_t got = pread(descriptor_, at, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) damaged("The disk cannot read byte {} of the file: {}.", offset, std::strerror(errno));
        if (got == 0) damaged("The file is cut off at byte {}.", offset);
        at += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

std::vector<Node> nodes_of(const std::vector<char>& page, const Page_header& header) {
    const bool branch = header.flags == branch_flag;
    if (header.lower < header_size || header.lower % 2 != 0 || header.lower > header.upper ||
        header.upper > page.size())
        damaged("its free space has impossible bounds");
    std::vector<Node> nodes((header.lower - header_size) / 2);
    std::vector<std::pair<std::size_t, std::size_t>> places(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto offset = take<std::uint16_t>(page.data() + header_size + i * 2);
        nodes[i] = node_at(page, offset, branch);
        places[i] = {offset, offset + size_in_page(nodes[i], branch)};
    }
    std::ranges::sort(places);
    std::size_t end = header.upper;
    for (const auto& [from, to] : places) {
        if (from != end) damaged("its nodes overlap or leave gaps");
        end = to;
    }
    if (end != page.size()) damaged("its nodes do not end with the page");
    return nodes;
}

/// Transaction N writes page N % 2, so the two are neighbours.
Metas read_metas(const File& file) {
    Metas metas{.first = meta_at(file, 0, 0), .second = {}};
    metas.second = meta_at(file, metas.first.free.pad, 1);
    const std::uint64_t first = metas.first.transaction;
    const std::uint64_t second = metas.second.transaction;
    const bool fresh = first == 0 && second == 0;
    if (metas.first.free.pad != metas.second.free.pad || first % 2 != 0 || (second % 2 != 1 && !fresh) ||
        (first > second ? first - second : second - first) > 1)
        damaged("The two first pages of the file contradict each other.");
    const Meta& newest = metas.newest();
    if (newest.last_page < 1 || newest.last_page > (std::uint64_t{1} << 48) / newest.free.pad)
        damaged("The length in the first pages of the file is damaged.");
    return metas;
}

}  // namespace storage::lmdb_format
