#include "places/sorted_runs.h"

#include <algorithm>
#include <format>
#include <memory>
#include <queue>
#include <utility>

#include "storage/bytes.h"
#include "storage/descriptor.h"

namespace places {

namespace {

constexpr std::size_t piece = 64UL << 10;

/// Texts of one run, each behind its length, a piece at a time.
class Run {
  public:
    explicit Run(const std::filesystem::path& file)
        : file_(storage::open_to_read(file)) {}

    bool next() {
        if (!fill(length_size)) return false;
        std::uint32_t size = 0;
        std::memcpy(&size, bytes_.data() + at_, length_size);
        fill(length_size + size);
        text_ = std::string_view(bytes_).substr(at_ + length_size, size);
        at_ += length_size + size;
        return true;
    }
    std::string_view text() const { return text_; }

    static void put(std::string& out, std::string_view text) {
        const auto size = static_cast<std::uint32_t>(text.size());
        out.append(reinterpret_cast<const char*>(&size), length_size);
        out += text;
    }

  private:
    static constexpr std::size_t length_size = sizeof(std::uint32_t);

    /// So many bytes are there from `at_` on; false at the end.
    bool fill(std::size_t wanted) {
        if (bytes_.size() - at_ >= wanted) return true;
        bytes_.erase(0, std::exchange(at_, 0));
        while (bytes_.size() < wanted) {
            const std::size_t before = bytes_.size();
            bytes_.resize(before + std::max(piece, wanted));
            const std::size_t got = storage::read_some(file_.number(), std::span(bytes_).subspan(before));
            bytes_.resize(before + got);
            if (got == 0) return false;
        }
        return true;
    }

    storage::Descriptor file_;
    std::string bytes_;
    std::size_t at_ = 0;
    std::string_view text_;
};

}  // namespace

Sorted_runs::Sorted_runs(std::filesystem::path folder, std::string name, std::size_t memory)
    : folder_(std::move(folder))
    , name_(std::move(name))
    , memory_(memory) {}

void Sorted_runs::add(std::string_view text) {
    if (bytes_.size() + texts_.size() * sizeof(Text) + text.size() > memory_ && !texts_.empty()) put_aside();
    texts_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())});
    bytes_ += text;
}

void Sorted_runs::sort() {
    std::ranges::sort(texts_, {}, [&](const Text& one) { return text(one); });
}

void Sorted_runs::put_aside() {
    sort();
    runs_.push_back(folder_ / std::format("{}-{}", name_, runs_.size()));
    const storage::Descriptor out = storage::open_to_write(runs_.back());
    std::string ready;
    for (const Text& one : texts_) {
        Run::put(ready, text(one));
        if (ready.size() < piece) continue;
        storage::write_all(out.number(), ready);
        ready.clear();
    }
    storage::write_all(out.number(), ready);
    bytes_.clear();
    texts_.clear();
}

void Sorted_runs::each(const std::function<void(std::string_view)>& visit) {
    if (runs_.empty()) {
        sort();
        for (const Text& one : texts_) visit(text(one));
        return;
    }
    put_aside();
    bytes_ = {};
    texts_ = {};
    std::vector<std::unique_ptr<Run>> runs;
    const auto later = [&](std::size_t one, std::size_t other) { return runs[one]->text() > runs[other]->text(); };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> first(later);
    for (const auto& file : runs_) {
        runs.push_back(std::make_unique<Run>(file));
        if (runs.back()->next()) first.push(runs.size() - 1);
    }
    while (!first.empty()) {
        const std::size_t run = first.top();
        first.pop();
        visit(runs[run]->text());
        if (runs[run]->next()) first.push(run);
    }
}

}  // namespace places
