// A data folder that the program is started on again and again, and cut off.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <filesystem>

#include "appliance.h"
#include "office/clients/client.h"
#include "support/program.h"

namespace faults {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "clientbox-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    ~Folder() { std::filesystem::remove_all(folder_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    bool is_sound() const { return support::run(support::binary(), {"check", "--data", folder_.string()}) == 0; }
    std::uint64_t clients() const {
        return open_store(folder_)->read(
            [](const storage::Read& read) { return read.count(storage::record_type<office::Client>()); });
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace faults
