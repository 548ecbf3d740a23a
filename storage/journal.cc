#include "storage/journal.h"

#include <algorithm>
#include <format>
#include <limits>

#include "storage/bytes.h"
#include "storage/digest.h"
#include "storage/error.h"
#include "storage/journal_check.h"

namespace storage {

namespace {

constexpr std::size_t digest_size = 32;
constexpr std::uint8_t with_done = 0x80;

std::string numbered(char space, std::uint64_t number) {
    std::string key(1, space);
    put_number(key, number);
    return key;
}

std::string of_operation(std::uint64_t operation) { return numbered('o', operation); }

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
    for (const std::string* text : {&entry.before, &entry.after, &entry.name, &entry.doing.reason})
        put_text(bytes, *text);
    return bytes;
}

std::string bytes_of(const std::vector<Subject>& subjects) {
    std::string bytes;
    for (const Subject subject : subjects) {
        bytes += static_cast<char>(subject.kind);
        put_number(bytes, subject.id);
    }
    return bytes;
}

std::vector<Subject> subjects_in(std::string_view bytes) {
    std::vector<Subject> subjects;
    for (Reader reader(bytes); !reader.done();) {
        const std::uint8_t kind = reader.byte();
        subjects.push_back({kind, reader.number()});
    }
    if (subjects.empty()) corrupt("a journal entry is about nothing");
    return subjects;
}

/// What stands in front of the digest.
struct Header {
    Moment at;
    Actor actor;
    Act act;
    std::uint64_t operation = 0, revision = 0;
    std::string verb;
    std::vector<Subject> subjects;
};

Header header_in(std::string_view bytes) {
    Reader reader(bytes);
    Header header{};
    header.at = {sign_restored(reader.number())};
    header.actor.user = reader.number();
    header.actor.name = reader.text();
    const std::uint8_t act = reader.byte();
    header.act = static_cast<Act>(act & ~with_done);
    if ((act & with_done) != 0) {
        header.operation = reader.number();
        header.revision = reader.number();
        header.verb = reader.text();
    }
    header.subjects = subjects_in(reader.text());
    return header;
}

std::string header_of(const Entry& entry, const std::vector<Subject>& subjects, std::string_view details) {
    std::string bytes;
    put_number(bytes, sign_flipped(entry.at.milliseconds));
    put_number(bytes, entry.actor.user);
    put_text(bytes, entry.actor.name);
    bytes += static_cast<char>(static_cast<std::uint8_t>(entry.act) | with_done);
    put_number(bytes, entry.operation);
    put_number(bytes, entry.revision);
    put_text(bytes, entry.doing.verb);
    put_text(bytes, bytes_of(subjects));
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
    if (entry.operation == 0) entry.operation = entry.number;
    const std::string details = details_of(entry);
    std::string header = header_of(entry, subjects, details);
    header += sha256(last.chain + header);
    transaction.put(Tree::journal, numbered('e', entry.number), header);
    transaction.put(Tree::journal, numbered('d', entry.number), details);
    const auto list = [&](std::string key) {
        put_number(key, entry.number);
        transaction.put(Tree::journal, key, {});
    };
    for (const Subject subject : subjects) list(about(subject));
    list(of_operation(entry.operation));
    return entry.number;
}

Entry read_entry(const Transaction& transaction, std::uint64_t number) {
    const auto header = transaction.get(Tree::journal, numbered('e', number));
    if (!header) corrupt(std::format("journal entry {} is missing", number));
    Header read = header_in(*header);
    const Subject changed = read.subjects.front();
    Entry entry{.number = number,
                .at = read.at,
                .actor = std::move(read.actor),
                .act = read.act,
                .kind = changed.kind,
                .id = changed.id,
                .operation = read.operation,
                .revision = read.revision};
    entry.doing.verb = std::move(read.verb);
    entry.redacted = true;
    if (const auto details = transaction.get(Tree::journal, numbered('d', number))) {
        Reader parts(*details);
        entry.before = parts.text();
        entry.after = parts.text();
        entry.name = parts.text();
        if (!parts.done()) entry.doing.reason = parts.text();
        entry.redacted = false;
    }
    return entry;
}

std::vector<std::uint64_t> entries_of(const Transaction& transaction, std::uint64_t operation, std::size_t limit) {
    const std::string prefix = of_operation(operation);
    std::vector<std::uint64_t> numbers;
    Cursor cursor = transaction.cursor(Tree::journal);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix) && numbers.size() < limit;
         more = cursor.next())
        numbers.push_back(get_number(cursor.key().substr(prefix.size())));
    std::ranges::reverse(numbers);
    return numbers;
}

std::vector<std::uint64_t> operations(const Transaction& transaction, std::uint64_t before, std::size_t limit) {
    std::vector<std::uint64_t> numbers;
    std::string end = before == 0 ? of_operation(UINT64_MAX) : of_operation(before);
    Cursor cursor = transaction.cursor(Tree::journal);
    while (numbers.size() < limit && cursor.seek_before(end) && cursor.key().starts_with('o')) {
        numbers.push_back(get_number(cursor.key().substr(1, 8)));
        end = of_operation(numbers.back());
    }
    return numbers;
}

void redact(Transaction& transaction, Subject subject) {
    for (const std::uint64_t number : entries_about(transaction, subject, 0, SIZE_MAX)) {
        const auto header = transaction.get(Tree::journal, numbered('e', number));
        if (!header) corrupt(std::format("journal entry {} is missing", number));
        const std::vector<Subject> subjects = header_in(*header).subjects;
        const bool of_others =
            std::ranges::any_of(subjects.begin() + 1, subjects.end(), [&](Subject other) { return other != subject; });
        if (subjects.front() == subject || !of_others) transaction.erase(Tree::journal, numbered('d', number));
    }
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

void each_entry_since(const Transaction& transaction, Moment since, const std::function<void(const Entry&)>& visit) {
    for (std::uint64_t number = last_entry(transaction).number; number > 0; --number) {
        const Entry entry = read_entry(transaction, number);
        if (entry.at < since) return;
        visit(entry);
    }
}

std::uint64_t last_entry_about(const Transaction& transaction, Subject subject) {
    const auto numbers = entries_about(transaction, subject, 0, 1);
    return numbers.empty() ? 0 : numbers.front();
}

Id last_subject_of(const Transaction& transaction, std::uint8_t kind) {
    const std::string prefix{'s', static_cast<char>(kind)};
    Cursor cursor = transaction.cursor(Tree::journal);
    const bool found = cursor.seek_before(prefix + std::string(17, '\xFF'));
    return found && cursor.key().starts_with(prefix) ? get_number(cursor.key().substr(2, 8)) : 0;
}

namespace {

class Verification {
  public:
    std::vector<std::string> run(const Transaction& transaction) {
        transaction_ = &transaction;
        Cursor cursor = transaction.cursor(Tree::journal);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next()) {
            const std::string_view key = cursor.key();
            if (key.front() == 'e' && key.size() == 9)
                entry(get_number(key.substr(1)), cursor.value());
            else if (key.front() == 'd' && key.size() == 9)
                last_details_ = get_number(key.substr(1));
            else if (key.front() == 's' && key.size() == 18 && cursor.value().empty())
                ++subjects_found_;
            else if (key.front() == 'o' && key.size() == 17 && cursor.value().empty())
                ++operations_found_;
            else
                complain("Journal: something is there that does not belong there.");
        }
        if (last_details_ > last_.number) complain(std::format("Journal: entry {} is missing.", last_.number + 1));
        if (subjects_found_ != subjects_wanted_)
            complain(std::format("Journal: {} entries are listed at records, {} should be.", subjects_found_,
                                 subjects_wanted_));
        if (operations_found_ != operations_wanted_)
            complain(std::format("Journal: {} entries are listed at operations, {} should be.", operations_found_,
                                 operations_wanted_));
        return std::move(wrong_);
    }

    bool go_on(const Transaction& transaction, std::size_t entries) {
        transaction_ = &transaction;
        Cursor cursor = transaction.cursor(Tree::journal);
        bool more = cursor.seek(numbered('e', last_.number + 1));
        for (std::size_t seen = 0; more && cursor.key().front() == 'e' && seen < entries; more = cursor.next(), ++seen)
            entry(get_number(cursor.key().substr(1)), cursor.value());
        more = more && cursor.key().front() == 'e';
        if (!more && cursor.seek_before("e") && cursor.key().front() == 'd')
            last_details_ = get_number(cursor.key().substr(1));
        if (last_details_ > last_.number) complain(std::format("Journal: entry {} is missing.", last_.number + 1));
        return more;
    }
    std::uint64_t checked() const { return last_.number; }
    const std::vector<std::string>& wrong() const { return wrong_; }

  private:
    void complain(std::string what) { wrong_.push_back(std::move(what)); }

    void entry(std::uint64_t number, std::string_view value) {
        if (number != last_.number + 1) complain(std::format("Journal: entry {} is missing.", last_.number + 1));
        if (value.size() < 2 * digest_size) {
            complain(std::format("Journal: entry {} cannot be read.", number));
            last_.number = number;
            return;
        }
        const std::string_view covered = value.substr(0, value.size() - digest_size);
        const std::string_view chain = value.substr(covered.size());
        if (sha256(last_.chain + std::string(covered)) != chain)
            complain(std::format("Journal: entry {} was changed, or the one before it.", number));
        details(number, covered.substr(covered.size() - digest_size));
        try {
            const Header header = header_in(covered);
            for (const Subject subject : header.subjects) listed(subject, number);
            if (header.operation != 0) listed_at(header.operation, number);
        } catch (const Error&) {
            complain(std::format("Journal: entry {} cannot be read.", number));
        }
        last_ = {number, std::string(chain)};
    }

    void details(std::uint64_t number, std::string_view digest) {
        const auto details = transaction_->get(Tree::journal, numbered('d', number));
        if (details && sha256(*details) != digest)
            complain(std::format("Journal: the details of entry {} were changed.", number));
    }

    void listed(Subject subject, std::uint64_t number) {
        ++subjects_wanted_;
        std::string key = about(subject);
        put_number(key, number);
        if (!transaction_->get(Tree::journal, key))
            complain(std::format("Journal: entry {} is not listed at its record.", number));
    }

    void listed_at(std::uint64_t operation, std::uint64_t number) {
        ++operations_wanted_;
        std::string key = of_operation(operation);
        put_number(key, number);
        if (!transaction_->get(Tree::journal, key))
            complain(std::format("Journal: entry {} is not listed at its operation.", number));
    }

    const Transaction* transaction_ = nullptr;
    std::vector<std::string> wrong_;
    Last last_;
    std::uint64_t last_details_ = 0, subjects_found_ = 0, subjects_wanted_ = 0, operations_found_ = 0,
                  operations_wanted_ = 0;
};

}  // namespace

std::vector<std::string> verify_journal(const Transaction& transaction) { return Verification().run(transaction); }

struct Journal_check::State : Verification {};

Journal_check::Journal_check()
    : state_(std::make_unique<State>()) {}

Journal_check::~Journal_check() = default;

bool Journal_check::go_on(const Transaction& transaction, std::size_t entries) {
    return state_->go_on(transaction, entries);
}

std::uint64_t Journal_check::checked() const { return state_->checked(); }

const std::vector<std::string>& Journal_check::problems() const { return state_->wrong(); }

std::uint64_t newest_entry(const Transaction& transaction) { return last_entry(transaction).number; }

}  // namespace storage
