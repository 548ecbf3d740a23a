#include "exchange/folder.h"

#include <ranges>

namespace exchange {

std::filesystem::path import_folder(const std::filesystem::path& data, storage::Id id) {
    return data / "imports" / std::to_string(id);
}

std::filesystem::path upload_file(const std::filesystem::path& data, storage::Id id) {
    return import_folder(data, id) / "upload.csv";
}

std::filesystem::path told_file(const std::filesystem::path& data, storage::Id id) {
    return import_folder(data, id) / "told.csv";
}

std::filesystem::path failed_file(const std::filesystem::path& data, storage::Id id) {
    return import_folder(data, id) / "failed.csv";
}

std::string lines_of(const Mapping& mapping) {
    std::string lines;
    for (const std::string& field : mapping) lines += field + '\n';
    return lines;
}

Mapping mapping_of(const office::Import& import) {
    Mapping mapping;
    for (const auto line : std::views::split(import.mapping.text, '\n')) mapping.emplace_back(std::string_view(line));
    if (!mapping.empty()) mapping.pop_back();  // behind the last line's end
    return mapping;
}

}  // namespace exchange
