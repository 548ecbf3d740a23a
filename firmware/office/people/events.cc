#include "office/people/events.h"

#include <array>
#include <chrono>
#include <format>
#include <iostream>
#include <mutex>

#include "office/people/recent.h"
#include "storage/values/card_number.h"
#include "storage/words.h"

namespace office {

using storage::Id;
using storage::Write;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes a_minute{1};

/// Refusals come as fast as somebody asks: the same again within a minute is not kept, nor more of them all than a few.
class Refusals {
  public:
    bool take(const Event& event, Clock::time_point now) {
        const std::string name = std::format("{}\n{}\n{}", static_cast<int>(event.what), event.user.id, event.address);
        if (const auto last = last_.find(name); last && now - *last < a_minute) return false;
        const std::lock_guard lock(mutex_);
        if (now - begun_ >= a_minute) {
            begun_ = now;
            taken_ = 0;
        }
        if (++taken_ > most_refusals_a_minute) return false;
        last_.put(name, now);
        return true;
    }

  private:
    Recent<Clock::time_point> last_{1'000};
    std::mutex mutex_;
    Clock::time_point begun_;
    std::size_t taken_ = 0;
};

bool is_refusal(Happening what) {
    return what == Happening::no_right || what == Happening::forged || what == Happening::locked_out;
}

bool is_wanted(const storage::Store& store, const Event& event) {
    static Recent<std::shared_ptr<Refusals>> by_folder(100);
    if (!is_refusal(event.what)) return true;
    std::shared_ptr<Refusals> refusals;
    by_folder.change(store.folder().string(), [&](std::shared_ptr<Refusals>& known) {
        if (!known) known = std::make_shared<Refusals>();
        refusals = known;
    });
    return refusals->take(event, Clock::now());
}

std::string printable(std::string_view text) {
    std::string line(text);
    for (char& letter : line)
        if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7F') letter = ' ';
    return line;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t size) {
    if (!storage::is_text(text) || !storage::never_kept(text).empty()) return {};
    if (text.size() > size) {
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
        text = text.substr(0, size);
    }
    return std::string(text);
}

std::string line_of(const Event& event) {
    std::string line = storage::Value<Happening>::show(event.what);
    if (!event.who.empty()) line += ' ' + event.who;
    if (event.user) line += std::format(" (user {})", event.user.id);
    if (!event.address.empty()) line += " from " + event.address;
    if (!event.by.empty()) line += " by " + event.by;
    if (!event.detail.empty()) line += ": " + event.detail;
    return printable(line);
}

void record(Write& write, Event event) {
    if (event.who.empty() && event.user)
        if (const auto user = write.find(event.user)) event.who = user->name;
    event.who = shortened(event.who, 200);
    event.address = shortened(event.address, 200);
    event.detail = shortened(event.detail, 300);
    event.by = shortened(event.by, 200);
    write.create(event);
}

void note(storage::Store& store, Event event) {
    if (!is_wanted(store, event)) return;
    try {
        store.write({}, [&](Write& write) { record(write, event); });
    } catch (const storage::Error& error) {
        std::clog << std::format("{} ({})\n", line_of(event), error.what());
    }
}

void erase_old_events(Write& write) {
    for (const auto& option : options(Happening{})) {
        const auto ids = write.where<&Event::what>(static_cast<Happening>(option.number));
        for (std::size_t at = 0; at + most_events_of_a_sort < ids.size(); ++at)
            write.erase(storage::Ref<Event>{ids[at]});
    }
}

}  // namespace office
