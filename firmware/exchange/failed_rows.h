// The rows of an import that failed, kept so that they can be put right and imported again: the columns of the file with
// the reason in front.
#pragma once

#include <filesystem>
#include <vector>

#include "exchange/import.h"

namespace exchange {

class Failed_rows {
  public:
    explicit Failed_rows(const Table& table);
    void add(const Row_verdict& verdict, const Cells& cells);
    void write_to(const std::filesystem::path& file) const;
    const std::vector<Row_verdict>& verdicts() const { return verdicts_; }

  private:
    std::string csv_;
    std::vector<Row_verdict> verdicts_;
};

/// What write_to() wrote, as verdicts; nothing when there is no such file.
std::vector<Row_verdict> read_failed_rows(const std::filesystem::path& file);

}  // namespace exchange
