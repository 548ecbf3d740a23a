// Any changes to a small file of records: looked at without LMDB, never a crash.
//
// The input is patches: page u8 · offset u16 · length less one u8 · bytes. On page 255 the file ends at that offset of 64 bytes each.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <format>
#include <fstream>
#include <iterator>

#include "storage/disk/engine.h"
#include "storage/disk/lmdb_pages.h"
#include "storage/scratch.h"

namespace {

constexpr std::size_t page_size = 4096;
constexpr std::size_t patch_head = 4;
constexpr unsigned char cut = 255;
constexpr std::size_t cut_unit = 64;

/// Trees of one page and of several, a long value, free pages.
std::string small_file() {
    const scratch::Folder folder;
    {
        storage::Engine engine(folder.file());
        auto fill = engine.write();
        for (int i = 0; i < 60; ++i) fill.put(storage::Tree::records, std::format("{:04}", i), std::string(200, 'r'));
        fill.put(storage::Tree::journal, "long", std::string(3 * page_size, 'j'));
        fill.put(storage::Tree::meta, "format", "1");
        fill.commit();
        auto erase = engine.write();
        for (int i = 20; i < 40; ++i) erase.erase(storage::Tree::records, std::format("{:04}", i));
        erase.commit();
    }
    std::ifstream in(folder.file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void patch(std::string& file, std::string_view patches) {
    while (patches.size() > patch_head) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(patches[at]); };
        const std::size_t offset = byte(1) + 256U * byte(2);
        const std::string_view bytes = patches.substr(patch_head, byte(3) + 1U);
        const std::size_t at = byte(0) * page_size + offset % page_size;
        if (byte(0) == cut)
            file.resize(std::min(file.size(), offset * cut_unit));
        else if (at < file.size())
            file.replace(at, std::min(bytes.size(), file.size() - at), bytes, 0, file.size() - at);
        patches.remove_prefix(patch_head + bytes.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const int file = memfd_create("pages", MFD_CLOEXEC);
    static const std::string sound = small_file();
    static const auto path = std::format("/proc/self/fd/{}", file);
    std::string bytes = sound;
    patch(bytes, {reinterpret_cast<const char*>(data), size});
    if (ftruncate(file, static_cast<off_t>(bytes.size())) != 0 ||
        pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        std::abort();
    if (!storage::verify_pages(path).empty() && bytes == sound) std::abort();
    return 0;
}
