#include "storage/disk/open_file.h"

#include <format>
#include <mutex>
#include <set>

#include "storage/error.h"

namespace storage {

namespace {

std::mutex& mutex() {
    static std::mutex mutex;
    return mutex;
}

std::set<std::string>& names() {
    static std::set<std::string> names;
    return names;
}

std::string full_name(const std::filesystem::path& file) { return std::filesystem::weakly_canonical(file).string(); }

}  // namespace

Open_file::Open_file(const std::filesystem::path& file)
    : name_(full_name(file)) {
    const std::lock_guard lock(mutex());
    if (!names().insert(name_).second)
        throw Error(Fault::unusable, std::format("{} is open already in this program.", file.string()));
}

Open_file::~Open_file() {
    const std::lock_guard lock(mutex());
    names().erase(name_);
}

bool Open_file::is_open(const std::filesystem::path& file) {
    const std::string name = full_name(file);
    const std::lock_guard lock(mutex());
    return names().contains(name);
}

}  // namespace storage
