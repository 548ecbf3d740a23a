// A folder, and books in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "places/book_writer.h"
#include "places/books.h"
#include "places/words.h"
#include "storage/scratch.h"

namespace places::test {

class Scratch {
  public:
    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path book(const std::string& name) const { return books_folder(folder()) / (name + ".book"); }

    About write(const std::string& name, const std::vector<Known_address>& addresses,
                const std::string& country = "DE") {
        Book_writer writer(books_folder(folder()));
        for (const Known_address& address : addresses) writer.add(address);
        About about{.name = name, .file_name = name + ".csv", .country = country};
        writer.finish(about, [](std::uint64_t) {});
        return about;
    }

    /// "Hauptstr. 12, 01097 Dresden": what is suggested, best first.
    std::vector<std::string> lines(const std::string& typed, const std::vector<Query::City>& near = {}) const {
        std::vector<std::string> lines;
        for (const Suggestion& one : Books(folder()).find({.words = words_of_query(typed), .near = near}))
            lines.push_back(one.street + ", " + one.postcode + " " + one.city);
        return lines;
    }

  private:
    scratch::Folder folder_;
};

inline Known_address address(std::string street, std::string number, std::string city, std::string postcode,
                             double lat = 51, double lon = 13) {
    constexpr double degree = 1e7;
    return {.street = std::move(street),
            .number = std::move(number),
            .unit = {},
            .city = std::move(city),
            .region = {},
            .postcode = std::move(postcode),
            .position = {static_cast<std::int32_t>(lat * degree), static_cast<std::int32_t>(lon * degree)}};
}

}  // namespace places::test
