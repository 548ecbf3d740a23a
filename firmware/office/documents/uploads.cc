#include "office/documents/uploads.h"

#include <cstdio>
#include <filesystem>
#include <format>
#include <utility>

#include "office/documents/documents.h"
#include "office/records/in_background.h"
#include "office/records/names.h"
#include "storage/digest.h"
#include "storage/files/file_facts.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Id;

namespace {

constexpr std::chrono::hours kept_for{24};
/// So much may have to be sent again after a power cut.
constexpr std::uint64_t settled_each = 64ULL << 20;

Moment expiry() {
    return {Moment::now().milliseconds + std::chrono::duration_cast<std::chrono::milliseconds>(kept_for).count()};
}

constexpr std::string_view begin_of_name = "upload-";

std::string file_of(Id upload) { return std::format("{}{}", begin_of_name, upload); }

std::uint64_t received(const Upload& upload) { return static_cast<std::uint64_t>(upload.received); }

Errors wrong_digest() { return {{"file", "is not what was sent: its SHA-256 is another one"}}; }

}  // namespace

Upload Uploads::begin(const storage::Actor& actor, const Wanted& wanted) {
    if (wanted.size > largest_file) throw Error(Fault::too_large, "This file is larger than is allowed here.");
    Errors errors;
    Upload upload;
    upload.name = storage::file_name_of(wanted.name);
    upload.size = static_cast<std::int64_t>(wanted.size);
    upload.expires = expiry();
    upload.owner = {actor.user};
    upload.digest = wanted.digest;
    const auto about = store_.read([&](const storage::Read& read) { return Names(read, {}).any_of(wanted.about); });
    if (about)
        upload.about = storage::parse_any(*about).value_or(Any_ref{});
    else
        errors.emplace("about", about.error());
    if (upload.about && name_of_kind(upload.about.kind).empty()) errors.emplace("about", "is not a record");
    if (!wanted.digest.empty() && storage::from_hex(wanted.digest).size() != 32)
        errors.emplace("digest", "is not a SHA-256");
    if (!errors.empty()) throw Error(std::move(errors));
    store_.write(actor, [&](storage::Write& write) { write.create(upload); });
    note_use(upload.id);
    return upload.size == 0 ? go_on(actor, upload.id, 0)->done() : upload;
}

Upload Uploads::find(const storage::Actor& actor, Id id, Now now) const {
    auto upload = store_.read([&](const storage::Read& read) { return read.find<Upload>(id); });
    if (!upload || upload->owner.id != actor.user || is_over(*upload, now))
        throw Error(Fault::not_found, "This upload is not there any more. Begin anew.");
    return std::move(*upload);
}

std::unique_ptr<Attempt> Uploads::go_on(const storage::Actor& actor, Id id, std::uint64_t offset) {
    enter(id);
    try {
        Upload upload = find(actor, id);
        note_use(id);
        if (received(upload) != offset || upload.document != 0)
            throw Error(Fault::stale, std::format("This upload stands at {}.", upload.received));
        return std::make_unique<Attempt>(*this, std::move(upload), actor);
    } catch (...) {
        leave(id);
        throw;
    }
}

void Uploads::give_up(const storage::Actor& actor, Id id) {
    find(actor, id);
    store_.write(actor, [&](storage::Write& write) {
        if (write.has(Upload::kind.number, id)) write.erase(Ref<Upload>{id});
    });
    files_.drop(file_of(id));
}

void Uploads::forget_expired(Now now) {
    const auto& type = storage::record_type<Upload>();
    std::vector<Id> expired;
    store_.read([&](const storage::Read& read) {
        for (const Id id : read.select(type, {.tag = type.column("expires")->tag, .limit = SIZE_MAX}).ids)
            if (is_over(read.get<Upload>(id), now)) expired.push_back(id);
    });
    for (const Id id : expired) {
        store_.write(the_box, [&](storage::Write& write) {
            const auto upload = write.find<Upload>(id);
            if (upload && is_over(*upload, now)) write.erase(Ref<Upload>{id});
        });
        files_.drop(file_of(id));
        const std::lock_guard lock(mutex_);
        last_used_.erase(id);
    }
}

void Uploads::drop_left() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(store_.folder() / "files" / "incoming", none)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begin_of_name)) continue;
        const Id id = storage::parse_id(std::string_view(name).substr(begin_of_name.size())).value_or(0);
        const bool known =
            id == 0 || store_.read([&](const storage::Read& read) { return read.has(Upload::kind.number, id); });
        if (!known) files_.drop(name);
    }
}

void Uploads::enter(Id id) {
    const std::lock_guard lock(mutex_);
    if (!under_way_.insert(id).second) throw Error(Fault::stale, "This upload is under way elsewhere.");
}

void Uploads::leave(Id id) {
    const std::lock_guard lock(mutex_);
    under_way_.erase(id);
}

void Uploads::note_use(Id id) {
    const std::lock_guard lock(mutex_);
    last_used_[id] = std::chrono::steady_clock::now();
}

/// A clock that is put forward ends none that somebody goes on with.
bool Uploads::is_over(const Upload& upload, Now now) const {
    const std::lock_guard lock(mutex_);
    const auto used = last_used_.find(upload.id);
    return used == last_used_.end() ? upload.expires < now.wall : now.steady - used->second > kept_for;
}

Attempt::Attempt(Uploads& uploads, Upload upload, storage::Actor actor)
    : uploads_(uploads)
    , upload_(std::move(upload))
    , actor_(std::move(actor))
    , incoming_(uploads.files_.resume(file_of(upload_.id), received(upload_))) {}

Attempt::~Attempt() {
    try {
        if (incoming_.size() > received(upload_) && !is_all_here() && !lost_) settle();
    } catch (const std::exception& error) {
        std::fputs(std::format("upload {}: {}\n", upload_.id, error.what()).c_str(), stderr);
    }
    uploads_.note_use(upload_.id);
    uploads_.leave(upload_.id);
}

void Attempt::take(std::string_view bytes) {
    if (incoming_.size() + bytes.size() > static_cast<std::uint64_t>(upload_.size))
        throw Error(Fault::too_large, "More was sent than was announced.");
    incoming_.append(bytes);
    if (incoming_.size() - received(upload_) >= settled_each && !is_all_here()) settle();
}

/// Its last bytes are told of together with the document: who is told that all has come does not ask again.
bool Attempt::is_all_here() const { return incoming_.size() == static_cast<std::uint64_t>(upload_.size); }

Upload Attempt::done() {
    is_all_here() ? finish() : settle();
    return upload_;
}

/// First the disk, then the record.
void Attempt::settle() {
    lost_ = true;
    incoming_.settle();
    lost_ = false;
    uploads_.note_use(upload_.id);
    const auto size = static_cast<std::int64_t>(incoming_.size());
    uploads_.store_.write(actor_, [&](storage::Write& write) {
        upload_ = write.get<Upload>(upload_.id);
        upload_.received = size;
        upload_.expires = expiry();
        write.update(upload_);
    });
}

File Attempt::taken() {
    try {
        return take_file(uploads_.files_, incoming_, upload_.name);
    } catch (const Error& error) {
        if (error.fault() == Fault::invalid) uploads_.give_up(actor_, upload_.id);
        throw;
    }
}

/// What has come keeps its own name until the document is there, so that a power cut between costs nothing.
void Attempt::finish() {
    const File file = taken();
    if (!upload_.digest.empty() && storage::from_hex(upload_.digest) != file.digest) {
        uploads_.give_up(actor_, upload_.id);
        throw Error(wrong_digest());
    }
    const storage::Typed typed{{"about", storage::show_any(upload_.about)}};
    uploads_.store_.write(actor_, [&](storage::Write& write) {
        upload_ = write.get<Upload>(upload_.id);
        upload_.received = upload_.size;
        upload_.document = static_cast<std::int64_t>(add_document(write, file, typed, References::ids).id);
        upload_.name.clear();  // the document has it
        write.update(upload_);
    });
    uploads_.files_.drop(file_of(upload_.id));
}

}  // namespace office
