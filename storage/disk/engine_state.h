// What an engine holds; for engine.cc and renewal.cc alone.
#pragma once

#include <filesystem>
#include <optional>

#include "storage/disk/doorway.h"
#include "storage/disk/engine.h"
#include "storage/disk/environment.h"
#include "storage/disk/open_file.h"

namespace storage {

struct Engine::State {
    explicit State(const std::filesystem::path& at)
        : file(at)
        , open(at) {}
    std::filesystem::path file;
    Open_file open;
    Doorway doorway;
    std::optional<Environment> environment;  ///< another one only while nobody is inside the doorway
};

}  // namespace storage
