#include "storage/whole_files.h"

#include <cerrno>
#include <cstdio>
#include <format>
#include <fstream>
#include <iterator>

#include "storage/descriptor.h"
#include "storage/error.h"

namespace storage {

std::optional<std::string> read_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file))
        throw Error(Fault::unusable, std::format("{} cannot be read.", file.string()));
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error) failed(std::format("{} cannot be made", file.parent_path().string()), error.value());
    const std::filesystem::path draft = file.string() + ".new";
    {
        const Descriptor out = open_to_write(draft);
        write_all(out.number(), bytes);
    }
    keep_file(draft, file);
}

void keep_file(const std::filesystem::path& draft, const std::filesystem::path& file) {
    sync(open_to_read(draft).number());
    if (std::rename(draft.c_str(), file.c_str()) != 0)
        failed(std::format("{} cannot be written", file.string()), errno);
    sync_folder(file.parent_path());
}

}  // namespace storage
