// Where an import's files lie, and what its record says.
#pragma once

#include <filesystem>

#include "exchange/mapping.h"
#include "exchange/report.h"
#include "storage/read.h"

namespace exchange {

/// <data>/imports/
std::filesystem::path imports_folder(const std::filesystem::path& data);
/// <data>/imports/<id>/
std::filesystem::path import_folder(const std::filesystem::path& data, storage::Id id);
std::filesystem::path upload_file(const std::filesystem::path& data, storage::Id id);
std::filesystem::path told_file(const std::filesystem::path& data, storage::Id id);
std::filesystem::path failed_file(const std::filesystem::path& data, storage::Id id);
/// What a dry run found.
std::filesystem::path checked_file(const std::filesystem::path& data, storage::Id id);

/// A mapping as office::Import keeps it: a field on each line.
std::string lines_of(const Mapping& mapping);
Mapping mapping_of(const office::Import& import);

/// Throws Error{refused} for an import that must not be changed any more.
office::Import open_import(const storage::Read& read, storage::Id id);
/// How far it is; a new one, which is not stored, at the beginning.
office::Import_place place_of(const storage::Read& read, storage::Id id);

}  // namespace exchange
