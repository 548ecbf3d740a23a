// Sorts more texts than there is memory for: pieces of them are sorted and put aside on the disk, then read together in order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace places {

class Sorted_runs {
  public:
    /// Pieces of `memory` bytes go into `folder`, which whoever made it removes.
    Sorted_runs(std::filesystem::path folder, std::string name, std::size_t memory);

    /// Texts may hold any bytes. Throws Error{full}, Error{unusable}.
    void add(std::string_view text);
    /// All of them, each as often as it came. Nothing may be added afterwards.
    void each(const std::function<void(std::string_view)>& visit);

  private:
    struct Text {
        std::uint32_t at, size;
    };
    void sort();
    void put_aside();
    std::string_view text(const Text& one) const { return std::string_view(bytes_).substr(one.at, one.size); }

    std::filesystem::path folder_;
    std::string name_;
    std::size_t memory_;
    std::string bytes_;
    std::vector<Text> texts_;
    std::vector<std::filesystem::path> runs_;
};

}  // namespace places
