// Rows of an import that something is said of, kept in files: those that failed with the columns of the file and the reason in front, so
// that they can be put right and imported again; and those that came in otherwise than they stand there, or not at all, by number
// and name; and all of a dry run. Written while the rows come, so that a file of any size needs no memory.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>

#include "exchange/import.h"

namespace exchange {

class Failed_rows {
  public:
    /// The file is there once it is finished and has rows.
    Failed_rows(std::filesystem::path file, const Table& table);
    ~Failed_rows();
    Failed_rows(const Failed_rows&) = delete;
    Failed_rows& operator=(const Failed_rows&) = delete;

    void add(const Row_verdict& verdict, const Cells& cells);
    /// All of them, safe on the disk. Throws Error{full} or Error{unusable}.
    void finish();

  private:
    std::filesystem::path file_, draft_;
    std::string header_, waiting_;
    std::vector<bool> codes_;  ///< columns of security codes
    std::ofstream out_;
};

/// Rows that came in or were passed over, and what is said of them. A power cut may lose the last ones.
class Told_rows {
  public:
    /// Goes on behind those that are there when so many rows are done already.
    Told_rows(const std::filesystem::path& file, std::size_t rows_done);
    void add(const Row_verdict& verdict);

  private:
    std::ofstream out_;
};

/// All rows of a dry run, so that each page of them is there at once.
class Checked_rows {
  public:
    /// The file is there once it is finished, in place of an earlier one.
    explicit Checked_rows(std::filesystem::path file);
    ~Checked_rows();
    Checked_rows(const Checked_rows&) = delete;
    Checked_rows& operator=(const Checked_rows&) = delete;

    void add(const Row_verdict& verdict);
    /// Throws Error{full} or as storage::failed() does.
    void finish();

  private:
    std::filesystem::path file_, draft_;
    std::string line_;
    std::ofstream out_;
};

/// What Checked_rows wrote, until `visit` returns false.
void each_checked_row(const std::filesystem::path& file, const std::function<bool(const Row_verdict&)>& visit);

/// What Failed_rows and Told_rows wrote, as verdicts; nothing when there is no such file.
void each_failed_row(const std::filesystem::path& file, const std::function<void(const Row_verdict&)>& visit);
void each_told_row(const std::filesystem::path& file, const std::function<void(const Row_verdict&)>& visit);

}  // namespace exchange
