#include "storage/journal.h"

#include <format>
#include <limits>

#include "storage/bytes.h"
#include "storage/digest.h"

namespace storage {

namespace {

constexpr std::size_t digest_size = 32;

std::string numbered(char space, std::uint64_t number) {
    std::string key(1, space);
    put_number(key, number);
    return key;
}

std::string about(Subject subject) {
    std::string key{'s', static_cast<char>(subject.kind)};
    put_number(key, subject.id);
    return key;
}

void put_text(std::string& out, std::string_view text) {
    put_length(out, text.size());
    out += text;
}

std::string details_of(const Entry& entry) {
    std::string bytes;
    put_text(bytes, entry.before);
    put_text(bytes, entry.after);
    put_text(bytes, entry.name);
    return bytes;
}

std::string header_of(const Entry& entry, std::string_view details) {
    std::string bytes;
    put_number(bytes, sign_flipped(entry.at.milliseconds));
    put_number(bytes, entry.actor.user);
    put_text(bytes, entry.actor.name);
    bytes += static_cast<char>(entry.act);
    bytes += static_cast<char>(entry.kind);
    put_number(bytes, entry.id);
    bytes += sha256(details);
    return bytes;
}

struct Last {
    std::uint64_t number = 0;
    std::string chain = std::string(digest_size, '\0');
};

Last last_entry(const Transaction& transaction) {
    Cursor cursor = transaction.cursor(Tree::journal);
    if (!cursor.seek_before("f") || !cursor.key().starts_with('e')) return {};
    const std::string_view value = cursor.value();
    if (value.size() < digest_size) corrupt("a journal entry is too short");
    return {get_number(cursor.key().substr(1)), std::string(value.substr(value.size() - digest_size))};
}

}  // namespace

std::uint64_t add_entry(Transaction& transaction, Entry entry, const std::vector<Subject>& subjects) {
    const Last last = last_entry(transaction);
    entry.number = last.number + 1;
    const std::string details = details_of(entry);
    std::string header = header_of(entry, details);
    header += sha256(last.chain + header);
    transaction.put(Tree::journal, numbered('e', entry.number), header);
    transaction.put(Tree::journal, numbered('d', entry.number), details);
    for (const Subject subject : subjects) {
        std::string key = about(subject);
        put_number(key, entry.number);
        transaction.put(Tree::journal, key, {});
    }
    return entry.number;
}

Entry read_entry(const Transaction& transaction, std::uint64_t number) {
    const auto header = transaction.get(Tree::journal, numbered('e', number));
    if (!header) corrupt(std::format("journal entry {} is missing", number));
    Entry entry{.number = number};
    Reader reader(*header);
    entry.at = {sign_restored(reader.number())};
    entry.actor.user = reader.number();
    entry.actor.name = reader.text();
    entry.act = static_cast<Act>(reader.byte());
    entry.kind = reader.byte();
    entry.id = reader.number();
    if (const auto details = transaction.get(Tree::journal, numbered('d', number))) {
        Reader parts(*details);
        entry.before = parts.text();
        entry.after = parts.text();
        entry.name = parts.text();
    }
    return entry;
}

std::vector<std::uint64_t> entries_about(const Transaction& transaction, Subject subject, std::uint64_t before,
                                         std::size_t limit) {
    const std::string prefix = about(subject);
    std::string end = prefix;
    put_number(end, before == 0 ? std::numeric_limits<std::uint64_t>::max() : before);
    std::vector<std::uint64_t> numbers;
    Cursor cursor = transaction.cursor(Tree::journal);
    for (bool more = cursor.seek_before(end); more && cursor.key().starts_with(prefix) && numbers.size() < limit;
         more = cursor.previous())
        numbers.push_back(get_number(cursor.key().substr(prefix.size())));
    return numbers;
}

std::uint64_t last_entry_about(const Transaction& transaction, Subject subject) {
    const auto numbers = entries_about(transaction, subject, 0, 1);
    return numbers.empty() ? 0 : numbers.front();
}

std::vector<std::string> verify_journal(const Transaction& transaction) {
    std::vector<std::string> wrong;
    Last last;
    Cursor cursor = transaction.cursor(Tree::journal);
    for (bool more = cursor.seek("e"); more && cursor.key().starts_with('e'); more = cursor.next()) {
        const std::string_view header = cursor.value();
        if (cursor.key().size() != 9 || header.size() < 2 * digest_size) {
            wrong.push_back(std::format("Journal: the entry after {} cannot be read.", last.number));
            continue;
        }
        const std::uint64_t number = get_number(cursor.key().substr(1));
        if (number != last.number + 1) wrong.push_back(std::format("Journal: entry {} is missing.", last.number + 1));
        const std::string_view covered = header.substr(0, header.size() - digest_size);
        const std::string_view chain = header.substr(covered.size());
        if (sha256(last.chain + std::string(covered)) != chain)
            wrong.push_back(std::format("Journal: entry {} was changed, or the one before it.", number));
        const auto details = transaction.get(Tree::journal, numbered('d', number));
        if (details && sha256(*details) != covered.substr(covered.size() - digest_size))
            wrong.push_back(std::format("Journal: the details of entry {} were changed.", number));
        last = {number, std::string(chain)};
    }
    return wrong;
}

}  // namespace storage
