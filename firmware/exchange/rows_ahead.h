// Rows of a file, read by a thread of their own a little before they are asked for.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "exchange/known_file.h"

namespace exchange {

class Rows_ahead {
  public:
    /// From behind so many rows on. The file must outlive it.
    Rows_ahead(const Known_file& file, std::size_t rows_done);
    ~Rows_ahead();
    Rows_ahead(const Rows_ahead&) = delete;
    Rows_ahead& operator=(const Rows_ahead&) = delete;

    /// The next one, which is valid until the one after it is asked for; null at the end. Throws what reading it threw.
    Known_row* next();

  private:
    using Rows = std::vector<Known_row>;
    struct Ready {
        Rows rows;
        std::size_t bytes = 0;  ///< of their cells
    };
    void read_on(std::size_t rows_done);
    /// Waits for room; false when it is to stop.
    bool hand_over(Rows rows, std::size_t bytes);
    /// The next rows for those that were given out; none at the end.
    bool exchange_rows();

    const Known_file& file_;
    Rows rows_;  ///< of which `at_` were given out
    std::size_t at_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Ready> ready_;
    std::size_t bytes_ready_ = 0;
    std::vector<Rows> used_;  ///< freed by the thread that made them: that is quicker
    bool all_read_ = false;
    bool stopping_ = false;
    std::exception_ptr failure_;
    std::thread reader_;
};

}  // namespace exchange
