// A store of which some was redacted, and what must be true of it once its file was written anew.
#pragma once

#include <cctype>
#include <fstream>
#include <iterator>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/upkeep/check.h"

namespace scratch {

using namespace storage;

inline constexpr std::string_view erased_name = "Quetzalcoatlus";

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string lower(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

/// Files of the folder that hold the name, however it is written. LMDB's lock file is no place for it, and closing it here would
/// give up the lock of this process.
inline std::vector<std::string> files_that_tell(const std::filesystem::path& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().string().ends_with("-lock") &&
            lower(bytes_of(entry.path())).contains(lower(std::string(erased_name))))
            found.push_back(entry.path().filename());
    return found;
}

inline void add_people(Store& store, int count, std::string_view family) {
    Random random(11);
    store.write(tester, [&](Write& write) {
        for (int n = 0; n < count; ++n) {
            Person one = some_person(random);
            one.last_name = std::format("{}{}", family, n);
            one.email.text = std::format("{}{}@example.org", family, n);
            if (n % 3 == 0)
                one.about.text = std::string(static_cast<std::size_t>(200 * n % 9'000), 'x') + one.last_name;
            write.create(one);
        }
    });
}

/// Some have the name and are gone again, with what the journal said of them.
inline void add_and_redact(Store& store, int count) {
    add_people(store, count, erased_name);
    const auto ids = store.read([&](const Read& read) {
        return read.select(record_type<Person>(), {.tag = index_tag::created, .limit = 100'000}).ids;
    });
    for (const Id id : ids)
        store.write(tester, [&](Write& write) {
            if (!write.get<Person>(id).last_name.starts_with(erased_name)) return;
            write.erase<Person>({id});
            write.redact({Person::kind.number, id});
        });
}

inline std::uint64_t people_in(const Store& store) {
    return store.read([](const Read& read) { return read.count(record_type<Person>()); });
}

inline bool is_due(const Store& store) {
    return store.read([](const Read& read) { return read.redactions() != 0; });
}

inline std::vector<std::string> problems_of(const Store& store) { return check(store).problems; }

}  // namespace scratch
