#include "support/box.h"

#include <cstdlib>
#include <format>
#include <stdexcept>

#include "office/people/accounts.h"
#include "office/people/tokens.h"
#include "office/records/kind.h"
#include "office/records/save.h"

namespace support {

namespace {

std::string token_of(storage::Write& write, const std::string& role) {
    const storage::Typed typed{{"name", role}, {"email", role + "@example.org"}, {"role", role}};
    const auto user = office::save(write, storage::record_type<office::User>(), 0, 0, typed, office::References::ids);
    return office::make_token(write, {user.id}, {.label = "test"});
}

/// Of the admin: users are named, else it would not be for them.
office::New_token for_everything() {
    office::New_token wanted{.label = "test"};
    for (const auto* type : office::record_types())
        if (!type->kind.internal) wanted.kinds.emplace_back(type->kind.name);
    return wanted;
}

}  // namespace

Box::Box(std::uint64_t keep_free) {
    std::string name = (std::filesystem::temp_directory_path() / "clientbox-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    appliance_ = std::make_unique<Appliance>(
        Appliance_settings{.folder = folder_, .http = "127.0.0.1:0", .threads = 32, .keep_free = keep_free});
    const auto admin = office::make_first_admin(store(), "Ada Admin", "admin@example.org", password);
    store().write({.user = 0, .name = "test"}, [&](storage::Write& write) {
        admin_ = office::make_token(write, {admin.id}, for_everything());
        staff_ = token_of(write, "staff");
        read_only_ = token_of(write, "read_only");
    });
    appliance_->start();
}

Box::~Box() {
    appliance_.reset();
    std::filesystem::remove_all(folder_);
}

Answer Box::ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
    return Peer(port()).ask(method, target, headers, body);
}

std::string Box::headers_of(std::string_view role) const {
    if (role.empty()) return {};
    const std::string& token = role == "admin" ? admin_ : role == "staff" ? staff_ : read_only_;
    return std::format("Authorization: Bearer {}\r\n", token);
}

Answer Box::api(std::string_view role, std::string_view method, std::string_view target, std::string_view body,
                std::string_view headers) {
    std::string lines(headers);
    lines += headers_of(role);
    if (!body.empty()) lines += "Content-Type: application/json\r\n";
    return ask(method, target, lines, body);
}

}  // namespace support
