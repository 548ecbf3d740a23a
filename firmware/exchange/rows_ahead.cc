#include "exchange/rows_ahead.h"

#include <utility>

namespace exchange {

namespace {

/// Few enough that they need no memory to speak of, however long they are (csv.h), and enough that threads seldom wait.
constexpr std::size_t rows_together = 64;
constexpr std::size_t bytes_together = 1UL << 20;
constexpr std::size_t most_ready = 8;
constexpr std::size_t most_bytes_ready = 4UL << 20;  // of cells; what was read of them is as much again

std::size_t bytes_of(const Cells& cells) {
    std::size_t bytes = 0;
    for (const std::string& cell : cells) bytes += cell.size();
    return bytes;
}

}  // namespace

Rows_ahead::Rows_ahead(const Known_file& file, std::size_t rows_done)
    : file_(file)
    , reader_([this, rows_done] { read_on(rows_done); }) {}

Rows_ahead::~Rows_ahead() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    reader_.join();
}

void Rows_ahead::read_on(std::size_t rows_done) {
    try {
        Table::Walk walk(file_.table());
        for (std::size_t row = 0; row < rows_done && walk.next(); ++row) {
        }
        Rows rows;
        std::size_t bytes = 0;
        while (walk.next()) {
            bytes += bytes_of(walk.cells());
            rows.reserve(rows_together);
            rows.push_back(file_.read(walk.row(), std::move(walk.cells())));
            if (rows.size() < rows_together && bytes < bytes_together) continue;
            if (!hand_over(std::exchange(rows, {}), std::exchange(bytes, 0))) return;
        }
        hand_over(std::move(rows), bytes);
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
    {
        const std::lock_guard lock(mutex_);
        all_read_ = true;
    }
    changed_.notify_all();
}

bool Rows_ahead::hand_over(Rows rows, std::size_t bytes) {
    std::vector<Rows> used;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || (ready_.size() < most_ready && bytes_ready_ < most_bytes_ready); });
    if (stopping_) return false;
    ready_.push_back({std::move(rows), bytes});
    bytes_ready_ += bytes;
    used.swap(used_);
    changed_.notify_all();
    lock.unlock();
    return true;
}

bool Rows_ahead::exchange_rows() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return all_read_ || !ready_.empty(); });
    if (ready_.empty() && failure_) std::rethrow_exception(failure_);
    if (ready_.empty()) return false;
    used_.push_back(std::exchange(rows_, std::move(ready_.front().rows)));
    bytes_ready_ -= ready_.front().bytes;
    at_ = 0;
    ready_.pop_front();
    changed_.notify_all();
    return true;
}

Known_row* Rows_ahead::next() {
    while (at_ == rows_.size())
        if (!exchange_rows()) return nullptr;
    return &rows_[at_++];
}

}  // namespace exchange
