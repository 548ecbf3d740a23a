#include "box/first_admin.h"

#include "storage/digest.h"
#include "storage/value.h"
#include "storage/whole_files.h"

namespace box {

namespace {

std::filesystem::path code_file(const std::filesystem::path& folder) { return folder / "first-admin-code"; }

std::string new_code() {
    constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ?";
    static_assert(letters.size() == 32);
    std::string code;
    while (code.size() < 9) {
        if (code.size() == 4) code += '-';
        const char letter = letters[static_cast<unsigned char>(storage::random_bytes(1).front()) % letters.size()];
        if (letter != '?') code += letter;
    }
    return code;
}

}  // namespace

std::string first_admin_code(const std::filesystem::path& folder) {
    if (const auto kept = storage::read_file(code_file(folder))) return std::string(storage::trimmed(*kept));
    const std::string code = new_code();
    storage::write_file(code_file(folder), code + "\n");
    return code;
}

void forget_first_admin_code(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::remove(code_file(folder), error);
}

}  // namespace box
