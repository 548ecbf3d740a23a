// A data folder, what is started with it, and small files beside it.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "support/program.h"

namespace command_line {

namespace fs = std::filesystem;

inline std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Office {
  public:
    Office() {
        std::string name = (fs::temp_directory_path() / "clientbox-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
        write("password", "correct horse battery\n");
    }
    ~Office() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    /// Of the test; the data folder is in it, and is not there at first.
    const fs::path& path() const { return path_; }
    fs::path data() const { return path_ / "data"; }
    fs::path records() const { return data() / "records.db"; }
    std::string file(std::string_view name) const { return (path_ / name).string(); }
    std::string write(std::string_view name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary | std::ios::trunc) << text;
        return file(name);
    }

    /// Runs a command on the data folder.
    support::Outcome run(std::vector<std::string> words, const fs::path& output = {}) const {
        words.insert(words.begin(), {"--data", data().string()});
        return support::outcome_of(words, output);
    }
    /// Makes the data folder with an admin and one client.
    void open_for_business() const {
        REQUIRE(run({"init", "--admin", "ada@example.org", "--password-file", file("password")}).code == 0);
        write("ada.csv", "First Name,Last Name,Email\nAda,Lovelace,lovelace@example.org\n");
        REQUIRE(run({"import", file("ada.csv")}).code == 0);
    }

  private:
    fs::path path_;
};

/// One command, its exit code, and words that it says.
struct Case {
    std::vector<std::string> words;
    int code;
    std::string_view says;
};

inline void check(const Office& office, const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        std::string line;
        for (const std::string& word : one.words) line += word + ' ';
        const auto outcome = office.run(one.words);
        INFO(line << "\n" << outcome.out << outcome.err);
        CHECK(outcome.code == one.code);
        CHECK((outcome.out + outcome.err).contains(one.says));
        CHECK(outcome.err.empty() == (one.code == 0));
        if (one.code == 2) CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
    }
}

}  // namespace command_line
