// Where an import's files lie, and what its record says.
#pragma once

#include <filesystem>

#include "exchange/mapping.h"
#include "exchange/report.h"

namespace exchange {

/// <data>/imports/<id>/
std::filesystem::path import_folder(const std::filesystem::path& data, storage::Id id);
std::filesystem::path upload_file(const std::filesystem::path& data, storage::Id id);
std::filesystem::path told_file(const std::filesystem::path& data, storage::Id id);
std::filesystem::path failed_file(const std::filesystem::path& data, storage::Id id);

/// A mapping as office::Import keeps it: a field on each line.
std::string lines_of(const Mapping& mapping);
Mapping mapping_of(const office::Import& import);

}  // namespace exchange
