#include "exchange/tables/text_file.h"

#include <utility>

#include "storage/error.h"
#include "storage/whole_files.h"

namespace exchange {

Text_file::Text_file(const std::filesystem::path& file, const std::string& missing)
    : mapped_(file) {
    if (!mapped_.bytes().empty()) return;
    auto whole = std::filesystem::is_directory(file) ? std::nullopt : storage::read_file(file);
    if (!whole) throw storage::Error(storage::Fault::not_found, missing);
    owned_ = std::move(*whole);
}

}  // namespace exchange
