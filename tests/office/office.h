// An office with an empty store in a folder of its own, and short ways to ask it for things.
#pragma once

#include <optional>
#include <string>

#include "office/clients/client.h"
#include "office/clients/note.h"
#include "office/people/accounts.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "storage/scratch.h"
#include "storage/store.h"

namespace office_test {

using office::References;
using storage::Errors;
using storage::Fault;
using storage::Id;
using storage::Raw;
using storage::Read;
using storage::record_type;
using storage::Ref;
using storage::Typed;
using storage::Write;

inline const storage::Actor box{0, "Box"};
inline constexpr std::string_view good_password = "a long enough secret";

struct Office {
    scratch::Folder folder;
    storage::Store store{folder.path(), office::record_types()};

    template <class Record>
    Record save(const Typed& typed, References references = References::names, const storage::Actor& actor = box) {
        return store.write(actor, [&](Write& write) {
            return Read::typed<Record>(office::save(write, record_type<Record>(), 0, 0, typed, references));
        });
    }
    /// On top of the stored revision.
    template <class Record>
    Record change(Id id, const Typed& typed, References references = References::names,
                  const storage::Actor& actor = box) {
        return store.write(actor, [&](Write& write) {
            const auto revision = write.get<Record>(id).revision;
            return Read::typed<Record>(office::save(write, record_type<Record>(), id, revision, typed, references));
        });
    }
    template <class Record> void erase(Id id, const storage::Actor& actor = box) {
        store.write(actor, [&](Write& write) { office::erase(write, record_type<Record>(), id); });
    }
    template <class Record> std::optional<Record> find(Id id) const {
        return store.read([&](const Read& read) { return read.find<Record>(id); });
    }
    template <class Record> Record get(Id id) const {
        return store.read([&](const Read& read) { return read.get<Record>(id); });
    }
    std::size_t count(const storage::Record_type& type) const {
        return store.read([&](const Read& read) { return read.count(type); });
    }
    std::vector<storage::Hit> search(std::string_view query) const {
        return store.read([&](const Read& read) { return read.search(record_type<office::Client>(), query, 10); });
    }
    /// With a password, so that it can sign in.
    office::User user(std::string name, std::string email, std::string_view role = "staff") {
        auto user = save<office::User>({{"name", std::move(name)}, {"email", email}, {"role", std::string(role)}});
        const auto password = office::new_password(good_password, {});
        store.write(box, [&](Write& write) { office::set_password(write, {user.id}, password); });
        return get<office::User>(user.id);
    }
};

inline storage::Actor as(const office::User& user) { return {user.id, user.name}; }

inline Typed person(std::string first, std::string last, std::string email) {
    return {{"first_name", std::move(first)}, {"last_name", std::move(last)}, {"email", std::move(email)}};
}

inline Typed with(Typed typed, std::string name, std::string text) {
    typed[std::move(name)] = std::move(text);
    return typed;
}

/// What was objected to, by field; empty when nothing was.
template <class Closure> Errors errors_of(Closure&& closure) {
    try {
        closure();
    } catch (const storage::Error& error) {
        return error.fields();
    }
    return {};
}

template <class Closure> std::optional<Fault> fault_of(Closure&& closure) {
    try {
        closure();
    } catch (const storage::Error& error) {
        return error.fault();
    }
    return std::nullopt;
}

}  // namespace office_test
