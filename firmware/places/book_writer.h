// Makes an address book out of rows in any order, however many: it needs some 60 MB of memory, and meanwhile about as much of the
// disk as the rows have.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "places/address.h"
#include "places/book.h"
#include "places/sorted_runs.h"

namespace places {

class Book_writer {
  public:
    /// The book comes into `folder`; what is needed meanwhile lies there, too, and goes with the writer.
    explicit Book_writer(std::filesystem::path folder);
    ~Book_writer();
    Book_writer(const Book_writer&) = delete;
    Book_writer& operator=(const Book_writer&) = delete;

    /// Of an address without street and city there is nothing to find. Returns false for one of these.
    bool add(const Known_address& address);
    /// The book of that name is this one from now on; `about` gets what it holds. `told` hears how many addresses are written.
    void finish(About& about, const std::function<void(std::uint64_t)>& told);

  private:
    std::filesystem::path folder_, making_;
    Sorted_runs rows_;
};

}  // namespace places
