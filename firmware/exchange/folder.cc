#include "exchange/folder.h"

#include <ranges>
#include <utility>

#include "storage/error.h"

namespace exchange {

std::filesystem::path imports_folder(const std::filesystem::path& data) { return data / "imports"; }

std::filesystem::path import_folder(const std::filesystem::path& data, storage::Id id) {
    return imports_folder(data) / std::to_string(id);
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

std::filesystem::path checked_file(const std::filesystem::path& data, storage::Id id) {
    return import_folder(data, id) / "checked.csv";
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

office::Import open_import(const storage::Read& read, storage::Id id) {
    office::Import import = read.get<office::Import>(id);
    const auto refuse = [](const char* why) { throw storage::Error(storage::Fault::refused, why); };
    if (import.state == office::Import_state::running) refuse("This import is running already.");
    if (import.state == office::Import_state::done)
        refuse("This import has run already. Upload the file again to import it once more.");
    return import;
}

office::Import_place place_of(const storage::Read& read, storage::Id id) {
    auto place = read.first<&office::Import_place::import>(storage::Ref<office::Import>{id});
    if (place) return std::move(*place);
    office::Import_place fresh;
    fresh.import = {id};
    return fresh;
}

}  // namespace exchange
