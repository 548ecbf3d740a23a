// The bytes of a file that is read from beginning to end: mapped, so that a large one takes no memory of its own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/mapped_file.h"

namespace exchange {

class Text_file {
  public:
    /// Throws Error{not_found} with `missing` as its message. The file must not be cut short meanwhile.
    Text_file(const std::filesystem::path& file, const std::string& missing);
    /// Of what is in memory already.
    explicit Text_file(std::string bytes)
        : owned_(std::move(bytes)) {}

    /// What was read need not stay in memory: it is read again when it is asked for.
    void let_go() const { mapped_.let_go(); }
    std::string_view bytes() const { return mapped_.bytes().empty() ? std::string_view(owned_) : mapped_.bytes(); }

  private:
    std::string owned_;
    storage::Mapped_file mapped_;
};

}  // namespace exchange
